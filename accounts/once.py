"""Do what a form asks once, however often it arrives."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url

from accounts.http import Request
from accounts.models import Nonce

NONCE = re.compile(r"[0-9A-Za-z_-]{16,32}")


def once(request: Request, deed: Callable[[], Any], *, again: str = "") -> HttpResponse:
    """Run the deed and redirect to what it returns: an object with an address, a URL name or a path.

    A second post with the same nonce, also one that arrives meanwhile, is sent to
    where the first one led, and nothing is done again. `again` is where it is sent when that is known
    beforehand, which saves a query. Raises BadRequest without a nonce.
    """
    key = request.POST.get("nonce", "")
    if not NONCE.fullmatch(key):
        raise BadRequest("A form without its nonce.")
    with transaction.atomic():
        if first := Nonce.take(user=request.user, key=key, path=again):
            path = resolve_url(deed())
            if not again:
                Nonce.objects.filter(pk=first).update(path=path)
        else:
            path = Nonce.objects.get(user=request.user, key=key).path
    return redirect(path)
