"""Monday's page: who in a team can use a kind word, who is nearly at ten, and which question has no answer.

It is made for the trainer, with a friendly text for each person. Nothing goes out by itself.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from accounts.models import User
from cohorts.models import Cohort, Enrolment, Nudge, Stage, State
from cohorts.models.nudges import week_of
from cohorts.nudging import Reach, closed_days, has_just_done_something
from cohorts.overview import plan_of
from cohorts.pace import Standing, standings
from forum.models import Topic
from forum.models.topics import TopicQuerySet
from lib.workdays import first_workday_of_week, in_office_hours
from notifications.models import Kind
from notifications.notify import notify

LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Someone:
    """One person of the page, with the text that is ready and why it cannot go, if so."""

    standing: Standing
    text: str
    refusal: str

    @property
    def person(self) -> Enrolment:
        return self.standing.person


@dataclass(frozen=True)
class Monday:
    behind: list[Someone]
    near: list[Someone]
    done: list[Nudge]  # of this week: sent, waiting for office hours, or skipped
    questions: list[Topic]

    @property
    def is_calm(self) -> bool:
        return not (self.behind or self.near or self.questions)


def gather(trainer: Enrolment) -> Monday:
    """Return the page of this week for the team of a trainer, in the same few queries for any team."""
    cohort = trainer.cohort
    found = [one for one in standings(cohort, plan_of(cohort)) if is_for_monday(one)]
    week = week_of(cohort.today)
    done = list(Nudge.objects.of_team(cohort).filter(week=week).select_related("enrolment__user"))
    ready = {row.enrolment_id for row in done}
    left = [one for one in found if one.person.pk not in ready]
    reach = Reach.of([one.person.user_id for one in left], week)
    people = [Someone(one, suggestion(one, trainer), reach.refusal(one.person, by=trainer)) for one in left]
    return Monday(
        behind=[one for one in people if one.standing.needs_help],
        near=[one for one in people if not one.standing.needs_help],
        done=done,
        questions=list(unanswered(cohort).for_a_list()),
    )


def is_for_monday(one: Standing) -> bool:
    """Whether somebody can use a word; who did something since yesterday is on the way again."""
    busy = has_just_done_something(one.person, timezone.now() - LATELY)
    learns = one.person.cohort.is_running and one.person.cohort.stage < Stage.VOTE
    return learns and not busy and bool(one.needs_help or one.to_ten)


def unanswered(cohort: Cohort) -> TopicQuerySet:
    """Questions of a running team to which nobody has replied yet, the oldest first."""
    topics = Topic.objects.open_questions().filter(cohort=cohort, posts_count=1, merged_into=None)
    return (topics if cohort.is_running else topics.none()).waiting_longest_first()


def suggestion(one: Standing, trainer: Enrolment) -> str:
    """Return a text to begin from: kind, short, and without a reproach."""
    if one.to_ten and not one.needs_help:
        middle = ngettext(
            "You are doing great: one more Ding and you have done ten. Which one will it be?",
            "You are doing great: %(n)d more Dingen and you have done ten. Which one will be next?",
            one.to_ten,
        ) % {"n": one.to_ten}
    elif one.quiet:
        middle = _(
            "I was thinking of you. Is it busy at the desk? "
            "A small piece of ten minutes is enough to get going again, and nothing is lost. "
            "Shall we have a look together this week? Just say when it suits you."
        )
    else:
        middle = _(
            "How are the Dingen going? If you are stuck somewhere, tell me or your helper: "
            "together it is often done in ten minutes. One step this week is already a good step."
        )
    hello, regards = _("Hello %(name)s,") % {"name": one.person.user.first_name}, _("Regards,")
    return f"{hello}\n\n{middle}\n\n{regards} {trainer.user.first_name}"


def tell_trainers() -> int:
    """Mail every trainer on the first working day of the week in office hours; return for how many teams.

    Each team once a week, also when the worker dies half-way or two run at once: the note that it is told
    and the messages are one transaction. Nothing to tell is no mail.
    """
    monday = week_of(timezone.localdate())
    due = Q(told_on=None) | Q(told_on__lt=monday)
    teams = Cohort.objects.filter(due, state=State.RUNNING).select_related("organisation")
    return sum(tell(cohort) for cohort in teams)


def tell(cohort: Cohort) -> bool:
    """Tell the trainers of one team when it is the moment; return whether there was something to tell."""
    now, closed = timezone.now().astimezone(cohort.zone), closed_days(cohort)
    if now.date() != first_workday_of_week(now.date(), closed) or not in_office_hours(now, closed):
        return False
    with transaction.atomic():
        due = Q(told_on=None) | Q(told_on__lt=now.date())
        if not Cohort.objects.filter(due, pk=cohort.pk).update(told_on=now.date()):
            return False
        return write(cohort)


def write(cohort: Cohort) -> bool:
    trainer = cohort.enrolments.trainers().select_related("user").first()
    if trainer is None:
        return False
    trainer.cohort = cohort
    page = gather(trainer)
    if page.is_calm:
        return False
    notify(
        User.objects.filter(enrolments__in=cohort.enrolments.trainers()),
        Kind.MONDAY,
        about=f"cohort:{cohort.pk}:{cohort.today}",
        path=reverse("home:monday", kwargs={"team": cohort.slug}),
        team=str(cohort),
        behind=len(page.behind),
        near=len(page.near),
        questions=len(page.questions),
    )
    return True
