"""One door for telling people things: once in the inbox, once by mail, never inside a request."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation
from accounts.tokens import digest
from notifications.actions import forget
from notifications.mail import message_id, read_unsubscribe_token, unsubscribe_token
from notifications.models import BACK_OFF, DIRECT, MOST_TRIES, Kind, Mailing, Mute, Notification
from notifications.notify import notify
from notifications.tasks import deliver
from tests.telling import SEND, own_texts, refuse  # noqa: F401 - a fixture


@pytest.fixture
def tell(texts, django_capture_on_commit_callbacks):
    """`tell(anna)` tells about an answer and runs what comes after the commit."""

    def telling(*people, kind=Kind.ANSWER, about="post:12", path="/teams/lindenhof/forum/3/", **more):
        context = {"who": "Hugo & Co", "line": "zo <b>dan</b>", "title": "Wikipedia"} | more
        with django_capture_on_commit_callbacks(execute=True):
            notify(people, kind, about=about, path=path, **context)
        return Notification.objects.filter(about=about).order_by("pk")

    return telling


def test_a_message_is_a_row_and_a_mail(tell, world, mailoutbox):
    [row] = tell(world["participant"])

    [mail] = mailoutbox
    [(html, kind)] = mail.alternatives
    assert (row.mailing, row.tries, row.leased_until) == (Mailing.SENT, 1, None)
    assert row.mailed_at is not None
    assert mail.to == ["anna@example.org"]
    assert mail.subject == "Antwoord van Hugo & Co op je vraag"
    assert "Hugo & Co schrijft over Wikipedia: zo <b>dan</b>" in mail.body
    assert "http://127.0.0.1:8000/teams/lindenhof/forum/3/" in mail.body
    assert kind == "text/html"
    assert "<p>Hugo &amp; Co: zo &lt;b&gt;dan&lt;/b&gt;</p>" in html
    assert 'href="http://127.0.0.1:8000/teams/lindenhof/forum/3/"' in html
    assert "Lees het antwoord" in html
    assert "/mijn/voorkeuren/" in html


def test_the_headers_name_the_row_and_the_way_out(tell, world, mailoutbox):
    [row] = tell(world["participant"])

    message = mailoutbox[0].message()
    assert message["Message-ID"] == message_id(row)
    assert re.fullmatch(rf"<n{row.pk}\.[0-9a-f]{{12}}@127\.0\.0\.1>", message["Message-ID"])
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = re.search(r"/post/afmelden/(.+)/>$", message["List-Unsubscribe"])[1]
    assert read_unsubscribe_token(token) == (world["participant"].pk, "answer", "")
    assert not any("\n" in value for value in mailoutbox[0].extra_headers.values())


def test_telling_twice_is_one_row_and_one_mail(tell, world, mailoutbox):
    tell(world["participant"])
    tell(world["participant"], world["helper"])
    tell(world["participant"])

    assert Notification.objects.count() == 2
    assert [mail.to for mail in mailoutbox] == [["anna@example.org"], ["hugo@example.org"]]


def test_delivering_twice_mails_once(tell, world, mailoutbox):
    [row] = tell(world["participant"])

    deliver.enqueue([row.pk])

    assert len(mailoutbox) == 1


def test_a_second_try_has_the_same_message_id(tell, world, mailoutbox):
    [row] = tell(world["participant"])
    Notification.objects.update(
        mailing=Mailing.SENDING, mailed_at=None, leased_until=timezone.now() - timedelta(seconds=1)
    )

    deliver.enqueue([row.pk])

    assert len(mailoutbox) == 2
    assert mailoutbox[0].message()["Message-ID"] == mailoutbox[1].message()["Message-ID"]


def test_nothing_is_mailed_when_the_deed_is_undone(
    texts, world, mailoutbox, django_capture_on_commit_callbacks
):
    def deed():
        notify([world["participant"]], Kind.ANSWER, about="post:1", path="/", who="", line="")
        raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        transaction.atomic(deed)()

    assert not Notification.objects.exists()
    assert mailoutbox == []


def test_inbox_only(tell, world, mailoutbox):
    [row] = tell(world["participant"], mail=False)

    assert row.mailing == Mailing.NONE
    assert mailoutbox == []


def test_a_muted_kind_comes_in_the_inbox_only(tell, world, mailoutbox):
    Mute.stop(user_pk=world["participant"].pk, kind=Kind.ANSWER)

    rows = tell(world["participant"], world["helper"])

    assert [row.mailing for row in rows] == [Mailing.NONE, Mailing.SENT]
    assert [mail.to for mail in mailoutbox] == [["hugo@example.org"]]


def test_who_is_gone_is_told_nothing(tell, world, mailoutbox):
    world["participant"].is_active = False

    assert not tell(world["participant"]).exists()
    assert mailoutbox == []


def test_telling_costs_the_same_for_one_and_for_many(texts, world, django_assert_num_queries):
    people = list(world.people.values())
    for about, group in (("post:1", people[:1]), ("post:2", people)):
        with django_assert_num_queries(2):
            notify(group, Kind.ANSWER, about=about, path="/", who="", line="")


def test_no_mail_about_what_was_read_meanwhile(texts, world, mailoutbox):
    anna = world["participant"]
    notify([anna], Kind.ANSWER, about="post:1", path="/", who="", line="")
    row = anna.notifications.get()
    row.mark_read()

    deliver.enqueue([row.pk])

    row.refresh_from_db()
    assert row.mailing == Mailing.NONE
    assert mailoutbox == []


def test_the_mail_is_in_the_language_of_its_reader(tell, world, mailoutbox):
    world["participant"].language = "en"
    world["participant"].save()

    tell(world["participant"])

    assert "Read the answer" in mailoutbox[0].body


def test_a_failure_waits_longer_each_time_and_ends(tell, world, mailoutbox, monkeypatch, time_machine):
    monkeypatch.setattr(SEND, refuse)
    time_machine.move_to("2026-11-23 09:00 +0100", tick=False)
    [row] = tell(world["participant"])
    waits = []
    while row.mailing == Mailing.WAITING:
        waits.append(row.try_after - timezone.now())
        deliver.enqueue([row.pk])  # too early: nothing happens
        row.refresh_from_db()
        time_machine.move_to(row.try_after, tick=False)
        deliver.enqueue([row.pk])
        row.refresh_from_db()

    assert waits == BACK_OFF
    assert (row.mailing, row.tries) == (Mailing.FAILED, MOST_TRIES)
    assert row.retry_refusal() == ""
    assert mailoutbox == []


def test_a_missing_text_fails_that_mail_and_not_the_next(texts, world, mailoutbox, tmp_path):
    (tmp_path / "notifications" / "answer.txt").write_text("{% nonsense %}")
    anna = world["participant"]
    waiting = {"path": "/", "mailing": Mailing.WAITING}
    wrong = anna.notifications.create(kind=Kind.ANSWER, about="a", **waiting)
    right = anna.notifications.create(kind=Kind.ANNOUNCEMENT, about="b", **waiting)

    deliver.enqueue([wrong.pk, right.pk])

    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.mailing, wrong.tries, right.mailing) == (Mailing.WAITING, 1, Mailing.SENT)
    assert len(mailoutbox) == 1


def invited(world, secret):
    """A letter with this secret that waits for an answer."""
    person = world["participant"]
    Invitation.objects.create(
        user=person,
        email=person.email,
        organisation=world.ours,
        token_hash=digest(secret),
        expires_at="2999-01-01T00:00Z",
    )


def test_the_secret_of_an_invitation_leaves_the_row_with_the_mail(tell, world, mailoutbox):
    invited(world, "geheim")
    [row] = tell(world["participant"], kind=Kind.INVITATION, path="/uitnodiging/geheim/", token="geheim")

    assert "/uitnodiging/geheim/" in mailoutbox[0].body
    assert (row.path, row.context["token"]) == ("/", "")
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    assert "geheim" not in repr(Notification.objects.values())


def test_the_secret_goes_too_when_the_mail_is_given_up(texts, world, monkeypatch):
    monkeypatch.setattr(SEND, refuse)
    invited(world, "x")
    row = world["participant"].notifications.create(
        kind=Kind.INVITATION, about="i", path="/uitnodiging/x/", mailing=Mailing.WAITING, tries=MOST_TRIES - 1
    )

    deliver.enqueue([row.pk])

    row.refresh_from_db()
    assert (row.mailing, row.path) == (Mailing.FAILED, "/")
    assert (
        row.retry_refusal()
        == "De link in deze mail is er niet meer. Stuur de uitnodiging opnieuw vanuit het team."
    )


def test_forget_removes_what_somebody_was_told(tell, world):
    tell(world["participant"], world["helper"])
    Mute.stop(user_pk=world["participant"].pk, kind=Kind.REPLY)

    forget(user=world["participant"], by=world["participant"])

    assert [row.recipient for row in Notification.objects.all()] == [world["helper"]]
    assert not Mute.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gossip"},
        {"mailing": "lost"},
        {"mailing": Mailing.SENT},
        {"mailing": Mailing.NONE, "mailed_at": timezone.now()},
        {"mailing": Mailing.SENDING},
        {"leased_until": timezone.now()},
        {"path": "https://elsewhere.example"},
        {"path": "//elsewhere.example"},
    ],
    ids=" ".join,
)
def test_the_database_refuses(world, wrong):
    row = {"kind": Kind.REPLY, "about": "post:1", "path": "/"} | wrong

    with pytest.raises(IntegrityError):
        Notification.objects.create(recipient=world["participant"], **row)


def test_the_database_tells_once(world):
    row = {"recipient": world["participant"], "kind": Kind.REPLY, "about": "post:1", "path": "/"}
    Notification.objects.create(**row)

    with pytest.raises(IntegrityError):
        Notification.objects.create(**row)


@pytest.mark.parametrize("kind", ["gossip", Kind.INVITATION])
def test_the_database_refuses_to_mute(world, kind):
    with pytest.raises(IntegrityError):
        Mute.objects.create(user=world["participant"], kind=kind)


def test_the_database_mutes_once(world):
    Mute.objects.create(user=world["participant"], kind=Kind.REPLY)

    with pytest.raises(IntegrityError):
        Mute.objects.create(user=world["participant"], kind=Kind.REPLY)


# --- Pages ------------------------------------------------------------------------


@pytest.fixture
def inbox(texts, world):
    """Anna has a number of messages."""

    def fill(number):
        for at in range(number):
            world["participant"].notifications.create(
                kind=Kind.ANSWER, about=f"post:{at}", path="/zoeken/", context={"who": f"Persoon {at}"}
            )

    return fill


def test_the_inbox_shows_the_newest_first_and_what_is_new(inbox, as_, world):
    inbox(2)
    world["participant"].notifications.first().mark_read()

    page = as_("participant").get(reverse("notifications:notification_list")).content.decode()

    assert page.index("Persoon 1") < page.index("Persoon 0")
    assert page.count('class="chip must">Nieuw') == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_inbox_costs_the_same_for_more_messages(inbox, as_, django_assert_num_queries, number):
    inbox(number)
    client = as_("participant")

    with django_assert_num_queries(5):
        client.get(reverse("notifications:notification_list"))


def test_an_empty_inbox_says_what_will_come(as_):
    page = as_("participant").get(reverse("notifications:notification_list")).content.decode()

    assert "Nog geen berichten" in page
    assert "Alles gelezen" not in page


def test_opening_marks_as_read_and_goes_there(inbox, as_, world):
    inbox(1)
    [row] = world["participant"].notifications.all()
    address = reverse("notifications:notification_open", args=[row.pk])
    client = as_("participant")

    client.get(address)
    row.refresh_from_db()
    assert row.read_at is None

    answer = client.post(address)
    row.refresh_from_db()
    first = row.read_at
    assert (answer.status_code, answer.url) == (302, "/zoeken/")
    assert first is not None
    client.post(address)
    row.refresh_from_db()
    assert row.read_at == first


def test_all_read_in_one_go_and_only_mine(inbox, as_, world):
    inbox(3)
    theirs = world["helper"].notifications.create(kind=Kind.REPLY, about="a", path="/")

    as_("participant").post(reverse("notifications:read_all"))

    assert not world["participant"].notifications.unread().exists()
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_preferences_mute_what_is_not_ticked(as_, world):
    client, address = as_("participant"), reverse("notifications:preferences")
    when = {"rhythm": "daily", "days": ["0", "4"], "hour": "9"}
    now = [kind.value for kind in DIRECT - {Kind.INVITATION}]
    kept = [kind.value for kind in Kind if kind not in {*DIRECT, Kind.REPLY, Kind.PILOT}]

    answer = client.post(address, {"by_mail": now, "in_digest": kept} | when)
    assert answer.status_code == 302
    assert set(world["participant"].mutes.values_list("kind", flat=True)) == {"reply", "pilot"}
    page = client.get(address).content.decode()
    assert re.search(r'value="answer"[^>]*checked', page)
    assert not re.search(r'value="reply"[^>]*checked', page)
    assert "uitnodiging" not in page

    client.post(address, {"by_mail": now, "in_digest": [*kept, "reply"]} | when)
    assert set(world["participant"].mutes.values_list("kind", flat=True)) == {"pilot"}


def test_preferences_refuse_what_is_not_offered(as_, world):
    answer = as_("participant").post(reverse("notifications:preferences"), {"by_mail": ["invitation"]})

    assert answer.status_code == 422
    assert not Mute.objects.exists()


def test_one_click_stops_a_kind_of_mail_without_log_in_or_csrf(world):
    browser = Client(enforce_csrf_checks=True)
    address = reverse("notifications:unsubscribe", args=[unsubscribe_token(world["helper"].pk, Kind.REPLY)])

    assert "Wil je deze mails stoppen?" in browser.get(address).content.decode()
    assert not Mute.objects.exists()
    for _ in range(2):
        answer = browser.post(address, {"List-Unsubscribe": "One-Click"})
        assert "Je krijgt deze mails niet meer" in answer.content.decode()
    assert [(mute.user, mute.kind) for mute in Mute.objects.all()] == [(world["helper"], "reply")]


def test_a_made_up_way_out_is_not_found(client, world):
    good = unsubscribe_token(world["helper"].pk, Kind.REPLY)

    assert client.post(reverse("notifications:unsubscribe", args=[good + "x"])).status_code == 404


def test_the_way_out_of_somebody_who_is_gone_does_nothing(client, db):
    address = reverse("notifications:unsubscribe", args=[unsubscribe_token(404, Kind.REPLY)])

    assert client.post(address).status_code == 200
    assert not Mute.objects.exists()


def test_every_page_shows_how_many_are_unread(inbox, as_, world):
    inbox(2)

    response = as_("participant").get(reverse("notifications:preferences"))

    assert response.context["unread_count"] == 2
    assert str(Notification.objects.first()) == "een antwoord op je vraag (Anna de Vries)"
    assert str(Mute(kind=Kind.REPLY)) == "een reactie in een gesprek dat je volgt"
