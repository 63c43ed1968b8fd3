"""Telling the people of a team what changed in its plan: one message a person, in words."""

from collections import defaultdict
from typing import Any

from django.utils import timezone

from accounts.models import User
from cohorts.models import Cohort, Enrolment, PlanItem, Progress, Weight
from dingen.models import Ding
from notifications.models import Kind, Notification
from notifications.notify import notify

FREE = "free"


def tell_plan_changed(cohort: Cohort, old: dict[int, PlanItem], by: Enrolment) -> None:
    """Tell each participant which Dingen became a must-do, a can-do or a free choice.

    Who finished a Ding already hears nothing about it. Changes that follow before the message was
    read or mailed join it, and a change that is taken back takes the message back.
    Call it inside the transaction of the deed, with the plan as it was.
    """
    was = {pk: item.weight for pk, item in old.items()}
    now: dict[int, str] = dict(cohort.plan.values_list("ding_id", "weight"))
    people = {person.user_id: person.pk for person in cohort.enrolments.participants()}
    done = defaultdict(set)
    for person, ding in Progress.objects.of_team(cohort).finished().values_list("enrolment_id", "ding_id"):
        done[person].add(ding)
    untold = take_back(f"cohort:{cohort.pk}:", set(people))
    told: dict[tuple[tuple[int, str], ...], set[int]] = defaultdict(set)
    for user, enrolment in people.items():
        before = was | {int(pk): weight for pk, weight in untold.get(user, {}).items()}
        news = {pk: before.get(pk, FREE) for pk in before.keys() | now.keys()}
        news = {pk: weight for pk, weight in news.items() if weight != now.get(pk, FREE)}
        kept = tuple(sorted((pk, weight) for pk, weight in news.items() if pk not in done[enrolment]))
        if kept:
            told[kept].add(user)
    for changes, users in told.items():
        _tell(cohort, dict(changes), now, users, by)


def take_back(about: str, people: set[int]) -> dict[int, dict[str, Any]]:
    """Remove the messages about this that nobody read or got by mail; return for each person how it was."""
    waiting = (
        Notification.objects.for_digest()
        .unread()
        .filter(kind=Kind.PLAN_CHANGED, about__startswith=about, recipient__in=people)
    )
    found: dict[int, dict[str, Any]] = {}
    for one in waiting.select_for_update().order_by("-pk"):
        found[one.recipient_id] = found.get(one.recipient_id, {}) | one.context.get("before", {})
    waiting.delete()
    return found


def _tell(
    cohort: Cohort, before: dict[int, str], now: dict[int, str], users: set[int], by: Enrolment
) -> None:
    titles = dict(Ding.objects.filter(pk__in=before).values_list("pk", "title"))
    became: dict[str, list[str]] = {Weight.MUST: [], Weight.CAN: [], FREE: []}
    for pk in before:
        became[now.get(pk, FREE)].append(titles[pk])
    notify(
        User.objects.filter(pk__in=users),
        Kind.PLAN_CHANGED,
        about=f"cohort:{cohort.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        path=cohort.get_absolute_url(),
        team=str(cohort),
        trainer=str(by),
        musts=became[Weight.MUST],
        cans=became[Weight.CAN],
        free=became[FREE],
        before={str(pk): weight for pk, weight in before.items()},
    )
