from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.http import Request
from accounts.models import Purpose
from lib.access import public, signed_in
from lib.forms import render_form
from lib.pagination import page
from notifications import feed as feeds
from notifications.forms import PreferencesForm
from notifications.mail import DIGEST, read_unsubscribe_token
from notifications.models import Kind, MailChoice, Mute


@signed_in
def notification_list(request: Request) -> HttpResponse:
    """The inbox: newest first, what is unread marked."""
    context = {"page": page(request, request.user.notifications.all(), 30)}
    return render(request, "notifications/notification_list.html", context)


@signed_in
def notification_open(request: Request, notification_id: int) -> HttpResponse:
    """Mark a message as read and go where it points; a GET (a scanner, a preview) changes nothing."""
    notification = get_object_or_404(request.user.notifications.all(), pk=notification_id)
    if request.method != "POST":
        return render(request, "notifications/notification_open.html", {"notification": notification})
    notification.mark_read()
    return redirect(notification.path)


@require_POST
@signed_in
def read_all(request: Request) -> HttpResponse:
    request.user.notifications.mark_read()
    return redirect("notifications:notification_list")


@signed_in
def preferences(request: Request) -> HttpResponse:
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Saved. We mail you only about what you chose."))
        return redirect("notifications:preferences")
    context = {
        "form": form,
        "threads": request.user.mutes.exclude(thread=""),
        "feed": request.user.secret_addresses.filter(purpose=Purpose.FEED).first(),
    }
    return render_form(request, "notifications/preferences.html", context)


@require_POST
@signed_in
def thread_unmute(request: Request, mute_id: int) -> HttpResponse:
    """Get mail about a muted topic again."""
    get_object_or_404(request.user.mutes.exclude(thread=""), pk=mute_id).delete()
    return redirect("notifications:preferences")


@csrf_exempt  # one click in a mail program: it posts without ever having seen our page
@public("the reader of a mail stops that kind of mail without logging in")
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail, one topic or the overview for the person that the signed word names.

    GET only asks.
    """
    if not (way := read_unsubscribe_token(token)):
        raise Http404
    if request.method == "POST":
        if way.kind == DIGEST:
            MailChoice.stop(user_pk=way.user_pk)
        else:
            Mute.stop(user_pk=way.user_pk, kind=way.kind, thread=way.thread)
    kind = gettext("the overview") if way.kind == DIGEST else Kind(way.kind).label
    context = {"kind": kind, "thread": way.thread, "done": request.method == "POST"}
    return render(request, "notifications/unsubscribe.html", context)


@require_POST
@signed_in
def feed_renew(request: Request) -> HttpResponse:
    """Show a new address for a feed reader, once; or stop the feed."""
    if request.POST.get("act") == "stop":
        request.user.secret_addresses.filter(purpose=Purpose.FEED).delete()
        return redirect("notifications:preferences")
    return render(request, "notifications/feed_address.html", {"address": feeds.renew(request.user)})


@never_cache
@public("a feed reader cannot log in; the address itself is the secret")
def feed(request: HttpRequest, feed_token: str) -> HttpResponse:
    """The news of the person whose address this is."""
    if not (owner := feeds.owner_of(feed_token)):
        raise Http404
    return HttpResponse(feeds.atom(owner, feed_token), content_type="application/atom+xml; charset=utf-8")
