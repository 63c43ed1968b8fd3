"""Deeds on a team as a whole."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from accounts import actions as accounts
from accounts.models import Organisation, User
from cohorts import rhythm
from cohorts.actions.joining import make_in_company, make_open
from cohorts.actions.plan import set_plan
from cohorts.letters import letters_at_start, send_all, started_words, told_at_start
from cohorts.models import Cohort, CohortKind, Enrolment, JoinLink, Role, Stage, State, Step
from cohorts.naming import save_new
from cohorts.planning import of_programme, standard
from cohorts.seen import team_seen
from dingen.models import Programme
from lib.refusal import check
from lib.seen import check_seen
from notifications.models import Kind
from notifications.notify import notify


@transaction.atomic
def create_cohort(*, organisation: Organisation, programme: Programme, by: User, **fields: Any) -> Cohort:
    """Make a team that is being set up, with a first plan; the maker becomes its trainer."""
    cohort = Cohort(organisation=organisation, programme=programme, created_by=by, **fields)
    cohort.steps_done = max(cohort.steps_done, Step.TEAM)
    cohort.full_clean(exclude=["slug"])
    save_new(cohort)
    trainer = cohort.enrolments.create(user=by, role=Role.TRAINER)
    JoinLink.give(cohort)
    dingen = [ding for _number, ding in of_programme(programme)]
    set_plan(cohort=cohort, items=list(standard(dingen, cohort.weeks).items()), by=trainer)
    return cohort


@transaction.atomic
def update_cohort(
    *, cohort: Cohort, fields: list[str], by: Enrolment, kind: str = "", seen: str = ""
) -> Cohort:
    """Save these changed fields of a team, and its kind. In a draft the Dingen move along with the first day.

    Raises ValidationError when they contradict each other, Refused when Dingen or meetings would fall
    outside the team or it cannot be of this kind, Changed when it is not what was seen.
    """
    check(cohort.manage_refusal(by=by))
    stored = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    check_seen(seen, team_seen(stored))
    cohort.full_clean()
    cohort.save(update_fields=fields)
    if not cohort.is_draft:
        check(cohort.dates_refusal())
    elif (stored.starts_on, stored.ends_on) != (cohort.starts_on, cohort.ends_on):
        rhythm.apply(cohort)
    if kind and kind != stored.kind:
        choose = make_open if kind == CohortKind.OPEN else make_in_company
        cohort.kind = choose(cohort=cohort, by=by).kind
    return cohort


@transaction.atomic
def add_trainers(*, cohort: Cohort, people: list[User], by: Enrolment) -> None:
    """Let these trainers of the library set up and lead the team too, from now on; nobody is mailed.

    Raises Refused for somebody who is no trainer for this library.
    """
    check(cohort.manage_refusal(by=by))
    allowed = set(User.objects.trainers_for(cohort.organisation).values_list("pk", flat=True))
    for person in people:
        check("" if person.pk in allowed else gettext("This person is no trainer of your library."))
        cohort.enrolments.update_or_create(user=person, defaults={"role": Role.TRAINER, "left_at": None})


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
    places = list(letters_at_start(cohort))
    tokens = accounts.renew_all(invitations=[place.invitation for place in places], by=by.user)
    send_all(list(zip(places, tokens, strict=True)), trainer=str(by))
    notify(
        told_at_start(cohort, by),
        Kind.TEAM_STARTED,
        about=f"cohort:{cohort.pk}",
        path=cohort.get_absolute_url(),
        **started_words(cohort, by),
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
        if not cohort.has_groups:
            cohort.reach(Stage.OUTCOME)
    return cohort
