"""The outcome of a team: on one A4, with figures from five people up and sentences only with a yes."""

import pypdfium2 as pdfium
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cohorts import actions as actions_of_teams
from cohorts.models.growth import GrowthTotal
from forum import actions
from forum.models import Quote
from home.actions import erase_person
from home.outcome import Outcome
from lib.refusal import Refused
from notifications.models import Kind, Notification
from pitches.models import Pitch
from tests.at_once import TOGETHER, all_at_once
from tests.desk import read
from tests.forum import make_topic
from tests.pitching import decided
from tests.teams import close, join
from tests.watching import crowd

HERE = "/teams/lindenhof/opbrengst"
SENTENCE = "Ik durf nu gewoon te proberen."


@pytest.fixture
def post(world):
    return make_topic(world, source=f"Het was leuk. {SENTENCE} **Echt** waar!").posts.get()


def give(world, post, sentence=SENTENCE, named=False, by="participant"):
    return actions.give_quote(post=post, sentence=sentence, named=named, by=world.enrolments[by])


def quotes(world):
    return [(str(quote), quote.by) for quote in Outcome.of(world.cohort).quotes]


def refusal(deed):
    with pytest.raises(Refused) as refused:
        deed()
    return str(refused.value)


def test_a_sentence_goes_along_with_a_yes_and_out_with_a_no(world, post):
    give(world, post)
    assert quotes(world) == [(SENTENCE, "een deelnemer")]
    give(world, post, "Echt waar!", named=True)
    assert quotes(world) == [("Echt waar!", "Anna de Vries")]
    actions.drop_quote(post=post, by=world.enrolments["participant"])
    assert quotes(world) == []


def test_the_trainer_asks_and_only_the_author_answers(world, post, as_):
    trainer = world.enrolments["trainer"]
    actions.ask_quote(post=post, sentence=SENTENCE, by=trainer)
    assert quotes(world) == []
    told = Notification.objects.get(kind=Kind.QUOTE)
    assert (told.recipient, told.path) == (world["participant"], f"{post.topic.get_absolute_url()}1/citaat/")
    assert refusal(lambda: actions.ask_quote(post=post, sentence=SENTENCE, by=trainer)).startswith("Om dit")
    assert refusal(lambda: give(world, post, by="trainer")) == "Alleen de schrijver kan ja zeggen."
    browser = as_("participant")
    assert "Tineke Visser vraagt of deze zin mee mag." in browser.get(told.path).text
    browser.post(told.path, {"act": "yes", "sentence": SENTENCE, "named": "on"})
    assert quotes(world) == [(SENTENCE, "Anna de Vries")]
    browser.post(told.path, {"act": "no"})
    assert not Quote.objects.exists()


def test_words_that_nobody_wrote_cannot_be_given(world, post, as_):
    assert refusal(lambda: give(world, post, "Ik haat dit.")).startswith(
        "Deze woorden staan niet in het bericht."
    )
    answer = as_("participant").post(
        f"{post.topic.get_absolute_url()}1/citaat/", {"act": "yes", "sentence": "Ik haat dit."}
    )
    assert (answer.status_code, "Ik haat dit." in answer.text) == (422, True)


@pytest.mark.parametrize("way", ["hidden", "changed", "closed"])
def test_it_goes_out_with_the_post(world, post, way):
    give(world, post)
    if way == "hidden":
        actions.hide(post=post, by=world.enrolments["trainer"], reason="Naam van een klant")
    elif way == "changed":
        type(post).objects.filter(pk=post.pk).update(html="<p>Iets anders.</p>")
    else:
        close(world)
        actions.drop_quote(post=post, by=world.enrolments["participant"])  # a no always counts
    assert quotes(world) == []


def test_who_left_the_team_is_not_asked(world, post):
    actions_of_teams.remove_member(enrolment=world.enrolments["participant"], by=world.enrolments["trainer"])
    said = refusal(lambda: actions.ask_quote(post=post, sentence=SENTENCE, by=world.enrolments["trainer"]))
    assert said == "De schrijver is niet meer in het team en kan geen ja meer zeggen."
    assert not Notification.objects.filter(kind=Kind.QUOTE).exists()


def test_erased_is_out_of_the_outcome(world, post):
    give(world, post, named=True)
    erase_person(user=world["participant"], by=world["participant"])
    assert quotes(world) == []


@pytest.mark.parametrize("wrong", [{"sentence": ""}, {"sentence": "Hoi", "named": True}])
def test_the_database_refuses_a_quote_that_cannot_be(world, post, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Quote.objects.create(post=post, **wrong)


def test_figures_start_at_five_people(world, as_):
    growth(world)
    assert (Outcome.of(world.cohort).finished, Outcome.of(world.cohort).growth) == (0, [])
    crowd(world, [3, 3, 3, 3, 3, 2], timezone.now())
    told = Outcome.of(world.cohort)
    assert (told.people, told.finished, len(told.growth)) == (5, 15, 5)


def growth(world):
    for statement in ("able", "helping", "daring", "sharing", "useful"):
        GrowthTotal.objects.create(cohort=world.cohort, statement=statement, people=5, start=12, end=19)


@pytest.fixture
def brimful(world, post):
    """As much as there can be to tell."""
    world.cohort.goal, world.cohort.name = "Leren en proberen. " * 50, "Publieksdiensten en balie " * 3
    world.cohort.save()
    for number in range(6):
        join(world, f"Nr {number}", f"nr{number}@example.org")
    growth(world)
    decision = decided(world)
    type(decision).objects.update(reason="Omdat klanten erom vragen. " * 70)
    for number in range(8):
        group = world.cohort.groups.create(name=f"Groep {number}")
        Pitch.objects.create(
            group=group, title="T" * 100, summary="Zin met woorden. " * 14, state="handed_in",
            handed_in_at=timezone.now(),
        )  # fmt: skip
    for number in range(4):
        long = "Dit is een lange zin over leren. " * 6
        give(
            world,
            make_topic(world, title=str(number), source=long).posts.get(),
            long[:190].strip(),
            named=True,
        )
    return world


def test_it_is_exactly_one_sheet_of_a4(brimful, as_):
    answer = as_("mt").get(f"{HERE}.pdf")
    assert answer.status_code == 200
    document = pdfium.PdfDocument(answer.content)
    assert len(document) == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    assert "Opbrengst" in document[0].get_textpage().get_text_range()


def test_page_and_text_say_the_same(brimful, as_):
    page, text = read(as_("participant").get(f"{HERE}/")), as_("mt").get(f"{HERE}.txt")
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    for words in ("2,4", "3,8", "gekozen", "Omdat klanten erom vragen.", "Dit is een lange zin"):
        assert words in page
        assert words in text.text
    assert "&" not in text.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_outcome_costs_the_same_for_any_number(world, as_, django_assert_num_queries, rows):
    decided(world)
    for number in range(rows):
        give(world, make_topic(world, title=str(number), source=SENTENCE).posts.get())
    browser = as_("mt")
    browser.get("/mijn/")
    with django_assert_num_queries(10):
        browser.get(f"{HERE}/")


class TestAtOnce:
    pytestmark = TOGETHER

    def test_two_trainers_ask_for_a_sentence_and_the_author_hears_once(self, world, post, mailoutbox):
        second = world.cohort.enrolments.create(user=world["admin"], role="trainer")
        said = all_at_once(
            lambda: actions.ask_quote(post=post, sentence=SENTENCE, by=world.enrolments["trainer"]).sentence,
            lambda: actions.ask_quote(post=post, sentence="Echt waar!", by=second).sentence,
        )
        assert Quote.objects.get().sentence in said
        assert sum(one.startswith("Om dit bericht") for one in said) == 1
        assert Notification.objects.filter(kind=Kind.QUOTE).count() == 1
        assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]

    def test_asked_and_given_at_once_the_yes_stays(self, world, post):
        trainer = world.enrolments["trainer"]
        all_at_once(
            lambda: actions.ask_quote(post=post, sentence="Echt waar!", by=trainer),
            lambda: give(world, post, named=True),
        )
        assert quotes(world) == [(SENTENCE, "Anna de Vries")]

    def test_pressed_twice_it_is_one_yes(self, world, post):
        all_at_once(lambda: give(world, post), lambda: give(world, post))
        assert quotes(world) == [(SENTENCE, "een deelnemer")]

    def test_a_no_at_the_same_moment_leaves_one_of_the_two(self, world, post):
        give(world, post)
        anna = world.enrolments["participant"]
        all_at_once(lambda: actions.drop_quote(post=post, by=anna), lambda: give(world, post, named=True))
        assert quotes(world) in ([], [(SENTENCE, "Anna de Vries")])

    def test_whoever_is_erased_at_that_moment_leaves_no_sentence(self, world, post):
        anna = world["participant"]
        all_at_once(lambda: erase_person(user=anna, by=anna), lambda: give(world, post, named=True))
        assert not Quote.objects.exists()
