"""A message as a mail."""

from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from accounts.mail import letter, plain
from notifications.models import Digest, Kind, Notification
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
    Kind.IDEA: _("See the idea"),
    Kind.GROUP_PLAN: _("To the plan"),
    Kind.REPORT: _("Look at the message"),
    Kind.HIDDEN: _("See your message"),
    Kind.PITCH_HANDED_IN: _("See the pitch"),
    Kind.DOSSIERS: _("Open the dossiers"),
    Kind.NOMINATION: _("See the result"),
    Kind.DECISION: _("Read the decision"),
    Kind.PILOT: _("Go to the pilot"),
    Kind.QUOTE: _("Say yes or no"),
    Kind.NUDGE: _("Go on where you were"),
    Kind.MONDAY: _("Open Monday's page"),
    Kind.MT_VOTE: _("Go to the vote"),
    Kind.PULSE: _("Answer in one sentence"),
    Kind.PILOT_LINE: _("Go to the pilot"),
}
DIGEST = "digest"  # instead of a kind, in a way out
signer = Signer(salt="notifications.unsubscribe")


class Way(NamedTuple):
    """A way out of mail: for whom, of what kind ("digest" for all of it), and of which thread."""

    user_pk: int
    kind: str
    thread: str = ""


def unsubscribe_token(user_pk: int, kind: str, thread: str = "") -> str:
    """Return the word in a mail that can only stop this mail for this person."""
    return signer.sign_object([user_pk, kind, *([thread] if thread else [])], compress=False)


def read_unsubscribe_token(token: str) -> Way | None:
    """Return whose mail the word stops, or None when we did not write it."""
    try:
        return Way(*signer.unsign_object(token))
    except BadSignature:
        return None


def way_out(user_pk: int, kind: str, thread: str = "") -> str:
    """Return the address that stops this mail, whole."""
    return settings.SITE_URL + reverse(
        "notifications:unsubscribe", args=[unsubscribe_token(user_pk, kind, thread)]
    )


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
        if reply_path := notification.context.get("reply_path"):
            values["reply_url"] = settings.SITE_URL + reply_path
        if notification.kind != Kind.INVITATION:
            values["settings_url"] = settings.SITE_URL + reverse("notifications:preferences")
            values["stop_url"] = way_out(notification.recipient_id, notification.kind)
            headers |= unsubscribe_headers(str(values["stop_url"]))
            if notification.thread:
                values["thread_url"] = way_out(
                    notification.recipient_id, notification.kind, notification.thread
                )
        text = plain(f"notifications/{notification.kind}.txt", values)
        html = loader.render_to_string(f"notifications/{notification.kind}.html", values)
    return letter(recipient.email, title, text, html, headers)


def unsubscribe_headers(address: str) -> dict[str, str]:
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def compose_digest(digest: Digest, news: list[Notification]) -> EmailMultiAlternatives:
    """Return one mail with a line for each piece of news, oldest first."""
    recipient = digest.recipient
    with translation.override(recipient.language):
        lines = [
            {
                "text": one.text,
                "details": one.details,
                "url": settings.SITE_URL + one.path,
                "thread_url": way_out(recipient.pk, one.kind, one.thread) if one.thread else "",
            }
            for one in news
        ]
        title = ngettext("%(n)d new thing in your team", "%(n)d new things in your team", len(news))
        values = {
            "recipient": recipient,
            "subject": title % {"n": len(news)},
            "lines": lines,
            "action_url": settings.SITE_URL + reverse("notifications:notification_list"),
            "action_label": gettext("See all your messages"),
            "reason": gettext("You get this overview because something was new. Nothing new is no mail."),
            "settings_url": settings.SITE_URL + reverse("notifications:preferences"),
        }
        text = plain("notifications/digest.txt", values)
        html = loader.render_to_string("notifications/digest.html", values)
    headers = {"Message-ID": f"<d{digest.pk}.{digest.day:%Y%m%d}@{settings.SITE_HOST}>"}
    headers |= unsubscribe_headers(way_out(recipient.pk, DIGEST))
    return letter(recipient.email, str(values["subject"]), text, html, headers)
