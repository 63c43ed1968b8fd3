"""Making a team like an earlier one."""

from datetime import date

from django.db import transaction

from accounts.models import User
from cohorts.copying import likeness
from cohorts.models import Cohort, Enrolment, JoinLink, Role
from cohorts.naming import save_new
from lib.refusal import check


@transaction.atomic
def copy_cohort(*, source: Enrolment, name: str, starts_on: date, by: User) -> Cohort:
    """Make a draft with the plan, the rhythm and the meetings of this team; the maker becomes its trainer.

    People, progress and all that was said or decided stay behind. Raises Refused for who may not.
    """
    check(source.copy_refusal(by=by))
    new = likeness(source.cohort, name=name, starts_on=starts_on)
    cohort = new.cohort
    cohort.created_by = by
    cohort.full_clean(exclude=["slug"])
    save_new(cohort)
    cohort.enrolments.create(user=by, role=Role.TRAINER)
    for item in new.items:
        item.cohort = cohort
    for meeting in new.meetings:
        meeting.cohort = cohort
    cohort.plan.bulk_create(new.items)
    cohort.meetings.bulk_create(new.meetings)
    JoinLink.give(cohort)
    return cohort
