"""The plans of the four groups."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from home.demo import budgets, story
from pitches.actions import deadline, plan
from pitches.models import Pitch, SectionKind

if TYPE_CHECKING:
    from home.demo.build import Demo

HALF = {SectionKind.PROBLEM, SectionKind.FOR_WHOM, SectionKind.IDEA, SectionKind.DINGEN}


def write_plans(demo: Demo) -> None:
    """Write every plan; while the groups are still at it, two are half-way."""
    for told in story.GROUPS:
        group = demo.cohort.groups.get(name=told.name)
        group.cohort = demo.cohort
        writer = demo.people[told.people[0].name.split()[0]]
        pitch = plan.open_plan(group=group, by=writer)
        pitch = plan.name_pitch(
            pitch=pitch, title=told.title, summary=told.summary, version=pitch.version, by=writer
        )
        half = demo.stage == "plan" and told.name in {"Livestream", "Foto-activiteit"}
        for section in pitch.sections.all():
            if not half or section.kind in HALF:
                plan.save_section(
                    section=section,
                    source=told.plan.get(section.kind) or budgets.SLIDES[told.name],
                    version=section.version,
                    more=budgets.beside(section, told.name),
                    by=writer,
                )
        if demo.stage == "plan" and told.name == story.WINNER:
            plan.hand_in(pitch=Pitch.objects.get(pk=pitch.pk), by=writer)
    meeting = demo.cohort.closing_at
    if demo.stage == "plan" and meeting:
        deadline.set_deadline(cohort=demo.cohort, until=meeting - timedelta(days=4), by=demo.trainer)


def hand_in_all(demo: Demo) -> None:
    for pitch in Pitch.objects.filter(group__cohort=demo.cohort):
        writer = pitch.group.seats.order_by("number")[0].enrolment
        plan.hand_in(pitch=pitch, by=writer)
