"""The whole way of an invitation: from the mail to the desk."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Invitation, User
from cohorts import actions
from cohorts.models import Enrolment, Role
from tests.teams import close, draft, invite, letter

CODE = re.compile(r"\b\d{4}[ -]?\d{4}\b")


@pytest.fixture
def post_office(mailoutbox, django_capture_on_commit_callbacks):
    """Do something, and return the mails that went out because of it."""

    def run(deed):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        return mailoutbox[before:]

    return run


def link_in(mail):
    return re.search(r"http://127\.0\.0\.1:8000(/uitnodiging/[\w-]+/)", mail.body)[1]


@pytest.fixture
def link(world, post_office):
    """The address in the mail to Bram."""
    [mail] = post_office(lambda: letter(world))
    return link_in(mail)


def bram():
    return User.objects.get(email="bram@example.org")


def test_the_mail_says_who_invites_to_what(world, post_office):
    cohort, trainer = draft(world, goal="Klanten online helpen.")
    invite(world, cohort=cohort, by=trainer)
    mails = post_office(lambda: actions.start(cohort=cohort, by=trainer))
    assert [mail.to for mail in mails] == [["bram@example.org"], ["chantal@example.org"], ["zoe@example.org"]]
    assert mails[0].subject == "Tineke Visser nodigt je uit voor Najaar"
    html = mails[0].alternatives[0].content
    for text in (mails[0].body, html):
        assert "Hallo Bram," in text
        assert "Tineke Visser nodigt je uit voor het team Najaar van Bibliotheek Lindenhof." in text
        assert "Klanten online helpen." in text
        assert link_in(mails[0]) in text
    assert len({link_in(mail) for mail in mails}) == 3


@pytest.mark.parametrize(
    ("role", "words"), [("mt", "Je leest de plannen"), ("trainer", "Je begeleidt dit team als trainer.")]
)
def test_the_mail_says_what_is_asked(world, post_office, role, words):
    [mail] = post_office(lambda: letter(world, role=role))
    assert words in mail.body
    assert words in mail.alternatives[0].content


def test_from_the_mail_to_the_desk_with_a_code(world, client, link, post_office):
    page = client.get(link).text
    for words in ("Tineke Visser nodigt je uit.", "Lindenhof", "bram@example.org", "Mail mij de code"):
        assert words in page
    assert not bram().enrolments.exists()

    answers = []
    [mail] = post_office(lambda: answers.append(client.post(link)))
    assert mail.to == ["bram@example.org"]
    typed = client.post(answers[0].url, {"code": CODE.search(mail.body)[0]})
    assert typed.url == link

    desk = client.get(link)
    assert desk.url == "/teams/lindenhof/"
    enrolment = bram().enrolments.get()
    assert (enrolment.cohort, enrolment.role) == (world.cohort, Role.PARTICIPANT)
    assert "Welkom bij Lindenhof, Bram." in client.get(desk.url).text
    assert client.get(link).url == "/teams/lindenhof/"


def test_a_scanner_that_follows_links_lets_nobody_in(world, client, link):
    for method in ("get", "head", "get"):
        assert getattr(client, method)(link).status_code == 200
    client.force_login(bram())
    client.get(link)
    client.head(link)
    assert not bram().enrolments.exists()


def test_a_pressed_button_without_a_code_lets_nobody_in(world, client, link):
    client.post(link)
    assert client.get(link).status_code == 200
    assert not bram().enrolments.exists()


def test_a_head_request_after_the_code_does_not_accept(world, client, link):
    session = client.session
    client.force_login(bram())
    session = client.session
    session["invitation_pressed"] = [Invitation.objects.get().pk, ""]
    session.save()
    assert client.head(link).status_code == 200
    assert not bram().enrolments.exists()
    assert client.get(link).url == "/teams/lindenhof/"


def test_who_is_signed_in_already_presses_once(world, client, link):
    client.force_login(bram())
    assert "Doe mee met het team" in client.get(link).text
    assert client.post(link).url == "/teams/lindenhof/"
    assert client.post(link).url == "/teams/lindenhof/"
    assert Enrolment.objects.filter(user=bram()).count() == 1


def test_a_member_of_the_mt_lands_at_their_own_desk(world, client, post_office):
    [mail] = post_office(lambda: letter(world, role=Role.MT))
    client.force_login(bram())
    assert client.post(link_in(mail)).url == "/teams/lindenhof/mt/"


def test_who_has_no_name_is_asked_for_one(world, client, post_office):
    [mail] = post_office(lambda: invite(world, [("", "bram@example.org")]))
    link = link_in(mail)
    assert 'name="name"' in client.get(link).text
    empty = client.post(link, {"name": " "})
    assert (empty.status_code, "Dit veld is verplicht" in empty.text) == (422, True)
    client.force_login(bram())
    client.post(link, {"name": "Bram de Boer"})
    assert bram().name == "Bram de Boer"


def test_opening_is_noted_once(world, client, link):
    client.head(link)
    assert Invitation.objects.get().opened_at is None
    client.get(link)
    first = Invitation.objects.get().opened_at
    client.get(link)
    assert Invitation.objects.get().opened_at == first is not None


def test_somebody_else_is_told_whose_it_is(world, as_, link):
    answer = as_("outsider").get(link)
    assert answer.status_code == 403
    assert (
        "Je bent ingelogd als olaf@example.org, maar deze uitnodiging is voor bram@example.org."
        in answer.text
    )
    assert as_("outsider").post(link).status_code == 403
    assert world["outsider"].enrolments.count() == 1


def test_an_unknown_link_says_what_to_do(world, client, link):
    for address in (link[:-2] + "/", "/uitnodiging/onzin/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Deze uitnodiging kennen we niet" in answer.text


def test_an_old_link_gives_way_to_the_reminder(world, client, link, post_office):
    place = world.cohort.invitations.get()
    [mail] = post_office(lambda: actions.resend(place=place, by=world.enrolments["trainer"]))
    assert mail.subject.startswith("Herinnering: ")
    assert client.get(link).status_code == 404
    assert client.get(link_in(mail)).status_code == 200


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "Deze uitnodiging is verlopen."),
        ({"withdrawn_at": timezone.now()}, "Deze uitnodiging is ingetrokken."),
        ({"accepted_at": timezone.now()}, "Deze uitnodiging is al gebruikt."),
    ],
    ids=["expired", "withdrawn", "used"],
)
def test_a_letter_that_no_longer_works_says_why(world, client, link, state, words):
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=40), **state)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 410
        assert words in answer.text
        assert "Inloggen" in answer.text
    assert not bram().enrolments.exists()


def test_a_closed_team_lets_nobody_in(world, client, link):
    close(world)
    answer = client.get(link)
    assert (answer.status_code, "Dit team is gesloten." in answer.text) == (410, True)


def test_an_accepted_letter_of_who_was_removed_says_that_it_is_used(world, client, link):
    client.force_login(bram())
    client.post(link)
    actions.remove_member(enrolment=bram().enrolments.get(), by=world.enrolments["trainer"])
    assert client.get(link).status_code == 410
    assert not bram().enrolments.present().exists()


def test_too_many_codes_are_refused_in_words_on_the_same_page(world, client, link):
    answers = [client.post(link) for _again in range(8)]
    assert answers[-1].url == link
    assert client.get(link).context["messages"]
