"""The demo team and its people, each in a browser."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User
from cohorts.models import Cohort, Enrolment
from home.demo.build import build

T = "/teams/eindhoven"
SCREENCASTS, LIVESTREAM = "Kijk mee: uitleg in twee minuten", "Lezing thuis op de bank"
APP, PHOTOS = "App de bibliotheek", "De stad in beeld"
PATIENCE = 15_000  # milliseconds: a phone asks every two seconds, a busy machine takes longer


@pytest.fixture(name="team_at")
def a_team_at():
    """`team_at("plan")` is the demo team at that moment of its story."""

    def at(stage: str) -> Cohort:
        call_command("import_catalogue", settings.BASE_DIR / "fixtures" / "catalogue", stdout=StringIO())
        return build(stage)

    return at


def person(first: str) -> User:
    return User.objects.get(email=f"{first}@example.org")


def seat(cohort: Cohort, first: str) -> Enrolment:
    return cohort.enrolments.get(user=person(first))


def reads(visitor, heading: str) -> None:
    """Wait until the page has this heading: by itself, when nobody touches it."""
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=PATIENCE)


def press(visitor, words: str) -> None:
    """Press what reads like this, also where the last words are only there for screen readers."""
    visitor.page.locator("a, button", has_text=words).click()
