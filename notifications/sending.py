"""One mail from the outbox to the mail server, whatever happens there."""

import logging
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives

from notifications.bounces import mark_bounced
from notifications.models import Digest, Notification

logger = logging.getLogger(__name__)


def send(row: Notification | Digest, write: Callable[[], EmailMultiAlternatives]) -> bool:
    """Write and send the mail of a row that the caller has leased; tell whether it went out.

    Raises nothing: the row says what became of it. An address that is refused for good is marked.
    """
    try:
        write().send()
    except SMTPRecipientsRefused as problem:
        if mark_bounced(row.recipient, problem):
            row.mark_refused()
        else:
            row.mark_failed()
        return False
    except Exception as problem:  # noqa: BLE001 - whatever a mail server or template does, the row must say so
        name, cause = row._meta.model_name, type(problem).__name__
        logger.warning("%s %s failed, try %s: %s", name, row.pk, row.tries, cause)
        row.mark_failed()
        return False
    row.mark_sent()
    return True
