"""A message as a mail."""

from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy as _

from accounts.mail import letter, plain
from notifications.models import Kind, Notification
from notifications.texts import subject

# What the button in the mail says.
BUTTON = {
    Kind.INVITATION: _("Open the invitation"),
    Kind.TEAM_STARTED: _("Go to the team"),
    Kind.PLAN_CHANGED: _("See the plan"),
    Kind.QUESTION: _("Answer the question"),
    Kind.ANSWER: _("Read the answer"),
    Kind.MENTION: _("Read the message"),
    Kind.REPLY: _("Read the reply"),
    Kind.SOLVED: _("Read it again"),
    Kind.ANNOUNCEMENT: _("Read the announcement"),
    Kind.PITCH_HANDED_IN: _("See the pitch"),
    Kind.DOSSIERS: _("Open the dossiers"),
    Kind.NOMINATION: _("See the result"),
    Kind.DECISION: _("Read the decision"),
    Kind.PILOT: _("Go to the pilot"),
}
signer = Signer(salt="notifications.unsubscribe")


def unsubscribe_token(user_pk: int, kind: str) -> str:
    """Return the word in a mail that can only stop this kind of mail for this person."""
    return signer.sign_object([user_pk, kind], compress=False)


def read_unsubscribe_token(token: str) -> tuple[int, str] | None:
    """Return whose mail of what kind the word stops, or None when we did not write it."""
    try:
        user_pk, kind = signer.unsign_object(token)
    except BadSignature:
        return None
    return user_pk, kind


def message_id(notification: Notification) -> str:
    """Return an id that is the same at every try, so that a mail program keeps one copy."""
    about = sha256(f"{notification.kind} {notification.about}".encode()).hexdigest()[:12]
    return f"<n{notification.pk}.{about}@{settings.SITE_HOST}>"


def compose(notification: Notification) -> EmailMultiAlternatives:
    """Return the mail in the language of its reader: text, HTML and the headers that mail programs use."""
    recipient = notification.recipient
    with translation.override(recipient.language):
        title = subject(notification.kind, notification.context)
        values = {
            **notification.context,
            "recipient": recipient,
            "subject": title,
            "action_url": settings.SITE_URL + notification.path,
            "action_label": BUTTON[Kind(notification.kind)],
            "reason": gettext("You get this mail because you use VerdiepDingen."),
        }
        headers = {"Message-ID": message_id(notification)}
        if notification.kind != Kind.INVITATION:
            values["settings_url"] = settings.SITE_URL + reverse("notifications:preferences")
            headers |= unsubscribe_headers(notification)
        text = plain(f"notifications/{notification.kind}.txt", values)
        html = loader.render_to_string(f"notifications/{notification.kind}.html", values)
    return letter(recipient.email, title, text, html, headers)


def unsubscribe_headers(notification: Notification) -> dict[str, str]:
    token = unsubscribe_token(notification.recipient_id, notification.kind)
    address = settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
