"""The rows of a revision, drawn from its words: to keep when it is published, to show while it is written."""

from dataclasses import asdict, dataclass

from django.urls import reverse

from dingen.models import Ding, Link, Revision, SelfCheck, Step
from dingen.texts import LessonText
from lib import text


@dataclass(frozen=True)
class Drawing:
    """A revision and its parts, with their HTML. Nothing is saved, and the parts do not point at it yet."""

    revision: Revision
    steps: list[Step]
    questions: list[SelfCheck]
    links: list[Link]


def draw(ding: Ding, words: LessonText) -> Drawing:
    """Turn words into rows; the Markdown becomes HTML here and nowhere else."""
    folder = reverse("dingen:picture_detail", args=[ding.slug, "x"])[:-1]

    def html(source: str, key: str = "") -> str:
        return text.render(source, limit=text.LESSON, lesson=True, pictures=folder, key=key) if source else ""

    return Drawing(
        revision=Revision(
            ding=ding,
            source=words.body,
            html=html(words.body),
            without_account=words.without_account,
            without_account_html=html(words.without_account),
            share=words.share,
            share_html=html(words.share),
            work=words.work,
            work_html=html(words.work),
        ),
        steps=[
            Step(
                position=place,
                key=step.key,
                level=step.level,
                minutes=step.minutes,
                title=step.title,
                source=step.text,
                html=html(step.text, step.key),
                check_text=step.check,
            )
            for place, step in enumerate(words.steps, 1)
        ],
        questions=[
            SelfCheck(position=place, question=one.question, answers=list(map(asdict, one.answers)))
            for place, one in enumerate(words.questions, 1)
        ],
        links=[Link(position=place, **asdict(link)) for place, link in enumerate(words.links, 1)],
    )
