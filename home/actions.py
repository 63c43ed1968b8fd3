"""The deeds that touch every room."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import User
from cohorts import actions as cohorts
from cohorts.models import Certificate, CheckAnswer, Cohort, Enrolment, Nudge, Progress, Seat, SelfAssessment
from dingen.models import Remark
from forum.models import Draft, Quote
from home.mine import erase_refusal
from lib.refusal import check
from notifications import actions as notifications
from pitches.actions.copying import copy_agreements
from pitches.models import Join, Support


@transaction.atomic
def erase_person(*, user: User, by: User) -> None:
    """Leave every team, throw away what was private, and forget who it was. Texts stay without a name.

    Raises Refused for the last trainer of a running team.
    """
    places = Enrolment.objects.filter(user=user)
    # Two trainers of one team must not both go.
    list(Cohort.objects.select_for_update().filter(pk__in=places.values("cohort")).order_by("pk"))
    check(erase_refusal(user))
    Seat.objects.filter(enrolment__in=places).delete()
    Join.objects.filter(enrolment__in=places).delete()
    Support.objects.filter(enrolment__in=places).delete()
    Draft.objects.filter(enrolment__in=places).delete()
    Quote.objects.filter(post__author__in=places).delete()  # a yes of somebody who is gone is no yes
    Nudge.objects.filter(enrolment__in=places).delete()
    SelfAssessment.objects.filter(enrolment__in=places).delete()
    CheckAnswer.objects.filter(enrolment__in=places).delete()
    Certificate.objects.filter(enrolment__in=places).delete()
    Progress.objects.filter(enrolment__in=places).exclude(shown="").update(shown="")
    places.update(paused_on=None, paused_until=None)
    places.filter(left_at=None).update(left_at=timezone.now())
    notifications.forget(user=user, by=by)
    user.evaluations.all().delete()
    Remark.objects.filter(sender=user).update(sender=None)  # the editors still need the sentence
    accounts.erase(user=user, by=by)


@transaction.atomic
def copy_team(*, source: Enrolment, name: str, starts_on: date, by: User) -> Cohort:
    """Make a new team like this one, with its agreement. Raises Refused for who may not."""
    cohort = cohorts.copy_cohort(source=source, name=name, starts_on=starts_on, by=by)
    copy_agreements(source=source.cohort, cohort=cohort, by=cohort.enrolments.get())
    return cohort
