"""What somebody thinks of a lesson."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dingen.actions.evaluations import evaluate
from dingen.models import Ding, Doable, Evaluation, Useful

MISSING = {"required": _("Choose what fits best.")}


class EvaluationForm(forms.Form):
    useful = forms.TypedChoiceField(
        label=_("What did you get out of this Ding?"),
        choices=Useful,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=MISSING,
    )
    doable = forms.TypedChoiceField(
        label=_("How did it go?"),
        choices=Doable,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=MISSING,
    )
    sentence = forms.CharField(
        label=_("In one sentence"),
        help_text=_("What was good, or what can be better? Others read this sentence without your name."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, ding: Ding, mine: Evaluation | None, **kwargs: Any) -> None:
        self.ding = ding
        super().__init__(*args, **kwargs)
        if mine:
            self.initial.update(useful=mine.useful, doable=mine.doable, sentence=mine.sentence)

    def save(self, *, by: User) -> Evaluation:
        return evaluate(ding=self.ding, by=by, **self.cleaned_data)
