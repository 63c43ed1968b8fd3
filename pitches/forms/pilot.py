"""What the group writes about its pilot."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment
from pitches.models import Pilot, PilotState, Pulse

PULSES = [(Pulse.RUNS, _("It runs")), (Pulse.FALTERS, _("It falters")), (Pulse.STOPPED, _("It stopped"))]
ENDS = [
    (PilotState.IN_USE, _("In use: it has become part of the work")),
    (PilotState.SCALED_UP, _("Scaled up: more colleagues or branches do it")),
    (PilotState.STOPPED, _("Stopped, and we learned from it")),
]


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        Enrolment.objects.none(), label=_("Who keeps the pilot going?"), empty_label=None
    )

    def __init__(self, data: QueryDict | None = None, *, pilot: Pilot) -> None:
        super().__init__(data, initial={"owner": pilot.owner_id})
        members = Enrolment.objects.filter(seat__group=pilot.decision.pitch.group_id)
        self.fields["owner"].queryset = members  # type: ignore[attr-defined]
        seats = sorted(pilot.decision.pitch.group.seats.all(), key=lambda seat: str(seat.enrolment))
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            (seat.enrolment_id, str(seat.enrolment)) for seat in seats
        ]


class PulseForm(forms.Form):
    pulse = forms.ChoiceField(label=_("How is it going?"), choices=PULSES, widget=forms.RadioSelect)
    sentence = forms.CharField(
        label=_("One sentence"),
        max_length=250,
        help_text=_("What do you see in practice? The team and the MT read this."),
    )


class EndForm(forms.Form):
    state = forms.ChoiceField(label=_("What came of it?"), choices=ENDS, widget=forms.RadioSelect)
    learned = forms.CharField(
        label=_("What did you learn?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The team and the MT read this. A next team learns from it."),
    )
