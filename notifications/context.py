from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def unread(request: HttpRequest) -> dict[str, object]:
    """Return the number of unread messages, counted only when a page shows it."""
    if not request.user.is_authenticated:
        return {}
    return {"unread_count": SimpleLazyObject(request.user.notifications.unread().count)}
