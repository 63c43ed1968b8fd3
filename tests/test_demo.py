"""The demo team: every moment of the story can be shown, again and again; nobody in it is mailed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from accounts.models import Logo, User
from cohorts.models import Cohort, Stage
from home.demo.build import STAGES, build
from notifications.models import Mailing, Notification
from pitches.models import Ballot, BallotState, Decision, Pitch, PulseCheck

AT = {
    "start": Stage.DINGEN,
    "halverwege": Stage.GROUPS,
    "plan": Stage.PITCH,
    "slot": Stage.PITCH,
    "mt": Stage.NOMINATION,
    "pilot": Stage.PILOT,
}


@pytest.fixture
def catalogue(db):
    call_command(
        "import_catalogue",
        django_settings.BASE_DIR / "fixtures" / "catalogue",
        verbosity=0,
        stdout=StringIO(),
    )


def test_demo_stands_at_each_stage_from_the_end_to_the_start(
    catalogue, mailoutbox, django_capture_on_commit_callbacks
):
    """Each is built over a later one, of which nothing may be left."""
    people = set()
    for stage in reversed(STAGES):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            cohort = build(stage)

        assert Stage(cohort.stage) == AT[stage]
        assert cohort.enrolments.participants().count() == (14 if stage == "start" else 16)
        # Only who has not come in yet has mail: their invitation, to try out.
        late = ["leo@example.org", "petra@example.org"] if stage == "start" else []
        assert sorted(message.to[0] for message in mailoutbox) == late
        assert Notification.objects.exclude(mailing=Mailing.NONE).count() == len(late)
        teams = list(Cohort.objects.order_by("pk").values_list("name", flat=True))
        assert (Cohort.objects.get(slug="eindhoven"), len(teams)) == (cohort, len(set(teams)))
        people.add(User.objects.count())
        if stage == "plan":
            there_is_time_to_hand_in(cohort)
        if stage == "pilot":
            it_ended_well(cohort)
        if stage == "halverwege":
            one_is_away_and_one_came_back(cohort)

    assert len(people) == 1
    assert (Ballot.objects.count(), Decision.objects.count(), Pitch.objects.count()) == (0, 0, 0)


def there_is_time_to_hand_in(cohort):
    assert cohort.hand_in.until == cohort.closing_at - timedelta(days=4)
    assert not cohort.hand_in.is_over


def one_is_away_and_one_came_back(cohort):
    paused = cohort.enrolments.exclude(paused_on=None).order_by("user__name").select_related("user")
    assert [(one.user.first_name, one.is_paused, one.is_back) for one in paused] == [
        ("Olaf", False, True),
        ("Petra", True, False),
    ]
    assert Logo.objects.get().organisation.slug == "zonneveld-demo"


def it_ended_well(cohort):
    ballot = cohort.ballots.get()
    assert (ballot.state, ballot.winner.group.name) == (BallotState.REVEALED, "Digitaal klantcontact")
    assert (ballot.turnout.count(), ballot.votes.count()) == (16, 16)
    assert cohort.decision.answers.count() == 3
    assert PulseCheck.objects.exclude(answered_at=None).get().day == 30


def test_demo_is_refused_outside_the_demo(settings, db):
    settings.DEMO = False

    with pytest.raises(CommandError, match="only for DEMO=1"):
        call_command("demo", "--stage", "start")


def test_prepare_fills_an_empty_demo_and_leaves_a_full_one_alone(settings, transactional_db):
    settings.DEMO = True
    call_command("prepare", stdout=StringIO())
    Cohort.objects.update(name="Ons eigen team")

    call_command("prepare", stdout=StringIO())

    assert Cohort.objects.get(slug="eindhoven").name == "Ons eigen team"
