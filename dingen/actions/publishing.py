"""The way of a text from an editor to the readers: review, publish at once or on a date, or throw away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts import audit
from accounts.models import User
from dingen.actions.revisions import store_lesson
from dingen.checks import Problem
from dingen.comparing import problems_of
from dingen.models import CopyState, Ding, Revision, Status, Theme, WorkingCopy
from dingen.texts import Lesson
from lib import files
from lib.refusal import Refused, check


class Unready(Refused):
    """The lesson has faults that a reader would meet; `problems` says which."""

    def __init__(self, found: Sequence[Problem]) -> None:
        self.problems = found
        super().__init__(gettext("This lesson is not ready yet. Mend what is listed first."))


@transaction.atomic
def publish(*, ding: Ding, by: User | None, change: str = "", version: int | None = None) -> Revision:
    """Let readers see the working copy from now on, and return the text they see.

    `version` is the one that the editor looked at. Raises Unready, or Refused when there is nothing
    to publish or the lesson changed meanwhile. A retired lesson stays retired.
    """
    copy = _lock(ding)
    check(copy.publish_refusal(by=by, version=version))
    return _publish(copy, by, change or copy.change)


@transaction.atomic
def publish_due(*, copy: WorkingCopy, by: User | None) -> bool:
    """Publish a scheduled text whose moment has come; tell whether it went out now.

    A text that cannot go out goes back to its editors, and its page says what is the matter.
    """
    Ding.objects.select_for_update(no_key=True).get(pk=copy.ding_id)
    due = WorkingCopy.objects.due(timezone.now()).filter(pk=copy.pk)
    found = due.select_for_update(of=("self",)).select_related("ding__revision").first()
    if found is None:  # another tick was first, or an editor took it back
        return False
    try:
        with transaction.atomic():
            check(found.publish_refusal(by=None))
            _publish(found, by, found.change)
    except Refused:
        _set_state(found, CopyState.EDITING)
        audit.record(by=by, deed="ding.publication_failed", on=f"ding:{found.ding_id}", result="refused")
        return False
    return True


@transaction.atomic
def submit(*, ding: Ding, version: int | None, by: User, change: str = "") -> None:
    """Ask another editor to look at the text. Raises Unready while it has faults."""
    copy = _lock(ding)
    check(copy.submit_refusal(by=by, version=version))
    _ready(copy)
    copy.change = change or copy.change
    _set_state(copy, CopyState.REVIEW)


@transaction.atomic
def take_back(*, ding: Ding, by: User) -> None:
    """End the review, or take the date away: the text is being written again."""
    copy = _lock(ding)
    check(copy.take_back_refusal(by=by))
    _set_state(copy, CopyState.EDITING)


@transaction.atomic
def schedule(*, ding: Ding, at: datetime, change: str, version: int | None, by: User) -> None:
    """Let the clock publish the text at that moment. Raises Unready while it has faults."""
    copy = _lock(ding)
    check(copy.schedule_refusal(at=at, by=by, version=version))
    _ready(copy)
    copy.change = change or copy.change
    _set_state(copy, CopyState.SCHEDULED, at)


@transaction.atomic
def catch_up(*, ding: Ding, seen: int | None, by: User) -> None:
    """Lay the working copy on what readers see now; `seen` is the key of the revision looked at.

    The text itself stays as it is: who does this has seen both.
    """
    copy = _lock(ding)
    check(copy.catch_up_refusal(seen=seen, by=by))
    copy.base_id = copy.ding.revision_id
    copy.version += 1
    copy.save(update_fields=["base", "version"])


@transaction.atomic
def discard(*, ding: Ding, by: User) -> bool:
    """Throw the working copy away; tell whether the lesson itself is gone, as nobody ever read it."""
    copy = _lock(ding)
    check(copy.ding.edit_refusal(by=by))
    copy.delete()
    if ding.revision_id or ding.programme_items.exists():
        return False
    for picture in ding.pictures.all():
        transaction.on_commit(partial(files.remove, picture.stored_as))
    copy.ding.delete()
    return True


def _lock(ding: Ding) -> WorkingCopy:
    """Take the lesson and its working copy, in this order everywhere. Raises Refused without one."""
    Ding.objects.select_for_update(no_key=True).get(pk=ding.pk)
    copies = WorkingCopy.objects.select_for_update(of=("self",)).select_related("ding__revision")
    copy: WorkingCopy | None = copies.filter(ding=ding).first()
    if copy is None:
        raise Refused(gettext("Nobody is writing at this lesson: there is nothing to publish."))
    return copy


def _ready(copy: WorkingCopy) -> tuple[Lesson, Theme]:
    if found := problems_of(copy):
        raise Unready(found)
    lesson = Lesson.from_plain(copy.content)
    theme = Theme.objects.filter(slug=lesson.theme).first()
    if theme is None:
        raise Refused(gettext("The theme of this lesson is gone. Choose another one."))
    return lesson, theme


def _publish(copy: WorkingCopy, by: User | None, change: str) -> Revision:
    lesson, theme = _ready(copy)
    ding = copy.ding
    status = Status.RETIRED if ding.is_retired else Status.PUBLISHED
    copy.delete()
    store_lesson(ding=ding, lesson=replace(lesson, status=status), theme=theme, by=by, change=change)
    audit.record(by=by, deed="ding.published", on=f"ding:{ding.pk}", result="ok")
    assert ding.revision
    return ding.revision


def _set_state(copy: WorkingCopy, state: CopyState, at: datetime | None = None) -> None:
    copy.state, copy.publish_at = state, at
    copy.save(update_fields=["state", "publish_at", "change"])
