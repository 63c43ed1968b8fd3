"""The wall of ideas of the demo team, and the groups that come of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cohorts.models import Enrolment
from home.demo import story
from pitches.actions import ideas
from pitches.models import Idea

if TYPE_CHECKING:
    from home.demo.build import Demo


class Told(NamedTuple):
    """An idea on the wall: who brings it, title, text, who back it, what is said of it."""

    who: str
    title: str
    text: str
    backers: list[str]
    comments: list[tuple[str, str]]


# How the ideas of the four groups began, by the name of the group.
BEGUN = {
    "Screencasts": Told(
        "Anja", "Uitlegfilmpjes bij vragen van de balie",
        "Elke week leg ik tien keer uit hoe je een e-book leent. Als we dat één keer opnemen, kan een klant "
        "thuis nog eens kijken.",
        ["Chantal", "Mira", "Gijs", "Karin", "Petra"],
        [("Karin", "Met ondertiteling graag: aan de balie staat het geluid uit."),
         ("Anja", "Goed punt, die nemen we mee.")],
    ),
    "Livestream": Told(
        "Fatima", "Lezingen ook voor wie thuis zit",
        "Onze lezingen zitten vol, en mantelzorgers kunnen ’s avonds niet weg. Zullen we ze uitzenden?",
        ["Hanneke", "Joost", "Nadia"],
        [("Gijs", "Ik heb nog een statief. De verbinding in de zaal is wel iets om eerst te testen.")],
    ),
    "Digitaal klantcontact": Told(
        "Mira", "Laat klanten ons appen",
        "Voor een korte vraag bel je niet. Een appje stuur je wel. Wie telefoondienst heeft, kan "
        "die berichten ook beantwoorden.",
        ["Ilse", "Joost", "Karin", "Anja", "Els", "Nadia", "Olaf"],
        [("Ilse", "Dan wel met afspraken: hoe snel antwoorden we, en wat vragen we nooit?"),
         ("Joost", "Ik zoek uit wat er mag met persoonsgegevens.")],
    ),
    "Foto-activiteit": Told(
        "Nadia", "Fotowandeling met bewoners",
        "Bewoners laten hun straat zien, wij laten de oude foto’s uit de collectie zien. Samen wordt dat een "
        "tentoonstelling in de hal.",
        ["Leo", "Petra", "Chantal", "Bram"],
        [("Leo", "Ik loop mee. En ik weet nog een mooie route langs de oude fabrieken.")],
    ),
}  # fmt: skip
# What stays on the wall for a next time.
FREE = [
    Told(
        "Hanneke", "Een boekentip die je kunt scannen",
        "Bij de kast met nieuwe boeken hangt een QR-code. Daarachter vertelt een collega in een halve "
        "minuut waarom je dit moet lezen.",
        ["Anja", "Petra", "Ilse"],
        [("Petra", "Leuk voor de Kinderboekenweek!")],
    ),
    Told(
        "Bram", "Stille uren duidelijk maken",
        "Klanten vragen vaak wanneer het rustig is. Zet de drukte per uur op de website, dan kies je zelf.",
        ["Dirk", "Els"], [],
    ),
    Told(
        "Els", "Elke vrijdag een oefenkwartier",
        "Een kwartier voor openingstijd met z’n allen één ding proberen uit de Dingen. Zo blijft het leven "
        "als het programma voorbij is.",
        ["Mira", "Fatima", "Gijs", "Leo", "Olaf"],
        [("Tineke", "Dit kan ook zonder groep: zullen we het gewoon gaan doen?")],
    ),
]  # fmt: skip
WAITING = "Foto-activiteit"  # half-way, this idea has people but no group yet


def fill_the_wall(demo: Demo) -> None:
    """Put the ideas on the wall, let people join, and make groups of all but one; later of that one too."""
    people = demo.people | {"Tineke": demo.trainer}
    made = {name: _put(demo, told, people, 12) for name, told in BEGUN.items()}
    for told in FREE:
        _put(demo, told, people, 9)
    for told_group in story.GROUPS:
        idea = made[told_group.name]
        members = [people[someone.name.split()[0]] for someone in told_group.people]
        for member in members:  # the first one becomes the helper
            ideas.join(idea=idea, by=member)
        if told_group.name != WAITING or demo.reached("plan"):
            ideas.make_group(idea=idea, name=told_group.name, helper=members[0], by=demo.trainer)


def _put(demo: Demo, told: Told, people: dict[str, Enrolment], days: int) -> Idea:
    idea = ideas.add(cohort=demo.cohort, title=told.title, text=told.text, by=people[told.who])
    for name in told.backers:
        if name != told.who:
            ideas.support(idea=idea, on=True, by=people[name])
    for who, text in told.comments:
        ideas.comment(idea=idea, text=text, by=people[who])
    at = demo.now - timedelta(days=days)
    Idea.objects.filter(pk=idea.pk).update(created_at=at)
    idea.comments.update(created_at=at + timedelta(days=1))
    return idea
