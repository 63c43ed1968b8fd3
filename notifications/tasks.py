"""Mail that is sent outside any request."""

import logging
from smtplib import SMTPRecipientsRefused

from django.tasks import task

from notifications.bounces import mark_bounced
from notifications.mail import compose
from notifications.models import Notification

logger = logging.getLogger(__name__)


@task()
def deliver(pks: list[int]) -> None:
    """Mail these messages. Safe to run twice, and beside another that does the same."""
    for pk in pks:
        deliver_one(pk)


def deliver_one(pk: int) -> bool:
    """Mail one message when it is due and nobody else has it; tell whether it went out."""
    if not Notification.objects.filter(pk=pk).lease():
        return False
    notification = Notification.objects.select_related("recipient").get(pk=pk)
    if notification.needless():
        notification.mark_not_mailed()
        return False
    try:
        compose(notification).send()
    except SMTPRecipientsRefused as problem:
        if mark_bounced(notification.recipient, problem):
            notification.mark_refused()
        else:
            notification.mark_failed()
        return False
    except Exception as problem:  # noqa: BLE001 - whatever a mail server or template does, the row must say so
        logger.warning("mail %s failed, try %s: %s", pk, notification.tries, type(problem).__name__)
        notification.mark_failed()
        return False
    notification.mark_sent()
    return True
