"""The desk of the MT, the form of the decision and its page: nothing that was typed is lost."""

from datetime import date

import pytest
from django.utils import timezone

from lib.refusal import Refused
from pitches.actions.decision import decide
from pitches.models import Decision, Pitch
from tests.pitching import (  # noqa: F401 - fixtures
    a_member_of_the_mt,
    address,
    decided,
    means,
    two_pitches,
    voted,
)

NONCE = "n" * 24


def form(world, pitches, **changed):
    """What the MT member types: the first pitch wins, the second gets an answer."""
    given = means(world) | {"pitch": pitches[0].pk, f"answer_{pitches[1].pk}": "Mooi plan.", "nonce": NONCE}
    return given | changed


# --- Pages --------------------------------------------------------------------------


def test_the_desk_of_the_mt_before_its_turn(as_, world, pitches):
    page = as_("mt").get(address(world, "mt_desk")).content.decode()

    assert pitches[0].get_absolute_url() in page
    assert address(world, "decision_create") not in page
    response = as_("mt").get(address(world, "decision_create"))
    assert response.headers["Location"] == address(world, "mt_desk")


def test_the_desk_of_the_mt_on_its_turn(as_, world, pitches):
    voted(world, winner=pitches[0])
    world.cohort.hours, world.cohort.budget, world.cohort.sponsor = 80, 1500, "Marit Smit"
    world.cohort.save()

    page = as_("mt").get(address(world, "mt_desk")).content.decode()

    assert address(world, "decision_create") in page
    assert "1500" in page
    assert (
        address(world, "decision_create")
        not in as_("trainer").get(address(world, "mt_desk")).content.decode()
    )


def test_the_mt_sees_no_progress_of_one_person(as_, world, pitches):
    voted(world)
    world.enrolments["participant"].progress.create(ding=world.dingen[0])

    for where in (address(world, "mt_desk"), address(world, "pitch_list")):
        page = as_("mt").get(where).content.decode()
        assert "Eerste ding" not in page
        assert "Piet Jansen" not in page


def test_the_form_starts_with_what_was_agreed(as_, world, pitches):
    voted(world, winner=pitches[0])
    world.cohort.hours, world.cohort.budget, world.cohort.sponsor = 80, 1500, "Marit Smit"
    world.cohort.save()

    fields = as_("mt").get(address(world, "decision_create")).context["form"]

    assert {name: fields[name].value() for name in ("pitch", "amount", "hours", "sponsor")} == {
        "pitch": pitches[0].pk,
        "amount": 1500,
        "hours": 80,
        "sponsor": "Marit Smit",
    }


def test_an_answer_is_not_called_optional(as_, world, pitches):
    voted(world)

    fields = as_("mt").get(address(world, "decision_create")).context["form"]

    assert {field.field.required for field in fields.about_the_others} == {True}


def test_only_a_pitch_that_was_handed_in_can_be_chosen(as_, world, pitches, mt):
    voted(world)
    writing = Pitch.objects.create(group=world.cohort.groups.create(name="Nog bezig"), title="Nog niet")

    for impossible in (writing, handed_in_elsewhere(world)):
        with pytest.raises(Refused):
            decide(cohort=world.cohort, pitch=impossible, answers={}, by=mt, **means(world))
        response = as_("mt").post(
            address(world, "decision_create"), form(world, pitches, pitch=impossible.pk)
        )
        assert list(response.context["form"].errors) == ["pitch"]

    assert not Decision.objects.exists()


def handed_in_elsewhere(world):
    group = world.elsewhere.groups.create(name="Elders")
    return Pitch.objects.create(group=group, title="Elders", state="handed_in", handed_in_at=timezone.now())


@pytest.mark.parametrize("day", [date(26, 12, 1), date(9999, 12, 31)])
def test_a_start_date_that_is_a_slip_of_the_keyboard_is_refused(as_, world, pitches, mt, day):
    voted(world)

    with pytest.raises(Refused):
        decide(
            cohort=world.cohort,
            pitch=pitches[0],
            answers={pitches[1]: "Ja."},
            by=mt,
            **means(world, starts_on=day),
        )
    response = as_("mt").post(
        address(world, "decision_create"), form(world, pitches, starts_on=day.isoformat())
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["starts_on"]


def test_deciding_from_the_form(as_, world, pitches):
    voted(world)

    for _ in range(2):  # a double tap
        response = as_("mt").post(address(world, "decision_create"), form(world, pitches))
        assert response.headers["Location"] == address(world, "decision_detail")

    assert Decision.objects.get().pitch == pitches[0]
    page = as_("other").get(address(world, "decision_detail")).content.decode()
    assert "Dit helpt." in page
    assert "Mooi plan." in page
    assert "Mooi plan." in as_("other").get(pitches[1].get_absolute_url()).content.decode()
    assert "Dit helpt." in as_("other").get(pitches[0].get_absolute_url()).content.decode()
    assert address(world, "decision_detail") in as_("mt").get(address(world, "mt_desk")).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"pitch": ""}, "pitch"),
        ({"pitch": 999999}, "pitch"),
        ({"amount": ""}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": 10**12}, "amount"),
        ({"hours": "veel"}, "hours"),
        ({"sponsor": "  "}, "sponsor"),
        ({"sponsor": "s" * 101}, "sponsor"),
        ({"starts_on": "morgen"}, "starts_on"),
        ({"reason": " "}, "reason"),
        ({"reason": "r" * 2001}, "reason"),
    ],
)
def test_an_error_stands_at_its_field_and_loses_nothing(as_, world, pitches, changed, field):
    voted(world)

    response = as_("mt").post(address(world, "decision_create"), form(world, pitches, **changed))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Mooi plan." in response.content.decode()
    assert not Decision.objects.exists()


def test_a_missing_answer_stands_at_its_group(as_, world, pitches):
    voted(world)
    name = f"answer_{pitches[1].pk}"

    response = as_("mt").post(address(world, "decision_create"), form(world, pitches, **{name: ""}))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [name]
    assert "Dit helpt." in response.content.decode()


def test_a_vote_that_binds_is_said_at_the_choice(as_, world, pitches):
    voted(world, winner=pitches[1], mt_decides=False)

    response = as_("mt").post(address(world, "decision_create"), form(world, pitches))

    assert response.status_code == 422
    assert "pitch" in response.context["form"].errors
    assert not Decision.objects.exists()


def test_who_comes_second_reads_so_and_keeps_the_text(as_, world):
    first = decided(world)
    pitches = [Pitch.objects.exclude(pk=first.pitch_id).get(), first.pitch]

    response = as_("mt").post(
        address(world, "decision_create"), form(world, pitches, reason="Mijn lange uitleg.", nonce="m" * 24)
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Mijn lange uitleg." in page
    assert "Appen met de bieb" in page
    assert Decision.objects.get() == first


def test_a_decision_without_its_nonce_is_a_bad_request(as_, world, pitches):
    voted(world)

    response = as_("mt").post(address(world, "decision_create"), form(world, pitches, nonce=""))

    assert response.status_code == 400
    assert not Decision.objects.exists()


def test_before_the_decision_the_page_says_so(as_, world):
    assert 'class="empty"' in as_("participant").get(address(world, "decision_detail")).content.decode()


def test_the_desk_without_pitches(as_, world):
    assert 'class="empty"' in as_("mt").get(address(world, "mt_desk")).content.decode()


def test_a_dossier_of_a_pitch_that_came_after_the_decision(as_, world):
    decided(world)
    group = world.cohort.groups.create(name="Laat")
    late = Pitch.objects.create(group=group, title="Laat", state="handed_in", handed_in_at=timezone.now())

    assert "Appen met de bieb" in as_("other").get(late.get_absolute_url()).content.decode()


# --- Queries ----------------------------------------------------------------------------


def more_pitches(world, count):
    for number in range(count):
        group = world.cohort.groups.create(name=f"Groep {number}")
        Pitch.objects.create(
            group=group, title=f"Idee {number}", state="handed_in", handed_in_at=timezone.now(), position=9
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_much_for_three_pitches_as_for_one(as_, world, rows, django_assert_num_queries):
    more_pitches(world, rows)
    voted(world, winner=Pitch.objects.first())
    client = as_("mt")

    with django_assert_num_queries(12):
        client.get(address(world, "mt_desk"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_decision_asks_as_much_for_three_answers_as_for_one(as_, world, rows, django_assert_num_queries):
    decision = decided(world)
    more_pitches(world, rows - 1)
    for pitch in Pitch.objects.filter(title__startswith="Idee"):
        decision.answers.create(pitch=pitch, text="Ja.")
    client = as_("participant")

    with django_assert_num_queries(8):
        client.get(address(world, "decision_detail"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_asks_as_much_for_three_pitches_as_for_one(as_, world, rows, django_assert_num_queries):
    more_pitches(world, rows)
    voted(world)
    client = as_("mt")

    with django_assert_num_queries(10):
        client.get(address(world, "decision_create"))
