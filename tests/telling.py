"""Words for messages that depend on no room above."""

from smtplib import SMTPRecipientsRefused

import pytest

from notifications.models import Kind

TEXTS = {
    "subject.txt": "Antwoord van {{ who }}\nop je vraag",
    "txt": '{% extends "email/base.txt" %}{% block content %}'
    "{{ who }} schrijft over {{ title }}: {{ line }}{% endblock %}",
    "html": '{% extends "email/base.html" %}{% block content %}<p>{{ who }}: {{ line }}</p>{% endblock %}',
}
SEND = "django.core.mail.message.EmailMessage.send"


@pytest.fixture(name="texts")
def own_texts(settings, tmp_path):
    """Use the words above for three kinds, in place of those of the rooms."""
    folder = tmp_path / "notifications"
    folder.mkdir()
    for kind in (Kind.ANSWER, Kind.ANNOUNCEMENT, Kind.INVITATION):
        for ending, text in TEXTS.items():
            (folder / f"{kind}.{ending}").write_text(text)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]


def refuse(self, *args, **kwargs):
    """Stand in for SEND when there is no mail server."""
    raise ConnectionRefusedError("no mail server")


def refusing(code):
    """Stand in for SEND at a mail server that refuses the address with this code."""

    def send(self, *args, **kwargs):
        raise SMTPRecipientsRefused({self.to[0]: (code, b"5.1.1 No such user")})

    return send
