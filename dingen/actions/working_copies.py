"""What editors do to a working copy before it is published."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from dingen.models import CopyState, Ding, WorkingCopy
from dingen.texts import Lesson
from lib.refusal import Refused


class Stale(Refused):
    """Somebody saved meanwhile; nothing was changed, and the caller shows both texts. `copy` is theirs."""

    def __init__(self, copy: WorkingCopy) -> None:
        self.copy = copy
        super().__init__(gettext("Somebody saved a newer version while you were writing. Nothing was lost."))


@transaction.atomic
def open_copy(*, ding: Ding, by: User) -> WorkingCopy:
    """Return the working copy of a lesson; made at the first visit from what readers see now.

    A copy in which nobody has written yet follows what was published since.
    """
    copies = WorkingCopy.objects.select_related("edited_by", "ding__theme")
    copy: WorkingCopy | None = copies.filter(ding=ding).first()
    if copy is None:
        copy, _made = WorkingCopy.objects.get_or_create(ding=ding, defaults=_published(ding))
    elif copy.is_untouched and copy.is_overtaken:
        WorkingCopy.objects.filter(pk=copy.pk, version=copy.version).update(**_published(ding))
        copy = copies.get(pk=copy.pk)
    return copy


@transaction.atomic
def save_copy(
    *, ding: Ding, lesson: Lesson, version: int, by: User, opened: int | None = None
) -> WorkingCopy:
    """Keep what an editor wrote; the same content changes nothing.

    `opened` is the key of the copy that the editor began with: after a publication there is another.
    What is in review or scheduled goes back to being written: nobody has seen this text yet.
    Raises Stale when it was written over another version than the one that is there.
    """
    Ding.objects.select_for_update(no_key=True).get(pk=ding.pk)  # in the order of dingen.actions.publishing
    open_copy(ding=ding, by=by)
    copy: WorkingCopy = (
        WorkingCopy.objects.select_related("edited_by").select_for_update(of=("self",)).get(ding=ding)
    )
    content = lesson.plain()
    if content == copy.content:
        return copy
    if (opened or copy.pk, version) != (copy.pk, copy.version):
        raise Stale(copy)
    copy.content, copy.version = content, version + 1
    copy.state, copy.publish_at = CopyState.EDITING, None
    copy.edited_by, copy.edited_at = by, timezone.now()
    copy.save(update_fields=["content", "version", "state", "publish_at", "edited_by", "edited_at"])
    return copy


def _published(ding: Ding) -> dict[str, Any]:
    lesson = Lesson.of(Ding.objects.whole().get(pk=ding.pk))
    return {"content": lesson.plain(), "base_id": ding.revision_id}
