"""The forms for inviting people."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import normalise_email
from cohorts.actions import Person
from cohorts.addresses import EMAIL_LENGTH, MOST, NAME_LENGTH, Line, same_address
from cohorts.doubts import doubt, habits
from cohorts.models import Cohort, Role
from cohorts.sheets import MOST_BYTES, Unreadable, read_file, read_text
from cohorts.standings import Known, Standing, doubt_about_name, standings

ROLES = [
    (Role.PARTICIPANT, _("participants")),
    (Role.MT, _("members of the MT")),
    (Role.TRAINER, _("trainers")),
]
SHEETS = ".csv,.txt,.tsv,.xlsx"


def roles_of(cohort: Cohort) -> list[tuple[str, Any]]:
    """Return the roles that this kind of team has."""
    return [(role, label) for role, label in ROLES if cohort.has_groups or role != Role.MT]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Invite them as"), choices=ROLES, initial=Role.PARTICIPANT)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_of(cohort)  # type: ignore[attr-defined]


class PasteForm(RoleForm):
    people = forms.CharField(
        label=_("Names and e-mail addresses"),
        help_text=_("Paste the list from your mail program or sheet. You check it before anything is sent."),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 6, "placeholder": "Anna de Vries <anna@example.org>", "spellcheck": "false"}
        ),
    )
    file = forms.FileField(
        label=_("Or choose a sheet"),
        help_text=_("CSV or Excel (.xlsx), at most 500 people. The order of the columns does not matter."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": SHEETS}),
    )
    field_order = ("people", "file", "role")

    def clean(self) -> dict[str, Any]:
        """Read the people from the text and from the file; say what is in the way."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return values
        text, upload = values.get("people", ""), values.get("file")
        self.lines: list[Line] = read_text(text) if text else []
        if upload:
            self._read(upload)
        if not self.lines and not self.errors:
            said = gettext("There is no name or address in this text.")
            self.add_error("file" if upload and not text else "people", said)
        elif len(self.lines) > MOST:
            said = gettext("These are more than %(most)s people. Add them in parts.") % {"most": MOST}
            self.add_error("file" if upload else "people", said)
        return values

    def _read(self, upload: Any) -> None:
        try:
            self.lines += read_file(upload.read(MOST_BYTES + 1))
        except Unreadable as problem:
            self.add_error("file", str(problem))


class PersonForm(forms.Form):
    """One line of the preview: to be corrected, or left out."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=EMAIL_LENGTH,
        error_messages={
            "required": _("There is no e-mail address here."),
            "invalid": _("This is not an e-mail address."),
        },
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role, required=False)
    skip = forms.BooleanField(label=_("Leave out"), required=False)
    standing: Standing | str = ""
    reason = ""

    def full_clean(self) -> None:
        """A line that is left out may be wrong."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("skip"):
            self._errors = forms.utils.ErrorDict()

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])


class BasePeople(forms.BaseFormSet[PersonForm]):
    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        self.cohort = cohort
        super().__init__(*args, **kwargs)

    def add_fields(self, form: PersonForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["role"].choices = self.roles  # type: ignore[attr-defined]

    @property
    def roles(self) -> list[tuple[str, Any]]:
        return [(role, Role(role).label) for role, _label in roles_of(self.cohort)]

    def clean(self) -> None:
        """Say at every second line with an address that it is the second, and who has it already."""
        seen: dict[str, str] = {}
        for form in self.kept():
            email, name = form.cleaned_data["email"], form.cleaned_data["name"]
            if email in seen:
                form.add_error("email", same_address(name, seen[email]))
            seen.setdefault(email, name)

    def kept(self) -> list[PersonForm]:
        return [form for form in self.forms if "email" in form.cleaned_data and not form.cleaned_data["skip"]]

    def people(self) -> list[Person]:
        """Return who is to be invited, once the set is valid."""
        return [
            Person(form.cleaned_data["name"], form.cleaned_data["email"], form.cleaned_data["role"])
            for form in self.kept()
        ]

    def recognise(self) -> None:
        """Give every line its standing in this team and what is doubtful; a second line is only that."""
        emails = [normalise_email(form["email"].value() or "") for form in self.forms]
        found, ours = standings(self.cohort, set(emails)), habits(emails)
        for form, email in zip(self.forms, emails, strict=True):
            known = found[email]
            form.standing = known.standing
            form.reason = "" if known.standing.settled else _doubt(form, email, known, ours)
            if form.reason:
                form.standing = Standing.DOUBTFUL
            found[email] = Known(Standing.TWICE)

    def in_order(self) -> list[PersonForm]:
        """Return the lines that need a look first, wrong before doubtful; the others as they were given."""
        return sorted(self.forms, key=lambda line: (not line.errors, line.standing != Standing.DOUBTFUL))

    def summary(self) -> list[tuple[str, int]]:
        """Return how many lines there are of each standing, wrong ones first."""
        wrong = sum(bool(form.errors) for form in self.forms)
        right = [form.standing for form in self.forms if not form.errors]
        counts = [(str(one.label), right.count(one)) for one in Standing]
        return [(word, n) for word, n in [(gettext("wrong"), wrong), *counts] if n]


def _doubt(form: PersonForm, email: str, known: Known, ours: set[str]) -> str:
    name = " ".join((form["name"].value() or "").split())
    return doubt(email, ours) or doubt_about_name(name, known)


People: type[BasePeople] = forms.formset_factory(  # type: ignore[assignment]
    PersonForm, formset=BasePeople, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True
)


def preview(cohort: Cohort, lines: list[Line], role: str) -> BasePeople:
    """Return the lines of a list as forms: what is wrong is said, the second of two is left out."""
    data: dict[str, str] = {"form-TOTAL_FORMS": str(len(lines)), "form-INITIAL_FORMS": "0"}
    possible = {value for value, _label in roles_of(cohort)}
    for number, line in enumerate(lines):
        data |= {
            f"form-{number}-name": line.name,
            f"form-{number}-email": line.email,
            f"form-{number}-role": line.role if line.role in possible else role,
        }
        if line.twice:
            data[f"form-{number}-skip"] = "on"
    return People(data, cohort=cohort)


class AddressForm(forms.Form):
    """The right address of somebody who was invited at a wrong one."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=EMAIL_LENGTH,
        error_messages={"invalid": _("This is not an e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])
