"""The showcase: for the people of a library all of it, for everybody what group and MT agreed on."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from accounts.http import Request as SignedIn
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from lib.access import public, signed_in
from lib.pagination import page
from lib.refusal import Refused
from pitches.actions.showcase import consent
from pitches.models import Pitch, Showcase
from pitches.models.showcase import shown_to

REASON = "the group and the MT both said yes to everybody reading this; no names of people are on it"
FRESH = 300  # seconds that others may keep a public page


@signed_in
def showcase(request: SignedIn) -> HttpResponse:
    """Show the ideas of all teams of my libraries, and what came of them."""
    return render(request, "pitches/showcase.html", {"page": page(request, shown_to(request.user), 20)})


@public(REASON)
def showcase_public(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show what everybody may read of one library; nothing to read is no page, as if it did not exist."""
    found = Showcase.objects.visible_to_all(organisation)
    if not found.exists():
        raise Http404
    ideas = page(request, found, 20)
    library = ideas.object_list[0].pitch.group.cohort.organisation
    return _for_all(request, "pitches/showcase_public.html", {"page": ideas, "library": library})


@public(REASON)
def showcase_idea(request: HttpRequest, organisation: str, pitch_id: int) -> HttpResponse:
    """Show one idea and what came of it."""
    one = get_object_or_404(Showcase.objects.visible_to_all(organisation), pitch__pk=pitch_id)
    return _for_all(request, "pitches/showcase_idea.html", {"one": one, "pitch": one.pitch})


def _for_all(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    answer = render(request, template, context)
    if not request.user.is_authenticated:
        patch_cache_control(answer, public=True, max_age=FRESH)
    return answer


@enrolled()
def showcase_consent(request: Request, enrolment: Enrolment, pitch_id: int) -> HttpResponse:
    """Say yes or no for the group or the MT; everybody in the team sees who said what."""
    pitch = get_object_or_404(Pitch.objects.visible_to(enrolment).handed_in().with_people(), pk=pitch_id)
    if request.method == "POST":
        if request.POST.get("act") not in {"yes", "no"}:
            raise BadRequest("Not a button of ours.")
        try:
            consent(pitch=pitch, yes=request.POST["act"] == "yes", by=enrolment)
            messages.success(request, _("Saved."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("pitches:showcase_consent", team=enrolment.cohort.slug, pitch_id=pitch.pk)
    context = {
        "pitch": pitch,
        "showcase": Showcase.of(pitch),
        "side": Showcase.side_of(pitch, enrolment),
        "refusal": Showcase.consent_refusal(pitch, by=enrolment),
    }
    return render(request, "pitches/showcase_consent.html", context)
