"""Where allauth asks us: who may sign up, what a code is, how a mail goes out."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy as _

from accounts.mail import UNKNOWN
from accounts.models import LoginCode, normalise_email
from accounts.tasks import send_mail
from accounts.tokens import fresh_token

DECOY = "account_decoy"
# What the texts of allauth's mails use besides the code.
PLAIN = {"from_email", "to_email", "deleted_email", "ip", "user_agent", "timestamp"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth calls a code is here only a handle: the figures are drawn when they are mailed.

    So neither the session nor the queue ever holds a code (see accounts.models.LoginCode).
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it no longer works. Look in the newest mail."),
        # Only who reads the mail of that address gets this far.
        "email_taken": _(
            "Somebody is known here by this address already: perhaps you, from an invitation. Your own "
            "address stays as it is. Log in with this address to answer the invitation, or ask your trainer "
            "to invite you at your own address."
        ),
        "too_many_login_attempts": _(
            "That was once too often. Ask for a new code; if you cannot, wait ten minutes."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.OPEN_SIGNUP)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Give somebody the address that they showed to be theirs; of two at the same moment, one gets it."""
        try:
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except IntegrityError:
            messages.error(request, self.error_messages["email_taken"])
            return False

    def clean_email(self, email: str) -> str:
        return normalise_email(email)

    def generate_login_code(self) -> str:
        return fresh_token()

    generate_password_reset_code = generate_email_verification_code = generate_login_code

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand a mail to the queue. A known and an unknown address cost the same here."""
        handle = context.get("code", "")
        if template_prefix == UNKNOWN:
            handle = self.request.session[DECOY] = fresh_token()
        if handle:
            LoginCode.objects.start(handle=handle, email=normalise_email(email))
        values = {key: plain_value(value) for key, value in context.items() if key in PLAIN}
        language = get_language() or settings.LANGUAGE_CODE
        send_mail.enqueue(template_prefix, normalise_email(email), handle, values, language)


def plain_value(value: object) -> str:
    """Return a value as the queue can keep it and a reader can read it."""
    return date_format(localtime(value), "DATETIME_FORMAT") if isinstance(value, datetime) else str(value)
