from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.http import Request
from lib.access import public, signed_in
from lib.forms import render_form
from lib.pagination import page
from notifications.forms import PreferencesForm
from notifications.mail import read_unsubscribe_token
from notifications.models import Kind, Mute


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
    return render_form(request, "notifications/preferences.html", {"form": form})


@csrf_exempt  # one click in a mail program: it posts without ever having seen our page
@public("the reader of a mail stops that kind of mail without logging in")
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail for the person that the signed word names; GET only asks."""
    if not (known := read_unsubscribe_token(token)):
        raise Http404
    user_pk, kind = known
    if request.method == "POST":
        Mute.stop(user_pk=user_pk, kind=kind)
    context = {"kind": Kind(kind).label, "done": request.method == "POST"}
    return render(request, "notifications/unsubscribe.html", context)
