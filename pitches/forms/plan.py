"""What a group types into its plan."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import formset_factory
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from dingen.models import Ding
from lib import slides, text
from lib.clock import moment
from lib.documents import Document
from lib.images import Refused
from lib.slides import PagePicture
from pitches import slides_text
from pitches.models import Pitch, Section, SectionKind, TipState
from pitches.models.deadline import deadline
from pitches.models.sections import MAX_COMMENT, MAX_SECTION, MOST, MOST_ROWS, More
from pitches.sums import AGAIN, Rhythm, Unit


class LongText(forms.CharField):
    """A text of more than a line. A browser counts a line break as one character, so we do too."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return text.clean(str(super().to_python(value)))


class SectionForm(forms.Form):
    """The text of a section, and what stands beside it: the rows of a budget, or Dingen of the team."""

    source = LongText(
        label=_("Your text"),
        max_length=MAX_SECTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        section: Section,
        more: More | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.section = section
        self.rows = rows_form(section, data, more) if section.unit else None
        if section.kind == SectionKind.DINGEN:
            self.fields["dingen"] = dingen_field(section)
            self.initial["dingen"] = [pk for pk, _title in (more or section.more)["dingen"]]
        if section.unit:
            self.fields["source"].label = _("Explanation")
            self.fields["source"].widget.attrs["rows"] = 5

    def is_valid(self) -> bool:
        right = super().is_valid()
        return (self.rows is None or self.rows.is_valid()) and right

    @property
    def more(self) -> More:
        """What was chosen or counted beside the text."""
        if self.rows is not None:
            return {"rows": [form.values for form in self.rows if form.values]}
        if "dingen" in self.fields:
            return {"dingen": [[ding.pk, ding.title] for ding in self.cleaned_data["dingen"]]}
        return {}

    def again(self, section: Section) -> "SectionForm":
        """Return the form with all that was typed, to be saved over the newer version."""
        initial = {"source": self.cleaned_data["source"], "version": section.version}
        return SectionForm(section=section, more=self.more, initial=initial)

    def clean_source(self) -> str:
        source: str = self.cleaned_data["source"]
        if reason := text.refusal(source, limit=MAX_SECTION):
            raise ValidationError(reason)
        if self.section.kind == SectionKind.SLIDES and (reason := slides_text.refusal(source)):
            raise ValidationError(reason)
        return source


def dingen_field(section: Section) -> forms.ModelMultipleChoiceField[Ding]:
    """The Dingen of the team's plan, and those that were chosen before."""
    chosen = [ding.pk for ding in section.dingen.all()]
    plan = section.pitch.group.cohort.plan.values("ding")
    dingen = Ding.objects.filter(Q(pk__in=plan) | Q(pk__in=chosen)).order_by("title")
    return forms.ModelMultipleChoiceField(
        dingen, label=_("Dingen that feed this plan"), required=False, widget=forms.CheckboxSelectMultiple
    )


class RowForm(forms.Form):
    """One line of a budget; a line with nothing in it is left out."""

    what = forms.CharField(label=_("What"), max_length=100, required=False)
    amount = forms.IntegerField(label=_("How much"), min_value=0, max_value=MOST, required=False)
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm, required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again = AGAIN[unit]
        self.fields["rhythm"].choices = [  # type: ignore[attr-defined]
            (Rhythm.ONCE.value, Rhythm.ONCE.label),
            (again.value, again.label),
        ]
        self.fields["amount"].widget.attrs |= {"inputmode": "numeric", "data-amount": ""}

    @property
    def values(self) -> list[Any]:
        """What was typed, as a version of the section keeps it; empty for an empty line."""
        row = self.cleaned_data
        if not row.get("what"):
            return []
        return [row["what"], row["amount"], row["rhythm"] or Rhythm.ONCE.value, row["note"]]

    def clean(self) -> dict[str, Any]:
        row = super().clean() or self.cleaned_data
        typed = row.get("what") or row.get("note") or row.get("amount") is not None
        if typed and not row.get("what") and "what" not in self.errors:
            self.add_error("what", _("What is it for?"))
        if typed and row.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("How much is it? Nothing is 0."))
        return row


def rows_form(section: Section, data: QueryDict | None, more: More | None) -> Any:
    """Return the lines of a budget as a set of forms, with a few empty ones."""
    rows = (more or section.more)["rows"]
    initial = [
        {"what": what, "amount": amount, "rhythm": rhythm, "note": note}
        for what, amount, rhythm, note in rows
    ]
    lines = formset_factory(RowForm, extra=3, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True)
    return lines(data, initial=initial, prefix="rows", form_kwargs={"unit": section.unit})


class SectionCommentForm(forms.Form):
    text = LongText(label=_("Your comment"), max_length=MAX_COMMENT, widget=forms.Textarea(attrs={"rows": 3}))


class PdfForm(forms.Form):
    """A PDF with slides. Cleaned: the document and the pictures of its pages."""

    file = forms.FileField(
        label=_("Slides as PDF"),
        help_text=_("At most 10 MB and 40 pages. Save your PowerPoint as PDF first."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> tuple[Document, list[PagePicture]]:
        file = self.cleaned_data["file"]
        try:
            return slides.look_at(file, file.name)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None


class DeadlineForm(forms.Form):
    """The day and the hour, on the clock of the library; both empty for no deadline."""

    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, data: QueryDict | None = None, *, cohort: Cohort) -> None:
        self.cohort = cohort
        self.until: datetime | None = None
        moment_set = deadline(cohort)
        there = moment_set and moment_set.until.astimezone(cohort.zone)
        super().__init__(data, initial={"day": there.date(), "hour": there.time()} if there else None)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        day, hour = values.get("day"), values.get("hour")
        if day and not hour and "hour" not in self.errors:
            self.add_error("hour", _("Until what time?"))
        elif hour and not day and "day" not in self.errors:
            self.add_error("day", _("On which day?"))
        elif day and hour:
            self._set(day, hour)
        return values

    def _set(self, day: date, hour: time) -> None:
        try:
            self.until = moment(day, hour, self.cohort.zone)
        except ValidationError as problem:
            self.add_error("hour", problem)
            return
        if self.until < timezone.now():
            self.add_error("day", _("This moment has gone already. Choose a later one."))
        elif self.cohort.closing_at and self.until > self.cohort.closing_at:
            self.add_error("day", _("The closing meeting is earlier than this. Choose a moment before it."))


class NameForm(forms.ModelForm[Pitch]):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Pitch
        fields = ["title", "summary", "version"]
        help_texts = {
            "title": _("A few words that colleagues remember."),
            "summary": _("Who gains what by it? This sentence stands on top of your pitch."),
        }


class TipForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What do you do with it?"),
        choices=[
            (TipState.ADOPTED, _("We adopt it")),
            (TipState.NOT_ADOPTED, _("We do not adopt it, because ...")),
        ],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=_("Because"), max_length=300, required=False, help_text=_("Needed when you do not adopt it.")
    )

    def clean(self) -> None:
        if self.cleaned_data.get("state") == TipState.NOT_ADOPTED and not self.cleaned_data.get("because"):
            self.add_error("because", _("Say why you do not adopt this tip."))
