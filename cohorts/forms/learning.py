"""What a participant says of the own learning: being away, and having done a Ding before."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.forms.team import DAY
from cohorts.models import Progress, Statement


class PauseForm(forms.Form):
    until = forms.DateField(
        label=_("When are you back?"),
        help_text=_("The first day that you are here again. Do you not know yet? Leave it empty."),
        required=False,
        widget=DAY,
    )


class KnownForm(forms.Form):
    shown = forms.CharField(
        label=_("What did you make with it, or where can it be seen?"),
        help_text=_("One sentence is enough, or an address of a page. You and your trainer read this."),
        max_length=Progress._meta.get_field("shown").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write one sentence, so that it counts.")},
    )


class Agree(models.IntegerChoices):
    """How far somebody agrees with a statement, in words; the number is the score."""

    NOT_YET = 1, _("not yet")
    A_LITTLE = 2, _("a little")
    HALF = 3, _("half")
    LARGELY = 4, _("largely")
    WHOLLY = 5, _("wholly")


class MeasureForm(forms.Form):
    """Five statements; all of them are asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for statement in Statement:
            self.fields[statement.value] = forms.TypedChoiceField(
                label=statement.label,
                choices=Agree,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what fits best.")},
            )
