from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.once import once
from cohorts.access import Request, enrolled
from cohorts.models import Enrolment, Role
from forum.access import post_of, topic_of
from forum.actions import restore, withdraw
from forum.forms import DraftForm, DropForm, EditForm, ReplyForm
from forum.models import Attachment, Draft, Post, Reaction, StaleDraft, Thanks
from forum.pages import Shown, conversation
from forum.preview import asked, preview_of
from lib import files
from lib.forms import render_form
from lib.refusal import Refused, check, says_why


@enrolled()
def post_create(request: Request, enrolment: Enrolment, topic_id: int) -> HttpResponse:
    """Reply. Who had to log in first arrives with GET, and finds the draft at the reply form."""
    topic = topic_of(enrolment, topic_id)
    if request.method != "POST":
        return redirect(f"{topic.get_absolute_url()}?pagina=laatste#reageer")
    form = ReplyForm(request.POST, request.FILES, enrolment=enrolment, place=f"topic:{topic.pk}")
    previewing = asked(request)
    if form.is_valid() and not previewing:
        try:
            # Who sends it twice finds the end of the conversation, where the reply stands.
            return once(request, lambda: form.save(topic), again=f"{topic.get_absolute_url()}?pagina=laatste")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = conversation(topic, enrolment, "laatste") | {"form": form}
    context["preview"] = preview_of(request, enrolment, topic) if previewing else None
    return render_form(request, "forum/topic_detail.html", context)


@enrolled()
def post_edit(request: Request, enrolment: Enrolment, topic_id: int, number: int) -> HttpResponse:
    """Change one's own words; who may not is told why."""
    post = post_of(enrolment, topic_id, number)
    if post.author_id != enrolment.pk:
        raise PermissionDenied
    form = EditForm(request.POST if request.method == "POST" else None, post=post, by=enrolment)
    previewing = asked(request)
    if form.is_valid() and not previewing:
        try:
            return redirect(form.save())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    preview = preview_of(request, enrolment, post.topic) if previewing else None
    return render_form(request, "forum/post_edit.html", {"form": form, "post": post, "preview": preview})


@enrolled()
def post_link(request: Request, enrolment: Enrolment, post_id: int) -> HttpResponse:
    """The lasting address of a post: it leads to where the post stands now."""
    readable = Post.objects.visible_to(enrolment).select_related("topic__cohort")
    return redirect(get_object_or_404(readable, pk=post_id))


@enrolled()
def post_history(request: Request, enrolment: Enrolment, topic_id: int, number: int) -> HttpResponse:
    """What a post said before, newest first."""
    post = post_of(enrolment, topic_id, number)
    if post.history_refusal(by=enrolment):
        raise PermissionDenied
    return render(request, "forum/post_history.html", {"post": post, "edits": post.edits.all()})


@enrolled()
@says_why
def post_withdraw(request: Request, enrolment: Enrolment, topic_id: int, number: int) -> HttpResponse:
    """Take one's own words back, after a page that says what happens then."""
    post = post_of(enrolment, topic_id, number)
    if post.author_id != enrolment.pk:
        raise PermissionDenied
    if request.method == "POST":
        withdraw(post=post, by=enrolment)
        return redirect(post)
    check(post.withdraw_refusal(by=enrolment))
    return render(request, "forum/post_withdraw.html", {"post": post})


@require_POST
@enrolled()
@says_why
def post_restore(request: Request, enrolment: Enrolment, topic_id: int, number: int) -> HttpResponse:
    return redirect(restore(post=post_of(enrolment, topic_id, number), by=enrolment))


@require_POST
@enrolled()
@says_why
def reaction_toggle(request: Request, enrolment: Enrolment, topic_id: int, number: int) -> HttpResponse:
    """Give or take back one of the small set of reactions."""
    post = post_of(enrolment, topic_id, number)
    if request.POST.get("kind") not in Thanks:
        raise BadRequest
    check(enrolment.cohort.write_refusal())
    Reaction.toggle(post=post, by=enrolment, kind=request.POST["kind"])
    if not request.htmx:
        return redirect(post)
    context = {"shown": Shown(post, post.topic, enrolment), "topic": post.topic}
    return render(request, "forum/topic_detail.html#reactions", context)


@enrolled()
def attachment_detail(request: Request, enrolment: Enrolment, attachment_id: int) -> HttpResponse:
    """A picture, for who may read the post it came with."""
    file = get_object_or_404(Attachment.objects.visible_to(enrolment), pk=attachment_id)
    return files.serve(file.stored_as, content_type=file.content_type, name=file.name)  # type: ignore[return-value]


@require_POST
@enrolled(Role.PARTICIPANT, Role.TRAINER)
def draft_save(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Keep what somebody is writing. 409 with the newer text when another device was first."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        draft = form.save(by=enrolment)
    except StaleDraft as stale:
        newer = stale.draft
        message = gettext("You wrote on elsewhere. Reload this page to see that text; copy this one first.")
        answer = {"version": newer.version, "title": newer.title, "text": newer.text, "message": message}
        return JsonResponse(answer, status=409)
    return JsonResponse({"version": draft.version})


@require_POST
@enrolled(Role.PARTICIPANT, Role.TRAINER)
def draft_drop(request: Request, enrolment: Enrolment) -> HttpResponse:
    """Throw away what is not posted; newer words, from another device, stay."""
    form = DropForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    Draft.drop(by=enrolment, **form.cleaned_data)
    return redirect("forum:topic_list", team=enrolment.cohort.slug)
