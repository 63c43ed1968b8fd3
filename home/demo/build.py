"""Build the demo team at a moment of its story, by the same deeds as people do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Capacity, Organisation, User
from cohorts import actions as cohorts
from cohorts.models import Cohort, Enrolment, MeetingKind, Role, StepDone, Weight
from dingen.models import Ding, Level, Programme
from home.demo import (
    forum,
    freshness,
    ideas,
    next_team,
    others,
    personal,
    story,
    watching,
)
from home.demo.outcome import decide_and_run, meet_and_vote
from home.demo.plans import hand_in_all, write_plans
from notifications.models import Mailing, Notification

STAGES = ("start", "halverwege", "plan", "slot", "mt", "pilot")
# Days since the start of the team, and days until its closing meeting.
MOMENTS = {
    "start": (4, 66),
    "halverwege": (35, 26),
    "plan": (49, 12),
    "slot": (61, 0),
    "mt": (63, -2),
    "pilot": (110, -49),
}
# The share of their own pace that people have done by then.
QUIET = 0.12  # people slower than this have not been seen for a while
HASTE = {"start": 0.12, "halverwege": 1.0, "plan": 1.15, "slot": 1.4, "mt": 1.4, "pilot": 1.4}


@dataclass
class Demo:
    """The team while it is being built."""

    stage: str
    now: datetime
    cohort: Cohort
    trainer: Enrolment
    people: dict[str, Enrolment] = field(default_factory=dict)  # by first name
    mt: list[Enrolment] = field(default_factory=list)

    @property
    def started(self) -> datetime:
        return self.now - timedelta(days=MOMENTS[self.stage][0])

    def reached(self, stage: str) -> bool:
        return STAGES.index(self.stage) >= STAGES.index(stage)


@transaction.atomic
def build(stage: str) -> Cohort:
    """Make the demo team at this stage, relative to today; the one that was there goes first.

    Mails nobody in the team: what was told is in their inboxes.
    """
    forum.clear(story.SLUG)
    others.clear()
    next_team.clear()
    demo = _team(stage)
    _people(demo)
    _learn(demo)
    forum.talk(demo)
    if demo.reached("halverwege"):
        freshness.speak(demo)
    steps: list[tuple[str, Callable[[Demo], None]]] = [
        ("halverwege", ideas.fill_the_wall),
        ("halverwege", next_team.prepare),
        ("halverwege", watching.nudge),
        ("plan", write_plans),
        ("slot", hand_in_all),
        ("slot", watching.give_sentences),
        ("mt", meet_and_vote),
        ("pilot", decide_and_run),
    ]
    for name, step in steps:
        if demo.reached(name):
            step(demo)
    if demo.reached("halverwege"):
        watching.settle_activity(demo)
    others.build(demo.trainer)
    if demo.reached("halverwege"):
        personal.live(demo)
    Notification.objects.filter(recipient__enrolments__cohort=demo.cohort).update(mailing=Mailing.NONE)
    demo.cohort.refresh_from_db()
    return demo.cohort


def person(name: str, first: str = "") -> User:
    """Find or make somebody of the story; the address is the first name at example.org."""
    email = f"{first or name.split(maxsplit=1)[0].lower()}@example.org"
    return User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)


def _team(stage: str) -> Demo:
    now = timezone.now()
    since, ahead = MOMENTS[stage]
    organisation, _new = Organisation.objects.get_or_create(
        slug="eindhoven-demo", defaults={"name": story.ORGANISATION}
    )
    trainer = person(*story.TRAINER)
    for user, capacity in (
        (trainer, Capacity.TRAINER),
        (person(*story.EDITOR), Capacity.EDITOR),
        (person(*story.ADMIN), Capacity.MANAGER),
    ):
        user.memberships.get_or_create(organisation=organisation, capacity=capacity)
    User.objects.filter(email=f"{story.ADMIN[1]}@example.org").update(is_staff=True, is_superuser=True)
    today = timezone.localdate()
    cohort = cohorts.create_cohort(
        organisation=organisation,
        programme=Programme.objects.get(slug="23-dingen"),
        by=trainer,
        name=story.TEAM,
        goal=story.GOAL,
        sponsor=story.SPONSOR,
        hours=40,
        budget=500,
        starts_on=today - timedelta(days=since),
        ends_on=today + timedelta(days=max(ahead, 0) + 100),
        closing_at=timezone.make_aware(datetime.combine(today + timedelta(days=ahead), time(15))),
        closing_place="De grote zaal",
    )
    cohort.slug = story.SLUG
    cohort.save(update_fields=["slug"])
    return Demo(stage, now, cohort, cohort.enrolments.get())


def _people(demo: Demo) -> None:
    """Invite everybody, start, and let them come in; at the start two have not opened their letter yet."""
    cohort, by = demo.cohort, demo.trainer
    dingen = {ding.slug: ding for ding in Ding.objects.published()}
    chosen: list[tuple[Ding, str]] = [(dingen[slug], Weight.MUST) for slug in story.MUST]
    chosen += [(dingen[slug], Weight.CAN) for slug in story.CAN]
    cohorts.set_plan(cohort=cohort, items=chosen, by=by)
    invited = [cohorts.Person(someone.name, someone.email) for someone in story.PEOPLE]
    cohorts.invite(cohort=cohort, people=invited, role=Role.PARTICIPANT, by=by)
    mt = [cohorts.Person(name, f"{first}@example.org") for name, first in story.MT]
    cohorts.invite(cohort=cohort, people=mt, role=Role.MT, by=by)
    cohort.meetings.create(
        kind=MeetingKind.KICK_OFF,
        title="Kick-off",
        place="De leeszaal",
        starts_at=demo.started.replace(hour=8, minute=0),
        ends_at=demo.started.replace(hour=10, minute=0),
    )
    demo.cohort = by.cohort = cohorts.start(cohort=cohort, by=by)
    late = {"Leo Wouters", "Petra Hendriks"} if demo.stage == "start" else set()
    for place in demo.cohort.invitations.with_people():
        user = place.invitation.user
        if user.name in late:
            continue
        enrolment = cohorts.accept(invitation=place.invitation, by=user)
        if place.role == Role.MT:
            demo.mt.append(enrolment)
        else:
            demo.people[user.first_name] = enrolment
    for enrolment in demo.cohort.enrolments.all():
        enrolment.cohort = demo.cohort


def _learn(demo: Demo) -> None:
    """Tick and finish what each person has done by now, at their own pace."""
    plan = list(demo.cohort.plan.musts().select_related("ding"))
    extra = list(demo.cohort.plan.exclude(pk__in=[item.pk for item in plan]).select_related("ding"))
    for someone in story.PEOPLE:
        enrolment = demo.people.get(someone.name.split()[0])
        if enrolment is None:
            continue
        done = round(min(1.0, someone.pace * HASTE[demo.stage]) * len(plan))
        ready = [item.ding for item in plan[:done]]
        if someone.pace > 0.8 and demo.stage != "start":
            ready += [item.ding for item in extra[:3]]
        for place, ding in enumerate(ready):
            _do(demo, enrolment, ding, demo.started + timedelta(days=2 + 4 * place))
        if done < len(plan):
            _begin(demo, enrolment, plan[done].ding)
        if someone.pace < QUIET and demo.stage != "start":
            _fall_quiet(enrolment, demo.now - timedelta(days=12))


def _do(demo: Demo, enrolment: Enrolment, ding: Ding, at: datetime) -> None:
    progress = cohorts.finish(enrolment=enrolment, ding=ding, by=enrolment)
    steps = demo.cohort.revision_of(ding).steps.exclude(level=Level.UITDAGING)
    StepDone.objects.bulk_create(StepDone(progress=progress, step_key=step.key) for step in steps)
    at = min(at, demo.now - timedelta(hours=2))
    enrolment.progress.filter(pk=progress.pk).update(started_at=at - timedelta(hours=1), finished_at=at)


def _begin(demo: Demo, enrolment: Enrolment, ding: Ding) -> None:
    for step in demo.cohort.revision_of(ding).steps.all()[:2]:
        cohorts.tick(enrolment=enrolment, ding=ding, step_key=step.key, done=True, by=enrolment)


def _fall_quiet(enrolment: Enrolment, since: datetime) -> None:
    """Put what somebody did before a moment, so that the trainer sees who went quiet."""
    enrolment.progress.filter(started_at__gt=since).update(started_at=since)
    enrolment.progress.filter(finished_at__gt=since).update(finished_at=since)
    StepDone.objects.filter(progress__enrolment=enrolment).update(done_at=since)
    enrolment.active_at = since
    enrolment.save(update_fields=["active_at"])
