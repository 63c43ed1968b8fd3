"""allauth's forms where we count, hash and word things our own way."""

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

    use_required_attribute = False  # the browser must let go without a password

    def _setup_password_field(self) -> None:
        self.fields["login"].label = _("Your e-mail address")
        self.fields["login"].widget.attrs["required"] = True
        password = self.fields["password"]
        password.help_text = ""
        password.required = not self.is_bound or self.data.get("with") == "password"
        password.error_messages["required"] = _("Type your password, or ask for a code.")

    def user_credentials(self) -> dict[str, str]:
        """Use the password only when its own button was pressed; a browser may have filled it in."""
        credentials: dict[str, str] = super().user_credentials()
        if self.data.get("with") != "password":
            credentials.pop("password", None)
        return credentials


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
