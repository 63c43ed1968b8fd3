"""Whose turn it is: the one thing that waits for somebody in a team.

Every rule looks at the facts and gives a turn or nothing; the first turn of the role's list wins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.template.defaultfilters import date as day_of
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from cohorts.models import Role, Stage, Step
from cohorts.setup_steps import url_of
from home.board import opens
from home.facts import Facts
from pitches.models import BallotState, SectionKind

SOON = timedelta(days=7)  # before the closing meeting the trainer prepares it


@dataclass(frozen=True)
class Turn:
    """The words of the card; calm when nothing waits."""

    title: str
    text: str = ""
    url: str = ""
    label: str = ""
    eyebrow: str = ""
    calm: bool = False
    ding_id: int = 0  # the tile that it is about


type Rule = Callable[[Facts], Turn | None]


def turn(facts: Facts) -> Turn:
    """Return what waits for this person; a calm word when nothing does."""
    rules = RULES[Role(facts.enrolment.role)]
    found = (rule(facts) for rule in rules)
    return next((one for one in found if one), None) or nothing_waits(facts)


def page(facts: Facts, name: str, **values: object) -> str:
    return reverse(name, kwargs={"team": facts.cohort.slug, **values})


# --- Everybody ----------------------------------------------------------------------
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


# --- Participant --------------------------------------------------------------------
def away_for_a_while(facts: Facts) -> Turn | None:
    if not facts.enrolment.is_paused or facts.cohort.is_closed:
        return None
    until = facts.enrolment.paused_until
    return Turn(
        _("You are away for a while"),
        _("Until %(day)s nothing waits for you.") % {"day": day_of(until, "j F")}
        if until
        else _("Nothing waits for you."),
        page(facts, "cohorts:pause"),
        _("I am back, or another day"),
        eyebrow=_("Take your time"),
        calm=True,
    )


def set_aside(facts: Facts) -> Turn | None:
    """When nothing else is left, what was set aside is there; without a word of blame."""
    aside = facts.musts_aside
    if not aside or not facts.is_learning:
        return None
    first = aside[0]
    return Turn(
        ngettext("You set one must-do aside", "You set %(n)d must-do's aside", len(aside))
        % {"n": len(aside)},
        _("Do you like to take one up again? Ding %(number)d, %(ding)s, for example.")
        % {"number": first.number, "ding": first.ding},
        page(facts, "home:lesson_detail", slug=first.ding.slug),
        _("Look at Ding %(number)d") % {"number": first.number},
        eyebrow=_("If you like"),
    )


def question_to_answer(facts: Facts) -> Turn | None:
    asked = facts.waiting.questions
    if not facts.is_helper or not asked or not facts.cohort.is_running:
        return None
    return Turn(
        ngettext("A colleague asks something", "Colleagues ask something: %(n)d questions", asked)
        % {"n": asked},
        _("You are a helper. One sentence can be enough to get somebody going again."),
        page(facts, "forum:help_desk"),
        _("Look at the questions"),
    )


def ding_to_go_on_with(facts: Facts) -> Turn | None:
    progress = facts.busy
    if not progress or not facts.is_learning:
        return None
    number = facts.number(progress.ding_id)
    name = f"Ding {number} · {progress.ding}" if number else str(progress.ding)
    return Turn(
        name,
        step_text(facts, progress.ding_id),
        page(facts, "home:lesson_detail", slug=progress.ding.slug),
        _("Go on with Ding %(number)d") % {"number": number} if number else _("Go on"),
        eyebrow=_("On from where you were"),
        ding_id=progress.ding_id,
    )


def step_text(facts: Facts, ding_id: int) -> str:
    """ "Step 3 of 5: ... About 20 minutes to go." """
    steps, left = facts.steps_to_do(ding_id), facts.steps_left(ding_id)
    if not left:
        if facts.cohort.is_alone:
            return _("All steps are done. Write down what you found, or call this Ding finished.")
        return _("All steps are done. Tell your team what you found, or call this Ding finished.")
    return _("Step %(number)d of %(total)d: %(title)s. This step takes about %(minutes)d minutes.") % {
        "number": steps.index(left[0]) + 1,
        "total": len(steps),
        "title": left[0].title.rstrip("."),
        "minutes": left[0].minutes,
    }


def must_to_begin(facts: Facts) -> Turn | None:
    item = facts.next_must
    if not item or not facts.is_learning:
        return None
    left = len(facts.musts) - facts.musts_done
    text = ngettext(
        "This is the last must-do. It takes about %(minutes)d minutes, in pieces if you like.",
        "%(left)d must-do's to go. This one takes about %(minutes)d minutes, in pieces if you like.",
        left,
    ) % {"left": left, "minutes": item.ding.minutes_doen}
    return Turn(
        f"Ding {item.number} · {item.ding}",
        text,
        page(facts, "home:lesson_detail", slug=item.ding.slug),
        _("Begin with Ding %(number)d") % {"number": item.number},
        ding_id=item.ding_id,
    )


def is_halfway(facts: Facts) -> bool:
    """Halfway the Dingen it is time for ideas and groups."""
    cohort = facts.cohort
    return cohort.today >= cohort.starts_on + (cohort.ends_on - cohort.starts_on) / 2


def idea_to_bring(facts: Facts) -> Turn | None:
    """Between the Dingen and the groups: what could go better here?"""
    stage = facts.cohort.stage
    halfway = stage == Stage.DINGEN and facts.cohort.has_groups and is_halfway(facts)
    ready = stage in {Stage.GROUPS, Stage.PLAN} or halfway
    if not ready or facts.seat or facts.waiting.has_idea or not facts.cohort.is_running:
        return None
    waiting = facts.waiting.ideas
    if facts.waiting.groups and not waiting:  # they made groups without the wall
        return None
    return Turn(
        _("Bring an idea, or join one"),
        ngettext(
            "%(n)d idea stands on the wall. With at most five you work one out.",
            "%(n)d ideas stand on the wall. With at most five you work one out.",
            waiting,
        )
        % {"n": waiting}
        if waiting
        else _("What could go better in your library? The wall is still empty."),
        page(facts, "pitches:idea_list"),
        _("To the ideas"),
    )


def group_to_choose(facts: Facts) -> Turn | None:
    ready = Stage.GROUPS <= facts.cohort.stage < Stage.VOTE and facts.cohort.is_running
    if not ready or facts.seat:
        return None
    return Turn(
        _("Choose a group"),
        _("With at most five people you make a plan for one idea."),
        page(facts, "cohorts:group_list"),
        _("Look at the groups"),
    )


def plan_to_write(facts: Facts) -> Turn | None:
    """The next empty part of the group's plan, or handing in when all is written."""
    seat = facts.seat
    writing = facts.cohort.stage in {Stage.GROUPS, Stage.PLAN, Stage.PITCH}
    if not seat or not writing or not facts.cohort.is_running:
        return None
    plan = page(facts, "pitches:plan_detail", group_id=seat.group_id)
    kind = facts.waiting.empty_section
    if not facts.pitch:
        return Turn(
            _("Begin the plan of your group"),
            _("Ten short questions lead you through it."),
            plan,
            _("To the plan"),
        )
    if facts.pitch.is_handed_in:
        return None
    if kind:
        return Turn(
            _("Write on in your plan: %(part)s") % {"part": SectionKind(kind).label},
            _("Group %(group)s. A few sentences are enough.") % {"group": seat.group},
            page(facts, "pitches:section_edit", group_id=seat.group_id, kind=kind),
            _("Write this part"),
        )
    return Turn(
        _("Your plan is ready to hand in"),
        _("Read it once more together."),
        plan,
        _("To the plan"),
    )


def pulse_to_answer(facts: Facts) -> Turn | None:
    return pulse(facts, facts.waiting.pulse_day)


def pulse(facts: Facts, day: int | None) -> Turn | None:
    if not day:
        return None
    return Turn(
        _("How is the pilot going?"),
        _("Say in one sentence how it is going now."),
        page(facts, "pitches:pulse_answer", day=day),
        _("Answer"),
    )


# --- Trainer ------------------------------------------------------------------------
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


# --- MT -----------------------------------------------------------------------------
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


RULES: dict[Role, list[Rule]] = {
    Role.PARTICIPANT: [
        vote,
        away_for_a_while,
        question_to_answer,
        ding_to_go_on_with,
        must_to_begin,
        idea_to_bring,
        group_to_choose,
        plan_to_write,
        pulse_to_answer,
        set_aside,
    ],
    Role.TRAINER: [
        team_to_set_up,
        ballot_to_lead,
        closing_to_prepare,
        team_pulse,
        question_that_waits,
        groups_to_make,
    ],
    Role.MT: [mt_vote, decision_to_take, dossiers_to_read],
}
