"""What is filled in before and during the closing meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from pitches.counting import PaperSum
from pitches.models import (
    Agreement,
    Ballot,
    Electorate,
    Method,
    Option,
    Pitch,
    TieRule,
    Tip,
    TipKind,
)
from pitches.models.closing import Deed

TIE_RULES = [(rule.value, rule.label) for rule in TieRule if rule != TieRule.CHAIR]
TIE_RULES_OF_THE_MT = [(rule.value, rule.label) for rule in TieRule if rule != TieRule.MT]


class AgreementForm(forms.ModelForm[Agreement]):
    """The card of one electorate. Who sits in the MT has no group, and no MT above it."""

    class Meta:
        model = Agreement
        fields = [
            "method",
            "own_group_excluded",
            "secret",
            "interested_out",
            "quorum",
            "majority",
            "tie_rule",
            "mt_decides",
        ]
        widgets = {
            "method": forms.RadioSelect,
            "majority": forms.RadioSelect,
            "tie_rule": forms.RadioSelect,
        }
        labels = {
            "method": _("How many votes does everybody have?"),
            "own_group_excluded": _("Nobody votes for their own group"),
            "secret": _("The vote is secret"),
            "interested_out": _("Who declared an interest in a pitch does not vote"),
            "quorum": _("How many per cent have to vote?"),
            "majority": _("What does an idea need to win?"),
            "tie_rule": _("What decides when it is a tie, or when no idea gets there?"),
            "mt_decides": _("The vote is advice, the MT decides"),
        }
        help_texts = {
            "secret": _("Nobody sees who chose what: you do not either. Otherwise the votes have names."),
            "quorum": _("With fewer votes there is no winner. 0 means that the result always counts."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and "majority" not in self.data:  # a page of yesterday does not ask it
            self.data = dict(self.data.items()) | {"majority": self.instance.majority}
        if self.instance.electorate == Electorate.MT:
            del self.fields["own_group_excluded"], self.fields["mt_decides"]
            self.fields["tie_rule"].choices = TIE_RULES_OF_THE_MT  # type: ignore[attr-defined]
        else:
            del self.fields["interested_out"]
            self.fields["tie_rule"].choices = TIE_RULES  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A ballot paper: one radio button, or a number of dots for each pitch."""

    def __init__(self, *args: Any, ballot: Ballot, by: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper, self.by = ballot, by
        self.options: list[Option] = list(ballot.options.select_related("pitch__group"))
        voter = ballot.voter(by)
        self.own = voter.own_id if voter else None
        self.dots = ballot.agreement.method == Method.DOTS
        if self.dots:
            self.fields |= {f"dots_{option.number}": self._dots(option) for option in self.options}
        else:
            numbers = [(str(option.number), str(option.pitch)) for option in self.options]
            self.fields["choice"] = forms.ChoiceField(choices=numbers, required=False, label=_("Your choice"))
        if not ballot.agreement.secret:
            self.fields["reason"] = forms.CharField(
                max_length=500,
                required=ballot.is_of_mt,
                label=_("Why this one?"),
                help_text=_("Everybody reads this."),
            )

    def _dots(self, option: Option) -> forms.IntegerField:
        most = self.paper.agreement.most
        return forms.IntegerField(min_value=0, max_value=most, required=False, label=str(option.pitch))

    @property
    def cards(self) -> list[dict[str, Any]]:
        """What stands on the paper, for the template."""
        return [
            {
                "number": option.number,
                "pitch": option.pitch,
                "own": option.pk == self.own,
                "dots": self[f"dots_{option.number}"] if self.dots else None,
                "chosen": not self.dots and self["choice"].value() == str(option.number),
            }
            for option in self.options
        ]

    @property
    def chosen(self) -> list[Pitch]:
        """The pitches that were filled in, a pitch with two dots twice."""
        return [option.pitch for option in self.options for _place in range(self._times(option.number))]

    @property
    def spread(self) -> list[tuple[Pitch, int]]:
        """Each pitch that was filled in, with how many dots it gets."""
        found = ((option.pitch, self._times(option.number)) for option in self.options)
        return [(pitch, times) for pitch, times in found if times]

    @property
    def unused(self) -> int:
        """How many dots stay off the paper."""
        return self.paper.agreement.most - len(self.chosen)

    def _times(self, number: int) -> int:
        if self.dots:
            return self.cleaned_data.get(f"dots_{number}") or 0
        return int(self.cleaned_data.get("choice") == str(number))

    def clean(self) -> dict[str, Any]:
        if not self.errors and (reason := self.paper.choices_refusal(self.chosen, by=self.by)):
            self.add_error(None, reason)
        return self.cleaned_data


class TipForm(forms.ModelForm[Tip]):
    """One thing to say to the group that stands there now."""

    kind = forms.ChoiceField(
        choices=TipKind, label=_("What is it?"), widget=forms.RadioSelect, initial=TipKind.TOP
    )

    class Meta:
        model = Tip
        fields = ["kind", "text"]
        labels = {"text": _("Your words")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class PaperCountForm(forms.Form):
    """What one person counted of the votes on real paper."""

    papers = forms.IntegerField(min_value=0, max_value=9999, label=_("How many papers came back?"))
    invalid = forms.IntegerField(
        min_value=0,
        max_value=9999,
        label=_("How many of these are invalid?"),
        help_text=_("Empty, filled in wrongly, or with a choice that was not allowed."),
    )

    def __init__(self, *args: Any, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ballot = ballot
        self.options: list[Option] = list(ballot.options.select_related("pitch"))
        for option in self.options:
            self.fields[f"votes_{option.number}"] = forms.IntegerField(
                min_value=0,
                max_value=29_999,
                label=_("Votes for %(pitch)s") % {"pitch": option.pitch}
                if ballot.agreement.most == 1
                else _("Dots for %(pitch)s") % {"pitch": option.pitch},
            )

    @property
    def sum(self) -> PaperSum:
        data = self.cleaned_data
        votes = tuple((option.number, data[f"votes_{option.number}"]) for option in self.options)
        return PaperSum(data["papers"], data["invalid"], votes)

    def clean(self) -> dict[str, Any]:
        if not self.errors and (reason := self.ballot.sum_refusal(self.sum)):
            self.add_error(None, reason)
        return self.cleaned_data


class ActForm(forms.Form):
    """A button of the control page, with the version of the page it stands on."""

    act = forms.ChoiceField(choices=Deed)
    version = forms.IntegerField(min_value=0)
    value = forms.IntegerField(required=False)

    @property
    def deed(self) -> Deed:
        return Deed(self.cleaned_data["act"])


def card_form(cohort: Cohort, electorate: str, data: Any = None) -> AgreementForm:
    """Return the form of a team's card for these voters."""
    return AgreementForm(data, instance=Agreement.current(cohort, electorate))
