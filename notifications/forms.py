from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.models import DIRECT, Kind, MailChoice, Rhythm

CHOOSABLE = [(kind.value, kind.label) for kind in Kind if kind != Kind.INVITATION]
NOW = [choice for choice in CHOOSABLE if choice[0] in DIRECT]
LATER = [choice for choice in CHOOSABLE if choice[0] not in DIRECT]
WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
OFFICE_HOURS = [(hour, f"{hour}:00") for hour in range(8, 18)]


class PreferencesForm(forms.Form):
    """Which news comes by mail, and when; all of it is in the inbox anyway."""

    by_mail = forms.MultipleChoiceField(
        label=_("Mail me at once"),
        help_text=_("This waits for you. What you switch off is still in your messages."),
        choices=NOW,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_digest = forms.MultipleChoiceField(
        label=_("Put in the overview"),
        help_text=_("One mail with all that is new. Nothing new is no mail."),
        choices=LATER,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(
        label=_("When does the overview come?"), choices=Rhythm, widget=forms.RadioSelect
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        help_text=_("Once a week is on the first of these days. On public holidays nothing comes."),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    hour = forms.TypedChoiceField(label=_("From what time?"), choices=OFFICE_HOURS, coerce=int)

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        self.user = user
        self.muted = set(user.mutes.filter(thread="").values_list("kind", flat=True))
        self.choice = MailChoice.objects.filter(user=user).first() or MailChoice(user=user)
        initial = {
            "by_mail": [kind for kind, _label in NOW if kind not in self.muted],
            "in_digest": [kind for kind, _label in LATER if kind not in self.muted],
            "rhythm": self.choice.rhythm,
            "days": self.choice.weekdays,
            "hour": self.choice.hour,
        }
        super().__init__(data, initial=initial)

    def save(self) -> None:
        """Mute what is not ticked, and only that; remember when the overview comes."""
        values = self.cleaned_data
        wanted = {*values["by_mail"], *values["in_digest"]}
        unwanted = {kind for kind, _label in CHOOSABLE} - wanted
        self.user.mutes.filter(thread="").exclude(kind__in=unwanted).delete()
        for kind in unwanted - self.muted:
            self.user.mutes.get_or_create(kind=kind, thread="")
        self.choice.rhythm, self.choice.hour = values["rhythm"], values["hour"]
        self.choice.days = sum(1 << day for day in values["days"])
        self.choice.save()
