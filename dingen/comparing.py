"""What an editor reads before deciding: a working copy beside what readers see."""

from django.db.models import prefetch_related_objects

from dingen.checks import Problem, problems
from dingen.diff import Change
from dingen.differences import between_lessons, between_texts
from dingen.models import Ding, Revision, WorkingCopy
from dingen.texts import Lesson, LessonText


def copy_of(ding: Ding) -> WorkingCopy | None:
    """The working copy of this lesson, or none."""
    copies = WorkingCopy.objects.select_related("edited_by", "base")
    copy: WorkingCopy | None = copies.filter(ding=ding).first()
    if copy:
        copy.ding = ding
    return copy


def problems_of(copy: WorkingCopy) -> list[Problem]:
    """What keeps this text from the readers."""
    pictures = copy.ding.pictures.values_list("name", flat=True)
    return problems(Lesson.from_plain(copy.content), pictures=set(pictures))


def changes_to_publish(ding: Ding, copy: WorkingCopy) -> list[Change]:
    """What readers would see change."""
    _fetch(ding.revision, copy.base)
    return between_lessons(Lesson.of(ding), Lesson.from_plain(copy.content))


def changes_since_base(ding: Ding, copy: WorkingCopy) -> list[Change]:
    """What was published after the working copy was taken; empty when its start is not known any more."""
    if not copy.base or not ding.revision or not copy.is_overtaken:
        return []
    _fetch(copy.base, ding.revision)
    return between_texts(LessonText.of(copy.base), LessonText.of(ding.revision))


def changes_between(older: Revision | None, newer: Revision) -> list[Change]:
    """What differs between two versions; all of it for the first."""
    return between_texts(LessonText.of(older) if older else None, LessonText.of(newer))


def _fetch(*revisions: Revision | None) -> None:
    """Fetch the parts of these texts together; what is there already is not asked again."""
    found = [revision for revision in revisions if revision]
    prefetch_related_objects(found, "steps", "questions", "links")
