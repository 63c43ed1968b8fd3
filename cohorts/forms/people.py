"""The forms for inviting people."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User, normalise_email
from cohorts.actions import Person
from cohorts.addresses import EMAIL_LENGTH, MOST, NAME_LENGTH, Line, read_people
from cohorts.models import Cohort, Role

ROLES = [
    (Role.PARTICIPANT, _("participants")),
    (Role.MT, _("members of the MT")),
    (Role.TRAINER, _("trainers")),
]


class Standing(TextChoices):
    """What an address is to the team that invites it."""

    NEW = "new", _("new")
    KNOWN = "known", _("known")
    INVITED = "invited", _("already invited")
    MEMBER = "member", _("already in the team")
    TWICE = "twice", _("twice in the list")

    @property
    def chip(self) -> str:
        return "ok" if self in {Standing.NEW, Standing.KNOWN} else ""


def standings(cohort: Cohort, emails: set[str]) -> dict[str, Standing]:
    """Return for each address what it is. Known is: of this library; who is elsewhere stays private."""
    known = User.objects.filter(email__in=emails, enrolments__cohort__organisation=cohort.organisation)
    invited = cohort.invitations.open().filter(invitation__email__in=emails)
    members = cohort.enrolments.present().filter(user__email__in=emails)
    return (
        dict.fromkeys(emails, Standing.NEW)
        | dict.fromkeys(known.values_list("email", flat=True), Standing.KNOWN)
        | dict.fromkeys(invited.values_list("invitation__email", flat=True), Standing.INVITED)
        | dict.fromkeys(members.values_list("user__email", flat=True), Standing.MEMBER)
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Invite them as"), choices=ROLES, initial=Role.PARTICIPANT)


class PasteForm(RoleForm):
    people = forms.CharField(
        label=_("Names and e-mail addresses"),
        help_text=_("Paste the list from your mail program or sheet. You check it before anything is sent."),
        max_length=100_000,
        widget=forms.Textarea(
            attrs={"rows": 6, "placeholder": "Anna de Vries <anna@example.org>", "spellcheck": "false"}
        ),
    )

    def clean_people(self) -> str:
        text: str = self.cleaned_data["people"]
        self.lines = read_people(text)
        if not self.lines:
            raise forms.ValidationError(gettext("There is no name or address in this text."))
        if len(self.lines) > MOST:
            raise forms.ValidationError(
                gettext("These are more than %(most)s people. Paste them in parts.") % {"most": MOST}
            )
        return text


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
    skip = forms.BooleanField(label=_("Leave out"), required=False)
    standing = ""

    def full_clean(self) -> None:
        """A line that is left out may be wrong."""
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("skip"):
            self._errors = forms.utils.ErrorDict()

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])


class BasePeople(forms.BaseFormSet[PersonForm]):
    def clean(self) -> None:
        """Say at every second line of a person that it is the second."""
        seen = set[str]()
        for form in self.kept():
            email = form.cleaned_data["email"]
            if email in seen:
                form.add_error("email", gettext("This address is in the list twice."))
            seen.add(email)

    def kept(self) -> list[PersonForm]:
        return [form for form in self.forms if "email" in form.cleaned_data and not form.cleaned_data["skip"]]

    def people(self) -> list[Person]:
        """Return who is to be invited, once the set is valid."""
        return [Person(form.cleaned_data["name"], form.cleaned_data["email"]) for form in self.kept()]

    def recognise(self, cohort: Cohort) -> None:
        """Give every line its standing in this team; the second line of a person is only that."""
        emails = [normalise_email(form["email"].value() or "") for form in self.forms]
        found = standings(cohort, set(emails))
        for form, email in zip(self.forms, emails, strict=True):
            form.standing = found[email]
            found[email] = Standing.TWICE


People: type[BasePeople] = forms.formset_factory(  # type: ignore[assignment]
    PersonForm, formset=BasePeople, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True
)


def preview(lines: list[Line]) -> BasePeople:
    """Return the lines of a paste as forms: what is wrong is said, the second of two is left out."""
    data: dict[str, str] = {"form-TOTAL_FORMS": str(len(lines)), "form-INITIAL_FORMS": "0"}
    for number, line in enumerate(lines):
        data |= {f"form-{number}-name": line.name, f"form-{number}-email": line.email}
        if line.twice:
            data[f"form-{number}-skip"] = "on"
    return People(data)
