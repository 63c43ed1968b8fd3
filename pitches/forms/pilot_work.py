"""What the group notes about its pilot while it runs."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from lib import images
from pitches.forms.plan import LongText
from pitches.models import Milestone, Pilot, Spending

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PICTURES = (1, 2, 3)


class MilestoneForm(forms.ModelForm[Milestone]):
    class Meta:
        model = Milestone
        fields = ["title", "due_on"]
        labels = {"title": _("What do you want to reach?"), "due_on": _("By when?")}
        widgets = {"due_on": DAY}


class SpendingForm(forms.ModelForm[Spending]):
    """An amount, hours, or both; an empty one counts as nothing."""

    euro = forms.DecimalField(
        label=_("Euro"), min_value=0, max_digits=9, decimal_places=2, required=False, localize=True
    )
    hours = forms.DecimalField(
        label=_("Hours"), min_value=0, max_digits=6, decimal_places=1, required=False, localize=True
    )

    class Meta:
        model = Spending
        fields = ["what", "euro", "hours", "spent_on"]
        labels = {"what": _("What was it for?"), "spent_on": _("On which day?")}
        widgets = {"spent_on": DAY}

    def __init__(self, data: QueryDict | None = None, *, pilot: Pilot) -> None:
        super().__init__(data, initial={"spent_on": pilot.decision.cohort.today})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("euro", "hours"):
            if data.get(name) is None and name not in self.errors:
                data[name] = Decimal(0)
        if not self.errors and not data["euro"] and not data["hours"]:
            self.add_error("euro", _("Fill in an amount, hours, or both."))
        return data

    def _post_clean(self) -> None:
        """Leave the model's rules to the database: the form has said them in words already."""


class UpdateForm(forms.Form):
    """News with at most three pictures, each with its description."""

    text = LongText(
        label=_("What is the news?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The team and the MT read this."),
    )

    def __init__(
        self, data: QueryDict | None = None, uploads: MultiValueDict[str, Any] | None = None
    ) -> None:
        super().__init__(data, uploads)
        for number in PICTURES:
            self.fields[f"picture_{number}"] = forms.FileField(
                label=_("Picture %(number)s") % {"number": number},
                required=False,
                widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            )
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("What is to be seen on picture %(number)s?") % {"number": number},
                required=False,
                max_length=300,
                help_text=_("For who cannot see it. Ask people first whether they want to be in it."),
            )
        self.pictures: list[tuple[images.CleanPicture, str]] = []

    def clean(self) -> None:
        for number in PICTURES:
            upload, alt = self.cleaned_data.get(f"picture_{number}"), self.cleaned_data.get(f"alt_{number}")
            if not upload:
                continue
            if not alt:
                self.add_error(f"alt_{number}", _("Describe the picture for who cannot see it."))
            try:
                self.pictures.append((images.clean(upload), alt or ""))
            except images.Refused as refusal:
                self.add_error(f"picture_{number}", str(refusal))


class PilotTipForm(forms.Form):
    text = forms.CharField(
        label=_("Your tip"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The group reads this, with your name. It says what it does with it."),
    )


class PilotAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What do you do with this tip?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
