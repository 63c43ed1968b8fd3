"""allauth's forms where we count, hash and word things our own way."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    BaseConfirmCodeForm,
    ConfirmEmailVerificationCodeForm,
    LoginForm as AllauthLoginForm,
)
from allauth.core import context
from django.utils.translation import gettext_lazy as _

from accounts.adapter import DECOY
from accounts.models import LoginCode


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """An address and a code by mail; who has a password opens the second door on the same page."""

    def _setup_password_field(self) -> None:
        self.fields["login"].label = _("Your e-mail address")
        self.fields["password"].required = False
        self.fields["password"].help_text = ""

    def user_credentials(self) -> dict[str, str]:
        """Use the password only when its own button was pressed; a browser may have filled it in."""
        credentials: dict[str, str] = super().user_credentials()
        if self.data.get("with") != "password":
            credentials.pop("password", None)
        return credentials

    def clean(self) -> Any:
        if self.data.get("with") == "password" and not self.cleaned_data.get("password"):
            self.add_error("password", _("Type your password, or ask for a code."))
        return super().clean()


class CodeForm(BaseConfirmCodeForm):  # type: ignore[misc]
    """Compare what was typed with the database, where the attempts are counted."""

    def clean_code(self) -> str:
        handle = self.expected_code or context.request.session.get(DECOY, "")
        typed: str = self.cleaned_data["code"]
        if not LoginCode.objects.spend(handle=handle, typed=typed):
            raise get_adapter().validation_error("incorrect_code")
        return typed


class EmailCodeForm(ConfirmEmailVerificationCodeForm, CodeForm):  # type: ignore[misc]
    """A code that proves a new address; allauth checks first-come, we check the code."""
