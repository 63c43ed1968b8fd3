from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import typed
from home.demo import cast, post
from lib.access import public


@require_POST
@public("the demo: log in as an invented person; the address exists only with DEMO, never in production")
def demo_login(request: HttpRequest) -> HttpResponse:
    user = cast.player(request.POST.get("email", ""))
    if not user:
        messages.error(request, gettext("This person is not in the demo."))
        return redirect("account_login")
    login(request, user)
    return redirect("accounts:typed_again" if typed.kept(request) else "home:front_page")


@never_cache
@public("the demo: the mail that would have gone to invented people")
def demo_mail(request: HttpRequest) -> HttpResponse:
    if not cast.is_on():
        raise Http404
    return render(request, "home/demo_mail.html", {"letters": post.letters()})


@never_cache
@public("the demo: one of those messages, with the code or the link in it")
def demo_letter(request: HttpRequest, name: str) -> HttpResponse:
    letter = post.letter(name) if cast.is_on() else None
    if not letter:
        raise Http404
    return render(request, "home/demo_letter.html", {"letter": letter})
