"""A text as it will stand in the forum, before it is posted."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext

from cohorts.models import Enrolment
from forum.mentions import named
from forum.models import Audience, Topic
from forum.people import seat_of
from lib import text


@dataclass(frozen=True)
class Preview:
    """The HTML that the post will have, or the reason why there is none.

    files_gone: whether files came along, which the page that comes back has lost.
    """

    html: str
    refusal: str
    files_gone: bool


def asked(request: HttpRequest) -> bool:
    """Tell whether the button for a preview sent this form, without JavaScript."""
    return request.POST.get("act") == "preview"


def preview_of(request: HttpRequest, enrolment: Enrolment, topic: Topic | None = None) -> Preview:
    """Return the text of this form as a post in the topic, or in a new one for the chosen readers."""
    topic = topic or new_topic(enrolment, request.POST.get("audience", ""))
    source = text.clean(request.POST.get("text", "")).strip()
    refusal = text.refusal(source) if source else gettext("Write something first.")
    html = "" if refusal else named(text.render(source), topic)[0]
    return Preview(html, refusal, files_gone=bool(request.FILES))


def new_topic(enrolment: Enrolment, audience: str) -> Topic:
    """Return a topic that is not kept; it only says who would read along."""
    seat = seat_of(enrolment)
    if audience not in Audience or (audience == Audience.GROUP and not seat):
        audience = Audience.TEAM
    group = seat.group if seat and audience == Audience.GROUP else None
    return Topic(cohort=enrolment.cohort, author=enrolment, audience=audience, group=group)
