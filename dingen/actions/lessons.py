"""A lesson begins, is copied to a library of its own, and retires."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import chain, count
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from accounts import audit
from accounts.models import Organisation, User
from dingen.models import RESERVED, Ding, LessonPicture, Lineage, Status, Theme, WorkingCopy, libraries_of
from dingen.texts import Lesson
from lib import files
from lib.refusal import Refused, check

LONGEST_SLUG = 72  # leaves room for a number
REVIEW_AFTER = timedelta(days=365)


@transaction.atomic
def create_lesson(*, title: str, theme: Theme, owner: Organisation | None, by: User) -> Ding:
    """Begin a lesson: a draft that nobody but its editors sees. Without owner it is for everybody."""
    if owner and not libraries_of(by).filter(pk=owner.pk).exists():
        raise Refused(gettext("You are no editor of this organisation."))
    ding = _draft(title, title=title, theme=theme, owner=owner)
    _open(ding, Lesson.of(ding), by, change=gettext("First version"))
    return ding


@transaction.atomic
def adapt(*, ding: Ding, organisation: Organisation, by: User) -> Ding:
    """Copy a shared lesson to an organisation, with lineage and pictures; return the copy, a draft."""
    check(ding.copy_refusal(organisation, by=by))
    shared = Ding.objects.whole().get(pk=ding.pk)
    lesson = Lesson.of(shared)
    copy = _draft(
        f"{shared.slug} {organisation.slug}",
        title=shared.title,
        summary=shared.summary,
        theme=shared.theme,
        icon=shared.icon,
        owner=organisation,
        origin=shared,
    )
    Lineage.objects.bulk_create(
        Lineage(ding=copy, year=old.year, name=old.name, note=old.note) for old in lesson.lineage
    )
    own = replace(lesson, slug=copy.slug, status=Status.DRAFT, successor="")
    _open(copy, own, by, change=gettext("Made after %(title)s") % {"title": shared.title})
    for picture in shared.pictures.all():
        _copy_picture(picture, copy)
    return copy


@transaction.atomic
def retire(*, ding: Ding, successor: Ding | None, by: User) -> None:
    """Put a lesson among those of the past; teams keep it, and its page names the one that follows."""
    ding = Ding.objects.select_for_update(no_key=True).get(pk=ding.pk)
    check(ding.retire_refusal(successor, by=by))
    ding.status, ding.successor = Status.RETIRED, successor
    ding.save(update_fields=["status", "successor"])
    audit.record(by=by, deed="ding.retired", on=f"ding:{ding.pk}", result="ok")


@transaction.atomic
def unretire(*, ding: Ding, by: User) -> None:
    """Bring a lesson of the past back among the published ones."""
    ding = Ding.objects.select_for_update(no_key=True).get(pk=ding.pk)
    check(ding.unretire_refusal(by=by))
    ding.status, ding.successor = Status.PUBLISHED, None
    ding.save(update_fields=["status", "successor"])
    audit.record(by=by, deed="ding.published", on=f"ding:{ding.pk}", result="ok")


def _draft(words: str, **fields: Any) -> Ding:
    """Make a draft whose address comes from these words; the next free one when somebody is faster."""
    today = timezone.localdate()
    for _attempt in range(3):
        try:
            with transaction.atomic():
                ding: Ding = Ding.objects.create(
                    slug=_free_slug(words), reviewed_on=today, review_by=today + REVIEW_AFTER, **fields
                )
                return ding
        except IntegrityError:
            continue
    raise Refused(gettext("That did not work. Please try again."))


def _free_slug(words: str) -> str:
    base = re.sub(r"[-_]+", "-", slugify(words))[:LONGEST_SLUG].strip("-") or "ding"
    taken = RESERVED | set(Ding.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    names = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def _open(ding: Ding, lesson: Lesson, by: User, change: str) -> None:
    """Lay the first text ready; the version says that somebody wrote it."""
    WorkingCopy.objects.create(
        ding=ding, content=lesson.plain(), version=2, edited_by=by, change=change[:200]
    )


def _copy_picture(picture: LessonPicture, ding: Ding) -> None:
    """Give the copy a file of its own, so that either lesson can let go of it."""
    try:
        stored_as = files.copy(picture.stored_as)
    except Http404:  # the file is gone: the shared lesson does not show it either
        return
    fields = ("name", "content_type", "size", "width", "height", "alt")
    ding.pictures.create(stored_as=stored_as, **{name: getattr(picture, name) for name in fields})
