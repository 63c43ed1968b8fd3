"""The groups of a team and who sits in them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.forms.groups import GroupForm
from cohorts.models import Enrolment, Role, Seat
from lib.numbers import number as whole_number
from lib.refusal import Refused, says_why


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def group_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    return _show_groups(request, enrolment, GroupForm())


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def group_create(request: Request, enrolment: Enrolment) -> HttpResponse:
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            actions.create_group(cohort=enrolment.cohort, name=form.cleaned_data["name"], by=enrolment)
            return enrolment.cohort.groups_url

        try:
            return once(request, make)
        except Refused as refusal:
            form.add_error("name", str(refusal))
    return _show_groups(request, enrolment, form)


def _show_groups(request: Request, enrolment: Enrolment, form: GroupForm) -> HttpResponse:
    cohort = enrolment.cohort
    groups = list(cohort.groups.with_seats())
    seats = [seat for group in groups for seat in group.seats.all()]
    context = {
        "cohort": cohort,
        "groups": groups,
        "form": form,
        "mine": next((seat for seat in seats if seat.enrolment_id == enrolment.pk), None),
        "without_group": cohort.enrolments.without_group().by_name(),
        "refusal": cohort.group_refusal(by=enrolment),
    }
    return render(request, "cohorts/group_list.html", context, status=422 if form.errors else 200)


@enrolled(Role.PARTICIPANT, Role.TRAINER)
@require_POST
@says_why
def seat_take(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    """Sit down in a group; the trainer gives a seat to the person in `member`."""
    group = get_object_or_404(enrolment.cohort.groups, pk=group_id)
    person = _person(request, enrolment)
    actions.take_seat(group=group, enrolment=person, by=enrolment)
    messages.success(request, _("%(name)s is in %(group)s.") % {"name": person, "group": group})
    return redirect(enrolment.cohort.groups_url)


@enrolled(Role.PARTICIPANT, Role.TRAINER)
@require_POST
@says_why
def seat_leave(request: Request, enrolment: Enrolment) -> HttpResponse:
    person = _person(request, enrolment)
    actions.leave_seat(enrolment=person, by=enrolment)
    messages.success(request, _("%(name)s left the group.") % {"name": person})
    return redirect(enrolment.cohort.groups_url)


@enrolled(Role.PARTICIPANT, Role.TRAINER)
@require_POST
@says_why
def helper_set(request: Request, enrolment: Enrolment, seat_id: int) -> HttpResponse:
    seats = Seat.objects.visible_to(enrolment)
    seat = get_object_or_404(seats, pk=seat_id)
    actions.make_helper(seat=seat, by=enrolment)
    messages.success(request, _("%(name)s is the helper of the group.") % {"name": seat.enrolment})
    return redirect(enrolment.cohort.groups_url)


def _person(request: Request, enrolment: Enrolment) -> Enrolment:
    """Return whom it is about: yourself, or the member that the trainer chose."""
    typed = request.POST.get("member", "")
    if not typed.isdecimal():
        return enrolment
    member = whole_number(typed) or 0
    person: Enrolment = get_object_or_404(enrolment.cohort.enrolments.participants(), pk=member)
    return person
