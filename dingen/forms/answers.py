"""A question and its answer in words for everybody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dingen.models import KeptAnswer


class AnswerForm(forms.Form):
    question = forms.CharField(
        label=_("The question"),
        max_length=KeptAnswer._meta.get_field("question").max_length,
    )
    source = forms.CharField(
        label=_("The answer"),
        help_text=_(
            "Without names, of people or of your library. Say it so that another team understands it."
        ),
        max_length=KeptAnswer._meta.get_field("source").max_length,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
