"""Mail about logging in, sent outside any request."""

from allauth.account.models import EmailAddress
from django.tasks import task
from django.utils import translation

from accounts.mail import UNKNOWN, compose
from accounts.models import LoginCode, User

LOGIN = "account/email/login_code"


@task()
def send_mail(prefix: str, email: str, handle: str, values: dict[str, str], language: str) -> None:
    """Mail one message; a code is drawn here, so that only its reader ever has it."""
    if prefix == LOGIN:
        make_provable(email)
    if handle and prefix != UNKNOWN:
        code = LoginCode.objects.usable().filter(handle=handle).first()
        if not code:
            return  # the queue was slow or a newer code was asked for
        values = {**values, "code": code.draw()}
    with translation.override(language):
        compose(prefix, email, values).send()


def make_provable(email: str) -> None:
    """Give an invited person the row in which allauth writes that the address is theirs."""
    for user in User.objects.filter(email=email):
        first = not EmailAddress.objects.filter(user=user).exists()
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": first})
