"""A hall of phones after "next": one of them is made, the others get the same before session and log-in."""

import re
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cohorts.models import Role
from pitches import hall, polling
from pitches.actions.ballot import cast
from pitches.models import Ballot, Closing, Tip
from tests.meeting import (
    a_meeting,  # noqa: F401 - a fixture
    a_press,  # noqa: F401 - a fixture
    text,
    the_people,  # noqa: F401 - a fixture
    the_pitches,  # noqa: F401 - a fixture
)
from tests.pitching import address as url

TICKET = re.compile(r"ticket=([^\"&]+)")
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NONCE = re.compile(r'name="nonce" value="([^"]+)"')


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    """Each test asks the database again."""
    monkeypatch.setattr(polling, "_known", {})
    monkeypatch.setattr(polling, "FRESH", -1.0)
    monkeypatch.setattr(hall, "_halls", {})
    monkeypatch.setattr(hall, "_scenes", {})


class Phone:
    """A phone that has the page open and asks what changed."""

    def __init__(self, world, user):
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(user)
        page = text(self.client.get(url(world, "closing_phone")))
        self.address, self.user = url(world, "closing_poll"), user
        self.ticket = TICKET.search(page)[1].replace("%3A", ":")
        self.version = re.search(r'data-poll-version="(\d+)"', page)[1]

    def ask(self, **changed):
        asked = {"view": "phone", "ticket": self.ticket, "version": self.version} | changed
        return self.client.get(self.address, asked)


@pytest.fixture
def phone(world, closing):
    def take_out(person):
        return Phone(world, world[person])

    return take_out


@pytest.fixture
def phones(world, closing):
    """Phones of people in no group, who all see the same."""

    def take_out(number=2):
        users = [User.objects.create(email=f"hal{n}@example.org", name=f"Hal {n}") for n in range(number)]
        for user in users:
            world.cohort.enrolments.create(user=user, role=Role.PARTICIPANT)
        return [Phone(world, user) for user in users]

    return take_out


def test_second_phone_gets_the_scene_ready_made(phones, press, pitches, django_assert_num_queries):
    first, second = phones()
    press("next")
    made = first.ask()
    with django_assert_num_queries(5):  # version; meeting, ballot, people; session
        given = second.ask()
    assert given.status_code == 200
    assert given["Cache-Control"] == "no-store"
    assert given["Content-Length"] == str(len(given.content))
    assert pitches[0].title in text(given)
    assert hall.MARK not in text(given)
    assert TICKET.search(text(given))[1].replace("%3A", ":") == second.ticket
    assert without_keys(made) == without_keys(given)


def without_keys(answer):
    body = text(answer)
    for pattern in (TICKET, CSRF, NONCE):
        body = pattern.sub("", body)
    return body


def test_ready_made_form_is_sent_like_any_other(world, phones, press):
    first, second = phones()
    press("next")
    press("tips")
    first.ask()
    body = text(second.ask())
    action = re.search(r'action="([^"]+)"', body)[1]
    data = {"csrfmiddlewaretoken": CSRF.search(body)[1], "nonce": NONCE.search(body)[1], "kind": "top"}
    assert NONCE.search(body)[1] != NONCE.search(text(second.ask()))[1]
    for _twice in range(2):
        answer = second.client.post(action, data | {"text": "Mooi gedaan."})
        assert answer.status_code == 302
    assert Tip.objects.get().author.user == second.user


@pytest.mark.parametrize("cookie", ["", "rubbish", "\x00"])
def test_browser_without_a_good_secret_gets_one_with_its_form(settings, phones, press, cookie):
    first, second = phones()
    press("next")
    press("tips")
    first.ask()
    second.client.cookies[settings.CSRF_COOKIE_NAME] = cookie
    answer = second.ask()
    action = re.search(r'action="([^"]+)"', text(answer))[1]
    data = {"csrfmiddlewaretoken": CSRF.search(text(answer))[1], "nonce": NONCE.search(text(answer))[1]}
    assert second.client.post(action, data | {"kind": "top", "text": "Mooi."}).status_code == 302


def test_ready_made_form_of_one_browser_is_no_key_for_another(phones, press):
    first, second = phones()
    press("next")
    press("tips")
    first.ask()
    keys = Counter(CSRF.search(text(phone.ask()))[1] for phone in (first, second))
    assert len(keys) == 2


def test_paper_of_a_vote_is_the_same_for_those_with_the_same_choices(world, phones, phone, press, people):
    first, second = phones()
    member = phone("participant")
    press("open")
    papers = [text(one.ask()) for one in (first, second, member)]
    assert [paper.count(" disabled") for paper in papers] == [0, 0, 1]
    assert " disabled" not in text(second.ask())
    assert text(member.ask()).count(" disabled") == 1


def test_who_voted_is_not_given_a_paper(world, phones, press, pitches):
    first, second = phones()
    press("open")
    ballot = Ballot.objects.get()
    first.ask()
    cast(ballot=ballot, choices=[pitches[0]], by=world.cohort.enrolments.get(user=second.user))
    assert CSRF.search(text(first.ask()))
    assert "Je hebt gestemd" in text(second.ask())


def test_group_that_stands_there_gives_itself_no_tips(world, phones, phone, press, pitches):
    own = phone("participant")
    stands = next(n for n, pitch in enumerate(pitches) if pitch.has_member(world.enrolments["participant"]))
    for _pitch in range(stands + 1):
        press("next")
    press("tips")
    [other] = phones(1)
    other.version = "0"
    assert NONCE.search(text(other.ask()))
    assert not NONCE.search(text(own.ask()))


def test_who_left_gets_nothing_more(world, phones, press):
    first, second = phones()
    press("next")
    first.ask()
    world.cohort.enrolments.filter(user=second.user).update(left_at=timezone.now())
    assert second.ask().status_code == 404


@pytest.mark.parametrize("deed", ["log out", "put away", "another browser"])
def test_who_is_not_signed_in_any_more_gets_nothing_more(phones, press, deed):
    first, second = phones()
    press("next")
    first.ask()
    if deed == "log out":
        second.client.session.delete()
    elif deed == "put away":
        User.objects.filter(pk=second.user.pk).update(is_active=False)
    else:
        second.client.cookies.clear()
    assert second.ask().status_code == 302


def test_ticket_of_somebody_else_is_no_use(world, as_, phones, press):
    first, second = phones()
    press("next")
    first.ask()
    stolen = first.ticket
    assert hall.MARK not in text(second.ask(ticket=stolen))
    assert as_("outsider").get(first.address, {"view": "phone", "ticket": stolen}).status_code == 404


def test_scene_of_one_team_is_not_kept_for_another(world, phones, press):
    """Somebody in two teams may ask the one with the ticket of the other."""
    [first] = phones(1)
    place = hall.Place(hall.Hall.read(world.cohort.pk), hall.Sees("nl"))
    answer = first.ask(version="0")
    hall._scenes.clear()
    place.keep(answer, team=world.cohort.pk + 1, version=place.hall.version)
    assert not hall._scenes


def test_scene_of_an_older_version_is_not_kept_as_the_new_one(world, phones, press):
    [first] = phones(1)
    old = hall.Place(hall.Hall.read(world.cohort.pk), hall.Sees("nl"))
    press("next")
    answer = first.client.get(first.address, {"view": "phone", "version": first.version})
    old.keep(answer, team=world.cohort.pk, version=str(Closing.of(world.cohort).version))
    assert not hall._scenes


def test_words_of_a_plan_are_never_taken_for_a_key(world, phones, press, pitches):
    pitches[0].title = 'name="nonce" value="x" data-poll-url="?ticket=abc'
    pitches[0].save()
    first, second = phones()
    press("next")
    first.ask()
    assert "ticket=abc" in text(second.ask())
    assert "name=&quot;nonce&quot; value=&quot;x&quot;" in text(second.ask())
