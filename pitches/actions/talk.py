"""What a group and its trainer say to each other about the plan."""

from django.db import transaction

from cohorts.models import Enrolment
from lib.refusal import check
from pitches.models import Section, SectionComment
from pitches.telling_plans import tell_group


@transaction.atomic
def comment(*, section: Section, text: str, path: str, by: Enrolment) -> SectionComment:
    """Say something of a section; the group and trainers who spoke there before hear it, and open `path`."""
    pitch = section.pitch
    check(pitch.comment_refusal(by=by))
    made: SectionComment = section.comments.create(text=text, author=by)
    spoke = section.comments.filter(author__role="trainer", author__left_at=None)
    trainers = {one.author for one in spoke.select_related("author__user")}
    tell_group(
        pitch,
        "comment",
        by=by,
        about=f"comment:{made.pk}",
        also=list(trainers),
        path=path,
        section=section.get_kind_display(),
        line=text[:200],
    )
    return made


@transaction.atomic
def take_back(*, comment: SectionComment, by: Enrolment) -> None:
    """Take one's own comment back."""
    check(comment.remove_refusal(by=by))
    comment.delete()
