"""Somebody changes the address they log in with: to a new one, and to one that is known here already."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, LoginCode, User
from cohorts import actions
from tests.at_once import TOGETHER, all_at_once
from tests.desk import read
from tests.teams import letter

ANNA, HOME = "anna@example.org", "anna.thuis@example.org"
PAGE, SENT = reverse("account_email"), reverse("account_email_verification_sent")
SENTENCE = "Iemand is hier al bekend met dit adres: misschien jij zelf, door een uitnodiging."


def code_in(mail):
    return next(line.strip() for line in mail.body.splitlines() if line.strip()[:4].isdecimal())


def change(browser, email=HOME):
    """Ask for another address, as its owner does: the page mails a code to it."""
    return browser.post(PAGE, {"action_add": "", "email": email})


@pytest.fixture
def anna(world, as_):
    EmailAddress.objects.create(user=world["participant"], email=ANNA, verified=True, primary=True)
    return as_("participant")


def addresses():
    return sorted(User.objects.filter(email__startswith="anna").values_list("email", flat=True))


def test_an_address_that_was_invited_gets_a_sentence_and_loses_nothing(world, anna, mailoutbox):
    place = letter(world, HOME)
    before = Invitation.objects.values().get(pk=place.invitation_id)
    mailoutbox.clear()
    change(anna)
    [mail] = mailoutbox
    assert mail.to == [HOME]

    page = anna.post(SENT, {"code": code_in(mail)})

    assert SENTENCE in read(page)
    assert f'href="{PAGE}"' in page.text  # the way back
    assert addresses() == [HOME, ANNA]
    assert EmailAddress.objects.get(user=world["participant"]).email == ANNA
    assert world["participant"].enrolments.present().count() == 1
    assert Invitation.objects.values().get(pk=place.invitation_id) == before
    assert len(mailoutbox) == 1


def test_the_invitation_is_still_answered_by_that_address(world, anna, mailoutbox):
    place = letter(world, HOME)
    change(anna)
    anna.post(SENT, {"code": code_in(mailoutbox[-1])})
    guest = Client()
    token = place.invitation.renew_token()
    place.invitation.save()
    assert guest.get(f"/uitnodiging/{token}/").status_code == 200
    place.invitation.user.refresh_from_db()
    assert actions.accept(invitation=place.invitation, by=place.invitation.user).role == "participant"


def test_the_address_of_a_colleague_gets_the_same_sentence(world, anna, mailoutbox):
    change(anna, "hugo@example.org")
    page = anna.post(SENT, {"code": code_in(mailoutbox[-1])})
    assert SENTENCE in read(page)
    assert addresses() == [ANNA]
    world["helper"].refresh_from_db()
    assert world["helper"].email == "hugo@example.org"
    assert [mail.to for mail in mailoutbox] == [["hugo@example.org"]]


def test_a_wrong_code_does_not_tell_whether_somebody_is_known_there(world, anna, mailoutbox):
    letter(world, HOME)
    pages = []
    for email in (HOME, "niemand@example.org"):
        change(anna, email)
        pages.append(read(anna.post(SENT, {"code": "0000 0000"})).replace(email, "..."))
    assert pages[0] == pages[1]
    assert SENTENCE not in pages[0]


def test_the_own_address_again_says_so_and_mails_nothing(anna, mailoutbox):
    assert "al aan dit account gekoppeld" in read(change(anna, ANNA.upper()))
    assert mailoutbox == []


def test_places_and_letters_go_along_to_the_new_address(world, anna, mailoutbox):
    trainer = world.elsewhere.enrolments.create(user=world["trainer"], role="trainer")
    place = letter(world, ANNA, cohort=world.elsewhere, by=trainer)
    mailoutbox.clear()
    change(anna)
    anna.post(SENT, {"code": code_in(mailoutbox[-1])})
    world["participant"].refresh_from_db()
    assert world["participant"].email == HOME
    assert list(EmailAddress.objects.filter(user=world["participant"]).values_list("email", "verified")) == [
        (HOME, True)
    ]
    assert world["participant"].enrolments.present().get().cohort == world.cohort
    assert [mail.to[0] for mail in mailoutbox] == [HOME, ANNA]  # the code, and a warning at the old one
    place.invitation.user.refresh_from_db()
    assert actions.accept(invitation=place.invitation, by=place.invitation.user).user == world["participant"]
    # Pressed again, nothing more is sent.
    anna.post(SENT, {"code": "0000 0000"})
    assert len(mailoutbox) == 2


class TestAtOnce:
    pytestmark = TOGETHER

    def test_of_two_who_show_the_same_address_at_once_one_gets_it(self, world, as_, mailoutbox):
        people = [world[name] for name in ("participant", "helper")]
        browsers = [Client() for _person in people]
        for person, browser in zip(people, browsers, strict=True):
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
            browser.force_login(person)
            change(browser)
            cache.clear()  # the limit of mails to one address is not what is tried here
        # Both codes are right: the second must not have ended the first.
        LoginCode.objects.filter(email=HOME).update(used_at=None)
        codes = [code_in(mail) for mail in mailoutbox]
        answers = all_at_once(
            *(
                lambda browser=browser, code=code: browser.post(SENT, {"code": code}).status_code
                for browser, code in zip(browsers, codes, strict=True)
            )
        )
        assert set(answers) <= {200, 302}
        assert User.objects.filter(email=HOME).count() == 1
        assert EmailAddress.objects.filter(email=HOME, verified=True).count() == 1
        assert len(mailoutbox) == 3  # two codes, one warning
