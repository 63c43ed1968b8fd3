"""The demo's doors: one click to be somebody, and the mail that went nowhere."""

from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from home.demo import cast, others, story
from home.demo.post import SEPARATOR
from tests.addresses import reload_addresses


@pytest.fixture
def demo(settings, tmp_path):
    """The site as `make run` starts it."""
    settings.DEMO = True
    settings.MAIL_DIR = tmp_path / "mail"
    reload_addresses()
    yield settings
    settings.DEMO = False
    reload_addresses()


def test_without_demo_nothing_of_it_exists(client, world):
    assert client.post("/demo/", {"email": "anna@example.org"}).status_code == 404
    assert client.get("/demo/post/").status_code == 404
    assert "Probeer de demo" not in client.get(reverse("account_login")).content.decode()


def test_the_log_in_page_offers_everybody_of_the_story(client, db, demo):
    page = client.get(reverse("account_login")).content.decode()

    for email in ("mira", "dirk", "joost", "anja", "tineke", "marit", "rens", "ada"):
        assert f'name="email" value="{email}@example.org"' in page
    known = {person.email for person in story.PEOPLE}
    known |= {
        f"{first}@example.org" for _name, first in [story.TRAINER, story.EDITOR, story.ADMIN, *story.MT]
    }
    known |= {others.address(name) for name in others.PEOPLE}
    assert {player.email for part in cast.parts() for player in part.players} <= known


def test_one_click_logs_in(client, world, demo):
    response = client.post("/demo/", {"email": "anna@example.org"})

    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(world["participant"].pk)


def test_one_click_leads_back_to_what_was_typed_too_late(as_, world, demo):
    client = as_("participant")
    path = reverse("notifications:preferences")
    client.get(path)
    Session.objects.all().delete()
    client.post(path, {"text": "Dit typte ik net te laat."})

    answer = client.post("/demo/", {"email": "anna@example.org"})

    assert answer.url == reverse("accounts:typed_again")


def test_the_demo_never_logs_in_somebody_real_or_unknown(client, world, demo, django_user_model):
    django_user_model.objects.create_user("anna@lindenhof.test", name="Anna")
    world["mt"].is_active = False
    world["mt"].save()

    for email in ("anna@lindenhof.test", "niemand@example.org", "marit@example.org", ""):
        response = client.post("/demo/", {"email": email})
        assert response.url == reverse("account_login")
        assert "_auth_user_id" not in client.session


def test_production_has_no_demo_whatever_the_address_says(world, demo):
    """The settings refuse DEMO in production already; this is the second lock."""
    demo.PRODUCTION = True

    assert cast.player("anna@example.org") is None
    assert not cast.is_on()


def mail_of(to, subject, text):
    message = EmailMessage()
    message["To"], message["Subject"], message["Date"] = to, subject, format_datetime(timezone.now())
    message.set_content(text)
    message.add_alternative("<p>html</p>", subtype="html")
    return message.as_bytes() + SEPARATOR


@pytest.fixture
def mailbox(demo):
    """Two files: the older holds two messages."""
    demo.MAIL_DIR.mkdir()
    (demo.MAIL_DIR / "20261101-100000-1.log").write_bytes(
        mail_of("mira@example.org", "Je code", "Je code is 1234 5678.")
        + mail_of("dirk@example.org", "Je uitnodiging", "Open http://127.0.0.1:8000/uitnodiging/abc/ <nu>.")
    )
    (demo.MAIL_DIR / "20261102-100000-1.log").write_bytes(mail_of("ilse@example.org", "Antwoord é", "Ja."))
    return demo.MAIL_DIR


def test_the_mailbox_lists_the_newest_first(client, db, mailbox):
    letters = client.get("/demo/post/").context["letters"]

    assert [(letter.subject, letter.to) for letter in letters] == [
        ("Antwoord é", "ilse@example.org"),
        ("Je uitnodiging", "dirk@example.org"),
        ("Je code", "mira@example.org"),
    ]


def test_a_letter_has_links_to_press_and_is_escaped(client, db, mailbox):
    page = client.get("/demo/post/20261101-100000-1-1/").content.decode()

    assert 'href="http://127.0.0.1:8000/uitnodiging/abc/"' in page
    assert "&lt;nu&gt;" in page
    assert "<nu>" not in page


def test_the_footer_leads_to_the_mailbox_which_may_be_empty(client, db, demo):
    page = client.get("/demo/post/").content.decode()

    assert '<a href="/demo/post/">Demopostvak</a>' in page
    assert "Nog geen post" in page


@pytest.mark.parametrize("name", ["20261101-100000-1-2", "settings", "db"])
def test_only_what_is_in_the_folder_can_be_read(client, db, mailbox, name):
    assert client.get(f"/demo/post/{name}/").status_code == 404


@pytest.mark.parametrize("name", ["", "20261101-100000-1-1/"])
def test_production_shows_no_mail(client, db, mailbox, settings, name):
    settings.PRODUCTION = True

    assert client.get(f"/demo/post/{name}").status_code == 404


def test_a_file_with_a_mail_without_text_is_still_listed(client, db, mailbox):
    (mailbox / "20261103-100000-1.log").write_bytes(b"To: mira@example.org\nSubject: Leeg\n\n" + SEPARATOR)

    assert client.get("/demo/post/").context["letters"][0].subject == "Leeg"
