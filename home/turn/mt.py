"""What may wait for a member of the MT."""

from django.utils.translation import gettext as _, ngettext

from cohorts.models import Stage
from home.facts import Facts
from home.turn.card import Turn, page


def decision_to_take(facts: Facts) -> Turn | None:
    if facts.cohort.stage < Stage.NOMINATION or facts.waiting.is_decided or not facts.waiting.handed_in:
        return None
    return Turn(
        _("Take a decision"),
        _("The participants have voted. Which idea gets room, and with what means?"),
        page(facts, "pitches:mt_desk"),
        _("To the dossiers"),
    )


def dossiers_to_read(facts: Facts) -> Turn | None:
    handed_in = facts.waiting.handed_in
    if not handed_in or facts.waiting.is_decided:
        return None
    return Turn(
        ngettext("Read the dossier", "Read the %(n)d dossiers", handed_in) % {"n": handed_in},
        _("Each takes about ten minutes. You decide after the vote of the participants."),
        page(facts, "pitches:pitch_list"),
        _("Read"),
    )
