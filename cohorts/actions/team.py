"""Deeds on a team as a whole."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Organisation, User
from cohorts.actions.people import send
from cohorts.models import Cohort, Enrolment, PlanItem, Role, Stage, State, Weight
from dingen.models import Ding, Programme
from lib.refusal import check
from notifications.models import Kind
from notifications.notify import notify


@transaction.atomic
def create_cohort(*, organisation: Organisation, programme: Programme, by: User, **fields: Any) -> Cohort:
    """Make a team that is being set up, with the programme as its plan; the maker becomes its trainer."""
    cohort = Cohort(organisation=organisation, programme=programme, created_by=by, **fields)
    cohort.slug = _free_slug(cohort.name)
    cohort.full_clean(exclude=["slug", "created_by"])
    cohort.save()
    cohort.enrolments.create(user=by, role=Role.TRAINER)
    items = programme.items.filter(ding__in=Ding.objects.published()).select_related("ding")
    cohort.plan.bulk_create(
        PlanItem(cohort=cohort, ding=item.ding, number=item.number, weight=Weight.CAN) for item in items
    )
    return cohort


@transaction.atomic
def update_cohort(*, cohort: Cohort, fields: list[str], by: Enrolment) -> Cohort:
    """Save these changed fields of a team. Raises ValidationError when they contradict each other."""
    check(cohort.write_refusal())
    cohort.full_clean()
    cohort.save(update_fields=fields)
    return cohort


@transaction.atomic
def set_plan(*, cohort: Cohort, items: list[tuple[Ding, str]], by: Enrolment) -> None:
    """Make exactly these the plan, in this order, each a must or a can.

    A Ding that stays keeps its dates and the text the team works with. People of a running
    team hear which must-do's changed.
    """
    check(cohort.write_refusal())
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    before = {item.ding_id: item for item in cohort.plan.all()}
    cohort.plan.all().delete()
    cohort.plan.bulk_create(
        _item(cohort, ding, number, weight, before.get(ding.pk))
        for number, (ding, weight) in enumerate(items, 1)
    )
    musts_before = {pk for pk, item in before.items() if item.weight == Weight.MUST}
    musts = {ding.pk: ding for ding, weight in items if weight == Weight.MUST}
    if cohort.state == State.RUNNING and musts_before != set(musts):
        _tell_plan_changed(cohort, [str(musts[pk]) for pk in musts if pk not in musts_before], by)


@transaction.atomic
def start(*, cohort: Cohort, by: Enrolment) -> Cohort:
    """Let the team begin and mail every invitation that waits. Pressed twice, it starts once.

    Raises Refused without people or without must-do's.
    """
    cohort = Cohort.objects.select_for_update().select_related("organisation").get(pk=cohort.pk)
    if cohort.state != State.DRAFT:
        return cohort
    check(cohort.start_refusal())
    cohort.state = State.RUNNING
    cohort.save(update_fields=["state"])
    cohort.reach(Stage.DINGEN)
    for place in cohort.invitations.waiting():
        send(place, by=by)
    return cohort


@transaction.atomic
def close_team(*, cohort: Cohort, by: Enrolment) -> Cohort:
    """Make a team read-only. What is there can be read for as long as it exists."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.state != State.CLOSED:
        check(cohort.close_refusal())
        cohort.state = State.CLOSED
        cohort.save(update_fields=["state"])
    return cohort


def _item(cohort: Cohort, ding: Ding, number: int, weight: str, old: PlanItem | None) -> PlanItem:
    item = PlanItem(cohort=cohort, ding=ding, number=number, weight=weight)
    if old:
        item.revision_id, item.opens_on, item.due_on = old.revision_id, old.opens_on, old.due_on
    return item


def _tell_plan_changed(cohort: Cohort, added: list[str], by: Enrolment) -> None:
    notify(
        User.objects.filter(enrolments__in=cohort.enrolments.participants()),
        Kind.PLAN_CHANGED,
        about=f"cohort:{cohort.pk}:{timezone.now():%Y%m%d%H%M%S}",
        path=reverse("home:team_desk", kwargs={"team": cohort.slug}),
        team=str(cohort),
        trainer=str(by),
        added=added,
    )


def _free_slug(name: str) -> str:
    """Return an address for the team that nobody has yet, made from its name."""
    base = slugify(name)[:60] or "team"
    if base == "nieuw":  # /teams/nieuw/ is the page that makes one
        base = "team-nieuw"
    taken = set(Cohort.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken
    )
