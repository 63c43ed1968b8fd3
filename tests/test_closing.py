"""The closing meeting: the trainer leads, the screen and the phones follow."""

import pytest

from lib.refusal import Refused
from pitches.actions.ballot import agree, cast
from pitches.actions.closing import Deed, act, give_tip, prepare
from pitches.models import Ballot, Closing, Electorate, Pitch, Scene, Tip
from tests.meeting import (
    a_meeting,  # noqa: F401 - a fixture
    a_press,  # noqa: F401 - a fixture
    text,
    the_people,  # noqa: F401 - a fixture
    the_pitches,  # noqa: F401 - a fixture
)
from tests.pitching import address as url


# --- Leading -----------------------------------------------------------------------
def test_prepare_makes_one_meeting_with_a_code(world, people, closing):
    assert prepare(cohort=world.cohort, by=people["trainer"]) == closing
    assert (Closing.objects.count(), len(closing.code), closing.scene) == (1, 6, Scene.WELCOME)


def test_prepare_is_for_trainers(world, people):
    with pytest.raises(Refused, match="Alleen een trainer"):
        prepare(cohort=world.cohort, by=people["participant"])
    assert Closing.objects.count() == 0


def test_next_and_previous_walk_through_the_pitches_with_a_clock(pitches, closing, press):
    first = press("next")
    assert (first.scene, first.pitch, first.version) == (Scene.PITCH, pitches[0], 2)
    assert (first.until - first.timer_started_at).seconds == 300
    assert press("next").pitch == pitches[1]
    with pytest.raises(Refused, match="geen pitch meer"):
        press("next")
    assert press("previous").pitch == pitches[0]
    after = press("welcome")
    assert (after.scene, after.pitch, after.until) == (Scene.WELCOME, None, None)


def test_pitch_of_another_team_cannot_be_started(world, closing, press):
    with pytest.raises(Refused):
        press("pitch", 999_999)


def test_minutes_and_clock_can_be_changed(pitches, closing, press):
    started = press("pitch", pitches[1].pk).timer_started_at
    assert press("clock").timer_started_at > started
    assert press("minutes", 8).minutes == 8
    for minutes in (None, 0, 61):
        with pytest.raises(Refused, match="1 tot 60"):
            press("minutes", minutes)


def test_clock_without_a_pitch_stays_off(closing, press):
    assert press("clock").timer_started_at is None


def test_vote_runs_from_open_to_result(world, people, pitches, closing, press):
    assert press("open").scene == Scene.VOTE
    ballot = Ballot.objects.get()
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[1]], by=people["helper"])
    assert press("pitch", pitches[0].pk).scene == Scene.PITCH  # the vote stays open meanwhile
    assert press("ballot").scene == Scene.VOTE
    assert press("close").scene == Scene.COUNTED
    assert press("reveal").scene == Scene.RESULT
    ballot.refresh_from_db()
    assert ballot.winner == pitches[1]


def test_run_off_follows_a_tie(world, people, pitches, closing, press):
    press("open")
    ballot = Ballot.objects.get()
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[0]], by=people["other"])
    press("close")
    press("reveal")
    with pytest.raises(Refused, match="Er loopt nog een andere stemming"):
        press("open_mt")
    assert press("run_off").scene == Scene.VOTE
    assert Ballot.objects.get(run_off_of=ballot).options.count() == 2


def test_mt_votes_after_the_participants(world, people, pitches, closing, press):
    agree(cohort=world.cohort, electorate=Electorate.MT, terms={}, by=people["trainer"])
    press("open")
    with pytest.raises(Refused, match="Er loopt nog een andere stemming"):
        press("open_mt")
    press("close")
    press("reveal")
    press("open_mt")
    assert Ballot.objects.get(electorate="mt").invited == 1


@pytest.mark.parametrize("deed", ["ballot", "close", "reveal", "run_off"])
def test_no_vote_means_nothing_to_show(closing, press, deed):
    with pytest.raises(Refused, match="nog niet gestemd"):
        press(deed)


def test_button_of_an_older_page_does_nothing(world, people, pitches, closing):
    trainer = people["trainer"]
    assert act(closing=closing, deed=Deed.NEXT, version=1, by=trainer) is True
    assert act(closing=closing, deed=Deed.NEXT, version=1, by=trainer) is False
    now = Closing.of(world.cohort)
    assert (now.pitch, now.version) == (pitches[0], 2)


def test_act_is_for_trainers_of_a_running_team(world, people, closing):
    with pytest.raises(Refused, match="Alleen een trainer"):
        act(closing=closing, deed=Deed.NEXT, version=1, by=people["helper"])
    world.cohort.state = "closed"
    world.cohort.save()
    with pytest.raises(Refused) as refused:
        act(closing=closing, deed=Deed.NEXT, version=1, by=people["trainer"])
    assert str(refused.value) == world.cohort.write_refusal()


# --- Tips ---------------------------------------------------------------------------
def test_tip_is_for_the_other_groups(world, people, pitches, closing):
    closing.heard.add(*pitches)
    tip = give_tip(
        closing=closing, pitch=pitches[1], kind="tip", text="Doe dit ook in Zuid.", by=people["mt"]
    )
    assert (tip.pitch, tip.author, tip.text) == (pitches[1], people["mt"], "Doe dit ook in Zuid.")
    with pytest.raises(Refused, match="eigen groep"):
        give_tip(closing=closing, pitch=pitches[1], kind="tip", text="Wij zijn goed.", by=people["other"])


def test_tip_is_about_a_pitch_that_was_handed_in(world, people, pitches, closing):
    pitches[1].state, pitches[1].handed_in_at = "plan", None
    with pytest.raises(Refused, match="nog niet ingeleverd"):
        give_tip(closing=closing, pitch=pitches[1], kind="tip", text="Hoi", by=people["participant"])
    world.cohort.state = "closed"
    world.cohort.save()
    closing.cohort.refresh_from_db()
    with pytest.raises(Refused):
        give_tip(closing=closing, pitch=pitches[0], kind="tip", text="Hoi", by=people["other"])


def test_tip_waits_until_the_trainer_opens_the_tips(people, pitches, closing, press):
    with pytest.raises(Refused, match="Luister eerst"):
        give_tip(closing=closing, pitch=pitches[1], kind="tip", text="Hoi", by=people["participant"])
    with pytest.raises(Refused, match="Start eerst een pitch"):
        press("tips")
    press("pitch", pitches[1].pk)
    shown = press("tips")
    assert (shown.scene, shown.pitch, shown.until) == (Scene.TIPS, pitches[1], None)
    press("next") if shown.beside(+1) else press("previous")
    late = give_tip(closing=closing, pitch=pitches[1], kind="tip", text="Hoi", by=people["participant"])
    assert late.pitch == pitches[1]  # who was still typing when the trainer went on


def test_tip_sent_twice_is_kept_once(as_, world, pitches, closing):
    closing.heard.add(*pitches)
    client = as_("participant")
    form = {"kind": "top", "text": "Mooi!", "nonce": "n" * 20}
    for _time in range(2):
        answer = client.post(url(world, "tip_create", pitch_id=pitches[1].pk), form)
        assert (answer.status_code, answer.url) == (302, url(world, "closing_phone"))
    assert Tip.objects.get().text == "Mooi!"


def test_tip_without_words_keeps_the_page(as_, world, pitches, closing):
    answer = as_("participant").post(
        url(world, "tip_create", pitch_id=pitches[1].pk), {"kind": "tip", "text": ""}
    )
    assert answer.status_code == 422
    assert pitches[1].title in text(answer)
    assert Tip.objects.count() == 0


def test_tip_for_the_own_group_says_why(as_, world, pitches, closing):
    form = {"kind": "tip", "text": "Wij!", "nonce": "n" * 20}
    answer = as_("participant").post(
        url(world, "tip_create", pitch_id=pitches[0].pk),
        form,
        HTTP_REFERER=url(world, "closing_phone"),
        follow=True,
    )
    assert "De tips zijn voor jullie." in text(answer)
    assert Tip.objects.count() == 0


# --- Pages ---------------------------------------------------------------------------
def test_control_shows_the_buttons_that_make_sense(as_, world, pitches, press):
    client = as_("trainer")
    page = text(client.get(url(world, "closing_control")))
    assert 'value="open"' in page
    assert 'value="close"' not in page
    press("open")
    page = text(client.get(url(world, "closing_control")))
    assert 'value="close"' in page
    assert 'value="open"' not in page
    press("close")
    assert 'value="reveal"' in text(client.get(url(world, "closing_control")))
    press("reveal")
    page = text(client.get(url(world, "closing_control")))
    assert 'value="reveal"' not in page
    assert "Te weinig mensen stemden" in page
    assert "gezien is gezien" in page


def test_control_leads_to_the_slides_of_the_pitch_that_is_on(as_, world, pitches, closing, press):
    client = as_("trainer")
    Pitch.objects.filter(pk=pitches[0].pk).update(slide_count=4)
    first, second = (url(world, "slide_show", pitch_id=pitch.pk, slide=1) for pitch in pitches)
    seen = []
    for deed in ("welcome", "next", "tips", "next"):
        press(deed)
        page = text(client.get(url(world, "closing_control")))
        seen.append((first in page, second in page))

    assert seen == [(False, False), (True, False), (True, False), (False, False)]


def test_after_the_last_pitch_opening_the_vote_is_the_main_button(as_, world, pitches, closing, press):
    client, page = as_("trainer"), url(world, "closing_control")
    seen = []
    for deed in ("next", "tips", "next", "tips", "open", "close"):
        press(deed)
        html = text(client.get(page))
        main, _section, rest = html.partition('<h2 id="pitches-title">')
        seen.append([(f'value="{act}"' in main, f'value="{act}"' in rest) for act in ("open", "close")])

    first, given, opened, closed = (
        [(False, True), (False, False)],
        (True, False),
        (True, False),
        (False, False),
    )
    assert seen == [first, first, first, [given, (False, False)], [(False, False), opened], [closed, closed]]


def test_control_says_why_the_vote_cannot_open(as_, world):
    assert "vanaf twee pitches" in text(as_("trainer").get(url(world, "closing_control")))


def test_two_trainers_press_the_same_button(as_, world, pitches, closing):
    client = as_("trainer")
    form = {"act": "open", "version": closing.version}
    first = client.post(url(world, "closing_act"), form)
    assert (first.status_code, first.url) == (302, url(world, "closing_control") + "#now")
    second = client.post(url(world, "closing_act"), form, follow=True)
    assert "Dat was al gedaan" in text(second)
    assert Ballot.objects.count() == 1


def test_refused_button_says_why(as_, world, closing):
    form = {"act": "close", "version": closing.version}
    answer = as_("trainer").post(
        url(world, "closing_act"), form, HTTP_REFERER=url(world, "closing_control"), follow=True
    )
    assert "Er is nog niet gestemd" in text(answer)


@pytest.mark.parametrize("page", ["closing_phone", "closing_screen"])
def test_pages_follow_the_meeting(as_, world, people, pitches, press, page):
    client = as_("helper")
    assert "Welkom" in text(client.get(url(world, page)))  # nobody prepared it yet
    prepare(cohort=world.cohort, by=people["trainer"])
    assert pitches[0].title in text(client.get(url(world, page)))
    press("next")
    assert pitches[0].summary in text(client.get(url(world, page)))
    press("open")
    assert "stem" in text(client.get(url(world, page))).lower()
    cast(ballot=Ballot.objects.get(), choices=[pitches[1]], by=people["helper"])
    cast(ballot=Ballot.objects.get(), choices=[pitches[1]], by=people["participant"])
    press("close")
    assert "De stemming is gesloten" in text(client.get(url(world, page)))
    press("reveal")
    assert f"{pitches[1].title} heeft de meeste stemmen." in text(client.get(url(world, page)))


def test_phone_of_the_own_group_has_no_tip_form(as_, world, closing, press):
    press("next")
    assert "Luister eerst." in text(as_("other").get(url(world, "closing_phone")))
    press("tips")
    assert "De tips zijn voor jullie." in text(as_("participant").get(url(world, "closing_phone")))
    assert 'name="kind"' in text(as_("other").get(url(world, "closing_phone")))


def test_phone_offers_the_open_vote_in_every_scene(as_, world, closing, press):
    press("open")
    assert 'name="choice"' in text(as_("participant").get(url(world, "closing_phone")))
    press("next")
    assert url(world, "ballot_vote") in text(as_("participant").get(url(world, "closing_phone")))


def test_screen_counts_voters_and_shows_the_short_address(as_, world, people, pitches, closing, press):
    press("open")
    cast(ballot=Ballot.objects.get(), choices=[pitches[1]], by=people["participant"])
    page = text(as_("mt").get(url(world, "closing_screen")))
    assert "1 van 3 gestemd" in page
    assert f"testserver/s/{closing.code}<" in page


def test_screen_before_the_meeting_has_no_code(as_, world, pitches):
    assert "/s/" not in text(as_("mt").get(url(world, "closing_screen")))
    assert as_("mt").get(url(world, "closing_qr")).status_code == 404


def test_qr_is_a_drawing_of_the_address(as_, world, closing):
    answer = as_("mt").get(url(world, "closing_qr"))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<?xml")


def test_code_leads_to_the_meeting(as_, world, closing):
    answer = as_("participant").get(f"/s/{closing.code.lower()}/")
    assert (answer.status_code, answer.url) == (302, url(world, "closing_phone"))
    for person, code in (("outsider", closing.code), ("participant", "ZZZZZZ")):
        answer = as_(person).get(f"/s/{code}/")
        assert answer.status_code == 404
        assert "Deze code leidt niet naar een bijeenkomst" in text(answer)
    answer = as_("nobody").get(f"/s/{closing.code}/")
    assert answer.url.endswith(f"?next=/s/{closing.code}/")
