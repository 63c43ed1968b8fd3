"""The teams of one person, and the way into new ones."""

from django.db.models import QuerySet

from accounts.models import Invitation, User
from cohorts.models import CohortInvitation, State
from home.facts import Facts, gather


def places(user: User) -> list[Facts]:
    """The teams of this person, with what decides whose turn it is; the running ones first."""
    mine = user.enrolments.present().order_by("-cohort__starts_on", "pk")
    return sorted(gather(mine), key=lambda facts: facts.cohort.state == State.CLOSED)


def letters_to(user: User) -> QuerySet[Invitation]:
    """The invitations to a team that were mailed to this person; before the mail nobody is told of them."""
    mailed: QuerySet[Invitation] = user.invitations.filter(place__isnull=False, sent_at__isnull=False)
    return mailed


def letters(user: User) -> list[CohortInvitation]:
    """Invitations to a team that this person has not answered yet."""
    open_ones = letters_to(user).open()  # type: ignore[attr-defined]
    return list(
        CohortInvitation.objects.filter(invitation__in=open_ones)
        .exclude(cohort__enrolments__in=user.enrolments.present())
        .select_related("cohort__organisation", "invitation")
        .order_by("pk")
    )


def capacities(user: User) -> set[str]:
    """What this person is to any organisation: who makes teams, who sees totals."""
    return set(user.memberships.values_list("capacity", flat=True))
