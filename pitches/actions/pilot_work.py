"""What the group notes about its pilot: milestones, what it used, news, and tips of others."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.models import Enrolment
from lib import files
from lib.images import CleanPicture
from lib.refusal import Refused, check
from notifications.models import Kind
from notifications.notify import notify
from pitches.models import Milestone, Pilot, PilotPicture, PilotTip, PilotUpdate, Spending


@transaction.atomic
def add_milestone(*, pilot: Pilot, title: str, due_on: date, by: Enrolment) -> Milestone:
    """Note what the group wants to reach. Raises Refused."""
    _hold(pilot)
    check(Milestone.add_refusal(pilot, by=by))
    milestone: Milestone = pilot.milestones.create(title=title, due_on=due_on)
    return milestone


@transaction.atomic
def tick_milestone(*, milestone: Milestone, done: bool, by: Enrolment) -> None:
    """Say that a milestone was reached today, or after all not. Raises Refused."""
    check(milestone.pilot.edit_refusal(by=by))
    milestone.done_on = milestone.pilot.decision.cohort.today if done else None
    milestone.save(update_fields=["done_on"])


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Enrolment) -> None:
    check(milestone.pilot.edit_refusal(by=by))
    milestone.delete()


@transaction.atomic
def book(
    *, pilot: Pilot, what: str, euro: Decimal, hours: Decimal, spent_on: date, by: Enrolment
) -> Spending:
    """Note money or hours that were used of what the MT gave; more than it gave is shown, not refused."""
    check(pilot.edit_refusal(by=by))
    spending: Spending = pilot.spendings.create(
        what=what, euro=euro, hours=hours, spent_on=spent_on, booked_by=by
    )
    return spending


@transaction.atomic
def unbook(*, spending: Spending, by: Enrolment) -> None:
    """Take a mistake out of the list. Raises Refused."""
    check(spending.pilot.edit_refusal(by=by))
    spending.delete()


@transaction.atomic
def post_update(
    *, pilot: Pilot, text: str, pictures: Sequence[tuple[CleanPicture, str]], by: Enrolment
) -> PilotUpdate:
    """Tell news, with pictures that were drawn anew and their descriptions. Raises Refused."""
    _hold(pilot)
    check(pilot.edit_refusal(by=by) or PilotPicture.add_refusal(pilot, len(pictures)))
    if any(not alt for _picture, alt in pictures):
        raise Refused(gettext("Describe the picture for who cannot see it."))
    update: PilotUpdate = pilot.updates.create(author=by, text=text)
    for picture, alt in pictures:
        stored_as = files.store(picture.data, picture.extension)
        update.pictures.create(
            stored_as=stored_as, content_type=picture.content_type, size=len(picture.data), alt=alt
        )
    return update


@transaction.atomic
def remove_update(*, update: PilotUpdate, by: Enrolment) -> None:
    """Take news away with its pictures. Raises Refused."""
    check(update.remove_refusal(by=by))
    stored = list(update.pictures.values_list("stored_as", flat=True))
    update.delete()
    for name in stored:
        transaction.on_commit(partial(files.remove, name))


@transaction.atomic
def give_tip(*, pilot: Pilot, text: str, by: Enrolment) -> PilotTip:
    """Give the group a tip, and tell the group. Raises Refused."""
    check(pilot.tip_refusal(by=by))
    tip: PilotTip = pilot.tips.create(author=by, text=text)
    pitch = pilot.decision.pitch
    notify(
        [seat.enrolment.user for seat in pitch.group.seats.select_related("enrolment__user")],
        Kind.PILOT,
        about=f"pilot_tip:{tip.pk}",
        path=pilot.get_absolute_url(),
        team=pilot.decision.cohort.name,
        pitch=str(pitch),
        news="tip",
        sentence=text,
    )
    return tip


@transaction.atomic
def answer_tip(*, tip: PilotTip, answer: str, by: Enrolment) -> PilotTip:
    """Say what the group does with a tip; it can be said better later. Raises Refused."""
    check(tip.pilot.edit_refusal(by=by))
    tip.answer, tip.answered_at = answer, max(timezone.now(), tip.created_at)
    tip.save(update_fields=["answer", "answered_at"])
    return tip


def _hold(pilot: Pilot) -> None:
    """Let one deed at a time add to a pilot, so that the most stays the most."""
    Pilot.objects.select_for_update(no_key=True).get(pk=pilot.pk)
