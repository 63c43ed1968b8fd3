"""Who can open what, read from the doors themselves: what `lib.access` declares on every view."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cohorts.models import Role
from lib.access import our_views

# Everybody who may be named, from the widest circle inwards.
EVERYBODY, SIGNED_IN, EDITOR = "everybody", "signed in", "editor"
WHO = {
    EVERYBODY: _("everybody, also without logging in"),
    SIGNED_IN: _("everybody, each only their own"),
    EDITOR: _("editor"),
    Role.PARTICIPANT: _("participant"),
    Role.TRAINER: _("trainer"),
    Role.MT: _("member of the MT"),
}
ENROLLED = "enrolled as "
TEAM = "teams/<slug:team>/"


@dataclass(frozen=True)
class Subject:
    """A page that people wonder about, with a sentence on what is to be seen there."""

    route: str
    title: str | Promise
    text: str | Promise


@dataclass(frozen=True)
class Line:
    subject: Subject
    who: list[str]


SUBJECTS = [
    Subject(
        f"{TEAM}dingen/<slug:slug>/",
        _("A Ding with my steps"),
        _("Everybody in the team reads the lesson. Only you see which steps you ticked."),
    ),
    Subject(
        f"{TEAM}voortgang/",
        _("How far I am"),
        _("The trainer sees which Dingen you began and finished. Others see totals, from five people up."),
    ),
    Subject(
        f"{TEAM}groei/",
        _("What I say of myself, and how I grow"),
        _("Each participant sees only their own. Of the team there are averages, five people at a time."),
    ),
    Subject(
        f"{TEAM}dingen/<slug:slug>/vraag/<int:question_id>/",
        _("What I answer to the questions of a lesson"),
        _("Kept for you alone. Nobody else can see it, in no list and in no file."),
    ),
    Subject(
        "bewijs/<str:code>/",
        _("My certificate, when I made one"),
        _("Who has the code from your paper sees what is on it. You make it and withdraw it yourself."),
    ),
    Subject(
        f"{TEAM}even-weg/",
        _("That I am away for a while"),
        _("You set it yourself. Your trainer and your group see that you are away, and nothing more."),
    ),
    Subject(
        f"{TEAM}forum/",
        _("What I write in the forum"),
        _("Your team reads it, or fewer people when you choose that. The MT does not read along."),
    ),
    Subject(
        f"{TEAM}vraagbaak/",
        _("My questions"),
        _("The helpers and the trainer see who is stuck, so that somebody answers soon."),
    ),
    Subject(f"{TEAM}logboek/", _("My logbook"), _("Your own posts in one list. Each sees only their own.")),
    Subject(
        f"{TEAM}leden/",
        _("My name and e-mail address"),
        _("Colleagues see your name. Only the trainer sees your address."),
    ),
    Subject(
        f"{TEAM}groepen/<int:group_id>/<section:kind>/",
        _("Writing in the plan of my group"),
        _("Only members of the group write. The trainer reads along, others not before you hand it in."),
    ),
    Subject(
        f"{TEAM}pitches/<int:pitch_id>/",
        _("The pitch that we handed in"),
        _("The whole team and the MT read it, with the tips of colleagues."),
    ),
    Subject(
        f"{TEAM}slot/verslag/",
        _("The result of the vote"),
        _("How many votes each pitch got. Of a secret vote nobody sees who chose what."),
    ),
    Subject(
        f"{TEAM}besluit/",
        _("The decision of the MT"),
        _("With the reason, and an answer to every group."),
    ),
    Subject(
        f"{TEAM}dingen/<slug:slug>/mening/",
        _("What I think of a Ding"),
        _("Nobody sees what you chose. All see averages and sentences without names, from five people up."),
    ),
    Subject(
        "redactie/",
        _("What I report as not right any more"),
        _("The editors read your sentence, not your name."),
    ),
    Subject(f"{TEAM}pilot/", _("The pilot"), _("How the chosen idea is doing, in your group's own words.")),
    Subject("mijn/berichten/", _("My messages"), _("What the site told you.")),
    Subject("mijn/", _("My page"), _("Your name, your address and your settings.")),
    Subject("mijn/gegevens/", _("The file with all my data"), _("You make it yourself, nobody else can.")),
]


def who_may(access: str) -> list[str]:
    """Return who passes a door, by what it declares."""
    if access.startswith("public") or (access.startswith("reader") and settings.PUBLIC_CATALOGUE):
        return [EVERYBODY]
    if access.startswith(ENROLLED):
        named = access.removeprefix(ENROLLED).split(" or ")
        return [role for role in Role if role in named or named == ["anything"]]
    return [EDITOR] if access == "editor" else [SIGNED_IN]


def lines() -> list[Line]:
    """Return each subject with who can open it."""
    doors: dict[str, str] = {route: view.access for route, view in our_views()}  # type: ignore[attr-defined]
    return [Line(subject, [str(WHO[who]) for who in who_may(doors[subject.route])]) for subject in SUBJECTS]
