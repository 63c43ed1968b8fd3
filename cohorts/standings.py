"""What an address is to the team that invites it."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _, gettext_lazy

from accounts.models import User
from cohorts.addresses import is_same
from cohorts.models import Cohort


class Standing(TextChoices):
    NEW = "new", gettext_lazy("new")
    KNOWN = "known", gettext_lazy("known")
    BACK = "back", gettext_lazy("comes back")
    DOUBTFUL = "doubtful", gettext_lazy("doubtful")
    INVITED = "invited", gettext_lazy("already invited")
    MEMBER = "member", gettext_lazy("already in the team")
    TWICE = "twice", gettext_lazy("twice in the list")

    @property
    def chip(self) -> str:
        return (
            "ok"
            if self in {Standing.NEW, Standing.KNOWN, Standing.BACK}
            else "can"
            if self.settled
            else "must"
        )

    @property
    def settled(self) -> bool:
        """Whether nothing has to happen for this person."""
        return self in {Standing.INVITED, Standing.MEMBER, Standing.TWICE}


class Known(NamedTuple):
    """What we know of an address, and the name it has here."""

    standing: Standing
    name: str = ""


def standings(cohort: Cohort, emails: set[str]) -> dict[str, Known]:
    """Return for each address what it is, in a fixed number of queries.

    Known is: of this library; who is elsewhere stays private.
    """
    here = User.objects.filter(email__in=emails)
    ours = here.filter(enrolments__cohort__organisation=cohort.organisation)
    gone = here.filter(enrolments__in=cohort.enrolments.exclude(left_at=None))
    invited = here.filter(invitations__place__in=cohort.invitations.open())
    members = here.filter(enrolments__in=cohort.enrolments.present())
    found = {email: Known(Standing.NEW) for email in emails}
    for standing, people in (
        (Standing.KNOWN, ours),
        (Standing.BACK, gone),
        (Standing.INVITED, invited),
        (Standing.MEMBER, members),
    ):
        found |= {email: Known(standing, name) for email, name in people.values_list("email", "name")}
    return found


def doubt_about_name(typed: str, known: Known) -> str:
    """Say what is odd about the name with this address; empty when nothing is."""
    if not typed and not known.name:
        return _("There is no name. This person types it when joining.")
    if not is_same(typed, known.name):
        return _("We know this address as %(name)s.") % {"name": known.name}
    return ""
