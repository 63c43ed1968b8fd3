"""The history of a lesson: readable differences, and old texts that come back."""

import random
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given, strategies as st

from dingen.actions import publish_revision
from dingen.actions.lessons import adapt
from dingen.actions.publishing import publish
from dingen.actions.revisions import Clash, restore
from dingen.actions.working_copies import open_copy
from dingen.diff import GAP, IN, OUT, SAME, Comparer, Piece, paired
from dingen.differences import between_lessons, between_texts
from dingen.models import CopyState, Revision, WorkingCopy
from dingen.texts import NOTHING_YET, Ancestor, AnswerText, LinkText, QuestionText, StepText
from tests.keeping import a_lesson, an_editor, browser_of_the_editor, lesson_of, make_editor, write  # noqa: F401 - fixtures


def pieces(old, new):
    return Comparer().pieces(old, new)


# --- Words ----------------------------------------------------------------------------


def test_words_that_went_and_came_stand_beside_each_other():
    assert pieces("De kat zit op de mat.", "De hond zit op de mat.") == (
        Piece(SAME, "De "),
        Piece(OUT, "kat"),
        Piece(IN, "hond"),
        Piece(SAME, " zit op de mat."),
    )


def test_texts_with_little_in_common_are_one_out_and_one_in():
    old, new = "Maak een account bij Hyves.", "Open de app op je telefoon en kies een foto."

    assert pieces(old, new) == (Piece(OUT, old), Piece(IN, new))


def test_a_line_that_came_leaves_the_others_alone():
    assert pieces("Een\nTwee", "Een\nAnderhalf\nTwee") == (
        Piece(SAME, "Een\n"),
        Piece(IN, "Anderhalf\n"),
        Piece(SAME, "Twee"),
    )


def test_a_long_stretch_that_stayed_becomes_a_gap():
    stayed = "Dit blijft staan. " * 100

    found = pieces(stayed + "Oud.", stayed + "Nieuw.")

    assert [piece.kind for piece in found] == [GAP, SAME, OUT, IN, SAME]
    assert len(found[1].text) <= 120


SMALL = st.text(alphabet="ab \n", max_size=60)


@given(SMALL, SMALL)
def test_nothing_is_lost_in_the_comparison(old, new):
    found = pieces(old, new)

    assert "".join(piece.text for piece in found if piece.kind != IN) == old
    assert "".join(piece.text for piece in found if piece.kind != OUT) == new


def hostile(kind, size=200_000):
    dice = random.Random(kind)
    if kind == "one letter":
        return "a " * (size // 2)
    if kind == "two words":
        return "".join(dice.choice(("ja ", "nee ")) for _ in range(size // 4))
    if kind == "short lines":
        return "".join(dice.choice(("a\n", "b\n", "c\n")) for _ in range(size // 2))
    return "\n".join(" ".join(dice.choice("abcdef") for _ in range(99)) for _ in range(size // 200))


@pytest.mark.parametrize("kind", ["one letter", "two words", "short lines", "lines of letters"])
def test_two_texts_of_the_largest_size_are_compared_in_time(kind):
    old, new = hostile(kind), hostile(kind)[::-1]
    start = time.process_time()

    found = pieces(old, new)

    assert time.process_time() - start < 5
    assert found


# --- Parts ----------------------------------------------------------------------------

ONE = StepText("kijk", "kennismaken", 5, "Kijk rond", "Open de site.", "")
TWO = StepText("doe", "doen", 10, "Doe het", "Maak een lijst.", "Het werkt.")
THREE = StepText("deel", "uitdaging", 5, "Deel het", "", "")
QUESTION = QuestionText("Werkt het?", (AnswerText("Ja", True, "Gezien."), AnswerText("Nee", False, "")))  # noqa: FBT003
LINK = LinkText("Uitleg", "https://example.org/uit", "nl", "Kort.")
TEXT = replace(NOTHING_YET, body="Tekst.", steps=(ONE, TWO, THREE), questions=(QUESTION,), links=(LINK,))


def told(changes):
    return [
        (
            change.title,
            change.verdict.kind,
            [(row.label, [p.kind for p in row.pieces]) for row in change.rows],
        )
        for change in changes
    ]


def test_the_same_text_has_no_differences():
    assert between_texts(TEXT, TEXT) == []


def test_a_step_is_known_by_its_key():
    new = replace(TEXT, steps=(replace(ONE, title="Kijk eerst rond", minutes=6), THREE))

    assert told(between_texts(TEXT, new)) == [
        ("Stap: Kijk eerst rond", "changed", [("Titel", [SAME, IN, SAME]), ("Minuten", [OUT, IN])]),
        (
            "Stap: Doe het",
            "out",
            [("Titel", [OUT]), ("Niveau", [OUT]), ("Minuten", [OUT]), ("Tekst", [OUT]), ("Gelukt?", [OUT])],
        ),
    ]


def test_a_step_that_only_moved_says_so():
    new = replace(TEXT, steps=(THREE, ONE, TWO))

    assert told(between_texts(TEXT, new)) == [("Stap: Deel het", "moved", [])]


def test_a_link_is_known_by_its_address_or_its_title():
    moved_away = replace(LINK, url="https://example.org/nieuw")

    assert told(between_texts(TEXT, replace(TEXT, links=(moved_away,)))) == [
        ("Link: Uitleg", "changed", [("Adres", [SAME, OUT, IN])])
    ]


def test_an_answer_that_became_right_is_a_change_of_the_question():
    right = replace(QUESTION, answers=(QUESTION.answers[0], replace(QUESTION.answers[1], correct=True)))

    assert told(between_texts(TEXT, replace(TEXT, questions=(right,)))) == [
        ("Vraag: Werkt het?", "changed", [("Antwoorden", [SAME, OUT, SAME])])
    ]


def test_a_first_text_is_all_new():
    assert {change.verdict.kind for change in between_texts(None, TEXT)} == {"in"}


def test_facts_are_compared_in_words(world):
    lesson = lesson_of(world.dingen[0])
    new = replace(lesson, title="Anders", sound=True, lineage=(Ancestor(2006, "Weblog", "Begin."),))

    (facts,) = between_lessons(lesson, new)

    assert facts.title == "Over deze les"
    assert [(row.label, "".join(p.text for p in row.pieces if p.kind == IN)) for row in facts.rows] == [
        ("Titel", "Anders"),
        ("Vraagt geluid", "Ja"),
        ("Komt voort uit", "2006 Weblog. Begin."),
    ]


def test_rows_are_paired_in_the_order_of_the_new_list():
    assert paired("abcd", "xdca", [lambda letter: letter]) == [
        (None, "x"), ("b", None), ("d", "d"), ("c", "c"), ("a", "a"),
    ]  # fmt: skip


# --- Pages ----------------------------------------------------------------------------


def revise(ding, body, by=None, change="Beter."):
    return publish_revision(ding=ding, words=replace(lesson_of(ding).text, body=body), by=by, change=change)


def page(client, name, ding, *args):
    return client.get(reverse(f"dingen:{name}", args=[ding.slug, *args]))


def test_the_history_names_every_version(browser, ding, eefje):
    revise(ding, "Twee.", by=eefje, change="Korter gemaakt")

    html = page(browser, "revision_list", ding).content.decode()

    assert html.index("Versie 2") < html.index("Versie 1")
    assert "Korter gemaakt" in html
    assert "Eefje Kok" in html
    assert html.count("dit zien lezers nu") == 1


def test_the_history_comes_in_pages(browser, ding):
    for number in range(2, 24):
        revise(ding, f"Tekst {number}.")

    first = page(browser, "revision_list", ding).content.decode()
    second = browser.get(ding.history_url + "?pagina=2").content.decode()

    assert ("Versie 23" in first, "Versie 3<" in first) == (True, False)
    assert ("Versie 3<" in second, "Versie 1<" in second) == (True, True)


@pytest.mark.parametrize("rows", [3, 23])
def test_queries_revision_list(browser, ding, django_assert_num_queries, rows):
    for number in range(2, rows + 1):
        revise(ding, f"Tekst {number}.")
    browser.get("/")
    with django_assert_num_queries(7):
        page(browser, "revision_list", ding)


def test_a_version_shows_what_it_changed_in_words(browser, ding):
    revise(ding, ding.revision.source.replace("Daarom.", "Omdat het helpt."))

    html = page(browser, "revision_detail", ding, 2).content.decode()

    assert '<del><span class="visually-hidden">weggehaald: </span>Daarom.</del>' in html
    assert '<ins><span class="visually-hidden">toegevoegd: </span>Omdat het helpt.</ins>' in html


def test_two_versions_apart_are_compared_on_request(browser, ding):
    revise(ding, "Twee woorden hier en daar.")
    revise(ding, "Drie woorden hier en daar.")
    address = reverse("dingen:revision_detail", args=[ding.slug, 3])

    assert "Wat anders is dan versie 1" in browser.get(address + "?met=1").content.decode()
    assert [browser.get(f"{address}?met={bad}").status_code for bad in ("99", "a", "9" * 30, "-1")] == [
        404, 400, 400, 400,
    ]  # fmt: skip


def test_what_somebody_wrote_comes_out_inert(browser, ding):
    revise(ding, "<script>alert(1)</script> & <b>vet</b>")

    html = page(browser, "revision_detail", ding, 2).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


# --- Restore --------------------------------------------------------------------------


def test_restoring_lays_the_old_text_ready_and_changes_nothing_for_readers(browser, ding, eefje):
    first = ding.revision
    second = revise(ding, "Twee.")

    answer = browser.post(reverse("dingen:revision_restore", args=[ding.slug, 1]))

    assert answer.url == reverse("dingen:ding_edit", args=[ding.slug])
    copy = WorkingCopy.objects.get()
    assert copy.content["text"]["body"] == first.source
    assert (copy.base, copy.edited_by, copy.change) == (second, eefje, "Versie 1 teruggezet")
    ding.refresh_from_db()
    assert ding.revision == second
    assert publish(ding=ding, by=eefje).source == first.source
    assert [one.number for one in ding.revisions.all()] == [3, 2, 1]


def test_restoring_asks_before_another_text_goes(browser, ding, eefje):
    revise(ding, "Twee.")
    copy = write(ding, eefje, body="Werk van een ander.")
    address = reverse("dingen:revision_restore", args=[ding.slug, 1])

    answer = browser.post(address)

    assert answer.status_code == 409
    assert f'name="replacing" value="{copy.version}"' in answer.content.decode()
    assert WorkingCopy.objects.get().content == copy.content
    write(ding, eefje, body="Nog een zin.")
    assert browser.post(address, {"replacing": copy.version}).status_code == 409
    assert browser.post(address, {"replacing": copy.version + 1}).status_code == 302
    assert WorkingCopy.objects.get().content["text"]["body"] == ding.revision.source


def test_an_untouched_copy_makes_way(ding, eefje):
    revise(ding, "Twee.")
    open_copy(ding=ding, by=eefje)

    copy = restore(revision=Revision.objects.get(ding=ding, number=1), replacing=None, by=eefje)

    assert (copy.state, copy.content["text"]["body"]) == (CopyState.EDITING, ding.revision.source)


def test_a_clash_names_the_copy_that_is_there(ding, eefje):
    copy = write(ding, eefje)

    with pytest.raises(Clash) as caught:
        restore(revision=ding.revision, replacing=None, by=eefje)

    assert caught.value.copy == copy


# --- A copy and its origin ------------------------------------------------------------


def test_the_keeper_of_a_copy_sees_what_changed_in_the_shared_lesson(browser, ding, world, eefje):
    copy = adapt(ding=ding, organisation=world.ours, by=eefje)
    assert not copy.origin_has_news
    assert "Daar is sindsdien niets veranderd" in page(browser, "origin_detail", copy).content.decode()
    revise(ding, ding.revision.source.replace("Daarom.", "Omdat het helpt."))
    copy = type(copy).objects.get(pk=copy.pk)

    html = page(browser, "origin_detail", copy).content.decode()

    assert copy.origin_has_news
    assert "Omdat het helpt." in html
    Revision.objects.filter(ding=ding).update(created_at=copy.created_at - timedelta(days=1))
    assert not type(copy).objects.get(pk=copy.pk).origin_has_news
