"""Monday's page and its mail, for the trainer."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cohorts.models import Enrolment, Nudge, Role, State
from home.monday import gather, tell_trainers
from notifications.models import Kind, Notification
from tests.desk import read
from tests.forum import make_reply, make_topic
from tests.teams import close
from tests.watching import MONDAY_MORNING, crowd, finish, plan

HERE = "/teams/lindenhof/maandag/"
NONCE = {"nonce": "m" * 24}


@pytest.fixture
def people(time_machine, world):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    return crowd(world, [9, 4, 4, 2, 0], timezone.now())


def names(found):
    return [str(one.person) for one in found]


def page_of(world):
    return gather(Enrolment.objects.select_related("cohort", "user").get(pk=world.enrolments["trainer"].pk))


def mails():
    return Notification.objects.filter(kind=Kind.MONDAY)


def test_the_page_names_who_is_behind_who_is_near_ten_and_what_is_unanswered(world, people):
    page = page_of(world)
    assert names(page.behind) == ["Persoon 3", "Persoon 4"]
    assert names(page.near) == ["Persoon 0"]
    assert "Hallo Persoon," in page.behind[0].text
    assert "nog één Ding" in page.near[0].text
    assert page.questions == []


def test_questions_without_a_reply_are_on_it(time_machine, world):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    topic = make_topic(world, kind="question", title="Hoe dan?")
    assert [str(one) for one in page_of(world).questions] == ["Hoe dan?"]
    make_reply(world, topic)
    assert page_of(world).questions == []


def test_who_did_something_since_yesterday_is_on_the_way_again(world, people):
    finish(people[3], [], timezone.now() - timedelta(hours=3))
    assert names(page_of(world).behind) == ["Persoon 4"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(world, as_, time_machine, django_assert_num_queries, count):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    people = crowd(world, [5] * 9 + [0] * count * 2, timezone.now())
    for person in people[9 : 9 + count]:
        Nudge.objects.create(
            enrolment=person,
            week="2026-11-23",
            by=world.enrolments["trainer"],
            state="dropped",
            settled_at=timezone.now(),
        )
        topic = make_topic(world, by="trainer", kind="question", title=f"Vraag {person.pk}")
        assert topic.pk
    browser = as_("trainer")
    browser.get("/teams/lindenhof/leden/")
    with django_assert_num_queries(11):
        page = browser.get(HERE)
    assert len(page.context["page"].behind) == count


def test_send_change_or_leave(world, people, as_, mailoutbox, django_capture_on_commit_callbacks):
    browser = as_("trainer")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(
            f"{HERE}{people[3].pk}/", {"act": "send", "text": "Zin in koffie?", **NONCE}, follow=True
        )
        browser.post(f"{HERE}{people[3].pk}/", {"act": "send", "text": "Zin in koffie?", **NONCE})
    assert "Je bericht aan Persoon is onderweg." in answer.text
    assert [mail.body.count("Zin in koffie?") for mail in mailoutbox] == [1]
    browser.post(f"{HERE}{people[4].pk}/", {"act": "skip", "nonce": "s" * 24})
    text = read(browser.get(HERE))
    assert "Persoon 3 verstuurd op maandag 10:05" in text
    assert "Persoon 4 niet verstuurd" in text
    assert page_of(world).behind == []


def test_what_was_typed_comes_back_with_the_reason(world, people, as_):
    browser = as_("trainer")
    finish(people[3], [], timezone.now() - timedelta(minutes=1))
    finish(people[4], [], timezone.now() - timedelta(days=2))
    long = browser.post(f"{HERE}{people[4].pk}/", {"act": "send", "text": "x" * 1001, **NONCE})
    assert long.status_code == 422
    assert "x" * 1001 in long.text
    Nudge.objects.create(
        enrolment=people[4], week="2026-11-23", by=world.enrolments["trainer"], state="waiting", text="Hoi"
    )
    twice = browser.post(f"{HERE}{people[4].pk}/", {"act": "send", "text": "Mijn woorden", **NONCE})
    assert twice.status_code == 422
    assert "heeft deze week al een duwtje gehad" in twice.text
    assert "Mijn woorden" in twice.text


def test_somebody_of_another_team_gets_nothing(world, people, as_):
    there = world.enrolments["outsider"].pk
    answer = as_("trainer").post(f"{HERE}{there}/", {"act": "send", "text": "Hoi", **NONCE})
    assert answer.status_code == 404
    assert not Nudge.objects.exists()


@pytest.mark.parametrize(
    ("hours", "mailed"),
    [(-2, False), (0, True), (6, True), (8, False), (24, False), (48, False), (-24, False)],
)
def test_the_mail_goes_on_monday_in_office_hours(world, people, time_machine, hours, mailed):
    time_machine.move_to(MONDAY_MORNING + timedelta(hours=hours), tick=False)
    tell_trainers()
    assert mails().exists() == mailed


def test_a_closed_monday_makes_it_tuesday(world, people, time_machine):
    world.ours.closed_days.create(day="2026-11-23", name="Verbouwing")
    assert (tell_trainers(), mails().count()) == (0, 0)
    time_machine.move_to(MONDAY_MORNING + timedelta(days=1), tick=False)
    assert (tell_trainers(), mails().count()) == (1, 1)


def test_easter_monday_makes_it_tuesday(world, time_machine):
    easter = MONDAY_MORNING.replace(year=2027, month=3, day=29)
    time_machine.move_to(easter, tick=False)
    world.cohort.ends_on = "2027-12-31"
    world.cohort.save()
    crowd(world, [5, 5, 5, 0], easter)
    assert (tell_trainers(), mails().count()) == (0, 0)
    time_machine.move_to(easter + timedelta(days=1), tick=False)
    assert (tell_trainers(), mails().count()) == (1, 1)


def test_once_a_week_to_every_trainer_and_to_nobody_else(world, people, capsys):
    second = world.cohort.enrolments.create(user=world["admin"], role=Role.TRAINER)
    call_command("tick")
    call_command("tick")
    assert capsys.readouterr().out.count("teams with Monday's mail: 1") == 1
    assert sorted(row.recipient.first_name for row in mails()) == ["Ada", "Tineke"]
    assert second.user.notifications.count() == 1


def test_a_worker_that_dies_half_way_tells_it_once(world, people, monkeypatch):
    def die(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("home.monday.notify", die)
        with pytest.raises(KeyboardInterrupt):
            tell_trainers()
    assert not mails().exists()
    assert (tell_trainers(), tell_trainers(), mails().count()) == (1, 0, 1)


@pytest.mark.parametrize("state", ["calm", "draft", "closed"])
def test_nothing_to_tell_is_no_mail(world, time_machine, as_, state):
    time_machine.move_to(MONDAY_MORNING, tick=False)
    plan(world)
    Enrolment.objects.update(created_at=timezone.now() - timedelta(days=2))
    if state == "closed":
        close(world)
    elif state == "draft":
        world.cohort.state, world.cohort.stage = State.DRAFT, 1
        world.cohort.save()
    assert (tell_trainers(), mails().count()) == (0, 0)
    assert as_("trainer").get(HERE).status_code == 200


def test_the_mail_counts_and_names_nobody(world, people):
    from notifications.mail import compose  # noqa: PLC0415 - of this test only

    tell_trainers()
    mail = compose(mails().get())
    assert mail.subject == "Lindenhof: zo begint de week"
    assert "2 mensen kunnen een aardig woord gebruiken" in mail.body
    assert "1 deelnemer is bijna bij tien Dingen" in mail.body
    assert "Persoon" not in mail.body + str(mail.alternatives[0].content)
