from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from dingen.actions.answers import propose
from dingen.forms.answers import AnswerForm
from forum.access import topic_of
from forum.actions import claim, release, solve, unsolve
from forum.desk import keep_refusal, on_the_desk
from forum.logbook import as_markdown, file_name
from forum.models import Topic
from forum.people import helps
from lib.forms import render_form
from lib.numbers import number as whole_number
from lib.pagination import page
from lib.refusal import Refused, check, says_why


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def help_desk(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The questions of the whole team that wait for an answer, and who writes into silence."""
    if not helps(enrolment):
        raise PermissionDenied
    visible = Topic.objects.visible_to(enrolment).for_a_list()
    asked = page(request, visible.open_questions().waiting_longest_first(), 30)
    unheard = visible.without_reply().waiting_longest_first()[:20]
    questions, silent = on_the_desk(enrolment.cohort, asked, unheard)
    context = {
        "page": asked,
        "asked": questions,
        "silent": silent,
        "write_refusal": enrolment.cohort.write_refusal(),
    }
    return render(request, "forum/help_desk.html", context)


@require_POST
@enrolled()
@says_why
def topic_solve(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """Name the reply that is the answer; without a reply the question is open again."""
    topic = topic_of(enrolment, topic_id)
    number = request.POST.get("post", "")
    if not number:
        return redirect(unsolve(topic=topic, by=enrolment))
    posts = topic.posts.readable_by(enrolment)
    post = get_object_or_404(posts, number=whole_number(number) or 0)
    solve(topic=topic, post=post, by=enrolment, thanks=request.POST.get("thanks", ""))
    messages.success(request, gettext("Solved. Thank you for saying so: it helps who reads this later."))
    return redirect(post)


@require_POST
@enrolled()
@says_why
def topic_claim(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """Take a question on, or leave it to others."""
    topic = topic_of(enrolment, topic_id)
    deed = release if request.POST.get("act") == "release" else claim
    return redirect(deed(topic=topic, by=enrolment))


@enrolled(Role.TRAINER)
@says_why
def answer_keep(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """Offer the answer to a question about a Ding to the editors, in words without names."""
    topic = topic_of(enrolment, topic_id)
    check(keep_refusal(topic, by=enrolment))
    assert topic.ding  # the rule above
    assert topic.solved_by
    initial = {"question": topic.title, "source": topic.solved_by.source}
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        about = f"post:{topic.solved_by.pk}"
        try:
            propose(ding=topic.ding, about=about, by=enrolment.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Thank you! The editors look at it."))
            return redirect(topic)
    asked = topic.posts.readable_by(enrolment).filter(number=1).first()
    return render_form(request, "forum/keep.html", {"form": form, "topic": topic, "asked": asked})


@enrolled(Role.PARTICIPANT, Role.TRAINER)
def logbook(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Everything somebody wrote in this team, over all Dingen, to read back and print."""
    visible = Topic.objects.visible_to(enrolment)
    posts = enrolment.posts.for_the_logbook(visible)
    return render(
        request, "forum/logbook.html", {"page": page(request, posts, 100), "helps": helps(enrolment)}
    )


@never_cache
@require_safe
@enrolled(Role.PARTICIPANT, Role.TRAINER)
def logbook_export(request: Request, enrolment: Enrolment) -> HttpResponse:
    """The whole logbook as one file, for the writer alone."""
    response = StreamingHttpResponse(as_markdown(enrolment), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(enrolment)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]
