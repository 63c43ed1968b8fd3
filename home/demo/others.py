"""Beside the team of the story: an open edition of the same trainer, and somebody who goes alone."""

from datetime import timedelta

from accounts.models import User
from cohorts import actions as cohorts
from cohorts.models import Cohort, Enrolment
from dingen.models import Ding, Programme

SLUG, SOLO = "open-editie", "voor-mezelf"
NAME = "Open editie: VerdiepDingen voor iedereen"
GOAL = "Ontdek in je eigen tempo wat er nieuw is, samen met collega's van andere bibliotheken."
PEOPLE = ["Fenna Postma", "Koen Alberts", "Sietske Hoekstra", "Emre Yildiz", "Jolanda Vink", "Bas Timmer"]
ALONE = "Fenna Postma"  # also does the 23 Dingen by herself


def clear() -> None:
    """Remove them, so that they can be built anew."""
    for cohort in Cohort.objects.filter(slug__in=(SLUG, SOLO)):
        cohort.topics.all().delete()
        cohort.delete()


def build(trainer: Enrolment) -> None:
    """Start the open edition, let people join by its link, and begin a programme alone."""
    today = trainer.cohort.today
    cohort = cohorts.create_cohort(
        organisation=trainer.cohort.organisation,
        programme=Programme.objects.get(slug="verdiepdingen"),
        by=trainer.user,
        name=NAME,
        goal=GOAL,
        starts_on=today - timedelta(days=10),
        ends_on=today + timedelta(days=120),
    )
    cohort.slug = SLUG
    cohort.save(update_fields=["slug"])
    by = cohort.enrolments.get()
    cohorts.make_open(cohort=cohort, by=by)
    by.refresh_from_db()
    cohort = cohorts.start(cohort=by.cohort, by=by)
    ding = cohort.plan.select_related("ding")[0].ding
    for number, name in enumerate(PEOPLE):
        user = User.objects.filter(email=address(name)).first() or User.objects.create_user(
            address(name), name=name
        )
        place = cohorts.join(link=cohort.join_link, by=user)
        place.cohort = cohort
        begin(place, ding, steps=number % 3)
    fenna = User.objects.get(email=address(ALONE))
    mine = cohorts.start_alone(programme=Programme.objects.get(slug="23-dingen"), by=fenna)
    mine.slug = SOLO
    mine.save(update_fields=["slug"])
    begin(mine.enrolments.get(), mine.plan.select_related("ding")[0].ding, steps=2)


def address(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"


def begin(place: Enrolment, ding: Ding, *, steps: int) -> None:
    for step in place.cohort.revision_of(ding).steps.all()[:steps]:
        cohorts.tick(enrolment=place, ding=ding, step_key=step.key, done=True, by=place)
