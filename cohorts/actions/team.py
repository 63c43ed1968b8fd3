"""Deeds on a team as a whole."""

from itertools import chain, count
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts import actions as accounts
from accounts.models import Organisation, User
from cohorts.letters import send
from cohorts.models import Cohort, Enrolment, PlanItem, Role, Stage, State, Weight
from cohorts.planning import of_programme, standard
from dingen.models import Ding, Programme
from lib.refusal import check
from notifications.models import Kind
from notifications.notify import notify


@transaction.atomic
def create_cohort(*, organisation: Organisation, programme: Programme, by: User, **fields: Any) -> Cohort:
    """Make a team that is being set up, with a first plan; the maker becomes its trainer."""
    cohort = Cohort(organisation=organisation, programme=programme, created_by=by, **fields)
    cohort.full_clean(exclude=["slug"])
    _save_new(cohort)
    trainer = cohort.enrolments.create(user=by, role=Role.TRAINER)
    dingen = [ding for _number, ding in of_programme(programme)]
    set_plan(cohort=cohort, items=list(standard(dingen, cohort.weeks).items()), by=trainer)
    return cohort


@transaction.atomic
def update_cohort(*, cohort: Cohort, fields: list[str], by: Enrolment) -> Cohort:
    """Save these changed fields of a team. Raises ValidationError when they contradict each other."""
    check(cohort.manage_refusal(by=by))
    cohort.full_clean()
    cohort.save(update_fields=fields)
    return cohort


@transaction.atomic
def set_plan(*, cohort: Cohort, items: list[tuple[Ding, str]], by: Enrolment) -> None:
    """Make exactly these the plan, each a must or a can.

    A Ding of the programme keeps the number it has there, so that everybody means the same
    by "Ding 12"; others are numbered after the last of the programme, in this order. A Ding
    that stays keeps its dates and the text the team works with. The people of a running team
    hear what changed.
    """
    check(cohort.manage_refusal(by=by))
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    old = {item.ding_id: item for item in cohort.plan.all()}
    new = {ding.pk: weight for ding, weight in items}
    if {pk: item.weight for pk, item in old.items()} == new:
        return
    numbers = dict(cohort.programme.items.values_list("ding_id", "number"))
    beyond = count(max(numbers.values(), default=0) + 1)
    cohort.plan.all().delete()
    cohort.plan.bulk_create(
        _item(cohort, ding, numbers.get(ding.pk) or next(beyond), weight, old.get(ding.pk))
        for ding, weight in items
    )
    if cohort.is_running:
        _tell_plan_changed(cohort, old, items, by)


@transaction.atomic
def start(*, cohort: Cohort, by: Enrolment) -> Cohort:
    """Let the team begin and mail every invitation that waits. Pressed twice, it starts once.

    Raises Refused without people or without must-do's.
    """
    cohort = (
        Cohort.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation")
        .get(pk=cohort.pk)
    )
    if not cohort.is_draft:
        return cohort
    check(cohort.start_refusal(by=by))
    cohort.state = State.RUNNING
    cohort.save(update_fields=["state"])
    cohort.reach(Stage.DINGEN)
    for place in cohort.invitations.waiting().with_people():
        send(place, accounts.renew(invitation=place.invitation, by=by.user), by=by)
    notify(
        User.objects.filter(enrolments__in=cohort.enrolments.present().exclude(pk=by.pk)),
        Kind.TEAM_STARTED,
        about=f"cohort:{cohort.pk}",
        path=cohort.get_absolute_url(),
        team=str(cohort),
        trainer=str(by),
    )
    return cohort


@transaction.atomic
def close_team(*, cohort: Cohort, by: Enrolment) -> Cohort:
    """Make a team read-only. What is there can be read for as long as it exists."""
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    if not cohort.is_closed:
        check(cohort.close_refusal(by=by))
        cohort.state = State.CLOSED
        cohort.save(update_fields=["state"])
    return cohort


def _item(cohort: Cohort, ding: Ding, number: int, weight: str, old: PlanItem | None) -> PlanItem:
    item = PlanItem(cohort=cohort, ding=ding, number=number, weight=weight)
    if old:
        item.revision_id, item.opens_on, item.due_on = old.revision_id, old.opens_on, old.due_on
    return item


def _tell_plan_changed(
    cohort: Cohort, old: dict[int, PlanItem], items: list[tuple[Ding, str]], by: Enrolment
) -> None:
    """Tell the participants which Dingen became a must-do, a can-do or a free choice."""
    changed = [
        (ding, weight) for ding, weight in items if ding.pk not in old or old[ding.pk].weight != weight
    ]
    gone = old.keys() - {ding.pk for ding, _weight in items}
    notify(
        User.objects.filter(enrolments__in=cohort.enrolments.participants()),
        Kind.PLAN_CHANGED,
        about=f"cohort:{cohort.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        path=cohort.get_absolute_url(),
        team=str(cohort),
        trainer=str(by),
        musts=[str(ding) for ding, weight in changed if weight == Weight.MUST],
        cans=[str(ding) for ding, weight in changed if weight == Weight.CAN],
        free=[str(old[pk].ding) for pk in gone],
    )


def _save_new(cohort: Cohort) -> None:
    cohort.slug = _free_slug(cohort.name)
    try:
        with transaction.atomic():
            cohort.save()
    except IntegrityError:  # somebody took this address at the same moment
        cohort.slug = _free_slug(cohort.name)
        cohort.save()


def _free_slug(name: str) -> str:
    """Return an address for the team that nobody has yet, made from its name."""
    base = slugify(name)[:60] or "team"
    taken = {"nieuw"}  # /teams/nieuw/ is the page that makes a team
    taken |= set(Cohort.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)
