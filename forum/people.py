"""What somebody's seat means in the forum."""

from cohorts.models import Enrolment, Seat


def seat_of(enrolment: Enrolment) -> Seat | None:
    """Return the seat in a group, asked for once; None for who has none."""
    return getattr(enrolment, "seat", None)


def is_helper(enrolment: Enrolment) -> bool:
    """Tell whether this person is the helper of a group, and still takes part."""
    seat = seat_of(enrolment)
    return seat is not None and seat.helper and enrolment.is_participant and not enrolment.left_at


def helps(enrolment: Enrolment) -> bool:
    """Tell whether questions of the team wait for this person: a helper or the trainer."""
    return enrolment.is_trainer or is_helper(enrolment)
