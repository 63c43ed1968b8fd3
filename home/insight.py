"""Who sees what of a participant: one table that the page, the note for the works council and a test read.

The test (tests/test_insight.py) puts a word in each of these things and asks for every page of the site
as each of these readers: a door that opens or closes without this table being changed fails it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Capacity, User
from cohorts.models import Enrolment


class Reader(TextChoices):
    """Everybody who might look, from near to far."""

    GROUP = "group", _("People in your group")
    COLLEAGUE = "colleague", _("Others in your team")
    HELPER = "helper", _("Helpers of other groups")
    TRAINER = "trainer", _("Your trainer")
    MT = "mt", _("Members of the MT")
    MANAGER = "manager", _("Who manages your organisation here")
    EDITOR = "editor", _("Editors of the lessons")
    ADMIN = "admin", _("Who runs the site")


TEAM = (Reader.GROUP, Reader.COLLEAGUE, Reader.HELPER, Reader.TRAINER)
WHILE_TEAM, WHILE_PERSON = _("until the team is removed"), _("until you are erased")


@dataclass(frozen=True)
class Thing:
    """Something the site holds of a participant: who sees it, why it is kept, and how long."""

    key: str
    title: str | Promise
    seen_by: tuple[Reader, ...]
    why: str | Promise
    until: str | Promise
    total: str | Promise = ""  # what others see of it, together with others


THINGS = [
    Thing("name", _("your name"), (*TEAM, Reader.MT, Reader.ADMIN), _("to be addressed"), WHILE_PERSON),
    Thing(
        "email",
        _("your e-mail address"),
        (Reader.TRAINER, Reader.ADMIN),
        _("to log in, and to get mail"),
        WHILE_PERSON,
    ),
    Thing(
        "progress",
        _("which Dingen you began and finished, and the day on which you last did something"),
        (Reader.TRAINER,),
        _("your own board, and help in time"),
        WHILE_TEAM,
        _("The team, the MT and who manages the organisation see totals, in steps of five people."),
    ),
    Thing("post", _("what you write for the team in the forum"), TEAM, _("to learn together"), WHILE_TEAM),
    Thing(
        "group_post",
        _("what you write for your group in the forum"),
        (Reader.GROUP, Reader.TRAINER),
        _("to work on one idea"),
        WHILE_TEAM,
    ),
    Thing(
        "trainer_post",
        _("what you write to the trainer alone"),
        (Reader.TRAINER,),
        _("to ask for help in private"),
        WHILE_TEAM,
    ),
    Thing(
        "plan",
        _("what your group writes in its plan, before you hand it in"),
        (Reader.GROUP, Reader.TRAINER),
        _("to make a plan together"),
        WHILE_TEAM,
    ),
    Thing(
        "pitch",
        _("the plan that a group handed in"),
        (*TEAM, Reader.MT),
        _("to vote and to decide on"),
        WHILE_TEAM,
    ),
    Thing(
        "nudge",
        _("a kind word that your trainer sent you"),
        (),
        _("to help you on; at most one a week, until you say stop"),
        WHILE_TEAM,
        _("Trainers see that one was sent, and when."),
    ),
    Thing(
        "remark",
        _("what you report as not right any more in a lesson"),
        (Reader.EDITOR, Reader.ADMIN),
        _("to mend the lesson"),
        _("your name until you are erased, the sentence as long as the lesson"),
        _("Editors read the sentence, not your name."),
    ),
    Thing(
        "opinion",
        _("what you think of a Ding"),
        (),
        _("better lessons"),
        WHILE_PERSON,
        _("Averages and sentences without names, five people at a time."),
    ),
    Thing(
        "growth",
        _("what you say of yourself at the start and at the end"),
        (),
        _("your own growth"),
        WHILE_TEAM,
        _("Averages of the team, five people at a time."),
    ),
    Thing("draft", _("your drafts"), (), _("so that no text is lost"), _("until you post or remove them")),
    Thing(
        "vote",
        _("what you choose in a secret vote"),
        (),
        _("a free choice"),
        _("never kept with your name"),
        _("Everybody sees the result."),
    ),
    Thing("message", _("messages of the site to you"), (), _("to tell you what waits for you"), WHILE_PERSON),
]
# Never in the site at all.
NEVER = [
    _("how long you read, and which pages you look at"),
    _("scores, points or a ranking of people"),
]


@dataclass(frozen=True)
class View:
    """What one kind of reader sees, and who they are in the teams of this person."""

    reader: Reader
    people: list[str]
    sees: list[Thing]
    not_seen: list[Thing]


def views_of(user: User) -> list[View]:
    """Return what each kind of reader sees of this person, with the names of those readers."""
    named = names(user)
    return [
        View(
            reader,
            sorted(named.get(reader, ())),
            [thing for thing in THINGS if reader in thing.seen_by],
            [thing for thing in THINGS if reader not in thing.seen_by],
        )
        for reader in Reader
    ]


def names(user: User) -> dict[Reader, set[str]]:
    """Return who the readers are: in my teams, and at the organisations of these teams."""
    mine = user.enrolments.present()
    places = list(mine.select_related("seat"))
    found: dict[Reader, set[str]] = {reader: set() for reader in Reader}
    groups = {place.seat.group_id for place in places if hasattr(place, "seat")}
    team = Enrolment.objects.present().filter(cohort__in=[place.cohort_id for place in places])
    for person in team.exclude(user=user).select_related("user", "seat"):
        found[reader_of(person, groups)].add(str(person))
    managers = User.objects.filter(
        memberships__capacity=Capacity.MANAGER, memberships__organisation__cohorts__enrolments__in=mine
    )
    found[Reader.MANAGER] = everybody(managers)
    found[Reader.ADMIN] = everybody(User.objects.filter(is_staff=True, is_superuser=True, is_active=True))
    return found


def everybody(users: Iterable[User]) -> set[str]:
    return {str(user) for user in users}


def reader_of(person: Enrolment, groups: set[int]) -> Reader:
    """Return what kind of reader somebody of my team is for me."""
    if not person.is_participant:
        return Reader.TRAINER if person.is_trainer else Reader.MT
    seat = getattr(person, "seat", None)
    if seat and seat.group_id in groups:
        return Reader.GROUP
    return Reader.HELPER if seat and seat.helper else Reader.COLLEAGUE
