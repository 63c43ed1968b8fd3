"""The next team of the trainer, half set up: a library that a provincial service works for."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from accounts import actions as accounts
from accounts.models import Capacity, Logo, Organisation
from cohorts import actions as cohorts
from cohorts.models import Cohort, Rhythm, Step
from dingen.models import Programme
from lib import images

if TYPE_CHECKING:
    from home.demo.build import Demo

SLUG = "zonneveld"
SERVICE = "Bibliotheekdienst Zuid (demo)"
LIBRARY = "Bibliotheek Zonneveld (demo)"
GOAL = "Elke collega helpt een bezoeker met één app die nieuw is voor ons allebei."
WINE = "#9b1d53"
LOGO = settings.BASE_DIR / "fixtures" / "demo" / "logo-zonneveld.png"  # drawn for the demo


def clear() -> None:
    Cohort.objects.filter(slug=SLUG).delete()


def prepare(demo: "Demo") -> None:
    """Save the first three steps; the trainer goes on with the meetings."""
    trainer, today = demo.trainer.user, demo.now.date()
    service, _new = Organisation.objects.get_or_create(slug="dienst-zuid-demo", defaults={"name": SERVICE})
    looks = {"name": LIBRARY, "accent": WINE, "served_by": service}
    library, _new = Organisation.objects.get_or_create(slug="zonneveld-demo", defaults=looks)
    trainer.memberships.get_or_create(organisation=service, capacity=Capacity.TRAINER)
    if not Logo.objects.filter(organisation=library).exists():
        with LOGO.open("rb") as picture:
            accounts.set_logo(library=library, clean=images.clean(picture), by=trainer)
    monday = today + timedelta(days=28 - today.weekday())
    library.closed_days.get_or_create(day=monday + timedelta(weeks=2), defaults={"name": "Studiedag"})
    cohort = cohorts.create_cohort(
        organisation=library,
        programme=Programme.objects.get(slug="23-dingen"),
        by=trainer,
        name="Samen digitaal",
        goal=GOAL,
        sponsor="Hoofd Publiek",
        hours=24,
        budget=300,
        starts_on=monday,
        ends_on=monday + timedelta(weeks=10, days=-3),
    )
    cohort.slug = SLUG
    cohort.save(update_fields=["slug"])
    cohort.saved(Step.PLAN)
    values = {"rhythm": Rhythm.WEEKLY, "pace": 1, "block_weeks": 2, "breather_on": None, "breather_weeks": 1}
    cohorts.set_rhythm(cohort=cohort, values=values, by_hand={}, by=cohort.enrolments.get())
