"""Who is in the team, and who is invited."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.forms.people import AddressForm, BasePeople, PasteForm, People, RoleForm, preview
from cohorts.letters import letter_path
from cohorts.models import Enrolment, Role
from cohorts.roster import roster
from lib.forms import render_form
from lib.refusal import Refused, says_why


@enrolled()
def member_list(request: Request, enrolment: Enrolment) -> HttpResponse:
    return _show_members(request, enrolment, PasteForm(cohort=enrolment.cohort))


@enrolled(Role.TRAINER)
@says_why
def member_invite(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Take a pasted list or a sheet, show it line by line, and invite what was looked over."""
    if request.method != "POST":
        return redirect(enrolment.cohort.members_url)
    if "form-TOTAL_FORMS" in request.POST:
        return _looked_over(request, enrolment)
    form = PasteForm(request.POST, request.FILES, cohort=enrolment.cohort)
    if not form.is_valid():
        return _show_members(request, enrolment, form)
    role = form.cleaned_data["role"]
    return _show_lines(request, enrolment, form, preview(enrolment.cohort, form.lines, role))


def _looked_over(request: Request, enrolment: Enrolment) -> HttpResponse:
    form = RoleForm(request.POST, cohort=enrolment.cohort)
    people = People(request.POST, cohort=enrolment.cohort)
    if not form.is_valid():
        raise BadRequest("No such role.")
    if not people.is_valid():
        return _show_lines(request, enrolment, form, people, status=422)
    return once(request, lambda: _invite(request, enrolment, people.people(), form.cleaned_data["role"]))


def _show_lines(
    request: Request, enrolment: Enrolment, form: RoleForm, people: BasePeople, status: int = 200
) -> HttpResponse:
    people.recognise()
    return render(request, "cohorts/member_invite.html", {"form": form, "people": people}, status=status)


def _invite(request: Request, enrolment: Enrolment, people: list[actions.Person], role: str) -> str:
    cohort = enrolment.cohort
    count = actions.invite(cohort=cohort, people=people, role=role, by=enrolment)
    if cohort.is_draft:
        said = ngettext("%(n)s person is on the list.", "%(n)s people are on the list.", count)
    else:
        said = ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", count)
    messages.success(request, said % {"n": count})
    return cohort.start_url if cohort.is_draft else cohort.members_url


def _show_members(request: Request, enrolment: Enrolment, form: RoleForm) -> HttpResponse:
    cohort = enrolment.cohort
    context: dict[str, object] = {"cohort": cohort, "roster": roster(request, enrolment)}
    if enrolment.is_trainer:
        context |= {"form": form, "withdrawn": cohort.invitations.withdrawn().by_name()}
    return render(request, "cohorts/member_list.html", context, status=422 if form.errors else 200)


@enrolled(Role.TRAINER)
@require_POST
@says_why
def invitation_resend(request: Request, enrolment: Enrolment, letter_id: int) -> HttpResponse:
    letter = get_object_or_404(enrolment.cohort.invitations, pk=letter_id)
    actions.resend(place=letter, by=enrolment)
    messages.success(request, _("The invitation is on its way again."))
    return redirect(enrolment.cohort.members_url)


@enrolled(Role.TRAINER)
@require_POST
@says_why
def invitation_withdraw(request: Request, enrolment: Enrolment, letter_id: int) -> HttpResponse:
    letter = get_object_or_404(enrolment.cohort.invitations, pk=letter_id)
    actions.withdraw(place=letter, by=enrolment)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect(enrolment.cohort.members_url)


@enrolled(Role.TRAINER)
@require_POST
@never_cache
@says_why
def invitation_link(request: Request, enrolment: Enrolment, letter_id: int) -> HttpResponse:
    """Make a new link for the trainer to pass on, and show it this once: it is stored nowhere."""
    letter = get_object_or_404(enrolment.cohort.invitations.with_people(), pk=letter_id)
    token = actions.fresh_link(place=letter, by=enrolment)
    letter.invitation.refresh_from_db(fields=["expires_at"])
    address = request.build_absolute_uri(letter_path(token))
    context = {"cohort": enrolment.cohort, "letter": letter, "address": address}
    return render(request, "cohorts/invitation_link.html", context)


@enrolled(Role.TRAINER)
@says_why
def invitation_address(request: Request, enrolment: Enrolment, letter_id: int) -> HttpResponse:
    """Correct the address of somebody who did not answer yet."""
    letters = enrolment.cohort.invitations.open().with_people()
    letter = get_object_or_404(letters, pk=letter_id)
    form = AddressForm(request.POST or None, initial={"email": letter.invitation.user.email})
    if form.is_valid():
        try:
            actions.correct_address(place=letter, email=form.cleaned_data["email"], by=enrolment)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("The address is changed. The old invitation does not work any more."))
            return redirect(enrolment.cohort.members_url)
    context = {"cohort": enrolment.cohort, "letter": letter, "form": form}
    return render_form(request, "cohorts/invitation_address.html", context)


@enrolled(Role.TRAINER)
@says_why
def member_remove(request: Request, enrolment: Enrolment, member_id: int) -> HttpResponse:
    cohort = enrolment.cohort
    member = get_object_or_404(cohort.enrolments.present().select_related("user"), pk=member_id)
    if request.method == "POST":
        actions.remove_member(enrolment=member, by=enrolment)
        messages.success(request, _("%(name)s is no longer in the team.") % {"name": member})
        return redirect(cohort.members_url)
    return render(request, "cohorts/member_remove.html", {"cohort": cohort, "member": member})
