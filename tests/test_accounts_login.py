"""Logging in with a code: what is mailed, what is stored, how often one may guess."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.login import send_code
from accounts.models import CODE_ATTEMPTS, LoginCode, User
from accounts.tasks import send_mail

ANNA = "anna@example.org"
CONFIRM = "/account/login/code/confirm/"


def ask(client, email=ANNA, **more):
    return client.post(reverse("account_login"), {"login": email, "with": "code", **more})


def code_in(mail) -> str:
    return re.search(r"^ +(\d{4} \d{4})$", mail.body, re.MULTILINE)[1]


def bare(page: str, email: str) -> str:
    """The page without what is random or names the address."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page).replace(email, "")


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_log_in_with_the_code_from_the_mail(client, world, mailoutbox):
    answer = ask(client, " ANNA@example.org ", next="/mijn/")

    assert (answer.status_code, answer.url) == (302, f"{CONFIRM}?next=%2Fmijn%2F")
    [mail] = mailoutbox
    code = code_in(mail)
    answer = client.post(answer.url, {"code": code.replace(" ", "-"), "next": "/mijn/"})
    assert (answer.status_code, answer.url) == (302, "/mijn/")
    assert client.session["_auth_user_id"] == str(world["participant"].pk)


def test_the_mail_has_two_parts_in_our_look_and_no_code_in_its_subject(client, world, mailoutbox):
    ask(client)

    [mail] = mailoutbox
    code = code_in(mail)
    [(html, kind)] = mail.alternatives
    assert mail.to == [ANNA]
    assert mail.subject == "Je code om in te loggen bij VerdiepDingen"
    assert kind == "text/html"
    assert f"<b>{code}</b>" in html
    assert "tien minuten" in mail.body
    assert "tien minuten" in html
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"


def test_the_code_is_nowhere_in_the_session_or_the_database(client, world, mailoutbox):
    ask(client)

    code = code_in(mailoutbox[0])
    stored = repr([session.get_decoded() for session in Session.objects.all()])
    stored += repr(list(LoginCode.objects.values()))
    assert code not in stored
    assert code.replace(" ", "") not in stored


def test_the_address_of_an_invited_person_is_proven_by_the_first_code(client, world, mailoutbox):
    assert not EmailAddress.objects.exists()
    ask(client)
    client.post(CONFIRM, {"code": code_in(mailoutbox[0]), "next": "/mijn/"})

    assert EmailAddress.objects.get(user=world["participant"]).verified
    assert EmailAddress.objects.get().primary
    assert len(mailoutbox) == 1


def test_an_unknown_address_gets_the_same_page_for_the_same_work(world, mailoutbox):
    seen = []
    for email in (ANNA, "niemand@example.org"):
        browser = Client()
        answer = ask(browser, email)
        page = browser.get(answer.url).content.decode()
        with CaptureQueriesContext(connection) as queries:
            wrong = browser.post(CONFIRM, {"code": "0000 0000"}).content.decode()
        work = [
            re.sub(r"'[^']*'|\d+", "?", query["sql"])
            for query in queries
            if "accounts_logincode" in query["sql"]
        ]
        seen.append((answer.status_code, answer.url, bare(page, email), bare(wrong, email), work))

    assert seen[0] == seen[1]
    assert [mail.to for mail in mailoutbox] == [[ANNA], ["niemand@example.org"]]
    assert mailoutbox[1].subject == "We kennen dit e-mailadres niet"
    assert not re.search(r"\d{4} \d{4}", mailoutbox[1].body)


def test_an_unknown_address_costs_as_many_guesses(client, world):
    ask(client, "niemand@example.org")

    answers = [client.post(CONFIRM, {"code": "1234 5678"}).status_code for _ in range(3)]

    assert answers == [200, 200, 302]
    assert LoginCode.objects.get().attempts == 3


def test_three_wrong_guesses_end_the_code(client, world, mailoutbox):
    ask(client)
    right = code_in(mailoutbox[0])
    wrong = "0000 0000" if right != "0000 0000" else "1111 1111"
    handle = LoginCode.objects.get().handle

    answers = [client.post(CONFIRM, {"code": wrong}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert "Deze code klopt niet, of werkt niet meer." in answers[0].content.decode()
    assert not LoginCode.objects.spend(handle=handle, typed=right)
    assert not is_in(client)


def test_a_code_works_once(client, world, mailoutbox):
    ask(client)
    code, handle = code_in(mailoutbox[0]), LoginCode.objects.get().handle

    assert LoginCode.objects.spend(handle=handle, typed=code)
    assert not LoginCode.objects.spend(handle=handle, typed=code)


def test_an_expired_code_does_not_work(client, world, mailoutbox):
    ask(client)
    now = timezone.now()
    LoginCode.objects.update(created_at=now - timedelta(minutes=11), expires_at=now - timedelta(minutes=1))

    client.post(CONFIRM, {"code": code_in(mailoutbox[0]), "next": "/mijn/"})

    assert not is_in(client)


def test_a_new_code_ends_the_older_one(client, world, mailoutbox):
    ask(client)
    old = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    ask(Client())

    assert not LoginCode.objects.spend(handle=old, typed=code_in(mailoutbox[0]))
    assert LoginCode.objects.usable().count() == 1


def test_a_slow_queue_does_not_mail_a_dead_code(world, mailoutbox):
    LoginCode.objects.start(handle="a" * 20, email=ANNA)
    LoginCode.objects.update(used_at=timezone.now())

    send_mail.enqueue("account/email/login_code", ANNA, "a" * 20, {}, "nl")

    assert mailoutbox == []


def guess(handle: str) -> bool:
    try:
        return LoginCode.objects.spend(handle=handle, typed="0000 0001")
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_of_thirty_guesses_at_once_three_are_compared(monkeypatch):
    code = LoginCode.objects.start(handle="a" * 20, email=ANNA)
    code.draw()
    compared = []
    monkeypatch.setattr("accounts.models.secrets.constant_time_compare", lambda *pair: compared.append(pair))

    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(guess, [code.handle] * 30))

    assert not any(answers)
    assert len(compared) == CODE_ATTEMPTS
    code.refresh_from_db()
    assert code.attempts == CODE_ATTEMPTS


def test_an_address_gets_four_codes_in_ten_minutes(client, world, mailoutbox):
    cache.clear()

    answers = [ask(Client()) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 302, 200]
    assert len(mailoutbox) == 4


def test_an_erased_or_inactive_person_gets_no_code(client, world, mailoutbox):
    User.objects.filter(email=ANNA).update(is_active=False)

    ask(client)

    assert "kennen" in mailoutbox[0].subject


def test_the_second_door_is_a_password(client, world, mailoutbox):
    anna = world["participant"]
    anna.set_password("een heel lang wachtwoord")
    anna.save()
    EmailAddress.objects.create(user=anna, email=ANNA, verified=True, primary=True)
    form = {"login": ANNA, "password": "een heel lang wachtwoord"}

    wrong = client.post(reverse("account_login"), form | {"password": "mis", "with": "password"})
    none = client.post(reverse("account_login"), form | {"password": "", "with": "password"})
    assert (wrong.status_code, none.status_code, is_in(client)) == (200, 200, False)
    assert "Typ je wachtwoord" in none.content.decode()
    client.post(reverse("account_login"), form | {"with": "password", "next": "/mijn/"})
    assert is_in(client)
    assert mailoutbox == []


def test_a_filled_in_password_does_not_get_in_the_way_of_a_code(client, world, mailoutbox):
    answer = ask(client, password="van de browser")

    assert answer.url == CONFIRM
    assert len(mailoutbox) == 1


def test_sign_up_is_closed_until_the_setting_opens_it(client, db, settings):
    assert "email" not in client.get(reverse("account_signup")).context.get("form", {"fields": ()})["fields"]
    settings.OPEN_SIGNUP = True
    assert 'type="email"' in client.get(reverse("account_signup")).content.decode()


def test_a_new_password_by_code(client, world, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": ANNA})
    code = code_in(mailoutbox[0])
    client.post("/account/password/reset/confirm/", {"code": code})
    new = "nog een lang wachtwoord"

    client.post("/account/password/reset/complete/", {"password1": new, "password2": new, "next": "/mijn/"})

    world["participant"].refresh_from_db()
    assert world["participant"].check_password(new)


def test_a_new_address_needs_the_code_sent_to_it(as_, world, mailoutbox):
    client = as_("participant")
    EmailAddress.objects.create(user=world["participant"], email=ANNA, verified=True, primary=True)
    client.post(reverse("account_email"), {"action_add": "", "email": "Anna.Nieuw@example.org"})
    world["participant"].refresh_from_db()
    assert world["participant"].email == ANNA
    [mail] = mailoutbox
    assert mail.to == ["anna.nieuw@example.org"]

    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail), "next": "/mijn/"})

    world["participant"].refresh_from_db()
    assert world["participant"].email == "anna.nieuw@example.org"
    assert mailoutbox[1].to == [ANNA]
    assert "anna.nieuw@example.org" in mailoutbox[1].body


def from_another_page(rf, client, email):
    """Call send_code as a view of another room does, in this client's session."""
    request = rf.post("/")
    request.session, request.user = client.session, AnonymousUser()
    request._messages = default_storage(request)
    with request_context(request):
        answer = send_code(request, email=email, next_path="/uitnodiging/abc/")
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    return answer, [str(message) for message in request._messages]


def test_send_code_from_another_page_comes_back_there(rf, world, mailoutbox, client):
    answer, said = from_another_page(rf, client, ANNA)

    assert answer.url == f"{CONFIRM}?next=%2Fuitnodiging%2Fabc%2F"
    assert said == []
    answer = client.post(answer.url, {"code": code_in(mailoutbox[0])})
    assert answer.url == "/uitnodiging/abc/"
    assert is_in(client)


def test_send_code_over_the_limit_stays_and_says_why(rf, world, mailoutbox, client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # a slow machine must not reach the next window
    for _ in range(4):
        from_another_page(rf, Client(), ANNA)

    answer, said = from_another_page(rf, client, ANNA)

    assert answer.url == "/uitnodiging/abc/"
    assert said == [
        "Dat was een keer te vaak. Vraag een nieuwe code aan. Lukt dat niet? Wacht dan tien minuten."
    ]
    assert len(mailoutbox) == 4


def test_the_qr_code_is_a_picture_from_our_own_address(as_, world):
    client = as_("trainer")
    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert reverse("accounts:totp_qr") in page
    assert "data:image" not in page
    picture = client.get(reverse("accounts:totp_qr"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")


def test_who_has_an_authenticator_app_is_asked_for_it_after_the_code(client, world, mailoutbox):
    TOTP.activate(world["participant"], "A" * 32)
    ask(client)

    answer = client.post(CONFIRM, {"code": code_in(mailoutbox[0]), "next": "/mijn/"})

    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert not is_in(client)
    assert Authenticator.objects.count() >= 1
