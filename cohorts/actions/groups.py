"""Deeds on the groups of a team."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from cohorts.filling import propose
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
def move_seat(*, seat: Seat, group: Group, by: Enrolment) -> Seat:
    """Move somebody to another group of the team; the plans of both stay. Raises Refused for a full group."""
    first, second = sorted((seat.group_id, group.pk))
    list(Group.objects.select_for_update(of=("self",)).filter(pk__in=(first, second)).order_by("pk"))
    seat = Seat.objects.select_related("enrolment__cohort", "group").get(pk=seat.pk)
    if seat.group_id == group.pk:
        return seat
    check(seat.move_refusal(by=by))
    leave_seat(enrolment=seat.enrolment, by=by)
    return take_seat(group=group, enrolment=seat.enrolment, by=by)


@transaction.atomic
def rename_group(*, group: Group, name: str, by: Enrolment) -> Group:
    """Call a group otherwise. Raises Refused when the team has a group with this name."""
    group = _lock(group)
    check(group.rename_refusal(by=by))
    group.name = name
    try:
        with transaction.atomic():
            group.save(update_fields=["name"])
    except IntegrityError:
        raise Refused(_("There is already a group with this name. Choose another name.")) from None
    return group


@transaction.atomic
def merge_groups(*, group: Group, into: Group, by: Enrolment) -> Group:
    """Move everybody of a group into another. The empty group goes, unless something was written in it.

    Raises Refused when they do not fit together.
    """
    first, second = sorted((group.pk, into.pk))
    list(Group.objects.select_for_update(of=("self",)).filter(pk__in=(first, second)).order_by("pk"))
    group, into = _lock(group), _lock(into)
    check(group.merge_refusal(into=into, by=by))
    for seat in list(group.seats.select_related("enrolment__cohort", "group")):
        move_seat(seat=seat, group=into, by=by)
    _remove_if_unused(group)
    return into


@transaction.atomic
def remove_group(*, group: Group, by: Enrolment) -> None:
    """Take an empty group away. Raises Refused when somebody sits in it, or something was written in it."""
    group = _lock(group)
    check(group.remove_refusal(by=by))
    if not _remove_if_unused(group):
        raise Refused(
            _("This group has a plan or a conversation of its own. It stays, so that nothing is lost.")
        )


@transaction.atomic
def fill_groups(*, cohort: Cohort, seen: str, by: Enrolment) -> int:
    """Give everybody without a group the seat that the trainer saw in the proposal; return how many.

    Raises Refused when somebody moved since, so that the trainer looks again.
    """
    check(cohort.fill_refusal(by=by))
    cohort = Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    list(cohort.groups.select_for_update(of=("self",)).order_by("pk"))
    proposal = propose(cohort)
    if proposal.mark != seen:
        raise Refused(_("Somebody chose a group meanwhile. Look at the new proposal."))
    for table in proposal.changed:
        group = table.group or cohort.groups.create(name=table.name)
        taken = {seat.number for seat in group.seats.all()}
        free = [number for number in range(1, SEATS + 1) if number not in taken]
        Seat.objects.bulk_create(
            Seat(group=group, enrolment=person, number=number)
            for person, number in zip(table.joining, free, strict=False)
        )
    cohort.reach(Stage.GROUPS)
    return proposal.people


def _remove_if_unused(group: Group) -> bool:
    """Remove a group to which nothing else points; tell whether it went."""
    try:
        with transaction.atomic():
            group.delete()
    except (ProtectedError, RestrictedError):
        return False
    return True


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
