"""Who can be tried out with one click: the people of the story, by what they come for."""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from home.demo import others, story

DOMAIN = "@example.org"


class Player(NamedTuple):
    name: str
    email: str


class Part(NamedTuple):
    """A role, why somebody would try it, and who plays it."""

    title: str
    text: str
    players: list[Player]


def by_first_name(first: str) -> Player:
    person = next(person for person in story.PEOPLE if person.name.startswith(first))
    return Player(person.name, person.email)


def crew(*people: tuple[str, str]) -> list[Player]:
    return [Player(name, f"{first}{DOMAIN}") for name, first in people]


def parts() -> list[Part]:
    """Return the roles in the order in which the thread meets them."""
    helpers = [Player(group.people[0].name, group.people[0].email) for group in story.GROUPS]
    learners = [by_first_name(first) for first in ("Mira", "Gijs", "Dirk")]
    return [
        Part(str(_("Participant")), str(_("learns, asks, makes a plan and votes")), learners),
        Part(str(_("Helper")), str(_("a participant who answers questions")), helpers),
        Part(str(_("Trainer")), str(_("leads the team and the closing meeting")), crew(story.TRAINER)),
        Part(
            str(_("Without a team of your own")),
            str(_("in an open edition, or alone")),
            [Player(name, others.address(name)) for name in others.PEOPLE[:2]],
        ),
        Part(str(_("Member of the MT")), str(_("reads the dossiers and decides")), crew(*story.MT)),
        Part(str(_("Editor")), str(_("keeps the lessons fresh")), crew(story.EDITOR)),
        Part(str(_("Administrator")), str(_("manages the site")), crew(story.ADMIN)),
    ]


def is_on() -> bool:
    """The demo is never on where real people are."""
    return bool(settings.DEMO and not settings.PRODUCTION)


def player(email: str) -> User | None:
    """Return somebody of the demo, invented people only."""
    if not is_on() or not email.endswith(DOMAIN):
        return None
    return User.objects.filter(email=email, is_active=True).first()
