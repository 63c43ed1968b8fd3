"""The mails about logging in, in one frame. The words are in templates/account/email/."""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, loader
from django.urls import reverse

UNKNOWN = "account/email/unknown_account"
type Values = Mapping[str, object]


def plain(template: str, values: Values) -> str:
    """Fill a template that is not HTML, so nothing in it is escaped."""
    found = loader.get_template(template)
    return str(found.template.render(Context(dict(values), autoescape=False))).strip()  # type: ignore[attr-defined]


def one_line(text: str) -> str:
    """Return a header value without line breaks: one would start a new header."""
    return " ".join(text.split())


def letter(to: str, subject: str, text: str, html: str, headers: dict[str, str]) -> EmailMultiAlternatives:
    """Return a mail with a text and an HTML part that says it was not written by a person."""
    mail = EmailMultiAlternatives(
        one_line(subject), text, to=[to], headers={"Auto-Submitted": "auto-generated", **headers}
    )
    mail.attach_alternative(html, "text/html")
    return mail


def compose(prefix: str, email: str, values: Values) -> EmailMultiAlternatives:
    """Return one of allauth's mails with our words and our look, in the language that is active."""
    everything = {
        **values,
        "email": email,
        "current_site": {"name": "VerdiepDingen", "domain": settings.SITE_HOST},
        "login_url": settings.SITE_URL + reverse("account_login"),
    }
    title = one_line(plain(f"{prefix}_subject.txt", everything))
    frame = {**everything, "subject": title, "body": plain(f"{prefix}_message.txt", everything)}
    text = plain("account/email/frame.txt", frame)
    return letter(email, title, text, loader.render_to_string("account/email/frame.html", frame), {})
