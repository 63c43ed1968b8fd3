"""The working copy: one for a lesson, and nothing in it is overwritten."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from dingen.actions import publish_revision
from dingen.actions.working_copies import Stale, open_copy, save_copy
from dingen.models import CopyState, Ding, WorkingCopy
from dingen.texts import NOTHING_YET, Lesson


@pytest.fixture
def ding(world) -> Ding:
    return Ding.objects.get(slug="eerste-ding")


@pytest.fixture
def ada(world):
    return world["admin"]


def title(copy, words) -> Lesson:
    return replace(Lesson.from_plain(copy.content), title=words)


def test_a_copy_starts_from_what_readers_see(ding, ada):
    copy = open_copy(ding=ding, by=ada)

    assert Lesson.from_plain(copy.content) == Lesson.of(ding)
    assert (copy.version, copy.base, copy.state, copy.edited_by) == (1, ding.revision, "editing", None)


def test_opening_again_gives_the_same_copy(ding, ada, world):
    assert open_copy(ding=ding, by=ada) == open_copy(ding=ding, by=world["trainer"])
    assert WorkingCopy.objects.count() == 1


def test_a_new_draft_starts_empty(world, ada):
    draft = Ding.objects.create(
        slug="nieuw",
        title="Nieuw",
        theme=world.dingen[0].theme,
        reviewed_on=date(2026, 11, 1),
        review_by=date(2027, 11, 1),
    )

    copy = open_copy(ding=draft, by=ada)

    assert Lesson.from_plain(copy.content).text == NOTHING_YET
    assert copy.base is None


def test_an_untouched_copy_follows_what_is_published(ding, ada):
    open_copy(ding=ding, by=ada)
    words = replace(Lesson.of(ding).text, body="## Nieuw")
    revision = publish_revision(ding=ding, words=words, by=ada)
    ding.refresh_from_db()

    copy = open_copy(ding=ding, by=ada)

    assert copy.base == revision
    assert copy.content["text"]["body"] == "## Nieuw"


def test_a_copy_with_work_in_it_stays_what_it_is(ding, ada):
    saved = save_copy(ding=ding, lesson=title(open_copy(ding=ding, by=ada), "Mijn titel"), version=1, by=ada)
    publish_revision(ding=ding, words=replace(Lesson.of(ding).text, body="## Nieuw"), by=ada)
    ding.refresh_from_db()

    copy = open_copy(ding=ding, by=ada)

    assert (copy.content, copy.version) == (saved.content, 2)


def test_saving_says_who_and_counts_on(ding, ada):
    before = timezone.now()

    copy = save_copy(ding=ding, lesson=title(open_copy(ding=ding, by=ada), "Anders"), version=1, by=ada)

    copy.refresh_from_db()
    assert (copy.content["title"], copy.version, copy.edited_by) == ("Anders", 2, ada)
    assert copy.edited_at >= before
    assert Ding.objects.get(pk=ding.pk).title == "Eerste ding"  # readers see nothing of it


def test_the_same_content_changes_nothing(ding, ada, world):
    copy = save_copy(ding=ding, lesson=title(open_copy(ding=ding, by=ada), "Anders"), version=1, by=ada)

    again = save_copy(ding=ding, lesson=Lesson.from_plain(copy.content), version=1, by=world["trainer"])

    again.refresh_from_db()
    assert (again.version, again.edited_by, again.edited_at) == (2, ada, copy.edited_at)


@pytest.mark.parametrize("version", [1, 3])
def test_another_version_overwrites_nothing(ding, ada, world, version):
    theirs = save_copy(ding=ding, lesson=title(open_copy(ding=ding, by=ada), "Van Ada"), version=1, by=ada)

    with pytest.raises(Stale) as stale:
        save_copy(ding=ding, lesson=title(theirs, "Van mij"), version=version, by=world["trainer"])

    theirs.refresh_from_db()
    assert (theirs.content["title"], theirs.version) == ("Van Ada", 2)
    assert stale.value.copy == theirs


def test_writing_on_takes_a_copy_out_of_review_and_off_the_calendar(ding, ada):
    copy = open_copy(ding=ding, by=ada)
    WorkingCopy.objects.update(state=CopyState.SCHEDULED, publish_at=timezone.now())

    saved = save_copy(ding=ding, lesson=title(copy, "Anders"), version=1, by=ada)

    saved.refresh_from_db()
    assert (saved.state, saved.publish_at) == (CopyState.EDITING, None)
