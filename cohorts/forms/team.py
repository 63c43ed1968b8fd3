"""The first step of the set-up: what a team is, and who leads it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Organisation, User
from cohorts.models import Cohort, CohortKind
from cohorts.seen import TEAM, team_seen
from dingen.models import Programme

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
FURTHEST = timedelta(days=10 * 366)  # from today to the first day, either way
LONGEST = timedelta(days=3 * 366)  # from the first day to the last
# What a trainer chooses from; a programme on your own has no trainer.
KINDS = [
    (CohortKind.IN_COMPANY, _("A team that I invite: with groups, pitches and a vote")),
    (CohortKind.OPEN, _("Open edition: anybody with the link; without groups and pitches")),
]


class TeamForm(forms.ModelForm[Cohort]):
    """Kind, name, goal, mandate and period."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Who takes part?"), choices=KINDS, widget=forms.RadioSelect)
    colleagues = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who else leads this team?"),
        help_text=_("They see the team at once and can set it up with you. Nobody gets a mail about it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "kind", "organisation", "programme", "name", "goal", "starts_on", "ends_on", "sponsor", "hours",
        "budget", "colleagues",
    )  # fmt: skip

    class Meta:
        model = Cohort
        fields: tuple[str, ...] = ("name", "goal", "starts_on", "ends_on", "sponsor", "hours", "budget")
        labels = {
            "name": _("Name of the team"),
            "goal": _("What do you want to reach together?"),
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "sponsor": _("Who in the MT stands behind this?"),
            "hours": _("Hours"),
            "budget": _("Budget (euro)"),
        }
        help_texts = {
            "name": _("For example: Public services, autumn 2026."),
            "goal": _("Agree on it with the team or its manager. Everybody in the team reads this."),
        }
        widgets = {
            "goal": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DAY,
            "ends_on": DAY,
        }

    def __init__(self, *args: Any, trainer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trainer = trainer
        self.initial["kind"] = self.instance.kind
        if self.instance.pk:
            self.initial["seen"] = team_seen(self.instance)
        if not self.instance.is_draft:
            del self.fields["kind"]  # settled when the team started
        colleagues = self.candidates()
        self.fields["colleagues"].queryset = colleagues  # type: ignore[attr-defined]
        if not colleagues:
            del self.fields["colleagues"]

    def candidates(self) -> Any:
        """Trainers for this library who do not lead the team yet."""
        leading = self.instance.enrolments.trainers().values("user")
        return User.objects.trainers_for(self.instance.organisation).exclude(pk__in=leading)

    def theirs(self) -> list[str]:
        """What is stored now and differs from this form, in words: for who was a little later."""
        return [
            f"{self.fields[name].label}: {self._words(name)}"
            for name in TEAM
            if name in self.fields and getattr(self.instance, name) != self.cleaned_data.get(name)
        ]

    def _words(self, name: str) -> str:
        stored = getattr(self.instance, name)
        if name == "kind":
            return str(dict(KINDS).get(stored, stored))
        return str(stored) if stored not in ("", None) else "-"

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and abs(first - timezone.localdate()) > FURTHEST:
            self.add_error("starts_on", gettext("Is this year right?"))
        elif first and last and last - first > LONGEST:
            self.add_error("ends_on", gettext("A team lasts three years at most. Is this year right?"))
        return values


class NewTeamForm(TeamForm):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Library"), empty_label=None, required=True
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Programme"),
        help_text=_("You choose the Dingen of your team in the next step."),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    class Meta(TeamForm.Meta):
        fields = ("organisation", "programme", *TeamForm.Meta.fields)

    def __init__(self, *args: Any, trainer: User, **kwargs: Any) -> None:
        self.libraries = list(Organisation.objects.trained_by(trainer).select_related("served_by"))
        super().__init__(*args, trainer=trainer, **kwargs)
        programmes = Programme.objects.filter(Q(owner=None) | Q(owner__in=self.libraries))
        choose: Any = self.fields["organisation"]
        choose.queryset = Organisation.objects.trained_by(trainer)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.initial.setdefault("organisation", self.libraries[0] if self.libraries else None)
        self.initial.setdefault("programme", programmes.first())
        if len(self.libraries) == 1:
            choose.widget = forms.HiddenInput()

    def candidates(self) -> Any:
        """Who trains for one of the libraries to choose from."""
        return User.objects.trainers_for(*self.libraries).exclude(pk=self.trainer.pk)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        programme, organisation = values.get("programme"), values.get("organisation")
        if programme and organisation and programme.owner_id not in {None, organisation.pk}:
            self.add_error("programme", gettext("This programme belongs to another library."))
        if organisation and values.get("colleagues"):
            ours = User.objects.trainers_for(organisation)
            if values["colleagues"].exclude(pk__in=ours.values("pk")).exists():
                self.add_error("colleagues", gettext("Choose trainers of this library."))
        return values

    def values(self) -> dict[str, Any]:
        """What the action needs to make the team."""
        chosen = {name: getattr(self.instance, name) for name in self.Meta.fields}
        return chosen | {"kind": self.cleaned_data["kind"]}
