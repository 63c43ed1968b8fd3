"""The pages between writing and reading: look over, publish, on a date, throw away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dingen.actions import publish_revision
from dingen.actions.working_copies import open_copy
from dingen.models import CopyState, Ding, WorkingCopy
from tests.access.revisions import NONCE
from tests.keeping import a_lesson, an_editor, browser_of_the_editor, lesson_of, make_editor, write  # noqa: F401 - fixtures


def at(name, ding, *args):
    return reverse(f"dingen:{name}", args=[ding.slug, *args])


def overtake(ding, body="Van een ander."):
    return publish_revision(ding=ding, words=replace(lesson_of(ding).text, body=body), by=None)


def test_looking_over_shows_what_readers_will_notice(browser, ding, eefje):
    write(ding, eefje, title="Een betere titel")

    html = browser.get(at("copy_publish", ding)).content.decode()

    assert "Een betere titel" in html
    assert "Publiceer nu" in html


def test_publishing_once_however_often_it_is_sent(browser, ding, eefje):
    copy = write(ding, eefje)
    form = {"change": "Beter.", "version": copy.version, "act": "publish"} | NONCE

    answers = [browser.post(at("copy_publish", ding), form) for _ in range(2)]

    assert {answer.url for answer in answers} == {ding.history_url}
    assert [(one.number, one.change) for one in ding.revisions.all()] == [(2, "Beter."), (1, "")]


def test_a_publication_without_a_word_on_what_changed_is_asked_again(browser, ding, eefje):
    copy = write(ding, eefje)

    answer = browser.post(at("copy_publish", ding), {"change": "", "version": copy.version} | NONCE)

    assert answer.status_code == 422
    assert WorkingCopy.objects.exists()


def test_a_text_that_changed_meanwhile_is_shown_again_with_what_was_typed(browser, ding, eefje):
    seen = write(ding, eefje).version
    write(ding, eefje, body="Nog een zin.")

    answer = browser.post(at("copy_publish", ding), {"change": "Mijn zin", "version": seen} | NONCE)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "intussen in deze tekst geschreven" in html
    assert 'value="Mijn zin"' in html
    assert "Nog een zin." in html
    again = WorkingCopy.objects.get().version
    assert f'name="version" value="{again}"' in html


def test_problems_are_listed_and_nothing_can_be_published(browser, ding, eefje):
    write(ding, eefje, body="", title="")

    html = browser.get(at("copy_publish", ding)).content.decode()

    assert f'href="{at("ding_edit", ding)}#id_title"' in html
    assert "Publiceer nu" not in html


def test_to_review_and_back(browser, ding, eefje):
    copy = write(ding, eefje)
    form = {"change": "Beter.", "version": copy.version, "act": "review"} | NONCE

    browser.post(at("copy_publish", ding), form)
    assert (WorkingCopy.objects.get().state, WorkingCopy.objects.get().change) == ("review", "Beter.")
    assert "kijkt het na voor het de deur uit gaat" in browser.get(at("copy_publish", ding)).content.decode()
    browser.post(at("copy_take_back", ding))
    assert WorkingCopy.objects.get().state == CopyState.EDITING


def test_a_date_is_on_the_clock_of_the_site(browser, ding, eefje):
    copy = write(ding, eefje)
    year = timezone.localdate().year + 1
    form = {"day": f"{year}-07-01", "hour": "09:00", "change": "Zomer", "version": copy.version}

    browser.post(at("copy_schedule", ding), form)

    copy = WorkingCopy.objects.get()
    assert (copy.state, copy.publish_at) == ("scheduled", datetime(year, 7, 1, 7, 0, tzinfo=UTC))
    html = browser.get(at("copy_publish", ding)).content.decode()
    assert f"Verschijnt op 1 juli {year} om 09:00 uur." in html
    assert "Haal de datum weg" in html


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        ("2027-03-28", "02:30", "Dit uur bestaat niet"),
        ("2027-10-31", "02:30", "Dit uur komt twee keer"),
        ("2020-01-01", "09:00", "moment dat nog komt"),
        ("morgen", "09:00", "geldige datum"),
        ("2027-07-01", "", "Dit veld is verplicht"),
    ],
)
def test_a_date_that_cannot_be_is_explained(browser, ding, eefje, day, hour, words):
    copy = write(ding, eefje)
    form = {"day": day, "hour": hour, "change": "Mijn zin", "version": copy.version}

    answer = browser.post(at("copy_schedule", ding), form)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Mijn zin"' in answer.content.decode()
    assert WorkingCopy.objects.get().publish_at is None


def test_who_was_overtaken_sees_both_and_goes_on(browser, ding, eefje):
    write(ding, eefje, body="Mijn tekst.")
    theirs = overtake(ding)

    assert "Bekijk de verschillen" in browser.get(at("copy_publish", ding)).content.decode()
    html = browser.get(at("copy_difference", ding)).content.decode()
    assert "Van een ander." in html
    assert "Mijn tekst." in html
    assert f'name="seen" value="{theirs.pk}"' in html
    browser.post(at("copy_difference", ding), {"seen": theirs.pk})

    copy = WorkingCopy.objects.get()
    assert (copy.base, copy.content["text"]["body"]) == (theirs, "Mijn tekst.")


def test_a_text_published_while_looking_is_looked_at_too(browser, ding, eefje):
    write(ding, eefje)
    seen = overtake(ding)
    overtake(ding, "Nog nieuwer.")

    answer = browser.post(at("copy_difference", ding), {"seen": seen.pk}, follow=True)

    assert "intussen nog een keer gepubliceerd" in answer.content.decode()
    assert WorkingCopy.objects.get().is_overtaken


@pytest.mark.parametrize("seen", ["", "a", "9" * 40, "-1"])
def test_crafted_looks_are_refused(browser, ding, eefje, seen):
    write(ding, eefje)
    overtake(ding)

    assert browser.post(at("copy_difference", ding), {"seen": seen}).status_code == 400


def test_without_a_difference_there_is_nothing_to_publish(browser, ding, eefje):
    browser.get(reverse("dingen:ding_edit", kwargs={"slug": ding.slug}))

    page = browser.get(at("copy_difference", ding)).content.decode()

    assert ("Schrijf verder" in page, "Kijk na en publiceer" in page) == (True, False)


def test_throwing_away_says_what_is_lost(browser, ding, eefje):
    write(ding, eefje)

    assert "De tekst die Eefje Kok bewaarde op" in browser.get(at("copy_discard", ding)).content.decode()
    answer = browser.post(at("copy_discard", ding))

    assert answer.url == ding.history_url
    assert not WorkingCopy.objects.exists()
    assert browser.get(at("copy_publish", ding)).status_code == 302


def test_the_page_of_the_lesson_says_where_its_text_stands(browser, ding, eefje):
    address = at("ding_edit", ding)
    assert "Dit is wat lezers nu zien." in browser.get(address).content.decode()
    write(ding, eefje)
    assert "Lezers zien nog niets van wat je veranderde." in browser.get(address).content.decode()
    WorkingCopy.objects.update(state="scheduled", publish_at=timezone.now() + timedelta(days=1))
    assert "Haal de datum weg" in browser.get(address).content.decode()
    overtake(ding)
    assert "Deze les is veranderd nadat jij begon." in browser.get(address).content.decode()


def test_an_editor_of_another_library_does_not_find_our_lesson(client, world, ding):
    Ding.objects.filter(pk=ding.pk).update(owner=world.ours)
    client.force_login(make_editor(world.theirs, "Olga Prins"))
    names = ("copy_publish", "copy_schedule", "copy_discard", "copy_difference", "revision_list", "ding_copy")
    names += ("ding_retire", "picture_list", "origin_detail")

    assert {name: client.get(at(name, ding)).status_code for name in names} == dict.fromkeys(names, 404)


@pytest.mark.parametrize("name", ["copy_publish", "copy_difference"])
def test_queries_of_a_comparison(browser, world, ding, eefje, django_assert_max_num_queries, name):
    open_copy(ding=ding, by=eefje)
    write(ding, eefje)
    overtake(ding)

    with django_assert_max_num_queries(12):
        browser.get(at(name, ding))
