"""Ten, twenty or forty minutes: what somebody gets, why, and what else there is."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given, strategies as st

from cohorts import actions
from dingen.models import Ding, Step
from home.finder import DESK, MINUTES, PHONE, Candidate, Pick, Rank, Wish, candidates, choose
from tests.conftest import make_ding
from tests.english import in_english  # noqa: F401 - a fixture
from tests.teams import close as close_team


def make(title="Ding", *minutes, begun=False, weight="free", place=0, ticked=0, **fields):
    """A candidate whose steps take these minutes; the first few are ticked."""
    steps = tuple(Step(key=f"s{n}", minutes=m, title=f"Stap {n}.") for n, m in enumerate(minutes, 1))
    ding = Ding(title=title, minutes_doen=sum(minutes), **fields)
    return Candidate(ding, weight, begun, steps, steps[ticked:], place, url="/les/")


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
    ),
    max_size=8,
)
WISHES = st.builds(Wish, st.sampled_from(MINUTES), st.sampled_from(["", PHONE, DESK]), st.booleans())


@given(CANDIDATES, WISHES)
def test_the_answer_keeps_every_promise(rows, wish):
    found = choose(rows, wish)
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


def test_what_is_done_or_opens_later_is_not_offered(world):
    finish(world)
    world.cohort.plan.filter(number=2).update(opens_on=world.cohort.today + timedelta(days=1))

    assert titles(found(world)) == ["Derde ding"]

    tick(world, ding=1)  # who began all the same may go on

    assert titles(found(world)) == ["Tweede ding", "Derde ding"]


def test_what_cannot_be_read_any_more_is_not_offered(world):
    tick(world, ding=2)
    world.dingen.append(make_ding("vreemd", world.dingen[0].theme))
    tick(world, ding=3)
    Ding.objects.filter(pk=world.dingen[2].pk).update(status="draft")
    Ding.objects.filter(pk=world.dingen[3].pk).update(owner=world.theirs)

    assert titles(found(world)) == ["Eerste ding", "Tweede ding"]


# --- The page ------------------------------------------------------------------------------
def page_of(client, world, query="?minuten=20"):
    return client.get(reverse("home:finder", kwargs={"team": world.cohort.slug}) + query)


def read(response):
    """Return what a screen reader reads."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def reader(as_, world):
    world["participant"].language = "en"
    world["participant"].save()
    return as_("participant")


def test_the_page_gives_one_answer_and_two_others(reader, world):
    tick(world)
    page = page_of(reader, world).content.decode()

    assert page.count('class="now') == 1
    assert "Go on at step 2" in page
    assert 'href="/teams/lindenhof/dingen/eerste-ding/#stap-stap-2"' in page
    assert "You have begun this must-do." in page
    assert page.count("card-link") == 2
    assert page.count('aria-current="true"') == 3


def test_it_goes_on_where_the_other_device_stopped(reader, world):
    tick(world)
    assert "Go on at step 2" in read(page_of(reader, world))
    tick(world, "stap-2")

    assert "Round it off" in read(page_of(reader, world))


def test_what_takes_longer_says_so(reader, world):
    page = read(page_of(reader, world, "?minuten=10"))

    assert "It takes about 15 minutes. That is longer than you have." in page
    assert page.count("takes longer than you have") == 2


def test_what_goes_first_is_named_when_it_takes_longer(reader, world):
    world.dingen[1].revision.steps.filter(position=1).update(minutes=5)

    page = read(page_of(reader, world, "?minuten=10"))

    assert "Ding 1 · Eerste ding goes first, but its next step takes 15 minutes." in page


def test_without_sound_there_may_be_nothing(reader, world):
    Ding.objects.update(with_sound=True, on_phone=False)

    assert "Nothing is left without sound " in read(page_of(reader, world, "?minuten=20&geluid=nee"))
    assert "Nothing is left for a phone " in read(page_of(reader, world, "?minuten=20&plek=telefoon"))
    page = page_of(reader, world, "?minuten=20&plek=telefoon&geluid=nee")
    assert "Nothing is left without sound, on a phone" in read(page)
    assert '<a class="button" href="?minuten=20">Look at everything</a>' in page.content.decode()


def test_when_all_is_done_the_catalogue_is_open(reader, world):
    for number in range(3):
        finish(world, ding=number)

    page = page_of(reader, world).content.decode()

    assert "There is nothing left on your board now" in page
    assert reverse("dingen:programme_list") in page


def test_a_closed_team_gets_a_sentence(reader, world):
    close_team(world)

    page = read(page_of(reader, world))

    assert "This team is closed." in page
    assert "Phone or desk?" not in page


def test_rubbish_in_the_address_is_ten_minutes(reader, world):
    response = page_of(reader, world, "?minuten=9e9&plek=%00&geluid=<b>")

    assert response.status_code == 200
    assert "I have 10 minutes" in read(response)


def test_the_desk_of_a_participant_asks_how_much_time_there_is(as_, world):
    desk = reverse("home:team_desk", kwargs={"team": world.cohort.slug})
    link = f'href="{reverse("home:finder", kwargs={"team": world.cohort.slug})}?minuten='

    assert as_("participant").get(desk).content.decode().count(link) == 3
    assert link not in as_("trainer").get(desk).content.decode()
    close_team(world)
    assert link not in as_("participant").get(desk).content.decode()


@pytest.mark.parametrize("rows", [3, 40])
def test_queries_of_the_page(reader, world, rows, django_assert_num_queries):
    for number in range(4, rows + 1):
        ding = make_ding(f"ding-{number}", world.dingen[0].theme)
        world.dingen.append(ding)
        world.programme.items.create(ding=ding, number=number)
    for number in range(0, rows, 2):
        tick(world, ding=number)
    # Session, user, unread, place; plan, progress, ticks, programme, steps begun and not begun.
    with django_assert_num_queries(10):
        page_of(reader, world)
