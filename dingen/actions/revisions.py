"""Deeds on lessons that cross tables."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from dingen.models import Ding, Link, Revision, SelfCheck, Step
from dingen.texts import LessonText, StepText
from lib import text


@transaction.atomic
def publish_revision(*, ding: Ding, words: LessonText, by: User | None, change: str = "") -> Revision:
    """Give a lesson a new text, rendered now. Teams that have begun keep the text they began with."""
    ding = Ding.objects.select_for_update(of=("self",)).get(pk=ding.pk)
    latest = ding.revisions.aggregate(number=Max("number"))["number"] or 0
    revision: Revision = ding.revisions.create(
        number=latest + 1,
        author=by,
        change=change,
        source=words.body,
        html=_html(words.body),
        without_account=words.without_account,
        without_account_html=_html(words.without_account),
        share=words.share,
        share_html=_html(words.share),
        work=words.work,
        work_html=_html(words.work),
    )
    Step.objects.bulk_create(_step(revision, place, step) for place, step in enumerate(words.steps, 1))
    SelfCheck.objects.bulk_create(
        SelfCheck(
            revision=revision,
            position=place,
            question=one.question,
            answers=[asdict(answer) for answer in one.answers],
        )
        for place, one in enumerate(words.questions, 1)
    )
    Link.objects.bulk_create(
        Link(revision=revision, position=place, **asdict(link)) for place, link in enumerate(words.links, 1)
    )
    ding.revision = revision
    ding.save(update_fields=["revision"])
    return revision


def _step(revision: Revision, place: int, step: StepText) -> Step:
    return Step(
        revision=revision,
        position=place,
        key=step.key,
        level=step.level,
        minutes=step.minutes,
        title=step.title,
        source=step.text,
        html=_html(step.text),
        check_text=step.check,
    )


def _html(source: str) -> str:
    return text.render(source, limit=text.LESSON, lesson=True) if source else ""
