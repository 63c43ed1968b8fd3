"""The card that says how the vote goes: everybody reads it, a trainer writes it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from lib.forms import render_form
from lib.refusal import Refused
from pitches.actions.ballot import agree
from pitches.forms.closing import card_form
from pitches.models import Electorate


@enrolled()
def agreement_edit(
    request: Request, enrolment: Enrolment, electorate: str = Electorate.PARTICIPANTS
) -> HttpResponse:
    """Show the card; a trainer changes it here until the vote opens. Too late answers 409."""
    form = card_form(enrolment.cohort, electorate, request.POST or None)
    card = form.instance
    context = {"form": form, "card": card, "refusal": card.edit_refusal(by=enrolment)}
    if request.method == "POST" and not enrolment.is_trainer:
        raise PermissionDenied
    if not form.is_valid():
        return render_form(request, "pitches/agreement.html", context)
    try:
        agree(cohort=enrolment.cohort, electorate=electorate, terms=form.cleaned_data, by=enrolment)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "pitches/agreement.html", context, status=409)
    messages.success(request, _("Saved. Everybody in the team can read the agreement here."))
    return redirect(request.path)
