"""The people of a team: pasted, looked over, invited, removed."""

import pytest
from django.utils import timezone

from accounts.models import Invitation
from notifications.models import Notification
from tests.teams import close, draft, invite, letter, lines, preview

PASTE = """"Boer, Bram de" <bram@example.org>; Chantal Kok <chantal@example.org>
Anna;anna@example.org
Dirk
Bram <BRAM@example.org>
Piet\tpiet.kok@example"""


def test_a_paste_is_shown_line_by_line_and_nothing_is_done(world, as_):
    world["outsider"].enrolments.update(cohort=world.elsewhere)
    invite(world, [("Chantal Kok", "chantal@example.org")])
    response = preview(as_("trainer"), world.cohort, PASTE)
    assert response.status_code == 200
    forms = response.context["people"].forms
    assert [(form["name"].value(), form.standing.value, bool(form.errors)) for form in forms] == [
        ("Bram de Boer", "new", False),
        ("Chantal Kok", "invited", False),
        ("Anna", "member", False),
        ("Dirk", "new", True),
        ("Bram", "twice", False),
        ("Piet", "new", True),
    ]
    assert forms[4]["skip"].value()
    assert Invitation.objects.count() == 1


def test_known_is_who_was_in_a_team_of_this_library(world, as_):
    cohort, _trainer = draft(world)
    text = "anna@example.org\nOlaf <olaf@example.org>\nNieuw <nieuw@example.org>"
    forms = preview(as_("trainer"), cohort, text).context["people"].forms
    assert [form.standing for form in forms] == ["known", "new", "new"]


def test_a_wrong_line_is_mended_in_place(world, as_):
    cohort, _trainer = draft(world)
    address = f"{cohort.members_url}uitnodigen/"
    browser = as_("trainer")
    wrong = browser.post(
        address, lines(("Bram", "bram@example.org"), ("Dirk", "dirk"), ("Bram", "BRAM@example.org"))
    )
    assert wrong.status_code == 422
    assert "Dit is geen e-mailadres." in wrong.text
    assert "Dit adres staat twee keer in de lijst." in wrong.text
    assert not cohort.invitations.exists()

    fixed = lines(("Bram", "bram@example.org"), ("Dirk", "dirk@example.org"), ("B", "nee"), skip=[2])
    assert browser.post(address, fixed).url == cohort.start_url
    assert sorted(cohort.invitations.values_list("invitation__email", flat=True)) == [
        "bram@example.org",
        "dirk@example.org",
    ]
    assert Notification.objects.count() == 0


def test_a_running_team_mails_at_once_and_a_double_tap_once(
    world, as_, mailoutbox, django_capture_on_commit_callbacks
):
    browser = as_("trainer")
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(
                f"{world.cohort.members_url}uitnodigen/", lines(("Ruud Kok", "ruud@example.org"), role="mt")
            )
    assert answer.url == world.cohort.members_url
    assert [mail.to for mail in mailoutbox] == [["ruud@example.org"]]
    assert world.cohort.invitations.get().role == "mt"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" ", "In deze tekst staat geen naam of adres."),
        (";;,", "In deze tekst staat geen naam of adres."),
        ("\n".join(f"p{n}@example.org" for n in range(501)), "meer dan 500"),
    ],
)
def test_a_paste_that_cannot_be_used_is_explained(world, as_, text, said):
    response = preview(as_("trainer"), world.cohort, text)
    assert response.status_code == 422
    assert said in response.text


def test_the_address_of_the_paste_leads_to_the_people(world, as_):
    assert as_("trainer").get(f"{world.cohort.members_url}uitnodigen/").url == world.cohort.members_url


def test_a_closed_team_invites_nobody(world, as_):
    close(world)
    browser = as_("trainer")
    answer = browser.post(
        f"{world.cohort.members_url}uitnodigen/", lines(("B", "b@example.org")), follow=True
    )
    assert "Dit team is gesloten." in answer.text
    assert not Invitation.objects.exists()


def test_only_the_trainer_sees_letters_and_addresses(world, as_):
    letter(world)
    assert "bram@example.org" in as_("trainer").get(world.cohort.members_url).text
    for name in ("participant", "mt"):
        page = as_(name).get(world.cohort.members_url).text
        assert "Hugo Bakker" in page
        assert "bram" not in page
        assert "hugo@example.org" not in page


def test_the_trainer_sends_again_and_withdraws(world, as_):
    place = letter(world)
    browser = as_("trainer")
    address = f"{world.cohort.members_url}uitnodiging/{place.pk}"
    assert browser.post(f"{address}/opnieuw/").url == world.cohort.members_url
    place.invitation.refresh_from_db()
    assert place.invitation.reminders == 1
    assert browser.post(f"{address}/intrekken/").url == world.cohort.members_url
    place.invitation.refresh_from_db()
    assert place.invitation.withdrawn_at <= timezone.now()
    page = browser.get(world.cohort.members_url)
    assert (page.context["roster"].letters, [str(one) for one in page.context["withdrawn"]]) == (
        [],
        ["bram@example.org (Lindenhof)"],
    )


def test_a_letter_of_another_team_is_out_of_reach(world, as_):
    cohort, trainer = draft(world)
    place = letter(world, cohort=cohort, by=trainer)
    for deed in ("opnieuw", "intrekken"):
        answer = as_("trainer").post(f"{world.cohort.members_url}uitnodiging/{place.pk}/{deed}/")
        assert answer.status_code == 404


def test_the_trainer_removes_somebody_after_a_question(world, as_):
    other = world.enrolments["other"]
    browser = as_("trainer")
    address = f"{world.cohort.members_url}{other.pk}/verwijderen/"
    assert "Piet Jansen uit het team halen?" in browser.get(address).text
    assert browser.post(address).url == world.cohort.members_url
    other.refresh_from_db()
    assert other.left_at is not None
    assert browser.get(address).status_code == 404
