"""What the dossier says of the participants' vote: what the minutes say, and not a moment earlier."""

import pypdfium2
import pytest

from pitches.actions.ballot import cast, close, open_run_off, reveal
from pitches.actions.decision import decide
from pitches.actions.mt import declare
from tests.pitching import address, handed_in, means
from tests.voting import crowd, hand_in, opened


def vote(world, ballot, papers):
    """Cast these papers, close the vote and show the result."""
    trainer = world.enrolments["trainer"]
    for by, choices in papers:
        cast(ballot=ballot, choices=choices, by=by)
    return reveal(ballot=close(ballot=ballot, by=trainer), by=trainer)


def bars(page):
    """Title and votes of every line that the page shows, vote by vote."""
    return [[(bar["label"], bar["count"]) for bar in one.bars] for one in page.context["advice"]]


@pytest.mark.parametrize("secret", [True, False])
@pytest.mark.parametrize("who", ["mt", "other"])
def test_the_dossier_shows_turnout_and_votes_as_the_minutes_do(as_, world, who, secret):
    first, second = hand_in(world)
    people = crowd(world, 6)
    ballot = opened(world, secret=secret)
    vote(world, ballot, [(person, [second]) for person in people[:4]] + [(people[4], [first])])
    client = as_(who)

    page = client.get(first.get_absolute_url())
    minutes = client.get(address(world, "ballot_minutes")).context["records"][0]

    assert bars(page) == [[(second.title, 4), (first.title, 1)]]
    assert bars(page)[0] == [(bar["label"], bar["count"]) for bar in minutes["bars"]]
    assert "5 van 9 gestemd · ieder één stem" in page.content.decode()
    assert '<span class="bar-count">4</span>' in page.content.decode()
    assert page.context["advice"][0].caveats == []


def test_the_dossier_on_paper_has_the_dots(as_, world):
    first, second = hand_in(world)
    people = crowd(world, 5)
    vote(world, opened(world, method="dots"), [(person, [second, second, first]) for person in people])

    data = as_("mt").get(address(world, "pitch_pdf", pitch_id=first.pk)).content

    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).split()
    text = " ".join(words)
    assert "5 van 8 gestemd" in text
    assert f"Pitch Stippen {second.title} 10 {first.title} 5" in text


def test_a_vote_is_not_in_the_dossier_before_it_is_shown(as_, world):
    first, second = hand_in(world)
    people = crowd(world, 5)
    ballot = opened(world)
    for person in people:
        cast(ballot=ballot, choices=[second], by=person)
    client = as_("mt")
    while_open = client.get(first.get_absolute_url())
    close(ballot=ballot, by=world.enrolments["trainer"])
    while_closed = client.get(first.get_absolute_url())

    for page in (while_open, while_closed):
        assert page.context["advice"] == []
        assert "gestemd" not in page.content.decode()


def test_a_run_off_stands_below_the_vote_that_led_to_it(as_, world):
    first, second, third = hand_in(world, 3)
    people = crowd(world, 5)
    tie = [(people[0], [first]), (people[1], [first]), (people[2], [second]), (people[3], [second])]
    ballot = vote(world, opened(world), [*tie, (people[4], [third])])
    assert as_("mt").get(third.get_absolute_url()).context["advice"] == []
    again = open_run_off(ballot=ballot, by=world.enrolments["trainer"])
    vote(world, again, [(person, [second]) for person in people])

    page = as_("mt").get(third.get_absolute_url())

    assert bars(page) == [
        [(first.title, 2), (second.title, 2), (third.title, 1)],
        [(second.title, 5), (first.title, 0)],
    ]
    assert page.context["vote"] == again
    assert "<h3>De herstemming</h3>" in page.content.decode()


def test_the_dossier_of_a_small_secret_vote_says_what_it_does_not_hide(as_, world):
    first, second = hand_in(world)
    people = crowd(world, 2)
    vote(world, opened(world), [(person, [second]) for person in people])

    page = as_("mt").get(first.get_absolute_url()).content.decode()

    assert "Er stemden maar 2 mensen." in page
    assert "Iedereen koos hetzelfde" in page


@pytest.mark.parametrize("secret", [True, False])
@pytest.mark.parametrize("rows", [1, 3])
def test_votes_and_decision_cost_the_dossier_nothing_more_for_more(
    as_, world, secret, rows, django_assert_num_queries
):
    first, second = handed_in(world)
    for _tip in range(rows):
        first.tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")
    people = crowd(world, 2 + 2 * rows)
    ballot = opened(world, secret=secret)
    tie = [(person, [(first, second)[place % 2]]) for place, person in enumerate(people)]
    ballot = vote(world, ballot, tie)
    again = open_run_off(ballot=ballot, by=world.enrolments["trainer"])
    vote(world, again, [(person, [second]) for person in people])
    declare(interests={}, by=world.enrolments["mt"])
    decide(
        cohort=world.cohort,
        pitch=second,
        answers={first: "Later."},
        by=world.enrolments["mt"],
        **means(world),
    )
    client = as_("trainer")

    with django_assert_num_queries(12):
        page = client.get(first.get_absolute_url())

    assert "Later." in page.content.decode()
