"""Who hears what about a decision and its pilot."""

from accounts.models import User
from cohorts.models import Cohort
from notifications.models import Kind
from notifications.notify import notify
from pitches.models import Pilot


def everybody(cohort: Cohort) -> list[User]:
    """The people who are in the team now: participants, MT and trainers."""
    return [enrolment.user for enrolment in cohort.enrolments.present().by_name()]


def tell_of_pilot(pilot: Pilot, about: str, *, mail: bool, news: str, sentence: str) -> None:
    """Put a piece of news of the pilot in everybody's messages; in the overview when `mail` says so."""
    cohort, pitch = pilot.decision.cohort, pilot.decision.pitch
    notify(
        everybody(cohort),
        Kind.PILOT,
        about=about,
        path=pilot.get_absolute_url(),
        mail=mail,
        team=cohort.name,
        pitch=str(pitch),
        news=news,
        sentence=sentence,
    )
