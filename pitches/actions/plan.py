"""What a group does with its plan, and what the trainer does with the pitches.

Locks are taken from pitch to section, never the other way round.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.models import Cohort, Enrolment, Group, Stage
from lib import text
from lib.refusal import Refused, check
from notifications.models import Kind
from notifications.notify import notify
from pitches import slides_text
from pitches.models import (
    BudgetRow,
    HandIn,
    Pitch,
    PitchState,
    Section,
    SectionKind,
    SectionVersion,
    Slide,
    SlidePdf,
    Tip,
    TipState,
)
from pitches.models.sections import MAX_SECTION, More
from pitches.telling_plans import tell_group


class Stale(Refused):
    """Somebody saved meanwhile; nothing was changed, and the caller shows both texts."""


@transaction.atomic
def open_plan(*, group: Group, by: Enrolment) -> Pitch:
    """Return the plan of a group, with all its sections; made at the first visit."""
    pitch: Pitch = Pitch.objects.get_or_create(group=group)[0]
    if pitch.sections.count() < len(SectionKind):
        Section.objects.bulk_create(
            [Section(pitch=pitch, kind=kind) for kind in SectionKind.values], ignore_conflicts=True
        )
    return pitch


@transaction.atomic
def begin(*, group: Group, title: str, text: str, by: Enrolment) -> Pitch:
    """Put the words of an idea in a plan that does not have any; the writing itself still has to begin."""
    pitch = _lock(open_plan(group=group, by=by))
    if pitch.edit_refusal(by=by):
        return pitch
    if not pitch.title:
        pitch.title, pitch.version = title, pitch.version + 1
        pitch.save(update_fields=["title", "version"])
    section = pitch.sections.select_for_update(no_key=True).get(kind=SectionKind.IDEA)
    if not section.version:
        _write(section, text, by, section.more)
        section.save()
    return pitch


@transaction.atomic
def name_pitch(*, pitch: Pitch, title: str, summary: str, version: int, by: Enrolment) -> Pitch:
    """Give the idea a title and one sentence. Raises Stale when the form shows an older version."""
    locked = _lock(pitch)
    check(locked.edit_refusal(by=by))
    if (title, summary) != (locked.title, locked.summary):
        _check_version(locked.version, version)
        locked.title, locked.summary, locked.version = title, summary, version + 1
        locked.save(update_fields=["title", "summary", "version"])
        by.cohort.reach(Stage.PLAN)
    return locked


@transaction.atomic
def save_section(
    *, section: Section, source: str, version: int, by: Enrolment, more: More | None = None
) -> Section:
    """Save what a section says, and the rows or Dingen beside it; without `more` those stay as they are.

    Raises Stale when it was written over an older version.
    """
    check(text.refusal(source, limit=MAX_SECTION))
    if section.kind == SectionKind.SLIDES:
        check(slides_text.refusal(source))
    check(_lock(section.pitch).edit_refusal(by=by))
    locked: Section = Section.objects.select_for_update(no_key=True).get(pk=section.pk)
    if locked.busy_by_id == by.pk:
        locked.busy_by = locked.busy_since = None
    more = locked.more if more is None else more
    if (source, more) != (locked.source, locked.more):
        _check_version(locked.version, version)
        _write(locked, source, by, more)
        by.cohort.reach(Stage.PLAN)
    locked.save(
        update_fields=["source", "html", "version", "edited_by", "edited_at", "busy_by", "busy_since"]
    )
    return locked


@transaction.atomic
def hand_in(*, pitch: Pitch, by: Enrolment) -> Pitch:
    """Hand in the plan as the group's pitch and tell the trainers; a second time changes nothing."""
    locked = _lock(pitch)
    if locked.is_handed_in and locked.has_member(by):
        return locked
    check(locked.hand_in_refusal(by=by))
    last = Pitch.objects.of(by.cohort).handed_in().aggregate(last=Max("position"))["last"]
    locked.state, locked.handed_in_at = PitchState.HANDED_IN, timezone.now()
    locked.position, locked.version = (last or 0) + 1, locked.version + 1
    locked.save(update_fields=["state", "handed_in_at", "position", "version"])
    by.cohort.reach(Stage.PITCH)
    notify(
        [trainer.user for trainer in by.cohort.enrolments.trainers().by_name()],
        Kind.PITCH_HANDED_IN,
        about=f"pitch:{locked.pk}:{locked.version}",
        path=locked.get_absolute_url(),
        group=locked.group.name,
        pitch=locked.title,
        team=by.cohort.name,
    )
    tell_group(locked, "handed_in", by=by, about=f"handed_in:{locked.version}")
    return locked


@transaction.atomic
def reopen(*, pitch: Pitch, by: Enrolment) -> Pitch:
    """Let a group write again, as long as no vote has been opened."""
    # The vote takes the same lock on the team before it puts the pitches on paper.
    Cohort.objects.select_for_update(no_key=True).get(pk=by.cohort_id)
    locked = _lock(pitch)
    check(locked.reopen_refusal(by=by))
    if locked.is_handed_in:
        locked.state, locked.handed_in_at, locked.position = PitchState.PLAN, None, None
        locked.version += 1
        # Who opens a plan after the moment lets it be handed in after the moment.
        over = HandIn.objects.filter(cohort=by.cohort_id, until__lt=timezone.now()).exists()
        locked.late_ok = locked.late_ok or over
        locked.save(update_fields=["state", "handed_in_at", "position", "version", "late_ok"])
        tell_group(locked, "reopened", by=by, about=f"reopened:{locked.version}")
    return locked


@transaction.atomic
def place(*, pitch: Pitch, at: int, by: Enrolment) -> Pitch:
    """Put a pitch at a place (from 1) in the order of the closing meeting; a second time changes nothing."""
    check(pitch.place_refusal(by=by))
    order = list(Pitch.objects.of(by.cohort).handed_in().select_for_update(no_key=True, of=("self",)))
    if pitch not in order:
        raise Refused(gettext("This pitch has not been handed in."))
    moved = order.pop(order.index(pitch))
    order.insert(min(max(at, 1), len(order) + 1) - 1, moved)
    for number, row in enumerate(order, 1):
        row.position = number
    Pitch.objects.bulk_update(order, ["position"])
    return moved


@transaction.atomic
def answer_tip(*, tip: Tip, state: TipState, because: str, by: Enrolment) -> Tip:
    """Say what the group does with a tip: adopted, or not because of something."""
    check(tip.pitch.tip_refusal(by=by))
    if state == TipState.NOT_ADOPTED and not because:
        raise Refused(gettext("Say why you do not adopt this tip."))
    tip.state, tip.because = state, because
    tip.save(update_fields=["state", "because"])
    return tip


def _lock(pitch: Pitch) -> Pitch:
    locked: Pitch = (
        Pitch.objects.select_related("group__cohort")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=pitch.pk)
    )
    return locked


def _check_version(now: int, seen: int) -> None:
    if now != seen:
        raise Stale(gettext("Somebody saved a newer version while you were writing. Nothing was lost."))


def _write(section: Section, source: str, by: Enrolment, more: More) -> None:
    section.source, section.version = source, section.version + 1
    section.edited_by, section.edited_at = by, timezone.now()
    if section.kind == SectionKind.SLIDES:
        _cut_slides(section.pitch, source)
    else:
        section.html = text.render(source, limit=MAX_SECTION)
    if section.unit:
        section.rows.all().delete()
        BudgetRow.objects.bulk_create(
            BudgetRow(
                section=section, unit=section.unit, position=place,
                what=what, amount=amount, rhythm=rhythm, note=note,
            )
            for place, (what, amount, rhythm, note) in enumerate(more.get("rows", []), 1)
        )  # fmt: skip
    elif section.kind == SectionKind.DINGEN:
        section.dingen.set([pk for pk, _title in more.get("dingen", [])])
    SectionVersion.objects.create(
        section=section, number=section.version, source=source, more=more, edited_by=by
    )


def _cut_slides(pitch: Pitch, source: str) -> None:
    parts = slides_text.split(source)
    pitch.slides.all().delete()
    Slide.objects.bulk_create(
        Slide(
            pitch=pitch,
            number=number,
            html=text.render(part.text, limit=MAX_SECTION),
            notes=part.notes,
        )
        for number, part in enumerate(parts, 1)
    )
    if not SlidePdf.objects.filter(pitch=pitch).exists():
        Pitch.objects.filter(pk=pitch.pk).update(slide_count=len(parts))
