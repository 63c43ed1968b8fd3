"""The forms around a text: what changed, when it goes out, where a lesson begins and ends."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import Organisation, User
from dingen.models import Ding, Theme, WorkingCopy, libraries_of
from lib.clock import moment

SHARED = "-"  # beside the short names of libraries


class ChangeForm(forms.Form):
    """What changed, in one sentence, and which version of the text the editor looked at."""

    change = forms.CharField(
        label=_("What changed, in one sentence?"),
        help_text=_("Trainers read this when they choose whether their team goes on with the new text."),
        max_length=WorkingCopy._meta.get_field("change").max_length,
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, copy: WorkingCopy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(change=copy.change, version=copy.version)


class ScheduleForm(ChangeForm):
    """On which day and hour the text goes out, on the clock of the site."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    hour = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}), initial="09:00"
    )
    field_order = ("day", "hour", "change")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "day" in values and "hour" in values:
            try:
                values["at"] = moment(values["day"], values["hour"], ZoneInfo(settings.TIME_ZONE))
            except ValidationError as problem:
                self.add_error("hour", problem)
        return values


class OwnerForm(forms.Form):
    """For which organisation; somebody who keeps lessons for one has nothing to choose."""

    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("Library"), empty_label=None)

    def __init__(self, *args: Any, editor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        libraries = libraries_of(editor)
        self.fields["owner"].queryset = libraries  # type: ignore[attr-defined]
        self.initial.setdefault("owner", libraries.first())


class NewLessonForm(forms.Form):
    """A title, a theme, and for whom: everybody, or the readers of one library."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("The address of the lesson comes from this and does not change any more."),
        max_length=Ding._meta.get_field("title").max_length,
    )
    theme = forms.ModelChoiceField(Theme.objects.all(), label=_("Theme"), empty_label=_("Choose a theme"))
    owner = forms.ChoiceField(
        label=_("For whom?"), help_text=_("A lesson of one library is seen by its own people only.")
    )

    def __init__(self, *args: Any, editor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.libraries = {library.slug: library for library in libraries_of(editor)}
        owners = [(slug, library.name) for slug, library in self.libraries.items()]
        shared = (SHARED, gettext("Everybody: a shared lesson"))
        self.fields["owner"].choices = [shared, *owners]  # type: ignore[attr-defined]

    def clean_owner(self) -> Organisation | None:
        """None for a shared lesson."""
        return self.libraries.get(self.cleaned_data["owner"])


class RetireForm(forms.Form):
    successor = forms.ModelChoiceField(
        Ding.objects.none(),
        label=_("Which lesson takes its place?"),
        help_text=_("Readers of the old lesson find the way to the new one."),
        empty_label=_("None"),
        required=False,
    )

    def __init__(self, *args: Any, ding: Ding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = ding.heirs()  # type: ignore[attr-defined]
