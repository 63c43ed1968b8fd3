"""The trainer arranges the groups: moves people, fills the rest, renames, joins and removes."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.filling import propose
from cohorts.forms.groups import GroupForm
from cohorts.models import Enrolment, Group, Role, Seat
from lib.forms import render_form
from lib.numbers import number as whole_number
from lib.refusal import Refused, check, says_why


@enrolled(Role.TRAINER)
@says_why
def group_fill(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show who would sit where, and give those seats when the trainer agrees."""
    cohort = enrolment.cohort
    check(cohort.fill_refusal(by=enrolment))
    if request.method == "POST":
        try:
            people = actions.fill_groups(cohort=cohort, seen=request.POST.get("seen", ""), by=enrolment)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("cohorts:group_fill", team=cohort.slug)
        said = ngettext("%(n)s person has a group now.", "%(n)s people have a group now.", people)
        messages.success(request, said % {"n": people})
        return redirect(cohort.groups_url)
    return render(request, "cohorts/group_fill.html", {"cohort": cohort, "proposal": propose(cohort)})


@enrolled(Role.TRAINER)
@require_POST
@says_why
def seat_move(request: Request, enrolment: Enrolment, seat_id: int) -> HttpResponse:
    """Move somebody to the group in `group`, or out of any group."""
    seat = get_object_or_404(Seat.objects.visible_to(enrolment), pk=seat_id)
    if request.POST.get("group") == "none":
        actions.leave_seat(enrolment=seat.enrolment, by=enrolment)
        messages.success(request, _("%(name)s left the group.") % {"name": seat.enrolment})
        return redirect(enrolment.cohort.groups_url)
    group = _group(request, enrolment)
    actions.move_seat(seat=seat, group=group, by=enrolment)
    messages.success(request, _("%(name)s is in %(group)s.") % {"name": seat.enrolment, "group": group})
    return redirect(enrolment.cohort.groups_url)


@enrolled(Role.PARTICIPANT, Role.TRAINER)
@says_why
def group_rename(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    group = get_object_or_404(enrolment.cohort.groups, pk=group_id)
    check(group.rename_refusal(by=enrolment))
    form = GroupForm(request.POST or None, initial={"name": group.name})
    if form.is_valid():
        try:
            actions.rename_group(group=group, name=form.cleaned_data["name"], by=enrolment)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(enrolment.cohort.groups_url)
    context = {"cohort": enrolment.cohort, "group": group, "form": form}
    return render_form(request, "cohorts/group_rename.html", context)


@enrolled(Role.TRAINER)
@require_POST
@says_why
def group_merge(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    group = get_object_or_404(enrolment.cohort.groups, pk=group_id)
    into = actions.merge_groups(group=group, into=_group(request, enrolment), by=enrolment)
    messages.success(request, _("They are together in %(group)s now.") % {"group": into})
    return redirect(enrolment.cohort.groups_url)


@enrolled(Role.TRAINER)
@require_POST
@says_why
def group_remove(request: Request, enrolment: Enrolment, group_id: int) -> HttpResponse:
    group = get_object_or_404(enrolment.cohort.groups, pk=group_id)
    actions.remove_group(group=group, by=enrolment)
    messages.success(request, _("The group is removed."))
    return redirect(enrolment.cohort.groups_url)


def _group(request: Request, enrolment: Enrolment) -> Group:
    """Return the group that was chosen. Raises BadRequest for no number, Http404 for one of another team."""
    chosen = whole_number(request.POST.get("group", ""))
    if chosen is None:
        raise BadRequest("No such group.")
    group: Group = get_object_or_404(enrolment.cohort.groups, pk=chosen)
    return group
