"""Not now, or done before: what is set aside waits without a word, what was known counts."""

import pytest
from django.db import IntegrityError, transaction

from cohorts import actions
from cohorts.models import Progress
from home.finder import candidates, offered
from lib.refusal import Refused
from tests.desk import address, desk, facts_of, finish, lesson, read, tick, turn_of
from tests.teams import close

LATER = "2999-01-01T00:00Z"


def aside(world, ding=0, by="participant"):
    place = world.enrolments[by]
    return actions.set_aside(enrolment=place, ding=world.dingen[ding], by=place)


def back(world, ding=0):
    place = world.enrolments["participant"]
    actions.take_back(enrolment=place, ding=world.dingen[ding], by=place)


def skip(world, shown="Een filmpje, op intranet.", ding=0, by="participant"):
    place = world.enrolments[by]
    return actions.skip(enrolment=place, ding=world.dingen[ding], shown=shown, by=place)


def test_what_is_set_aside_does_not_wait_for_me(world):
    assert turn_of(world).ding_id == world.dingen[0].pk

    aside(world)

    assert facts_of(world).state(world.dingen[0].pk) == "aside"
    assert facts_of(world).busy is None
    assert world.dingen[0] not in [one.ding for one in offered(candidates(world.enrolments["participant"]))]
    assert turn_of(world).title == "Je legde één must-do weg"


def test_taken_back_without_a_tick_it_is_as_if_nothing_happened(world):
    aside(world)
    back(world)
    back(world)
    assert not Progress.objects.exists()


def test_taken_back_the_ticks_are_still_there(world):
    tick(world)
    aside(world)
    assert facts_of(world).busy is None
    back(world)
    assert facts_of(world).busy.steps_done.count() == 1


def test_a_tick_takes_it_up_again_and_the_team_keeps_its_text(world):
    aside(world)
    item = world.cohort.plan.get(ding=world.dingen[0])
    assert item.revision is None

    tick(world)

    item.refresh_from_db()
    assert item.revision == world.dingen[0].revision
    assert Progress.objects.get().state == "busy"


def test_what_is_done_is_not_set_aside(world):
    finish(world)
    with pytest.raises(Refused, match="al klaar"):
        aside(world)


def test_what_i_knew_counts_with_its_mark_and_my_sentence(as_, world):
    progress = skip(world, "  Een screencast\nop intranet. ")

    assert (progress.known, progress.shown) == (True, "Een screencast op intranet.")
    assert facts_of(world).musts_done == 1
    page = read(as_("participant").get(lesson(world)))
    assert "Dit kende je al. Een screencast op intranet." in page
    assert "kende ik al" in read(desk(as_("participant"), world))


def test_the_sentence_can_change_but_not_for_what_was_done_here(world):
    skip(world)
    assert skip(world, "Iets anders.").shown == "Iets anders."
    finish(world, ding=1)
    with pytest.raises(Refused, match="al klaar"):
        skip(world, ding=1)


def test_opened_again_the_mark_is_gone(world):
    skip(world)
    place = world.enrolments["participant"]
    progress = actions.reopen(enrolment=place, ding=world.dingen[0], by=place)
    assert (progress.known, progress.shown, progress.finished_at) == (False, "", None)


def test_the_trainer_reads_what_was_shown_and_colleagues_do_not(as_, world):
    skip(world)
    assert "Anna de Vries Een filmpje, op intranet." in read(as_("trainer").get(lesson(world)))
    assert "Een filmpje" not in read(as_("helper").get(lesson(world)))


def test_in_a_closed_team_nothing_is_set_aside(world):
    close(world)
    for deed in (aside, skip, back):
        with pytest.raises(Refused):
            deed(world)


def test_the_pages_set_aside_and_show(as_, world):
    client = as_("participant")
    client.post(address(world, "cohorts:ding_aside", slug="eerste-ding"), {"aside": "1"})
    page = client.get(lesson(world)).content.decode()
    assert "Je legde dit Ding weg." in page
    assert "weggelegd" in read(desk(client, world))
    client.post(address(world, "cohorts:ding_aside", slug="eerste-ding"), {"aside": "0"})
    known = address(world, "cohorts:ding_known", slug="eerste-ding")
    assert client.post(known, {"shown": " "}).status_code == 422
    assert client.post(known, {"shown": "x" * 301}).status_code == 422
    client.post(known, {"shown": "<b>https://example.org</b>"})
    page = client.get(lesson(world)).content.decode()
    assert "&lt;b&gt;" in page
    assert Progress.objects.get().known


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (
            "progress_set_aside_is_not_finished",
            {"set_aside_at": LATER, "finished_at": LATER},
        ),
        ("progress_known_is_finished", {"known": True}),
        ("progress_shown_is_known", {"shown": "Iets."}),
    ],
)
def test_the_database_refuses(world, rule, values):
    progress = world.enrolments["participant"].progress.create(ding=world.dingen[0])
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Progress.objects.filter(pk=progress.pk).update(**values)


def test_it_is_in_my_file_and_the_sentence_goes_with_me(as_, world):
    skip(world)
    aside(world, ding=1)
    team = as_("participant").get("/mijn/gegevens/").json()["teams"][0]
    assert [(row["known_before"], row["shown"]) for row in team["progress"]] == [
        (True, "Een filmpje, op intranet."),
        (False, ""),
    ]
    as_("participant").post("/mijn/wissen/", {"nonce": "w" * 20})
    assert set(Progress.objects.values_list("shown", flat=True)) == {""}
