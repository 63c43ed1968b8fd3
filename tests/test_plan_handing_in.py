"""Handing in a plan from its page, and what no longer changes after it."""

from cohorts.models import State
from pitches.models import SectionKind
from tests.pitching import (
    a_plan,  # noqa: F401 - a fixture
    group_address,
    handed_in,
    section_address,
    voted,
    write_plan,
)


def test_a_title_after_handing_in_is_refused_and_kept(as_, world):
    pitch = handed_in(world, groups=1)[0]

    response = as_("helper").post(
        group_address(world, "pitch_edit"), {"title": "Anders", "summary": "", "version": pitch.version}
    )

    assert response.status_code == 422
    assert "Anders" in response.content.decode()
    pitch.refresh_from_db()
    assert pitch.title == "Appen met de bieb"


def test_handing_in_from_the_page(as_, world):
    pitch = write_plan(world.groups[0], by=world.enrolments["participant"])
    client = as_("participant")
    assert (
        group_address(world, "pitch_hand_in")
        in client.get(world.groups[0].get_absolute_url()).content.decode()
    )

    for _ in range(2):
        response = client.post(group_address(world, "pitch_hand_in"))
        assert response.headers["Location"] == pitch.get_absolute_url()

    pitch.refresh_from_db()
    assert pitch.is_handed_in
    assert (
        group_address(world, "pitch_hand_in")
        not in client.get(world.groups[0].get_absolute_url()).content.decode()
    )


def test_handing_in_too_early_says_what_is_missing(as_, world, pitch):
    client = as_("participant")
    back = world.groups[0].get_absolute_url()

    page = client.post(group_address(world, "pitch_hand_in"), headers={"referer": back}, follow=True)

    assert page.redirect_chain == [(back, 302)]
    assert str(SectionKind.MONEY.label) in page.content.decode()
    pitch.refresh_from_db()
    assert not pitch.is_handed_in


def test_handing_in_after_the_vote_opened_is_refused(world):
    pitch = write_plan(world.groups[0], by=world.enrolments["participant"])
    voted(world)

    assert pitch.hand_in_refusal(by=world.enrolments["participant"])


def test_the_trainer_opens_a_plan_again_from_the_page(as_, world):
    pitch = handed_in(world, groups=1)[0]
    client = as_("trainer")
    assert (
        group_address(world, "pitch_reopen")
        in client.get(world.groups[0].get_absolute_url()).content.decode()
    )

    client.post(group_address(world, "pitch_reopen"))

    pitch.refresh_from_db()
    assert not pitch.is_handed_in
    assert (
        group_address(world, "pitch_reopen")
        not in client.get(world.groups[0].get_absolute_url()).content.decode()
    )


def test_a_closed_team_shows_the_plan_without_buttons(as_, world, pitch):
    world.cohort.state = State.CLOSED
    world.cohort.save()

    page = as_("participant").get(world.groups[0].get_absolute_url()).content.decode()

    assert section_address(world) not in page
    assert (
        as_("participant").get(section_address(world)).headers["Location"]
        == world.groups[0].get_absolute_url()
    )


def test_after_handing_in_the_forms_lead_back_to_the_plan(as_, world):
    handed_in(world, groups=1)

    for where in (section_address(world), group_address(world, "pitch_edit")):
        assert as_("participant").get(where).headers["Location"] == world.groups[0].get_absolute_url()


def test_buttons_are_posts(as_, world, pitch):
    for name in ("pitch_hand_in", "pitch_reopen"):
        assert as_("participant").get(group_address(world, name)).status_code == 405
