"""Deeds on the groups of a team."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cohorts.models import SEATS, Cohort, Enrolment, Group, Seat, Stage
from lib.refusal import Refused, check


@transaction.atomic
def create_group(*, cohort: Cohort, name: str, by: Enrolment) -> Group:
    """Make a group; a participant without a group who makes one sits in it at once.

    Raises Refused when the team has a group with this name.
    """
    check(cohort.group_refusal(by=by))
    try:
        with transaction.atomic():
            group = cohort.groups.create(name=name)
    except IntegrityError:
        raise Refused(_("There is already a group with this name. Choose another name.")) from None
    cohort.reach(Stage.GROUPS)
    if not group.seat_refusal(enrolment=by, by=by):
        take_seat(group=group, enrolment=by, by=by)
    return group


@transaction.atomic
def take_seat(*, group: Group, enrolment: Enrolment, by: Enrolment) -> Seat:
    """Give somebody the first free seat. Raises Refused for a sixth, and for who sits elsewhere."""
    group = _lock(group)
    here = group.seats.filter(enrolment=enrolment).first()
    if here:
        return here
    check(group.seat_refusal(enrolment=enrolment, by=by))
    taken = {seat.number for seat in group.seats.all()}
    number = next(number for number in range(1, SEATS + 1) if number not in taken)
    try:
        with transaction.atomic():
            return group.seats.create(enrolment=enrolment, number=number)
    except IntegrityError:  # the same person took a seat in another group meanwhile
        raise Refused(_("You are already in a group. Leave that one first.")) from None


@transaction.atomic
def leave_seat(*, enrolment: Enrolment, by: Enrolment) -> None:
    """Free somebody's seat; the plan of the group stays as it is.

    What they were told of the talk within the group goes from the inbox, the feed and the mail that waits.
    """
    check(enrolment.leave_refusal(by=by))
    for seat in Seat.objects.filter(enrolment=enrolment):
        enrolment.user.notifications.within(seat.group.circle).delete()
        seat.delete()


@transaction.atomic
def make_helper(*, seat: Seat, by: Enrolment) -> Seat:
    """Make this member the one helper of the group."""
    group = _lock(seat.group)
    check(group.helper_refusal(by=by))
    group.seats.filter(helper=True).exclude(pk=seat.pk).update(helper=False)
    seat.helper = True
    seat.save(update_fields=["helper"])
    return seat


def _lock(group: Group) -> Group:
    """Let one person at a time change who sits where in a group."""
    return Group.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=group.pk)
