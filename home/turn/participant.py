"""What may wait for a participant."""

from django.template.defaultfilters import date as day_of
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from cohorts.models import Stage
from home.facts import Facts
from home.turn.card import Turn, is_halfway, page, pulse
from pitches.models import SectionKind


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


def closing_today(facts: Facts) -> Turn | None:
    """On the day of the meeting only a plan that was not handed in goes before it."""
    cohort = facts.cohort
    if not cohort.closing_at or not cohort.is_running or cohort.stage >= Stage.NOMINATION:
        return None
    moment = timezone.localtime(cohort.closing_at, cohort.zone)
    if moment.date() != cohort.today:
        return None
    if unfinished := plan_to_write(facts):
        return unfinished
    when = {"time": day_of(moment, "H:i"), "place": cohort.closing_place}
    return Turn(
        _("Today is the closing meeting"),
        (_("At %(time)s, in: %(place)s.") if cohort.closing_place else _("At %(time)s.")) % when
        + " "
        + _("On your phone you follow it, give tips and vote."),
        page(facts, "pitches:closing_phone"),
        _("To the closing meeting"),
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
