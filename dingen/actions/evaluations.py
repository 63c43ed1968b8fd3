"""Deeds around what people think of a lesson."""

from django.db import transaction

from accounts.models import User
from dingen.models import Ding, Evaluation


@transaction.atomic
def evaluate(*, ding: Ding, useful: int, doable: int, sentence: str, by: User) -> Evaluation:
    """Keep what this person thinks of a Ding, 1 to 5; a later opinion takes the place of the earlier."""
    values = {"useful": useful, "doable": doable, "sentence": " ".join(sentence.split())}
    evaluation: Evaluation
    evaluation, _new = Evaluation.objects.update_or_create(user=by, ding=ding, defaults=values)
    return evaluation
