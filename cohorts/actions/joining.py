"""Deeds on an open edition: its link, and who joins by it."""

from datetime import date

from django.db import transaction

from accounts.models import User
from cohorts.models import Cohort, CohortKind, Enrolment, JoinLink, Role
from lib.refusal import check


@transaction.atomic
def make_open(*, cohort: Cohort, by: Enrolment) -> Cohort:
    """Let anybody with the link join this team that is being set up; it gets no groups and pitches."""
    cohort = _lock(cohort)
    check(cohort.kind_refusal(by=by))
    cohort.kind = CohortKind.OPEN
    cohort.save(update_fields=["kind"])
    JoinLink.give(cohort)
    return cohort


@transaction.atomic
def make_in_company(*, cohort: Cohort, by: Enrolment) -> Cohort:
    """Make it a team of one library again, for who is invited; the link is thrown away."""
    cohort = _lock(cohort)
    check(cohort.kind_refusal(by=by))
    cohort.kind = CohortKind.IN_COMPANY
    cohort.save(update_fields=["kind"])
    JoinLink.objects.filter(cohort=cohort).delete()
    return cohort


@transaction.atomic
def limit_link(*, cohort: Cohort, most: int, last_day: date | None, by: Enrolment) -> JoinLink:
    """Say how many can join, and until which day. Who is in already stays."""
    link = _link(cohort, by)
    link.most, link.last_day = most, last_day
    link.save(update_fields=["most", "last_day"])
    return link


@transaction.atomic
def renew_link(*, cohort: Cohort, by: Enrolment) -> JoinLink:
    """Give the link a new secret; the old address admits nobody from now on."""
    link = _link(cohort, by)
    link.renew()
    link.save(update_fields=["renewals", "token_hash"])
    return link


@transaction.atomic
def close_link(*, cohort: Cohort, closed: bool, by: Enrolment) -> JoinLink:
    """Let nobody in by the link for now, or let people in again."""
    link = _link(cohort, by)
    if closed:
        link.close()
    else:
        link.closed_at = None
    link.save(update_fields=["closed_at"])
    return link


@transaction.atomic
def join(*, link: JoinLink, by: User, name: str = "") -> Enrolment:
    """Put somebody who has the link in the team as a participant; twice, they are in it once.

    Raises Refused when the link admits nobody any more. The name is kept for who has none yet.
    """
    cohort = _lock(link.cohort)  # one at a time, so that the last place is taken once
    there: Enrolment | None = by.enrolments.present().filter(cohort=cohort).first()
    if there:
        return there
    link = JoinLink.objects.select_related("cohort__organisation").get(pk=link.pk)
    check(link.join_refusal(by=by))
    by.name, by.provisional = by.name or name, False
    by.save(update_fields=["name", "provisional"])
    place: Enrolment = cohort.enrolments.create(user=by, role=Role.PARTICIPANT)
    return place


def _lock(cohort: Cohort) -> Cohort:
    rows = Cohort.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    locked: Cohort = rows.get(pk=cohort.pk)
    return locked


def _link(cohort: Cohort, by: Enrolment) -> JoinLink:
    cohort = _lock(cohort)
    check(cohort.manage_refusal(by=by))
    return JoinLink.objects.select_for_update(of=("self",)).select_related("cohort").get(cohort=cohort)
