"""Editors and the clock at the same moment: one of them is first, and nobody writes over another."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from dingen.actions.lessons import create_lesson
from dingen.actions.pictures import add_picture
from dingen.actions.publishing import catch_up, discard, publish, schedule
from dingen.actions.revisions import restore, store_lesson
from dingen.actions.working_copies import open_copy, save_copy
from dingen.models import Ding, WorkingCopy
from dingen.texts import Lesson
from dingen.upkeep import publish_scheduled
from lib.images import CleanPicture
from tests.at_once import TOGETHER, all_at_once
from tests.forum import png_bytes
from tests.keeping import a_lesson, an_editor, lesson_of, make_editor, write  # noqa: F401 - fixtures

pytestmark = TOGETHER


def test_two_editors_publish_and_one_is_first(ding, eefje, world):
    copy = write(ding, eefje)

    results = all_at_once(
        *(
            lambda by=by: publish(ding=Ding.objects.get(pk=ding.pk), by=by, version=copy.version).number
            for by in (eefje, world["admin"], eefje, world["admin"])
        )
    )

    assert (
        sorted(map(str, results))
        == ["2"] + ["Niemand schrijft aan deze les: er valt niets te publiceren."] * 3
    )
    assert ding.revisions.count() == 2


def test_two_ticks_publish_once(ding, eefje):
    copy = write(ding, eefje)
    schedule(ding=ding, at=timezone.now() + timedelta(hours=1), change="", version=copy.version, by=eefje)
    WorkingCopy.objects.update(publish_at=timezone.now())

    assert sorted(all_at_once(*[publish_scheduled] * 4)) == [0, 0, 0, 1]

    assert ding.revisions.count() == 2


@pytest.mark.parametrize("_round", range(5))
def test_saving_while_somebody_publishes_loses_nothing(ding, eefje, world, _round):
    copy = write(ding, eefje)
    newer = Lesson.from_plain(copy.content)
    newer = replace(newer, text=replace(newer.text, body="Nog beter."))

    published, saved = all_at_once(
        lambda: publish(ding=Ding.objects.get(pk=ding.pk), by=eefje, version=copy.version).source,
        lambda: save_copy(
            ding=Ding.objects.get(pk=ding.pk),
            lesson=newer,
            version=copy.version,
            opened=copy.pk,
            by=world["admin"],
        ).content["text"]["body"],
    )

    now = lesson_of(ding).text.body
    if saved == "Nog beter.":  # the save was first: its words are in the copy, and nothing went out
        assert "intussen in deze tekst geschreven" in published
        assert WorkingCopy.objects.get().content["text"]["body"] == "Nog beter."
        assert now == ding.revision.source
    else:  # the publication was first: who saved is told, and readers have the text that was looked at
        assert "Iemand bewaarde een nieuwere versie" in saved
        assert now == published == "## Nieuw\n\nBeter."


def test_an_import_and_a_publication_do_not_write_over_each_other(ding, eefje):
    copy = write(ding, eefje)
    lesson = lesson_of(ding)
    imported = replace(lesson, text=replace(lesson.text, body="Uit een map."))

    published, _stored = all_at_once(
        lambda: publish(ding=Ding.objects.get(pk=ding.pk), by=eefje, version=copy.version).source,
        lambda: store_lesson(ding=Ding.objects.get(pk=ding.pk), lesson=imported, theme=ding.theme, by=None),
    )

    sources = list(ding.revisions.order_by("number").values_list("source", flat=True))
    if published == "## Nieuw\n\nBeter.":
        assert sources == [ding.revision.source, published, "Uit een map."]
    else:
        assert "veranderd nadat jij begon" in published
        assert sources == [ding.revision.source, "Uit een map."]
        assert WorkingCopy.objects.get().is_overtaken


def test_two_lessons_with_one_title_get_two_addresses(world, eefje):
    theme = world.dingen[0].theme

    slugs = all_at_once(
        *[lambda: create_lesson(title="Zelfde titel", theme=theme, owner=None, by=eefje).slug] * 3
    )

    assert sorted(slugs) == ["zelfde-titel", "zelfde-titel-2", "zelfde-titel-3"]


def test_two_pictures_with_one_name_get_two_names(ding, eefje):
    clean = CleanPicture(png_bytes(), "image/png", "png", 40, 30)

    names = all_at_once(
        *[lambda: add_picture(ding=ding, clean=clean, name="balie.png", alt="Een balie.", by=eefje).name] * 3
    )

    assert sorted(names) == ["balie-2.png", "balie-3.png", "balie.png"]


def test_everything_at_once_ends_in_a_state_that_fits(ding, eefje, world):
    copy = write(ding, eefje)
    theirs = lesson_of(ding)
    mine = Lesson.from_plain(copy.content)

    all_at_once(
        lambda: publish(ding=Ding.objects.get(pk=ding.pk), by=eefje),
        lambda: discard(ding=Ding.objects.get(pk=ding.pk), by=world["admin"]),
        lambda: restore(revision=ding.revision, replacing=copy.version, by=eefje).pk,
        lambda: save_copy(ding=ding, lesson=mine, version=copy.version, opened=copy.pk, by=eefje),
        lambda: open_copy(ding=Ding.objects.get(pk=ding.pk), by=eefje),
        lambda: catch_up(ding=ding, seen=ding.revision.pk, by=eefje),
        lambda: store_lesson(ding=Ding.objects.get(pk=ding.pk), lesson=theirs, theme=ding.theme, by=None),
    )

    numbers = list(ding.revisions.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert WorkingCopy.objects.filter(ding=ding).count() <= 1
