"""The last place, the same person twice, the same group twice: the wall keeps its numbers."""

from cohorts.models import Group, Seat
from pitches.actions import ideas
from pitches.models import Join
from tests.at_once import TOGETHER, all_at_once
from tests.wall import bring, newcomers

pytestmark = TOGETHER


def test_two_people_want_the_last_place(world):
    idea, people = bring(world), newcomers(world, 6)
    for person in people[:4]:
        ideas.join(idea=idea, by=person)

    results = all_at_once(*(lambda by=by: ideas.join(idea=idea, by=by) for by in people[4:]))

    assert [isinstance(result, Join) for result in results].count(True) == 1
    assert Join.objects.count() == 5


def test_one_person_joins_two_ideas_from_two_phones(world):
    first, second = bring(world), bring(world, title="Livestream")
    (person,) = newcomers(world, 1)

    all_at_once(*(lambda idea=idea: ideas.join(idea=idea, by=person) for idea in (first, second)))

    assert Join.objects.filter(enrolment=person).count() == 1


def test_two_people_make_the_group_at_once(world):
    idea, people = bring(world), newcomers(world, 2)
    for person in people:
        ideas.join(idea=idea, by=person)

    results = all_at_once(
        *(lambda by=by: ideas.make_group(idea=idea, name=f"Groep {by.pk}", helper=by, by=by) for by in people)
    )

    assert [isinstance(result, Group) for result in results].count(True) == 1
    assert Seat.objects.filter(enrolment__in=people).count() == 2
