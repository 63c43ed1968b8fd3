"""Deeds around what people think of a lesson."""

from typing import Any

from django.db import transaction

from accounts.models import User
from dingen.models import Ding, Evaluation


@transaction.atomic
def evaluate(*, ding: Ding, useful: int, doable: int, sentence: str, by: User) -> Evaluation:
    """Keep what this person thinks of a Ding, 1 to 5; a later opinion takes the place of the earlier.

    It counts in the totals from the moment that five people said something new. A sentence that is
    changed is gone at once. The same opinion again changes nothing.
    """
    Ding.objects.select_for_update(of=("self",), no_key=True).get(pk=ding.pk)  # two at once are counted
    values = {"useful": useful, "doable": doable, "sentence": " ".join(sentence.split())}
    before = Evaluation.objects.filter(user=by, ding=ding).first()
    if before and all(getattr(before, name) == value for name, value in values.items()):
        return before
    changed: dict[str, Any] = {"waits": True}
    if before and before.sentence != values["sentence"]:
        changed["shown_sentence"] = ""
    evaluation: Evaluation
    evaluation, _new = Evaluation.objects.update_or_create(user=by, ding=ding, defaults=values | changed)
    ding.evaluations.show()
    return evaluation
