"""How the text of a lesson gets into the tables, from a file and from an editor alike."""

from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from accounts.models import User
from dingen.drawing import draw
from dingen.finding import index_lesson
from dingen.models import (
    CopyState,
    Ding,
    Lineage,
    Link,
    Revision,
    SelfCheck,
    Step,
    Theme,
    WorkingCopy,
)
from dingen.texts import Lesson, LessonText, minutes_of
from lib.refusal import Refused, check


class Clash(Refused):
    """There is a working copy already, and nobody said that it may go. `copy` is that one."""

    def __init__(self, copy: WorkingCopy) -> None:
        self.copy = copy
        super().__init__(gettext("Somebody is writing at this lesson. That text is still there."))


@transaction.atomic
def store_lesson(*, ding: Ding, lesson: Lesson, theme: Theme, by: User | None, change: str = "") -> bool:
    """Bring a Ding, new or not, in line with a lesson; tell whether it got a new text.

    The successor is left alone. A working copy that somebody has open is never written over: it is
    overtaken, and says so.
    """
    if ding.pk:  # what readers see now, also when it was published after the caller looked
        ding.revision = Ding.objects.select_for_update(of=("self",), no_key=True).get(pk=ding.pk).revision
    revised = ding.revision is None or LessonText.of(ding.revision) != lesson.text
    _set(ding, _facts(lesson, theme))
    ding.save()  # a new one as a draft: only a lesson with a text can be read
    if revised:
        ding.revision = publish_revision(ding=ding, words=lesson.text, by=by, change=change)
    ding.status = lesson.status
    ding.save()
    ding.lineage.all().delete()
    Lineage.objects.bulk_create(Lineage(ding=ding, **asdict(old)) for old in lesson.lineage)
    if not revised:
        WorkingCopy.objects.filter(ding=ding).update(base=None)
    index_lesson(ding)
    return revised


@transaction.atomic
def publish_revision(*, ding: Ding, words: LessonText, by: User | None, change: str = "") -> Revision:
    """Give a lesson a new text, rendered now. Teams that have begun keep the text they began with.

    A link that stays keeps what the last check said about it.
    """
    ding = Ding.objects.select_for_update(of=("self",), no_key=True).get(pk=ding.pk)
    latest = ding.revisions.aggregate(number=Max("number"))["number"] or 0
    checked = _checked(ding)
    drawing = draw(ding, words)
    revision = drawing.revision
    revision.number, revision.author, revision.change = latest + 1, by, change
    revision.save()
    parts: list[Step | SelfCheck | Link] = [*drawing.steps, *drawing.questions, *drawing.links]
    for part in parts:
        part.revision = revision
    for link in drawing.links:
        for name, value in checked.get(link.url, {}).items():
            setattr(link, name, value)
    Step.objects.bulk_create(drawing.steps)
    SelfCheck.objects.bulk_create(drawing.questions)
    Link.objects.bulk_create(drawing.links)
    ding.revision = revision
    ding.save(update_fields=["revision"])
    index_lesson(ding)
    return revision


@transaction.atomic
def restore(*, revision: Revision, replacing: int | None, by: User) -> WorkingCopy:
    """Put an earlier text in the working copy, to look at and publish; readers see nothing of it yet.

    `replacing` is the version of the working copy that may go for it. Raises Clash when there is
    another one, in which somebody wrote.
    """
    ding = Ding.objects.whole().select_for_update(of=("self",), no_key=True).get(pk=revision.ding_id)
    check(ding.edit_refusal(by=by))
    words = LessonText.of(revision)
    lesson = replace(Lesson.of(ding), text=words, levels=minutes_of(words.steps))
    copy, _made = WorkingCopy.objects.get_or_create(ding=ding, defaults={"content": lesson.plain()})
    copy = WorkingCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if not copy.is_untouched and copy.version != replacing:
        raise Clash(copy)
    copy.content, copy.version = lesson.plain(), copy.version + 1
    copy.base, copy.edited_by = ding.revision, by
    copy.state, copy.publish_at = CopyState.EDITING, None
    copy.change = gettext("Version %(number)d is back") % {"number": revision.number}
    copy.save()
    return copy


def _facts(lesson: Lesson, theme: Theme) -> dict[str, Any]:
    """The columns of a Ding, apart from its status: that waits for a text."""
    names = ("title", "summary", "icon", "hand_in", "reviewed_on", "review_by")
    first, second, third = lesson.levels
    return {name: getattr(lesson, name) for name in names} | {
        "theme": theme,
        "tools": list(lesson.tools),
        "on_phone": lesson.phone,
        "with_sound": lesson.sound,
        "minutes_kennismaken": first,
        "minutes_doen": second,
        "minutes_uitdaging": third,
    }


def _set(ding: Ding, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(ding, name, value)


def _checked(ding: Ding) -> dict[str, dict[str, Any]]:
    """What is known of each address in the text that readers see."""
    fields = ("state", "checked_at", "failures", "outcome")
    links = ding.revision.links.all() if ding.revision else []
    return {link.url: {name: getattr(link, name) for name in fields} for link in links}
