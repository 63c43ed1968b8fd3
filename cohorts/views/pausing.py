"""I am away for a while, and back again. Nobody asks why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.forms.learning import PauseForm
from cohorts.models import Enrolment, Role
from lib.forms import render_form
from lib.refusal import Refused, says_why


@enrolled(Role.PARTICIPANT)
@says_why
def pause(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Set a pause or its end; `act` is `back` for who is back, and `land` for who goes on as before."""
    match request.POST.get("act"):
        case "back":
            actions.come_back(enrolment=enrolment, by=enrolment)
            messages.success(request, _("Good that you are back."))
            return redirect(enrolment.cohort)
        case "land":
            actions.land(enrolment=enrolment, by=enrolment)
            return redirect(enrolment.cohort)
    form = PauseForm(request.POST or None, initial={"until": enrolment.paused_until})
    if form.is_valid() and saved(form, enrolment):
        messages.success(request, _("Your pause has begun. Nobody gets to hear why."))
        return redirect(enrolment.cohort)
    context = {
        "form": form,
        "cohort": enrolment.cohort,
        "refusal": enrolment.pause_refusal(by=enrolment),
        "paused": enrolment.is_paused,
    }
    return render_form(request, "cohorts/pause.html", context)


def saved(form: PauseForm, enrolment: Enrolment) -> bool:
    try:
        actions.pause(enrolment=enrolment, until=form.cleaned_data["until"], by=enrolment)
    except Refused as refusal:
        form.add_error("until", str(refusal))
        return False
    return True
