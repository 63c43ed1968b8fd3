"""The deeds of a team: plan, start, learning, groups."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cohorts import actions
from cohorts.models import Cohort, Enrolment, Role, Stage, State
from lib.refusal import Refused
from notifications.models import Notification
from tests.conftest import make_ding
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import draft, invite


def tick(world, who="participant", *, key="stap-1", done=True, by=None):
    return actions.tick(
        enrolment=world.enrolments[who],
        ding=world.dingen[0],
        step_key=key,
        done=done,
        by=world.enrolments[by or who],
    )


def ticks(progress):
    return sorted(progress.steps_done.values_list("step_key", flat=True))


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("recipient__email", flat=True))


# A new team


def test_a_new_team_is_a_draft_with_a_trainer_and_a_plan(world):
    cohort, trainer = draft(world)

    assert (cohort.state, cohort.stage, cohort.slug) == (State.DRAFT, Stage.AGREEMENT, "najaar")
    assert (trainer.user, trainer.role, cohort.created_by) == (
        world["trainer"],
        Role.TRAINER,
        world["trainer"],
    )
    assert list(cohort.plan.values_list("ding__slug", "number", "weight")) == [
        ("eerste-ding", 1, "must"),
        ("tweede-ding", 2, "must"),
        ("derde-ding", 3, "must"),
    ]
    assert not Notification.objects.exists()


def test_teams_with_one_name_have_their_own_address(world):
    names = ["Najaar", "Najaar", "najaar", "Nieuw", "!?", "x" * 90]
    assert [draft(world, name=name)[0].slug for name in names] == [
        "najaar",
        "najaar-2",
        "najaar-3",
        "nieuw-2",
        "team",
        "x" * 60,
    ]


def test_a_team_that_ends_before_it_starts_is_not_made(world):
    with pytest.raises(ValidationError, match="ends after it starts"):
        draft(world, ends_on=world.cohort.today)
    assert Cohort.objects.count() == 2


def test_a_draft_ding_of_the_programme_stays_out_of_the_plan(world):
    type(world.dingen[1]).objects.filter(pk=world.dingen[1].pk).update(status="draft")
    cohort, _trainer = draft(world)
    assert list(cohort.plan.values_list("number", flat=True)) == [1, 3]


def test_the_trainer_changes_what_a_team_is(world):
    world.cohort.goal, world.cohort.name = "Meer lef.", "Anders"
    actions.update_cohort(cohort=world.cohort, fields=["goal"], by=world.enrolments["trainer"])
    world.cohort.refresh_from_db()
    assert (world.cohort.goal, world.cohort.name) == ("Meer lef.", "Lindenhof")


# The plan


def set_plan(world, items, by="trainer", cohort=None):
    actions.set_plan(cohort=cohort or world.cohort, items=items, by=world.enrolments[by])


def test_a_ding_keeps_the_number_of_the_programme(world):
    extra = [make_ding(slug, world.dingen[0].theme) for slug in ("los-ding", "nog-een")]
    set_plan(world, [(extra[0], "can"), (world.dingen[2], "must"), (extra[1], "must")])
    assert list(world.cohort.plan.values_list("ding__slug", "number", "weight")) == [
        ("derde-ding", 3, "must"),
        ("los-ding", 4, "can"),
        ("nog-een", 5, "must"),
    ]


def test_a_ding_that_stays_keeps_its_text_and_its_dates(world):
    tick(world)
    world.cohort.plan.filter(number=1).update(due_on="2026-12-12")
    set_plan(world, [(world.dingen[0], "can"), (world.dingen[2], "must")])
    item = world.cohort.plan.get(number=1)
    assert (item.revision, item.weight, str(item.due_on)) == (world.dingen[0].revision, "can", "2026-12-12")


def test_participants_hear_what_changed_in_the_plan(world):
    set_plan(world, [(world.dingen[0], "can"), (world.dingen[2], "must")])
    assert told("plan_changed") == ["anna@example.org", "hugo@example.org", "piet@example.org"]
    context = Notification.objects.first().context
    assert (context["musts"], context["cans"], context["free"]) == (
        ["Derde ding"],
        ["Eerste ding"],
        ["Tweede ding"],
    )


def test_the_same_plan_again_is_no_news(world):
    before = set(world.cohort.plan.values_list("pk", flat=True))
    set_plan(world, [(world.dingen[0], "must"), (world.dingen[1], "can")])
    assert set(world.cohort.plan.values_list("pk", flat=True)) == before
    assert told("plan_changed") == []


def test_nobody_hears_of_a_plan_that_is_being_made(world):
    cohort, trainer = draft(world)
    actions.set_plan(cohort=cohort, items=[(world.dingen[0], "must")], by=trainer)
    assert cohort.plan.count() == 1
    assert told("plan_changed") == []


@pytest.mark.parametrize("who", ["participant", "mt", "outsider"])
def test_only_the_trainer_sets_the_plan(world, who):
    with pytest.raises(Refused, match="Only the trainer"):
        set_plan(world, [], by=who)
    assert world.cohort.plan.count() == 2


def test_the_trainer_of_another_team_is_not_the_trainer_here(world):
    _cohort, trainer = draft(world)
    with pytest.raises(Refused, match="Only the trainer"):
        actions.set_plan(cohort=world.cohort, items=[], by=trainer)


# Starting and closing


def test_a_team_starts_once_and_mails_then(world):
    cohort, trainer = draft(world)
    invite(world, cohort=cohort, by=trainer)
    assert told("invitation") == []

    for _twice in range(2):
        started = actions.start(cohort=cohort, by=trainer)

    assert (started.state, started.stage) == (State.RUNNING, Stage.DINGEN)
    assert told("invitation") == ["bram@example.org", "chantal@example.org", "zoe@example.org"]


def test_a_colleague_trainer_hears_of_the_start(world):
    cohort, trainer = draft(world)
    cohort.enrolments.create(user=world["admin"], role=Role.TRAINER)
    invite(world, cohort=cohort, by=trainer)
    actions.start(cohort=cohort, by=trainer)
    assert told("team_started") == ["ada@example.org"]


def test_a_team_without_people_or_must_dos_does_not_start(world):
    cohort, trainer = draft(world)
    with pytest.raises(Refused, match="Add the people"):
        actions.start(cohort=cohort, by=trainer)
    actions.set_plan(cohort=cohort, items=[(world.dingen[0], "can")], by=trainer)
    with pytest.raises(Refused, match="at least one must-do"):
        actions.start(cohort=cohort, by=trainer)
    cohort.refresh_from_db()
    assert cohort.is_draft


def test_only_its_trainer_starts_and_closes_a_team(world):
    cohort, _trainer = draft(world)
    for deed in (actions.start, actions.close_team):
        with pytest.raises(Refused):
            deed(cohort=cohort, by=world.enrolments["trainer"])
    with pytest.raises(Refused, match="Only the trainer"):
        actions.close_team(cohort=world.cohort, by=world.enrolments["participant"])


def test_a_closed_team_is_read_only(world):
    trainer = world.enrolments["trainer"]
    for _twice in range(2):
        cohort = actions.close_team(cohort=world.cohort, by=trainer)
    assert cohort.is_closed
    for enrolment in world.enrolments.values():
        enrolment.cohort.refresh_from_db()

    deeds = [
        lambda: actions.set_plan(cohort=cohort, items=[], by=trainer),
        lambda: invite(world, cohort=cohort),
        lambda: actions.update_cohort(cohort=cohort, fields=["goal"], by=trainer),
        lambda: tick(world),
        lambda: actions.create_group(cohort=cohort, name="Nieuw", by=trainer),
        lambda: actions.leave_seat(enrolment=world.enrolments["other"], by=world.enrolments["other"]),
        lambda: actions.make_helper(seat=world.enrolments["participant"].seat, by=trainer),
        lambda: actions.remove_member(enrolment=world.enrolments["other"], by=trainer),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="closed"):
            deed()


def test_a_draft_cannot_be_closed_or_learned_in(world):
    cohort, trainer = draft(world)
    member = cohort.enrolments.create(user=world["other"], role=Role.PARTICIPANT)
    for deed in (
        lambda: actions.close_team(cohort=cohort, by=trainer),
        lambda: actions.finish(enrolment=member, ding=world.dingen[0], by=member),
        lambda: actions.create_group(cohort=cohort, name="Vroeg", by=member),
    ):
        with pytest.raises(Refused, match="not started"):
            deed()


# Learning


def test_the_first_tick_begins_a_ding_and_keeps_its_text(world):
    progress = tick(world)
    assert ticks(progress) == ["stap-1"]
    assert progress.finished_at is None
    assert world.cohort.plan.get(number=1).revision == world.dingen[0].revision
    assert world.cohort.plan.get(number=2).revision is None


def test_a_new_text_does_not_reach_a_team_that_has_begun(world):
    tick(world)
    ding = world.dingen[0]
    old, new = ding.revision, ding.revisions.create(number=2, source="Nieuw", html="<p>Nieuw</p>")
    ding.revision = new
    ding.save()
    tick(world, "other", key="stap-2")
    assert world.cohort.plan.get(number=1).revision == old
    assert world.cohort.revision_of(ding) == old
    assert world.elsewhere.revision_of(ding) == new


def test_a_tick_twice_is_one_tick(world):
    for _twice in range(2):
        progress = tick(world)
    assert ticks(progress) == ["stap-1"]
    for _twice in range(2):
        progress = tick(world, done=False)
    assert ticks(progress) == []


def test_a_tick_can_be_taken_away_until_the_ding_is_done(world):
    tick(world)
    anna, ding = world.enrolments["participant"], world.dingen[0]
    actions.finish(enrolment=anna, ding=ding, by=anna)
    with pytest.raises(Refused, match="is done"):
        tick(world, done=False)
    assert ticks(actions.reopen(enrolment=anna, ding=ding, by=anna)) == ["stap-1"]
    assert ticks(tick(world, done=False)) == []


def test_a_step_that_the_lesson_does_not_have_is_refused(world):
    with pytest.raises(Refused, match="not in the lesson"):
        tick(world, key="stap-9")
    assert not world.enrolments["participant"].progress.exists()


@pytest.mark.parametrize(("who", "by"), [("participant", "helper"), ("trainer", "trainer"), ("mt", "mt")])
def test_only_participants_tick_and_only_for_themselves(world, who, by):
    with pytest.raises(Refused, match="their own"):
        tick(world, who, by=by)


def test_done_stays_done_and_keeps_its_moment_and_level(world):
    anna, ding = world.enrolments["participant"], world.dingen[0]
    first = actions.finish(enrolment=anna, ding=ding, by=anna, level="uitdaging")
    again = actions.finish(enrolment=anna, ding=ding, by=anna, level="kennismaken")
    assert (again.finished_at, again.level) == (first.finished_at, "uitdaging")
    assert anna.progress.count() == 1


def test_a_level_is_remembered(world):
    anna = world.enrolments["participant"]
    actions.choose_level(enrolment=anna, ding=world.dingen[1], level="kennismaken", by=anna)
    assert anna.progress.get().level == "kennismaken"
    assert actions.finish(enrolment=anna, ding=world.dingen[1], by=anna).level == "kennismaken"


def test_a_tick_shows_that_somebody_is_there(world):
    before = timezone.now()
    tick(world)
    anna = Enrolment.objects.get(pk=world.enrolments["participant"].pk)
    assert before <= anna.active_at <= timezone.now()
    assert Enrolment.objects.get(pk=world.enrolments["other"].pk).active_at is None
