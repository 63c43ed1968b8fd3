"""The wall of ideas: who brings, backs, joins, hides; and the group that comes of it."""

import pytest
from django.utils import timezone

from cohorts.actions import take_seat
from cohorts.models import Stage
from lib.refusal import Refused
from notifications.models import Notification
from pitches.actions import ideas
from pitches.models import Idea, IdeaComment, Join, Pitch, Support
from tests.pitching import impossible
from tests.teams import close as close_team
from tests.wall import (
    an_idea,  # noqa: F401 - a fixture
    bring,
    newcomers,
    wall_address,
)


def told(world, who):
    return [row.text for row in Notification.objects.filter(recipient=world[who]).order_by("pk")]


def test_idea_is_backed_once_by_each_person_and_never_by_its_author(world, idea):
    anna, piet = world.enrolments["participant"], world.enrolments["other"]

    ideas.support(idea=idea, on=True, by=anna)
    ideas.support(idea=idea, on=True, by=anna)
    with pytest.raises(Refused, match="eigen idee"):
        ideas.support(idea=idea, on=True, by=piet)

    assert [row.enrolment for row in Support.objects.all()] == [anna]
    ideas.support(idea=idea, on=False, by=anna)
    assert not Support.objects.exists()


def test_five_people_join_and_a_sixth_hears_why_not(world, idea):
    *five, sixth = newcomers(world, 6)
    for person in five:
        ideas.join(idea=idea, by=person)

    with pytest.raises(Refused, match="Vijf mensen"):
        ideas.join(idea=idea, by=sixth)

    assert [join.enrolment for join in idea.joins.all()] == five
    assert told(world, "other")[0] == "Nieuw 0 doet mee met je idee: Appen met de bieb"


def test_joining_another_idea_is_moving_there(world, idea):
    second, (person,) = bring(world, title="Livestream"), newcomers(world, 1)
    ideas.join(idea=idea, by=person)

    ideas.join(idea=second, by=person)

    assert [(join.idea, join.enrolment) for join in Join.objects.all()] == [(second, person)]


def test_who_found_a_group_elsewhere_makes_room(world, idea):
    people = newcomers(world, 6)
    for person in people[:5]:
        ideas.join(idea=idea, by=person)
    take_seat(group=world.groups[1], enrolment=people[0], by=people[0])

    ideas.join(idea=idea, by=people[5])

    assert {join.enrolment for join in idea.joins.all()} == set(people[1:])


def test_who_sits_in_a_group_does_not_join(world, idea):
    with pytest.raises(Refused, match="al in een groep"):
        ideas.join(idea=idea, by=world.enrolments["participant"])


def test_idea_becomes_a_group_with_its_people_and_its_words(world, idea):
    first, second = newcomers(world, 2)
    for person in (first, second):
        ideas.join(idea=idea, by=person)

    group = ideas.make_group(idea=idea, name="Appen", helper=second, by=first)

    assert [(seat.enrolment, seat.helper) for seat in group.seats.all()] == [(first, False), (second, True)]
    pitch = Pitch.objects.get(group=group)
    assert (pitch.title, pitch.by_kind["idea"].source) == ("Appen met de bieb", "Klanten appen ons.")
    idea.refresh_from_db()
    world.cohort.refresh_from_db()
    assert (idea.group, idea.joins.count(), world.cohort.stage) == (group, 0, Stage.GROUPS)
    assert told(world, "other")[-1] == "Van het idee is een groep gemaakt: Appen met de bieb"
    with pytest.raises(Refused, match="Er werkt al een groep"):
        ideas.make_group(idea=idea, name="Nog een", helper=None, by=world.enrolments["trainer"])


def test_only_who_joins_or_the_trainer_makes_the_group(world, idea):
    with pytest.raises(Refused, match="Niemand doet nog mee"):
        ideas.make_group(idea=idea, name="Appen", helper=None, by=world.enrolments["trainer"])
    first, other = newcomers(world, 2)
    ideas.join(idea=idea, by=first)
    with pytest.raises(Refused, match="Alleen wie meedoet"):
        ideas.make_group(idea=idea, name="Appen", helper=None, by=other)


def test_group_takes_one_idea_and_puts_it_back(world, idea):
    second, group, anna = bring(world, title="Livestream"), world.groups[0], world.enrolments["participant"]
    with pytest.raises(Refused, match="Alleen de leden van deze groep"):
        ideas.take(idea=idea, group=group, by=world.enrolments["other"])
    ideas.take(idea=idea, group=group, by=anna)
    with pytest.raises(Refused, match="al een idee van de wand"):
        ideas.take(idea=second, group=group, by=anna)

    ideas.release(idea=Idea.objects.get(pk=idea.pk), by=anna)
    ideas.take(idea=second, group=group, by=anna)

    assert list(Idea.objects.values_list("title", "group")) == [
        ("Appen met de bieb", None),
        ("Livestream", group.pk),
    ]
    # The plan began with the first idea; the second does not write over it.
    assert Pitch.objects.get(group=group).title == "Appen met de bieb"


def test_author_changes_and_withdraws_until_a_group_has_it(world, idea):
    piet = world.enrolments["other"]
    ideas.edit(idea=idea, title="App de bieb", text="Zo.", by=piet)
    with pytest.raises(Refused, match="Alleen wie dit idee"):
        ideas.edit(idea=idea, title="Nee", text="Nee.", by=world.enrolments["trainer"])
    (person,) = newcomers(world, 1)
    ideas.join(idea=idea, by=person)
    ideas.withdraw(idea=idea, by=piet)
    assert not Join.objects.exists()
    assert not Idea.objects.visible_to(world.enrolments["trainer"]).exists()
    ideas.put_back(idea=idea, by=piet)
    ideas.take(idea=idea, group=world.groups[1], by=piet)

    with pytest.raises(Refused, match="werkt nu een groep"):
        ideas.withdraw(idea=idea, by=piet)


def test_trainer_hides_with_a_reason_that_the_author_reads(world, idea, as_):
    trainer = world.enrolments["trainer"]
    with pytest.raises(Refused, match="waarom"):
        ideas.hide(idea=idea, because="", by=trainer)
    ideas.hide(idea=idea, because="Dit gaat over één collega.", by=trainer)

    assert as_("participant").get(idea.get_absolute_url()).status_code == 404
    assert "Dit gaat over één collega." in as_("other").get(idea.get_absolute_url()).content.decode()
    assert told(world, "other") == ["De trainer haalde je idee van de wand: Appen met de bieb"]
    ideas.show(idea=idea, by=trainer)
    assert as_("participant").get(idea.get_absolute_url()).status_code == 200


def test_hidden_comment_is_read_by_its_author_and_the_trainer_only(world, idea, as_):
    comment = ideas.comment(idea=idea, text="Dat wordt niks.", by=world.enrolments["participant"])
    ideas.remove_comment(comment=comment, because="Zeg waarom.", by=world.enrolments["trainer"])

    seen = {who: as_(who).get(idea.get_absolute_url()).content.decode() for who in ("participant", "helper")}

    assert "Dat wordt niks." not in seen["participant"] + seen["helper"]
    assert ("Zeg waarom." in seen["participant"], "Zeg waarom." in seen["helper"]) == (True, False)


def test_author_takes_a_comment_back(world, idea, as_):
    comment = ideas.comment(idea=idea, text="Mooi.", by=world.enrolments["participant"])
    address = wall_address(world, "idea_comment_remove", idea_id=idea.pk, comment_id=comment.pk)

    as_("helper").post(address, {"because": "x"})
    assert IdeaComment.objects.exists()
    as_("participant").post(address)

    assert not IdeaComment.objects.exists()


def test_refused_comment_is_shown_again(world, idea, as_):
    address = wall_address(world, "idea_comment", idea_id=idea.pk)
    close_team(world)

    page = as_("participant").post(address, {"text": "Een lang verhaal.", "nonce": "n" * 20})

    assert page.status_code == 422
    assert "Een lang verhaal." in page.content.decode()


def test_idea_that_is_sent_twice_stands_there_once(world, as_):
    sent = {"title": "Appen", "text": "Zo.", "nonce": "n" * 20}
    for _time in range(2):
        as_("participant").post(wall_address(world, "idea_create"), sent)

    assert Idea.objects.count() == 1


def test_closed_team_reads_and_changes_nothing(world, idea, as_):
    close_team(world)
    client = as_("participant")

    assert client.get(wall_address(world)).status_code == 200
    assert "Appen met de bieb" in client.get(idea.get_absolute_url()).content.decode()
    for name, data in (("idea_support", {"on": "1"}), ("idea_join", {"on": "1"})):
        client.post(wall_address(world, name, idea_id=idea.pk), data)
    client.post(wall_address(world, "idea_create"), {"title": "Nog een", "text": "Zo.", "nonce": "n" * 20})

    assert (Support.objects.count(), Join.objects.count(), Idea.objects.count()) == (0, 0, 1)


IMPOSSIBLE = {
    "idea_has_a_title": lambda idea, who: Idea.objects.update(title=""),
    "idea_hidden_with_a_reason": lambda idea, who: Idea.objects.update(hidden_at=timezone.now()),
    "idea_comment_hidden_with_a_reason": lambda idea, who: idea.comments.create(
        author=who, text="x", hidden_because="y"
    ),
    "idea_place_one_to_five": lambda idea, who: idea.joins.create(enrolment=who, place=6),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_table_refuses(world, idea, name):
    impossible(lambda: IMPOSSIBLE[name](idea, world.enrolments["participant"]), name)


def test_withdrawn_idea_has_no_group(world, idea):
    impossible(
        lambda: Idea.objects.update(group=world.groups[0], withdrawn_at=timezone.now()),
        "idea_withdrawn_has_no_group",
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_wall_asks_as_much_for_three_as_for_one(as_, world, rows, django_assert_num_queries):
    for number, person in enumerate(newcomers(world, rows)):
        idea = bring(world, title=f"Idee {number}")
        ideas.join(idea=idea, by=person)
        ideas.comment(idea=idea, text="Mooi.", by=person)
    client = as_("helper")

    with django_assert_num_queries(9):
        client.get(wall_address(world))


@pytest.mark.parametrize("rows", [1, 3])
def test_idea_asks_as_much_for_three_comments_as_for_one(as_, world, rows, django_assert_num_queries):
    idea = bring(world)
    for person in newcomers(world, rows):
        ideas.join(idea=idea, by=person)
        ideas.comment(idea=idea, text="Mooi.", by=person)
    client = as_("helper")

    with django_assert_num_queries(12):
        client.get(idea.get_absolute_url())
