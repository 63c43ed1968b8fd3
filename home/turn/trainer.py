"""What may wait for a trainer."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from cohorts.models import Step
from cohorts.setup_steps import url_of
from home.facts import Facts
from home.turn.card import Turn, is_halfway, page, pulse
from pitches.models import BallotState

SOON = timedelta(days=7)  # before the closing meeting the trainer prepares it


def team_to_set_up(facts: Facts) -> Turn | None:
    """Go on with the set-up where it was left."""
    cohort = facts.cohort
    if not cohort.is_draft:
        return None
    step = cohort.next_step
    return Turn(
        _("Go on setting up this team"),
        _("Step %(number)d of %(total)d: %(step)s. Nobody gets mail before you start the team.")
        % {"number": step, "total": Step.START, "step": str(step.label).lower()},
        url_of(cohort, step),
        _("Go on"),
        eyebrow=_("This team is being set up"),
    )


def question_that_waits(facts: Facts) -> Turn | None:
    waiting = facts.waiting.late
    if not waiting or not facts.cohort.is_running:
        return None
    return Turn(
        ngettext(
            "A question waits for you",
            "%(n)d questions wait for you",
            waiting,
        )
        % {"n": waiting},
        _("Answer it yourself, or ask a helper."),
        page(facts, "forum:help_desk"),
        _("Look at the questions"),
    )


def ballot_to_lead(facts: Facts) -> Turn | None:
    match facts.waiting.ballot_state:
        case BallotState.OPEN:
            title, text = _("The vote is open"), _("Close it when everybody has voted.")
        case BallotState.CLOSED:
            title, text = _("The vote is closed"), _("Show the result when you are all ready for it.")
        case _other if facts.waiting.is_tied:
            title, text = _("It is a tie"), _("Open the run-off between the equals.")
        case _other:
            return None
    return Turn(title, text, page(facts, "pitches:closing_control"), _("To the closing meeting"))


def closing_to_prepare(facts: Facts) -> Turn | None:
    closing = facts.cohort.closing_at
    near = closing is None or closing - timezone.now() < SOON
    if facts.waiting.handed_in < 2 or facts.waiting.ballot_state or not near:
        return None
    return Turn(
        _("Prepare the closing meeting"),
        ngettext("%(n)d pitch was handed in.", "%(n)d pitches were handed in.", facts.waiting.handed_in)
        % {"n": facts.waiting.handed_in},
        page(facts, "pitches:closing_control"),
        _("To the closing meeting"),
    )


def groups_to_make(facts: Facts) -> Turn | None:
    cohort = facts.cohort
    if not cohort.is_running or not cohort.has_groups or facts.waiting.groups or not is_halfway(facts):
        return None
    if ideas := facts.waiting.ideas:
        return Turn(
            _("Make groups of the ideas"),
            ngettext(
                "%(n)d idea stands on the wall. See who joins, and make the groups.",
                "%(n)d ideas stand on the wall. See who joins, and make the groups.",
                ideas,
            )
            % {"n": ideas},
            page(facts, "pitches:idea_list"),
            _("To the ideas"),
        )
    return Turn(
        _("Make groups"),
        _("The team is halfway. In groups of at most five they now work out an idea."),
        page(facts, "cohorts:group_list"),
        _("To the groups"),
    )


def team_pulse(facts: Facts) -> Turn | None:
    return pulse(facts, facts.waiting.team_pulse_day)
