"""Mail that did not go out. The text and the address of a message are its reader's business."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy as _

from accounts.admin import ReadOnly
from notifications.models import Notification
from notifications.tasks import deliver


@admin.register(Notification)
class NotificationAdmin(ReadOnly):
    list_display = ["kind", "recipient", "mailing", "tries", "try_after", "created_at"]
    list_filter = ["mailing", "kind"]
    list_select_related = ["recipient"]
    fields = ["kind", "recipient", "mailing", "tries", "try_after", "mailed_at", "created_at"]
    actions = ["try_again"]

    @admin.action(description=_("Try to mail again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Notification, Any]) -> None:
        """Put failed mails back in the queue and say of each why not when it cannot be."""
        retried = []
        for notification in queryset:
            if reason := notification.retry_refusal():
                messages.warning(request, f"{notification}: {reason}")
                continue
            notification.retry()
            retried.append(notification.pk)
        deliver.enqueue(retried)
        messages.success(request, gettext("In the queue again: %(count)s") % {"count": len(retried)})
