"""What the group notes about its pilot, and who may."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from cohorts.models import State
from lib import files, images
from lib.refusal import Refused
from notifications.models import Kind, Notification
from pitches.actions import pilot_work as work
from pitches.models import Milestone, PilotPicture, PilotTip, PilotUpdate, Spending
from tests.pitching import address, decided, impossible

NONCE = "n" * 24


@pytest.fixture
def pilot(world):
    return decided(world).pilot


def picture(name="foto.png"):
    out = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")


def test_a_milestone_is_added_reached_and_taken_away(as_, world, pilot):
    client = as_("participant")
    form = {"title": "Knop op de voorpagina", "due_on": "2026-12-15", "nonce": NONCE}

    for _twice in range(2):
        client.post(address(world, "milestone_create"), form)
    milestone = Milestone.objects.get()
    where = address(world, "milestone_act", milestone_id=milestone.pk)
    client.post(where, {"act": "done"})
    milestone.refresh_from_db()
    assert milestone.done_on == world.cohort.today
    assert "Knop op de voorpagina" in as_("mt").get(address(world, "pilot_detail")).content.decode()
    client = as_("helper")
    client.post(where, {"act": "undo"})
    milestone.refresh_from_db()
    assert milestone.done_on is None
    assert client.post(where, {"act": "sing"}).status_code == 400
    client.post(where, {"act": "remove"})

    assert not Milestone.objects.exists()


def test_what_was_used_stands_against_what_was_given(as_, world, pilot):
    client = as_("participant")
    where = address(world, "spending_create")
    day = timezone.localdate().isoformat()

    assert client.post(where, {"what": "Niets", "spent_on": day, "nonce": NONCE}).status_code == 422
    client.post(where, {"what": "Telefoon", "euro": "250,50", "hours": "", "spent_on": day, "nonce": NONCE})
    client.post(where, {"what": "Rooster", "hours": "2,5", "spent_on": day, "nonce": "m" * 24})

    assert Spending.totals(Spending.objects.all()) == {"euro": Decimal("250.5"), "hours": Decimal("2.5")}
    page = client.get(address(world, "pilot_detail")).content.decode()
    assert "€ 250,50 van € 1.500" in page
    assert "2,5 van 80 uur" in page
    assert "Meer gebruikt" not in page
    client.post(where, {"what": "Folders", "euro": "2000", "spent_on": day, "nonce": "k" * 24})
    assert "Er is meer gebruikt" in client.get(address(world, "pilot_detail")).content.decode()
    client.post(address(world, "spending_remove", spending_id=Spending.objects.latest("pk").pk))
    assert Spending.objects.count() == 2


def test_news_with_a_picture_needs_its_description_and_stays_behind_the_door(
    as_, world, pilot, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client = as_("participant")
    form = {"text": "De knop staat erop.", "nonce": NONCE}

    without = client.post(address(world, "update_create"), form | {"picture_1": picture()})
    assert without.status_code == 422
    assert "De knop staat erop." in without.content.decode()
    broken = SimpleUploadedFile("x.png", b"geen foto", content_type="image/png")
    assert (
        client.post(address(world, "update_create"), form | {"picture_1": broken, "alt_1": "X"}).status_code
        == 422
    )
    client.post(address(world, "update_create"), form | {"picture_1": picture(), "alt_1": "De knop."})

    shown = PilotPicture.objects.get()
    assert (shown.alt, shown.update.text) == ("De knop.", "De knop staat erop.")
    where = shown.address(world.cohort.slug)
    found = {}
    for who in ("other", "mt", "outsider"):
        response = as_(who).get(where)
        b"".join(response)  # a file that is served closes when it is read
        found[who] = response.status_code
    assert found == {"other": 200, "mt": 200, "outsider": 404}
    assert 'alt="De knop."' in as_("mt").get(address(world, "pilot_detail")).content.decode()


def test_who_wrote_news_and_the_trainer_take_it_away_with_its_picture(
    world, pilot, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    anna = world.enrolments["participant"]
    clean = images.clean(picture())
    update = work.post_update(pilot=pilot, text="Ja.", pictures=[(clean, "De knop.")], by=anna)

    with pytest.raises(Refused):
        work.remove_update(update=update, by=world.enrolments["helper"])
    with django_capture_on_commit_callbacks(execute=True):
        work.remove_update(update=update, by=world.enrolments["trainer"])

    assert not PilotUpdate.objects.exists()
    assert list(files.everything()) == []


@pytest.mark.parametrize("who", ["other", "mt", "outsider"])
def test_others_note_nothing(world, pilot, who):
    by = world.enrolments[who]

    with pytest.raises(Refused):
        work.add_milestone(pilot=pilot, title="X", due_on=world.cohort.today, by=by)
    with pytest.raises(Refused):
        work.book(pilot=pilot, what="X", euro=1, hours=0, spent_on=world.cohort.today, by=by)
    with pytest.raises(Refused):
        work.post_update(pilot=pilot, text="X", pictures=[], by=by)


def test_a_tip_reaches_the_group_and_is_answered_also_in_a_closed_team(as_, world, pilot):
    world.cohort.state = State.CLOSED
    world.cohort.save()
    form = {"text": "Zet het op de bibliotheekpas.", "nonce": NONCE}

    for _twice in range(2):
        as_("other").post(address(world, "pilot_tip_create"), form)
    tip = PilotTip.objects.get()
    told = Notification.objects.filter(kind=Kind.PILOT, about=f"pilot_tip:{tip.pk}")
    assert {one.recipient.first_name for one in told} == {"Anna", "Hugo"}
    as_("participant").post(
        address(world, "pilot_tip_answer", pilot_tip_id=tip.pk), {"answer": "Doen we.", "nonce": "m" * 24}
    )

    page = as_("mt").get(address(world, "pilot_detail")).content.decode()
    assert "Doen we." in page
    assert "Piet Jansen" not in page
    assert "Piet Jansen" in as_("participant").get(address(world, "pilot_detail")).content.decode()


def test_the_group_gives_itself_no_tips(world, pilot):
    with pytest.raises(Refused):
        work.give_tip(pilot=pilot, text="Goed zo.", by=world.enrolments["helper"])


def test_there_is_an_end_to_milestones_and_pictures(world, pilot):
    anna = world.enrolments["participant"]
    Milestone.objects.bulk_create(Milestone(pilot=pilot, title="X", due_on="2026-12-01") for _n in range(30))

    with pytest.raises(Refused):
        work.add_milestone(pilot=pilot, title="Nog een", due_on=world.cohort.today, by=anna)
    assert PilotPicture.add_refusal(pilot, 60) == ""
    assert PilotPicture.add_refusal(pilot, 61)


def test_the_database_refuses_impossible_notes(world, pilot):
    anna, day = world.enrolments["participant"], world.cohort.today
    impossible(lambda: pilot.milestones.create(title="", due_on=day), "milestone_says_what")
    impossible(
        lambda: pilot.spendings.create(what="", euro=1, spent_on=day, booked_by=anna), "spending_says_what"
    )
    for euro, hours in ((0, 0), (-1, 2)):
        impossible(
            lambda euro=euro, hours=hours: pilot.spendings.create(
                what="X", euro=euro, hours=hours, spent_on=day, booked_by=anna
            ),
            "spending_is_money_or_hours",
        )
    impossible(lambda: pilot.updates.create(author=anna, text=""), "pilot_update_says_something")
    update = pilot.updates.create(author=anna, text="Ja.")
    good = {"stored_as": "a", "content_type": "image/png", "size": 1, "alt": "X"}
    for wrong, rule in (
        ({"alt": ""}, "pilot_picture_has_a_description"),
        ({"size": 11 * 1024 * 1024}, "pilot_picture_at_most_10_mb"),
        ({"content_type": "text/html"}, "pilot_picture_is_a_picture"),
    ):
        impossible(lambda wrong=wrong: update.pictures.create(**good | wrong), rule)
    impossible(lambda: pilot.tips.create(author=anna, text=""), "pilot_tip_says_something")
    impossible(lambda: pilot.tips.create(author=anna, text="X", answer="Y"), "pilot_tip_answer_has_a_time")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pilot_asks_as_much_for_three_of_everything_as_for_one(
    as_, world, pilot, rows, django_assert_max_num_queries
):
    anna, day = world.enrolments["participant"], world.cohort.today
    for number in range(rows):
        pilot.milestones.create(title="X", due_on=day)
        pilot.spendings.create(what="X", euro=1, spent_on=day, booked_by=anna)
        update = pilot.updates.create(author=anna, text="X")
        update.pictures.create(stored_as=f"a{number}", content_type="image/png", size=1, alt="X")
        pilot.tips.create(author=anna, text="X")
    pilot.pulses.update(due_on=day - timedelta(days=1))
    client = as_("participant")

    with django_assert_max_num_queries(12):
        client.get(address(world, "pilot_detail"))
