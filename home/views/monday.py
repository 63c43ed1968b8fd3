from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, NudgeState, Role
from home.forms import NudgeForm
from home.monday import gather
from lib.refusal import Refused


@enrolled(Role.TRAINER)
def monday(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Who can use a kind word this week, with a text to send, change or leave."""
    return show(request, enrolment)


@enrolled(Role.TRAINER)
@require_POST
def nudge_send(request: Request, enrolment: Enrolment, member_id: int) -> HttpResponse:
    """Send one text, or leave somebody in peace this week. What was typed comes back with a reason."""
    people = enrolment.cohort.enrolments.participants().select_related("user")
    person = get_object_or_404(people, pk=member_id)
    act = request.POST.get("act")
    if act not in {"send", "skip"}:
        raise BadRequest("No such deed.")
    form = NudgeForm(request.POST)
    if act == "send" and not form.is_valid():
        return show(request, enrolment, person, form)

    def deed() -> str:
        if act == "skip":
            actions.skip_nudge(enrolment=person, by=enrolment)
            said = _("%(name)s is off the list this week.")
        else:
            made = actions.nudge(enrolment=person, text=form.cleaned_data["text"], by=enrolment)
            waits = made.state == NudgeState.WAITING
            said = (
                _("%(name)s gets your message as soon as the library is at work.")
                if waits
                else _("Your message to %(name)s is on its way.")
            )
        messages.success(request, said % {"name": person.user.first_name})
        return reverse("home:monday", kwargs={"team": enrolment.cohort.slug})

    try:
        return once(request, deed)
    except Refused as refusal:
        form.is_valid()
        form.add_error(None, str(refusal))
        return show(request, enrolment, person, form)


def show(
    request: Request,
    enrolment: Enrolment,
    person: Enrolment | None = None,
    form: forms.Form | None = None,
) -> HttpResponse:
    page = gather(enrolment)
    listed = {one.person.pk for one in [*page.behind, *page.near]}
    context = {
        "cohort": enrolment.cohort,
        "page": page,
        "refused": person,
        "form": form,
        "lost": person is not None and person.pk not in listed,  # off the list meanwhile; the words stay
    }
    return render(request, "home/monday.html", context, status=422 if form else 200)
