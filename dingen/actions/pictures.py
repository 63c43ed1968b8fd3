"""The pictures of a lesson: in with a description, out when no text shows them."""

import re
from functools import partial
from itertools import chain, count
from pathlib import PurePath

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from dingen.models import Ding, LessonPicture
from lib import files
from lib.images import CleanPicture
from lib.refusal import check

LONGEST_NAME = 60


@transaction.atomic
def add_picture(*, ding: Ding, clean: CleanPicture, name: str, alt: str, by: User) -> LessonPicture:
    """Keep a picture that was drawn anew, under a name that this lesson does not have yet.

    Raises Refused when the lesson has no room for it.
    """
    ding = Ding.objects.select_for_update(no_key=True).get(pk=ding.pk)
    check(ding.edit_refusal(by=by) or ding.picture_refusal(len(clean.data)))
    picture: LessonPicture = ding.pictures.create(
        name=_free_name(ding, name, clean.extension), alt=alt, **LessonPicture.kept(clean)
    )
    return picture


@transaction.atomic
def remove_picture(*, picture: LessonPicture, by: User) -> None:
    """Remove a picture that no text shows, and its file once that is certain."""
    ding = Ding.objects.select_for_update(no_key=True).get(pk=picture.ding_id)
    check(ding.edit_refusal(by=by) or picture.remove_refusal())
    picture.delete()
    transaction.on_commit(partial(files.remove, picture.stored_as))


def _free_name(ding: Ding, name: str, extension: str) -> str:
    stem = re.sub(r"[-_]+", "-", slugify(PurePath(name).stem))[:LONGEST_NAME].strip("-")
    stem = stem or "afbeelding"
    taken = set(ding.pictures.values_list("name", flat=True))
    stems = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(found for one in stems if (found := f"{one}.{extension}") not in taken)
