"""What may wait for anybody, and the calm words when nothing does."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cohorts.models import Stage
from home.board import opens
from home.facts import Facts
from home.turn.card import Turn, page


def vote(facts: Facts) -> Turn | None:
    """An open vote goes before everything else: people are waiting for each other."""
    if not facts.waiting.may_vote:
        return None
    return Turn(
        _("Cast your vote"),
        _("The vote is open now."),
        page(facts, "pitches:closing_phone"),
        _("To the vote"),
    )


def mt_vote(facts: Facts) -> Turn | None:
    if not facts.waiting.may_vote:
        return None
    return Turn(
        _("Cast your vote"),
        _("The vote of the MT is open now."),
        page(facts, "pitches:mt_ballot"),
        _("To the vote"),
    )


def nothing_waits(facts: Facts) -> Turn:
    if facts.waiting.is_decided:
        return pilot_to_follow(facts)
    if facts.cohort.is_closed:
        return Turn(
            _("This team is closed"),
            _("You can read everything, but not change it."),
            eyebrow=_("Well done"),
            calm=True,
        )
    return Turn(_("Nothing waits for you"), calm_text(facts), eyebrow=_("You are up to date"), calm=True)


def pilot_to_follow(facts: Facts) -> Turn:
    ended = facts.cohort.stage == Stage.OUTCOME
    return Turn(
        _("The pilot has been rounded off") if ended else _("The pilot goes on"),
        _("Read what came of it.") if ended else _("The MT has decided. Read how it is going."),
        page(facts, "pitches:pilot_detail"),
        _("To the pilot"),
        eyebrow=_("You are up to date"),
        calm=True,
    )


def calm_text(facts: Facts) -> str:
    if facts.enrolment.is_mt:
        return _("The team is learning. You get a message when there is something to read or decide.")
    if facts.cohort.is_alone:
        return _("Choose a Ding that you like from the board.")
    if facts.cohort.stage >= Stage.NOMINATION:
        return _("The MT decides now. You get a message when it has.")
    if facts.enrolment.is_trainer:
        return _("Everybody can go on. Have a look at what is new in the forum.")
    if item := next((item for item in facts.musts if opens(facts, item.ding)), None):
        return _("Ding %(number)d opens on %(day)s. You may always read ahead.") % {
            "number": item.number,
            "day": date_format(item.opens_on or facts.cohort.today, "j F"),
        }
    return _("Choose a Ding that you like, or read what your colleagues write in the forum.")
