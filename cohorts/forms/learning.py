"""What a participant says of the own learning: being away, and having done a Ding before."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.forms.team import DAY
from cohorts.models import Progress


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
