"""The table of who sees what is true: every page is opened as each reader and compared with it."""

from itertools import product

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import Capacity, User
from cohorts import actions
from cohorts.models import Nudge
from forum.models import Audience, Draft
from home.insight import THINGS, Reader
from notifications.models import Kind, Notification
from pitches.models import Pitch, Section
from tests.forum import make_topic
from tests.teams import join
from tests.test_access import PATTERNS

# What would be on a page that shows the thing. The others are kept in numbers without a word of their own;
# tests of their room hold them: test_growth, test_vote_secrecy.
WORDS = {
    "name": "Zonnebloem",
    "email": "zonne.bloem@example.org",
    "post": "woord-voor-team",
    "group_post": "woord-voor-groep",
    "trainer_post": "woord-voor-trainer",
    "plan": "woord-in-plan",
    "pitch": "woord-in-pitch",
    "nudge": "woord-in-duwtje",
    "remark": "woord-in-melding",
    "opinion": "woord-in-mening",
    "draft": "woord-in-concept",
    "message": "woord-in-bericht",
}
SLOW = ("pdf", "qr", "xlsx", "ics")


@pytest.fixture
def readers(world):
    """Anna has left a word in everything; somebody of every kind looks on."""
    anna, trainer = world.enrolments["participant"], world.enrolments["trainer"]
    User.objects.filter(pk=anna.user_id).update(name="Anna Zonnebloem", email=WORDS["email"])
    near = join(world, "Gerda", "gerda@example.org")
    actions.take_seat(group=world.groups[0], enrolment=near, by=near)
    colleague = join(world, "Karel", "karel@example.org")
    editor = User.objects.create_user("editor@example.org", name="Rens")
    editor.memberships.create(organisation=world.ours, capacity=Capacity.EDITOR)
    world["outsider"].memberships.create(organisation=world.ours, capacity=Capacity.MANAGER)
    make_topic(world, source=WORDS["post"], title="Een")
    group = world.groups[0]
    make_topic(world, source=WORDS["group_post"], title="Twee", audience=Audience.GROUP, group=group)
    make_topic(world, source=WORDS["trainer_post"], title="Drie", audience=Audience.TRAINER)
    Draft.objects.create(enrolment=anna, place="new", text=WORDS["draft"])
    for group, word, state in zip(world.groups, ("plan", "pitch"), ("plan", "handed_in"), strict=True):
        handed = timezone.now() if state == "handed_in" else None
        pitch = Pitch.objects.create(group=group, title="Idee", state=state, handed_in_at=handed)
        written = {"source": WORDS[word], "html": f"<p>{WORDS[word]}</p>", "version": 1}
        seat = group.seats.first()
        Section.objects.create(
            pitch=pitch, kind="problem", edited_by=seat.enrolment, edited_at=timezone.now(), **written
        )
    world.dingen[0].remarks.create(sender=anna.user, text=WORDS["remark"])
    anna.user.evaluations.create(ding=world.dingen[0], useful=4, doable=3, sentence=WORDS["opinion"])
    Nudge.objects.create(
        enrolment=anna,
        week="2026-11-23",
        by=trainer,
        text=WORDS["nudge"],
        state="sent",
        settled_at=timezone.now(),
    )
    Notification.objects.create(
        recipient=anna.user, kind=Kind.ANNOUNCEMENT, about="x", path="/",
        context={"title": WORDS["message"], "team": "Lindenhof"},
    )  # fmt: skip
    return {
        Reader.GROUP: near.user,
        Reader.COLLEAGUE: colleague.user,
        Reader.HELPER: world["other"],
        Reader.TRAINER: world["trainer"],
        Reader.MT: world["mt"],
        Reader.MANAGER: world["outsider"],
        Reader.EDITOR: editor,
        Reader.ADMIN: world["admin"],
    }


def addresses(world):
    """Every address of ours that can be read, with everything of Anna in it."""
    anna = world.enrolments["participant"]
    topics = list(world.cohort.topics.values_list("pk", flat=True))
    of = {topic.posts.get().pk: topic.pk for topic in world.cohort.topics.all()}
    values = {
        "team": [world.cohort.slug],
        "slug": [world.dingen[0].slug],
        "programme": ["proef"],
        "topic_id": topics,
        "post_id": list(of),
        "group_id": [group.pk for group in world.groups],
        "pitch_id": list(Pitch.objects.values_list("pk", flat=True)),
        "member_id": [anna.pk],
        "kind": ["problem"],
        "sheet": ["voortgang", "mensen"],
        "form": ["csv"],
        "notification_id": [anna.user.notifications.get().pk],
    }
    for name, keys in PATTERNS.items():
        if any(word in name for word in SLOW) or not keys.keys() <= values.keys():
            continue
        for chosen in product(*(values[key] for key in keys)):
            asked = dict(zip(keys, chosen, strict=True))
            if "post_id" in asked and asked.get("topic_id", of[asked["post_id"]]) != of[asked["post_id"]]:
                continue
            try:
                yield reverse(name, kwargs=asked)
            except NoReverseMatch:
                continue
    yield "/beheer/accounts/user/"


def test_every_page_shows_each_reader_what_the_table_says_and_no_more(world, readers, client):
    words = WORDS | {"progress": f"/voortgang/{world.enrolments['participant'].pk}/"}
    pages = sorted(set(addresses(world)))
    assert len(pages) > 60
    seen = {}
    for reader, user in readers.items():
        client.force_login(user)
        found = {}
        for page in pages:
            answer = client.get(page)
            if answer.status_code == 200 and not answer.streaming:
                text = answer.content.decode("utf-8", "replace")
                found |= {key: page for key, word in words.items() if key not in found and word in text}
        seen[reader] = found
    expected = {
        reader: {thing.key for thing in THINGS if reader in thing.seen_by and thing.key in words}
        for reader in readers
    }
    assert {reader: set(found) for reader, found in seen.items()} == expected, seen


def test_the_page_says_it_by_name(world, as_):
    page = as_("participant").get("/mijn/wie-ziet-wat/").text
    assert "Tineke Visser" in page
    assert "Marit Smit" in page
    for thing in THINGS:
        assert str(thing.title) in page or str(thing.title).capitalize() in page


def test_the_note_holds_every_line_of_the_table_and_the_library(world, as_):
    page = as_("mt").get("/teams/lindenhof/or-notitie/").text
    assert "Bibliotheek Lindenhof" in page
    assert page.count('<th scope="row">') == len(THINGS)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(world, as_, django_assert_num_queries, count):
    for number in range(count):
        join(world, f"Nr {number}", f"nr{number}@example.org")
    browser = as_("participant")
    browser.get("/mijn/")
    with django_assert_num_queries(8):
        browser.get("/mijn/wie-ziet-wat/")
