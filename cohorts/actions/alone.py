"""Deeds of somebody who follows a programme on their own."""

from datetime import timedelta
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from cohorts.alone import HOUSE, WEEKS, library_of, start_refusal
from cohorts.models import Cohort, CohortKind, Enrolment, PlanItem, Role, Stage, State
from cohorts.planning import of_programme, standard
from dingen.models import Programme
from lib.refusal import check


@transaction.atomic
def start_alone(*, programme: Programme, by: User) -> Cohort:
    """Begin a programme on your own, at once; twice, also at the same moment, gives the same one.

    Raises Refused for who may not.
    """
    check(start_refusal(by, programme))
    if there := _mine(programme, by):
        return there
    today = timezone.localdate()
    cohort = Cohort(
        organisation=library_of(by, programme) or _house(),
        programme=programme,
        name=_("%(programme)s, on my own") % {"programme": programme.title},
        kind=CohortKind.INDIVIDUAL,
        state=State.RUNNING,
        stage=Stage.DINGEN,
        starts_on=today,
        ends_on=today + timedelta(weeks=WEEKS),
        created_by=by,
    )
    cohort.slug = f"{programme.slug[:40]}-{token_hex(6)}"  # the address says nothing about the person
    try:
        with transaction.atomic():
            cohort.save()
    except IntegrityError:  # pressed twice at the same moment; the other press made it
        there = _mine(programme, by)
        assert there is not None
        return there
    cohort.enrolments.create(user=by, role=Role.PARTICIPANT)
    numbered = of_programme(programme)
    weights = standard([ding for _number, ding in numbered], WEEKS)
    cohort.plan.bulk_create(
        PlanItem(cohort=cohort, ding=ding, number=number, weight=weights[ding]) for number, ding in numbered
    )
    return cohort


@transaction.atomic
def end_alone(*, cohort: Cohort, by: Enrolment) -> Cohort:
    """Round off one's own programme: it can be read, and begun anew. Pressed twice, it ends once."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if not cohort.is_closed:
        check(cohort.end_alone_refusal(by=by))
        cohort.state = State.CLOSED
        cohort.save(update_fields=["state"])
        cohort.reach(Stage.OUTCOME)
    return cohort


def _mine(programme: Programme, by: User) -> Cohort | None:
    mine = Cohort.objects.filter(created_by=by, kind=CohortKind.INDIVIDUAL, state=State.RUNNING)
    found: Cohort | None = mine.filter(programme=programme).first()
    return found


def _house() -> Organisation:
    """The roof of who has no library on this site."""
    slug, name = HOUSE
    house: Organisation = Organisation.objects.get_or_create(slug=slug, defaults={"name": name})[0]
    return house
