"""Ten, twenty or forty minutes: what somebody gets, why, and what else there is."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given, strategies as st

from cohorts import actions
from cohorts.models import CohortKind
from dingen.models import Ding, Step
from home.finder import DESK, MINUTES, PHONE, Candidate, Pick, Rank, Wish, candidates, candidates_of, choose
from tests.conftest import make_ding
from tests.desk import facts_of
from tests.english import in_english  # noqa: F401 - a fixture


def make(
    title="Ding", *minutes, begun=False, weight="free", place=0, ticked=0, aside=False, opens=None, **fields
):
    """A candidate whose steps take these minutes; the first few are ticked."""
    steps = tuple(Step(key=f"s{n}", minutes=m, title=f"Stap {n}.") for n, m in enumerate(minutes, 1))
    ding = Ding(title=title, minutes_doen=sum(minutes), **fields)
    return Candidate(ding, weight, begun, steps, steps[ticked:], place, url="/les/", aside=aside, opens=opens)


def titles(found):
    return [pick.candidate.ding.title for pick in (found.best, *found.others)]


# --- The rules ---------------------------------------------------------------------------
def test_half_done_goes_before_new_and_must_before_can_before_free():
    new = [make(weight, 5, weight=weight) for weight in ("free", "can", "must")]
    half = [make(f"half {weight}", 5, weight=weight, begun=True) for weight in ("can", "must")]

    wish, order = Wish(10), []
    left = [*new, *half]
    while left:
        best = choose(left, wish).best.candidate
        order.append(str(best))
        left.remove(best)

    assert order == ["half must", "half can", "must", "can", "free"]


def test_what_was_set_aside_waits_until_nothing_else_is_left_and_then_what_opens_later():
    day = date(2026, 12, 3)
    rows = [
        make("straks", 5, weight="must", opens=day + timedelta(days=7)),
        make("morgen", 5, weight="must", opens=day, place=1),
        make("weggelegd", 5, weight="must", begun=True, ticked=0, aside=True),
        make("lang", 60),
    ]

    assert titles(choose(rows, Wish(10))) == ["lang"]
    assert titles(choose(rows[:3], Wish(10))) == ["weggelegd"]
    assert titles(choose(rows[:2], Wish(10))) == ["morgen", "straks"]


def test_what_only_waits_elsewhere_is_not_replaced_by_what_was_set_aside():
    rows = [make("geluid", 5, with_sound=True), make("weggelegd", 5, aside=True)]

    found = choose(rows, Wish(quiet=True))

    assert (found.best, found.unsuited) == (None, 1)


def test_among_equals_the_order_is_that_of_the_board():
    rows = [make("derde", 5, weight="must", place=3), make("eerste", 5, weight="must", place=1)]

    assert titles(choose(rows, Wish(10))) == ["eerste", "derde"]


def test_a_ding_that_only_has_to_be_rounded_off_comes_after_one_with_steps():
    rows = [make("klaar", 5, begun=True, ticked=1, place=1), make("bezig", 5, begun=True, place=2)]

    assert titles(choose(rows, Wish(10))) == ["bezig", "klaar"]


@pytest.mark.parametrize(("minutes", "taken"), [(10, 1), (20, 3), (40, 4)])
def test_steps_are_taken_one_after_the_other_as_long_as_they_fit(minutes, taken):
    pick = Pick.of(make("Ding", 9, 5, 5, 5, 20), minutes)

    assert (len(pick.steps), pick.minutes, pick.fits) == (taken, [9, 14, 19, 24][taken - 1], True)


def test_a_step_that_does_not_fit_is_not_jumped_over():
    pick = Pick.of(make("Ding", 5, 15, 2), 10)

    assert [step.key for step in pick.steps] == ["s1"]


def test_what_goes_first_but_takes_longer_is_the_second_choice():
    rows = [make("lang", 15, begun=True, weight="must"), make("kort", 5), make("ook kort", 6, place=1)]

    found = choose(rows, Wish(10))

    assert titles(found) == ["kort", "lang", "ook kort"]
    assert (found.skipped.candidate.ding.title, found.skipped.minutes) == ("lang", 15)
    assert [pick.fits for pick in found.others] == [False, True]


def test_when_nothing_fits_the_first_in_line_is_shown_with_its_minutes():
    found = choose([make("lang", 30, 5, begun=True), make("ook lang", 20)], Wish(10))

    assert (found.best.candidate.ding.title, found.best.minutes, found.best.fits) == ("lang", 30, False)
    assert found.skipped is None


def test_a_phone_and_silence_leave_out_what_asks_for_more():
    rows = [make("bureau", 5, on_phone=False), make("geluid", 5, with_sound=True), make("alles", 5)]

    assert titles(choose(rows, Wish(10, where=PHONE))) == ["geluid", "alles"]
    assert titles(choose(rows, Wish(10, quiet=True))) == ["bureau", "alles"]
    assert titles(choose(rows, Wish(10, PHONE, quiet=True))) == ["alles"]
    assert choose(rows, Wish(10, PHONE, quiet=True)).unsuited == 2


def test_at_a_desk_what_needs_one_goes_first_among_equals():
    rows = [make("overal", 5), make("bureau", 5, on_phone=False, place=1), make("must", 5, weight="must")]

    assert titles(choose(rows, Wish(10, DESK))) == ["must", "bureau", "overal"]


def test_nothing_to_do_is_nothing_found():
    assert choose([], Wish()) == choose([], Wish(40))
    assert choose([], Wish()).best is None
    assert choose([make("geluid", 5, with_sound=True)], Wish(quiet=True)).unsuited == 1


def test_a_lesson_without_steps_is_done_in_one_go():
    whole = Candidate(Ding(title="Lezen", minutes_doen=15), "can", begun=False, url="/les/")

    assert [Pick.of(whole, minutes).fits for minutes in MINUTES] == [False, True, True]
    assert (Pick.of(whole, 20).text, Pick.of(whole, 20).url) == ("It takes about 15 minutes.", "/les/")


def test_the_words_and_the_address_lead_to_the_step():
    pick = Pick.of(make("Ding", 5, 5, 20, begun=True, ticked=1), 10)

    assert (pick.label, pick.url) == ("Go on at step 2", "/les/#stap-s2")
    assert pick.text == "Step 2 of 3: Stap 2."
    assert Pick.of(make("Ding", 4, 5, begun=True), 10).text == "2 steps, together about 9 minutes."
    assert Pick.of(make("Ding", 4, 5), 10).url == "/les/"


def test_all_steps_ticked_leads_to_the_end():
    pick = Pick.of(make("Ding", 5, begun=True, ticked=1), 10)

    assert (pick.label, pick.url, pick.minutes, pick.fits) == ("Round it off", "/les/#deel", 0, True)


CANDIDATES = st.lists(
    st.builds(
        lambda minutes, ticked, **rest: make("Ding", *minutes, ticked=ticked, **rest),
        st.lists(st.integers(1, 60), max_size=5),
        st.integers(0, 5),
        begun=st.booleans(),
        weight=st.sampled_from(["must", "can", "free"]),
        place=st.integers(0, 9),
        on_phone=st.booleans(),
        with_sound=st.booleans(),
        aside=st.booleans(),
        opens=st.sampled_from([None, None, date(2026, 12, 3)]),
    ),
    max_size=8,
)
WISHES = st.builds(Wish, st.sampled_from(MINUTES), st.sampled_from(["", PHONE, DESK]), st.booleans())


@given(CANDIDATES, WISHES)
def test_the_answer_keeps_every_promise(rows, wish):
    found = choose(rows, wish)
    tier = min((max(one.rank, Rank.FREE) for one in rows), default=Rank.FREE)
    rows = [one for one in rows if one.rank <= tier]
    suited = [one for one in rows if wish.suits(one.ding)]
    shown = [found.best, *found.others] if found.best else []

    assert len(shown) == min(3, len(suited))
    assert found.unsuited == len(rows) - len(suited)
    assert len({id(pick.candidate) for pick in shown}) == len(shown)
    for pick in shown:
        assert wish.suits(pick.candidate.ding)
        assert pick.fits == (pick.minutes <= wish.minutes)
        assert pick.steps == pick.candidate.left[: len(pick.steps)]
        assert pick.minutes == sum(step.minutes for step in pick.steps) or not pick.steps
    if shown:
        fitting = [one.rank for one in suited if Pick.of(one, wish.minutes).fits]
        assert found.best.candidate.rank == min(fitting or [one.rank for one in suited])
        assert found.best.fits or not fitting
        first = min(one.rank for one in suited)
        assert (found.skipped is not None) == (first < found.best.candidate.rank)
        assert found.skipped is None or found.others[0] is found.skipped


def test_every_rank_says_why():
    assert len({rank.why for rank in Rank}) == len(Rank)


@pytest.mark.parametrize(
    ("address", "wish"),
    [
        ("", Wish(10)),
        ("minuten=20&plek=telefoon&geluid=nee", Wish(20, PHONE, quiet=True)),
        ("minuten=40&plek=bureau&geluid=ja", Wish(40, DESK)),
        ("minuten=999&plek=maan&geluid=", Wish(10)),
        ("minuten=%00&minuten=20'&plek=<script>", Wish(10)),
    ],
)
def test_a_wish_is_read_from_the_address_and_rubbish_is_not(address, wish):
    assert Wish.of(QueryDict(address)) == wish
    assert Wish.of(QueryDict(wish.query[1:])) == wish


# --- From the tables ---------------------------------------------------------------------
def anna(world):
    return world.enrolments["participant"]


def tick(world, *keys, ding=0):
    for key in keys or ["stap-1"]:
        actions.tick(enrolment=anna(world), ding=world.dingen[ding], step_key=key, done=True, by=anna(world))


def finish(world, ding=0):
    actions.finish(enrolment=anna(world), ding=world.dingen[ding], by=anna(world))


def found(world, minutes=20, **wish):
    return choose(candidates(anna(world)), Wish(minutes, **wish))


def test_the_board_is_what_there_is_to_choose_from(world):
    rows = candidates(anna(world))

    assert [(one.number, one.rank, len(one.left)) for one in rows] == [
        (1, Rank.MUST, 2),
        (2, Rank.CAN, 2),
        (3, Rank.FREE, 2),
    ]


def test_a_half_done_ding_goes_on_at_the_next_step(world):
    tick(world, ding=1)

    best = found(world).best

    assert (best.candidate.rank, best.number, best.minutes) == (Rank.BUSY, 2, 15)
    assert best.url.endswith("/dingen/tweede-ding/#stap-stap-2")
    assert best.is_last


def test_of_two_half_done_the_one_begun_last_goes_first(world):
    tick(world, ding=2)
    tick(world, ding=1)

    assert titles(found(world)) == ["Tweede ding", "Derde ding", "Eerste ding"]


def test_the_level_of_the_person_decides_which_steps_there_are(world):
    actions.choose_level(enrolment=anna(world), ding=world.dingen[0], level="uitdaging", by=anna(world))

    assert len(found(world, 40).best.candidate.left) == 3


def test_the_steps_are_those_of_the_text_of_the_team(world):
    tick(world)
    ding = world.dingen[0]
    newer = ding.revisions.create(number=2, source="Nieuw.", html="")
    newer.steps.create(key="nieuw", position=1, level="doen", minutes=5, title="Nieuw.")
    Ding.objects.filter(pk=ding.pk).update(revision=newer)

    assert [step.key for step in found(world).best.steps] == ["stap-2"]

    hugo = world.enrolments["helper"]
    assert [step.key for step in candidates(hugo)[0].left] == ["stap-1", "stap-2"]


def test_what_is_done_or_was_known_is_not_offered_and_what_opens_later_not_yet(world):
    actions.skip(enrolment=anna(world), ding=world.dingen[0], shown="Gezien.", by=anna(world))
    world.cohort.plan.filter(number=2).update(opens_on=world.cohort.today + timedelta(days=1))

    assert titles(found(world)) == ["Derde ding"]

    tick(world, ding=1)  # who began all the same may go on

    assert titles(found(world)) == ["Tweede ding", "Derde ding"]


def test_what_is_set_aside_comes_when_the_rest_is_done(world):
    tick(world)
    for number in (0, 1):
        actions.set_aside(enrolment=anna(world), ding=world.dingen[number], by=anna(world))
    assert titles(found(world)) == ["Derde ding"]

    finish(world, ding=2)

    begun, new = found(world).best, found(world).others[0]
    assert (begun.candidate.rank, begun.number, begun.is_last) == (Rank.ASIDE, 2, True)
    assert (new.candidate.ding.title, new.candidate.begun) == ("Tweede ding", False)


def test_alone_there_is_no_team_to_tell(world):
    tick(world, "stap-1", "stap-2")
    assert "Tell your team" in found(world).best.text

    facts = facts_of(world)
    facts.cohort.kind = CohortKind.INDIVIDUAL

    best = choose(candidates_of(facts), Wish()).best
    assert best.text.startswith("All steps are done. Write down what you found")


def test_what_cannot_be_read_any_more_is_not_offered(world):
    tick(world, ding=2)
    world.dingen.append(make_ding("vreemd", world.dingen[0].theme))
    tick(world, ding=3)
    Ding.objects.filter(pk=world.dingen[2].pk).update(status="draft")
    Ding.objects.filter(pk=world.dingen[3].pk).update(owner=world.theirs)

    assert titles(found(world)) == ["Eerste ding", "Tweede ding"]
