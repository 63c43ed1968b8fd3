"""An address for a new team, made from its name."""

from itertools import chain, count

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from cohorts.models import Cohort


def save_new(cohort: Cohort) -> None:
    """Store a team under an address of its own, also when somebody takes that at the same moment."""
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
