"""A team with people at their own pace, and the days of a library, for the tests of watching over a team."""

from datetime import UTC, datetime, timedelta

from cohorts.models import Progress
from tests.conftest import make_ding
from tests.teams import join

MONDAY_MORNING = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)  # 10:05 in Amsterdam
SUNDAY_NIGHT = datetime(2026, 11, 29, 21, 0, tzinfo=UTC)
LONG_AGO = timedelta(days=20)


def plan(world, musts=6):
    """Give the team this many must-do's more; return all its must-do's."""
    theme = world.dingen[0].theme
    for number in range(3, 3 + musts):
        world.cohort.plan.create(ding=make_ding(f"must-{number}", theme), number=number, weight="must")
    return [item.ding for item in world.cohort.plan.musts().select_related("ding")]


def finish(person, dingen, at):
    """Let somebody have finished these Dingen at a moment."""
    for ding in dingen:
        row = Progress.objects.create(enrolment=person, ding=ding)
        Progress.objects.filter(pk=row.pk).update(started_at=at, finished_at=at)
    type(person).objects.filter(pk=person.pk).update(active_at=at, created_at=at - timedelta(days=1))
    person.refresh_from_db()


def crowd(world, done, now, days=3):
    """A person for each number of finished must-do's, who did the last of them some days ago."""
    musts = plan(world, max([*done, 1]))
    at = now - timedelta(days=days)
    people = [join(world, f"Persoon {n}", f"persoon{n}@example.org") for n in range(len(done))]
    for person, count in zip(people, done, strict=True):
        finish(person, musts[:count], at)
    world.cohort.enrolments.filter(user__in=[world["participant"], world["helper"], world["other"]]).delete()
    return people
