"""Who may follow a programme on their own, and under whose roof."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from cohorts.models import Enrolment, State
from dingen.models import Programme

HOUSE = ("verdiepdingen", "VerdiepDingen")  # slug and name of the roof for who has no library here
WEEKS = 26  # an easy pace: the must-do's are a suggestion, and nobody waits for anybody


def library_of(user: User, programme: Programme) -> Organisation | None:
    """Return a library of this person that lets people go alone and may use this programme."""
    present = Q(cohorts__enrolments__user=user, cohorts__enrolments__left_at=None)
    theirs = Organisation.objects.filter(present | Q(memberships__user=user), individual=True)
    if programme.owner_id:
        theirs = theirs.filter(pk=programme.owner_id)
    found: Organisation | None = theirs.order_by("pk").first()
    return found


def start_refusal(user: User, programme: Programme) -> str:
    """Say why this person cannot start the programme on their own; empty when they can."""
    if settings.OPEN_SIGNUP and not programme.owner_id:
        return ""
    if not library_of(user, programme):
        return _("Your library does not offer programmes on your own. Ask your trainer or manager.")
    return ""


def busy_with(user: User, programme: Programme) -> Enrolment | None:
    """Return the running team in which this person does the programme already, their own one first."""
    mine = user.enrolments.participants().filter(cohort__programme=programme, cohort__state=State.RUNNING)
    found: list[Enrolment] = list(mine.select_related("cohort"))
    return min(found, key=lambda place: (not place.cohort.is_alone, place.pk), default=None)
