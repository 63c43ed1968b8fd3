"""What people think of a Ding: each their own, and totals from five people up."""

import pytest

from accounts.models import User
from cohorts.actions import skip
from dingen.actions.evaluations import evaluate
from dingen.models import Ding, Evaluation

FORM = "/dingen/meer/eerste-ding/mening/"
OURS = "/teams/lindenhof/dingen/eerste-ding/mening/"
SCORES = {"useful": "4", "doable": "2", "sentence": "Stap 3 is\n lastig."}


def crowd(ding, number, **values):
    for one in range(number):
        person = User.objects.create_user(f"p{one}@example.org", name=f"Persoon {one}")
        evaluate(ding=ding, by=person, **{"useful": 3, "doable": 5, "sentence": f"Zin {one}."} | values)


def text(response):
    return response.content.decode()


def test_an_opinion_is_kept(as_, world):
    response = as_("participant").post(f"{FORM}?next=/teams/lindenhof/", SCORES)

    assert response.url == "/teams/lindenhof/"
    kept = Evaluation.objects.get()
    assert (kept.user, kept.ding, kept.useful, kept.doable) == (world["participant"], world.dingen[0], 4, 2)
    assert kept.sentence == "Stap 3 is lastig."


def test_a_later_opinion_takes_the_place_of_the_earlier(as_, world):
    client = as_("participant")
    client.post(FORM, SCORES)

    page = text(client.get(FORM))
    client.post(OURS, SCORES | {"useful": "1", "sentence": ""})

    assert "Dit vond je eerder." in page
    assert "Stap 3 is lastig." in page
    assert Evaluation.objects.values_list("useful", "sentence").get() == (1, "")


@pytest.mark.parametrize(
    "wrong", [{"useful": ""}, {"useful": "0"}, {"doable": "6"}, {"doable": "veel"}, {"sentence": "x" * 301}]
)
def test_what_does_not_fit_is_said_and_stays_on_the_page(as_, world, wrong):
    response = as_("participant").post(FORM, SCORES | wrong)

    assert response.status_code == 422
    assert (SCORES | wrong)["sentence"].split()[0] in text(response)
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize(("people", "shown"), [(0, False), (4, False), (5, True)])
def test_totals_and_sentences_show_from_five_people_up(as_, world, people, shown):
    crowd(world.dingen[0], people)

    page = text(as_("participant").get(FORM))

    assert ("3,0 van 5" in page, "5,0 van 5" in page, "Zin 0." in page) == (shown,) * 3
    assert ("Te weinig meningen om te tonen" in page) != shown
    assert "Persoon" not in page


def test_the_opinion_says_averages_and_only_real_sentences_in_no_telling_order(world):
    ding = world.dingen[0]
    for sentence, name in (("Zo leuk.", "a"), ("", "b"), ("Aardig.", "c"), ("mwah", "d"), ("Mooi.", "e")):
        person = User.objects.create_user(f"{name}@example.org")
        evaluate(ding=ding, useful=len(name) + 2, doable=5, sentence=sentence, by=person)

    opinion = ding.evaluations.opinion()

    assert (opinion.number, opinion.useful, opinion.doable) == (5, 3, 5)
    assert opinion.sentences == ["Aardig.", "Mooi.", "mwah", "Zo leuk."]


def test_an_opinion_counts_for_its_own_ding_only(world):
    crowd(world.dingen[0], 5)

    assert world.dingen[1].evaluations.opinion() is None
    assert [row["ding__slug"] for row in Evaluation.objects.totals()] == ["eerste-ding"]


def test_a_lesson_of_another_library_is_not_there(as_, world):
    Ding.objects.filter(pk=world.dingen[0].pk).update(owner=world.ours)

    assert as_("outsider").get(FORM).status_code == 404
    assert as_("participant").post(OURS, SCORES).status_code == 302


def test_who_finished_a_ding_is_asked_first(as_, world, time_machine):
    client, page = as_("participant"), "/teams/lindenhof/dingen/eerste-ding/"
    before = text(client.get(page))

    client.post(f"{page}klaar/")

    after = text(client.get(page))
    assert ("Geef je mening" in before, "Geef je mening" in after) == (False, True)


def test_who_knew_a_ding_before_is_not_asked_first(as_, world):
    place = world.enrolments["participant"]
    skip(enrolment=place, ding=world.dingen[0], shown="Zie intranet.", by=place)

    page = text(as_("participant").get("/teams/lindenhof/dingen/eerste-ding/"))

    assert ("Geef je mening" in page, "Wat vind je van dit Ding?" in page) == (False, True)


@pytest.mark.parametrize("people", [5, 15])
def test_queries_do_not_grow_with_the_opinions(as_, world, django_assert_num_queries, people):
    crowd(world.dingen[0], people)
    client = as_("participant")

    with django_assert_num_queries(6):  # session, user, unread, lesson, mine, opinions
        client.get(FORM)


def test_one_opinion_more_or_another_never_shows_in_the_totals(world):
    ding = world.dingen[0]
    crowd(ding, 5)
    before = ding.evaluations.opinion()
    changed = User.objects.get(email="p0@example.org")

    evaluate(ding=ding, useful=1, doable=1, sentence="Zin 0.", by=changed)
    for name in ("participant", "helper", "other"):
        evaluate(ding=ding, useful=1, doable=1, sentence="Nieuw.", by=world[name])

    assert ding.evaluations.opinion() == before
    assert [row["number"] for row in Evaluation.objects.totals()] == [5]

    evaluate(ding=ding, useful=1, doable=1, sentence="", by=world["trainer"])

    after = ding.evaluations.opinion()
    assert (after.number, after.useful, after.sentences.count("Nieuw.")) == (9, 17 / 9, 3)


def test_the_same_opinion_again_does_not_wait(world):
    ding = world.dingen[0]
    crowd(ding, 5)
    crowd_again = User.objects.filter(email__regex=r"^p\d")
    for person in crowd_again:
        evaluate(ding=ding, useful=3, doable=5, sentence=person.evaluations.get().sentence, by=person)

    assert not Evaluation.objects.filter(waits=True).exists()


def test_a_sentence_that_is_taken_back_is_gone_at_once(world):
    ding = world.dingen[0]
    crowd(ding, 5)

    evaluate(ding=ding, useful=3, doable=5, sentence="", by=User.objects.get(email="p0@example.org"))

    assert "Zin 0." not in ding.evaluations.opinion().sentences
    assert len(ding.evaluations.opinion().sentences) == 4
