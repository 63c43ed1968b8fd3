"""Mail that is sent outside any request."""

from django.tasks import task

from notifications.letters import is_void
from notifications.mail import compose
from notifications.models import Notification
from notifications.moot import is_moot
from notifications.sending import send


@task()
def deliver(pks: list[int]) -> None:
    """Mail these messages. Safe to run twice, and beside another that does the same."""
    for pk in pks:
        deliver_one(pk)


@task()
def deliver_told(kinds: list[str], abouts: list[str], people: list[int]) -> None:
    """Mail what of these kinds about these things waits for these people. Safe to run twice."""
    told = Notification.objects.due().filter(kind__in=kinds, about__in=abouts, recipient__in=people)
    for pk in told.order_by("pk").values_list("pk", flat=True):
        deliver_one(pk)


def deliver_one(pk: int) -> bool:
    """Mail one message when it is due and nobody else has it; tell whether it went out."""
    if not Notification.objects.filter(pk=pk).lease():
        return False
    notification = Notification.objects.select_related("recipient").filter(pk=pk).first()
    if not notification:  # taken back just now
        return False
    void = notification.secret and is_void(notification)
    if notification.needless() or is_moot(notification) or void:
        notification.mark_not_mailed()
        return False
    return send(notification, lambda: compose(notification))
