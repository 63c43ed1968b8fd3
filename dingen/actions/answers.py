"""Deeds around good answers: a trainer proposes one, an editor keeps it with the lesson."""

from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext

from accounts.models import User
from dingen.models import AnswerState, Ding, KeptAnswer
from lib import text
from lib.refusal import Refused, check


@transaction.atomic
def propose(*, ding: Ding, question: str, source: str, about: str, by: User) -> KeptAnswer:
    """Offer an answer to the editors of a lesson, in words without names.

    about: where it came from, such as "post:12". Raises Refused for what was offered before.
    """
    values = _words(question, source)
    answer: KeptAnswer
    answer, made = KeptAnswer.objects.get_or_create(
        about=about, defaults={"ding": ding, "proposed_by": by} | values
    )
    if not made:
        raise Refused(gettext("This answer was offered to the editors already."))
    return answer


@transaction.atomic
def keep(*, answer: KeptAnswer, question: str, source: str, by: User) -> KeptAnswer:
    """Show the answer with the lesson, in these words; done again it changes the words."""
    values = _words(question, source)
    return _judge(answer, by, state=AnswerState.KEPT, **values)


@transaction.atomic
def withdraw(*, answer: KeptAnswer, by: User) -> KeptAnswer:
    """Do not show the answer, or no longer. It cannot be offered again."""
    return _judge(answer, by, state=AnswerState.WITHDRAWN)


def _words(question: str, source: str) -> dict[str, str]:
    """Return the columns for these words. Raises Refused for none or too much."""
    question, source = " ".join(text.clean(question).split()), text.clean(source).strip()
    if not question or not source:
        raise Refused(gettext("Write down the question and the answer."))
    most = KeptAnswer._meta.get_field("question").max_length or 0
    if len(question) > most:
        raise Refused(gettext("Ask the question in at most %(n)d characters.") % {"n": most})
    check(text.refusal(source))
    return {"question": question, "source": source, "html": text.render(source, key=question)}


def _judge(answer: KeptAnswer, by: User, **values: str) -> KeptAnswer:
    """Change the answer, and write all that are kept into the lesson, so that a reader costs no query."""
    ding = Ding.objects.select_for_update(of=("self",)).get(pk=answer.ding_id)
    answer = KeptAnswer.objects.get(pk=answer.pk)
    check(answer.judge_refusal(by=by))
    for name, value in values.items():
        setattr(answer, name, value)
    answer.save(update_fields=list(values))
    ding.answers_html = "\n".join(
        f'<details class="fold"><summary>{escape(one.question)}</summary>{one.html}</details>'
        for one in ding.kept_answers.kept()
    )
    ding.save(update_fields=["answers_html"])
    return answer
