"""How I stand and how I grow: for me alone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cohorts import actions
from cohorts.access import Request, enrolled
from cohorts.badges import badges
from cohorts.forms.learning import MeasureForm
from cohorts.measuring import Picture, all_musts_done, moment_of, refusal
from cohorts.models import Enrolment, Moment, Role
from lib.forms import render_form
from lib.refusal import Refused


@enrolled(Role.PARTICIPANT)
def growth(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Show my growth as a picture, the themes that are round, and what I did."""
    picture = Picture.of(enrolment)
    now = moment_of(enrolment, done=all_musts_done(enrolment))
    found = badges(enrolment)
    context = {
        "cohort": enrolment.cohort,
        "picture": picture,
        "moment": Moment.END if picture.has_end else now,
        "refusal": enrolment.learn_refusal(by=enrolment),
        "round": [badge for badge in found if badge.is_round],
        "others": [badge for badge in found if badge.done and not badge.is_round],
        "done": enrolment.progress.finished().select_related("ding").order_by("finished_at", "pk"),
    }
    return render(request, "cohorts/growth.html", context)


@enrolled(Role.PARTICIPANT)
def measure(request: Request, enrolment: Enrolment, moment: str) -> HttpResponse:
    """Say how I stand on five statements, also again as long as the moment lasts."""
    if moment not in Moment:
        raise Http404
    when = Moment(moment)
    mine = enrolment.assessments.filter(moment=when).by_statement()
    form = MeasureForm(request.POST or None, initial=mine)
    reason = refusal(enrolment, when, by=enrolment)
    if form.is_valid() and not reason:
        try:
            actions.assess(enrolment=enrolment, moment=when, scores=form.cleaned_data, by=enrolment)
        except Refused as refused:
            reason = str(refused)
        else:
            messages.success(request, _("Kept. Only you see this."))
            return redirect("cohorts:growth", team=enrolment.cohort.slug)
    context = {"cohort": enrolment.cohort, "form": form, "moment": when, "refusal": reason}
    return render_form(request, "cohorts/measure.html", context)
