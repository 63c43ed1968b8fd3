"""What a group does with its plan."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cohorts.models import Stage, State
from lib.refusal import Refused
from notifications.models import Kind, Mailing, Notification
from pitches.actions import plan
from pitches.models import Pitch, PitchState, Section, SectionKind, SectionVersion, Tip, TipState
from tests.pitching import handed_in, impossible, write_plan


@pytest.fixture
def pitch(world):
    return plan.open_plan(group=world.groups[0], by=world.enrolments["participant"])


@pytest.fixture
def anna(world):
    return world.enrolments["participant"]


def problem(pitch):
    return pitch.sections.get(kind=SectionKind.PROBLEM)


def test_open_plan_makes_all_ten_sections_once(world, pitch, anna):
    again = plan.open_plan(group=world.groups[0], by=anna)

    assert again == pitch
    assert sorted(pitch.sections.values_list("kind", flat=True)) == sorted(SectionKind.values)


def test_open_plan_mends_a_plan_that_lacks_a_section(world, pitch, anna):
    problem(pitch).delete()

    plan.open_plan(group=world.groups[0], by=anna)

    assert pitch.sections.count() == 11


def test_save_section_renders_keeps_a_version_and_moves_the_thread(world, pitch, anna):
    saved = plan.save_section(section=problem(pitch), source="De **bel** gaat.", version=0, by=anna)

    section = problem(pitch)
    assert (section.version, section.source, section.edited_by) == (1, "De **bel** gaat.", anna)
    assert "<strong>bel</strong>" in section.html
    assert list(section.versions.values_list("number", "source")) == [(1, "De **bel** gaat.")]
    assert saved.version == 1
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.PLAN


def test_save_section_over_a_newer_version_is_refused_and_changes_nothing(world, pitch, anna):
    seen = problem(pitch)
    plan.save_section(section=seen, source="Van Hugo", version=0, by=world.enrolments["helper"])

    with pytest.raises(plan.Stale) as refusal:
        plan.save_section(section=seen, source="Van Anna", version=0, by=anna)

    assert "newer" in str(refusal.value) or "nieuwere" in str(refusal.value)
    assert problem(pitch).source == "Van Hugo"
    assert SectionVersion.objects.count() == 1


def test_save_section_without_a_change_makes_no_version(pitch, anna):
    plan.save_section(section=problem(pitch), source="Zo.", version=0, by=anna)
    plan.save_section(section=problem(pitch), source="Zo.", version=1, by=anna)

    assert problem(pitch).version == 1


def test_save_section_frees_the_section_for_others(pitch, anna):
    problem(pitch).occupy(anna)
    assert problem(pitch).busy_now == anna

    plan.save_section(section=problem(pitch), source="Zo.", version=0, by=anna)

    assert problem(pitch).busy_now is None


def test_save_section_leaves_somebody_else_busy(world, pitch, anna):
    problem(pitch).occupy(world.enrolments["helper"])

    plan.save_section(section=problem(pitch), source="Zo.", version=0, by=anna)

    assert problem(pitch).busy_now == world.enrolments["helper"]


def test_save_section_refuses_a_text_that_is_too_long(pitch, anna):
    with pytest.raises(Refused):
        plan.save_section(section=problem(pitch), source="a" * 8_001, version=0, by=anna)

    assert problem(pitch).version == 0


@pytest.mark.parametrize("who", ["other", "trainer", "mt", "outsider"])
def test_only_members_of_the_group_write(world, pitch, who):
    stranger = world.enrolments[who]

    with pytest.raises(Refused):
        plan.save_section(section=problem(pitch), source="Niet van mij", version=0, by=stranger)
    with pytest.raises(Refused):
        plan.name_pitch(pitch=pitch, title="Van mij", summary="", version=0, by=stranger)
    with pytest.raises(Refused):
        plan.hand_in(pitch=pitch, by=stranger)

    assert problem(pitch).source == ""


def test_a_closed_team_writes_no_plan(world, pitch, anna):
    world.cohort.state = State.CLOSED
    world.cohort.save()

    with pytest.raises(Refused):
        plan.save_section(section=problem(pitch), source="Te laat", version=0, by=anna)


def test_occupy_gives_way_after_ten_minutes(world, pitch, anna):
    hugo = world.enrolments["helper"]
    problem(pitch).occupy(anna)
    problem(pitch).occupy(hugo)
    assert problem(pitch).busy_now == anna

    Section.objects.filter(pk=problem(pitch).pk).update(busy_since=timezone.now() - timedelta(minutes=11))
    assert problem(pitch).busy_now is None

    problem(pitch).occupy(hugo)
    assert problem(pitch).busy_now == hugo


def test_name_pitch_keeps_the_newest_name(world, pitch, anna):
    plan.name_pitch(pitch=pitch, title="Appen met de bieb", summary="Klanten appen.", version=0, by=anna)

    with pytest.raises(plan.Stale):
        plan.name_pitch(pitch=pitch, title="Ouder", summary="", version=0, by=anna)

    pitch.refresh_from_db()
    assert (pitch.title, pitch.summary, pitch.version) == ("Appen met de bieb", "Klanten appen.", 1)
    assert str(pitch) == "Appen met de bieb"


def test_a_pitch_without_a_title_is_called_after_its_group(pitch):
    assert str(pitch) == "Digitaal klantcontact"


def test_hand_in_names_what_is_missing(pitch, anna):
    plan.name_pitch(pitch=pitch, title="Appen", summary="Klanten appen.", version=0, by=anna)
    plan.save_section(section=problem(pitch), source="De bel gaat.", version=0, by=anna)

    with pytest.raises(Refused):
        plan.hand_in(pitch=pitch, by=anna)

    pitch.refresh_from_db()
    assert pitch.state == PitchState.PLAN
    assert [line["key"] for line in pitch.checklist if not line["done"]] == [
        "idea",
        "steps",
        "money",
        "success",
    ]


def test_hand_in_tells_the_trainers_once_and_moves_the_thread(world, anna):
    pitch = write_plan(world.groups[0], by=anna)
    plan.hand_in(pitch=pitch, by=anna)
    plan.hand_in(pitch=pitch, by=world.enrolments["helper"])

    pitch.refresh_from_db()
    assert (pitch.state, pitch.position) == (PitchState.HANDED_IN, 1)
    told = Notification.objects.get(kind=Kind.PITCH_HANDED_IN)
    assert (told.recipient, told.path) == (world["trainer"], pitch.get_absolute_url())
    assert told.mailing == Mailing.DIGEST
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.PITCH


def test_pitches_get_their_place_in_the_order_of_handing_in(world):
    pitches = handed_in(world)

    assert [pitch.position for pitch in pitches] == [1, 2]


def test_reopen_lets_the_group_write_and_hand_in_again(world, anna):
    pitch = handed_in(world)[0]

    plan.reopen(pitch=pitch, by=world.enrolments["trainer"])
    plan.reopen(pitch=pitch, by=world.enrolments["trainer"])

    pitch.refresh_from_db()
    assert (pitch.state, pitch.handed_in_at, pitch.position) == (PitchState.PLAN, None, None)
    plan.hand_in(pitch=pitch, by=anna)
    assert (
        Notification.objects.filter(kind=Kind.PITCH_HANDED_IN, about__startswith=f"pitch:{pitch.pk}:").count()
        == 2
    )


@pytest.mark.parametrize("who", ["participant", "mt"])
def test_reopen_is_the_trainers(world, who):
    pitch = handed_in(world)[0]

    with pytest.raises(Refused):
        plan.reopen(pitch=pitch, by=world.enrolments[who])

    pitch.refresh_from_db()
    assert pitch.state == PitchState.HANDED_IN


def test_reopen_ends_when_the_vote_opens(world):
    pitch = handed_in(world)[0]
    agreement = world.cohort.agreements.create()
    world.cohort.ballots.create(
        agreement=agreement, electorate="participants", opened_by=world.enrolments["trainer"]
    )

    with pytest.raises(Refused):
        plan.reopen(pitch=pitch, by=world.enrolments["trainer"])

    pitch.refresh_from_db()
    assert pitch.state == PitchState.HANDED_IN


def test_a_trainer_of_another_team_may_not(world):
    pitch = handed_in(world)[0]
    stranger = world.elsewhere.enrolments.create(user=world["trainer"], role="trainer")

    for deed in (
        lambda: plan.reopen(pitch=pitch, by=stranger),
        lambda: plan.place(pitch=pitch, at=2, by=stranger),
    ):
        with pytest.raises(Refused):
            deed()


def test_place_orders_the_pitches_and_twice_is_once(world):
    first, second = handed_in(world)
    trainer = world.enrolments["trainer"]

    plan.place(pitch=second, at=1, by=trainer)
    plan.place(pitch=second, at=1, by=trainer)

    assert list(Pitch.objects.of(world.cohort).handed_in()) == [second, first]
    assert sorted(Pitch.objects.values_list("position", flat=True)) == [1, 2]


def test_place_stays_within_the_list(world):
    first, second = handed_in(world)

    plan.place(pitch=first, at=99, by=world.enrolments["trainer"])

    assert list(Pitch.objects.of(world.cohort).handed_in()) == [second, first]


def test_place_needs_a_trainer_and_a_pitch_that_was_handed_in(world, pitch, anna):
    with pytest.raises(Refused):
        plan.place(pitch=pitch, at=1, by=world.enrolments["trainer"])
    with pytest.raises(Refused):
        plan.place(pitch=handed_in(world)[0], at=1, by=anna)


def test_a_closed_team_reopens_nothing_orders_nothing_answers_nothing(world, anna):
    pitch = handed_in(world)[0]
    tip = pitch.tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")
    world.cohort.state = State.CLOSED
    world.cohort.save()
    trainer = world.cohort.enrolments.get(user=world["trainer"])
    pitch = Pitch.objects.get(pk=pitch.pk)

    with pytest.raises(Refused):
        plan.reopen(pitch=pitch, by=trainer)
    with pytest.raises(Refused):
        plan.place(pitch=pitch, at=2, by=trainer)
    with pytest.raises(Refused):
        plan.answer_tip(tip=Tip.objects.get(pk=tip.pk), state=TipState.ADOPTED, because="", by=anna)


def test_the_group_answers_a_tip(world, anna):
    tip = handed_in(world)[0].tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")

    plan.answer_tip(tip=tip, state=TipState.NOT_ADOPTED, because="Het is al klein.", by=anna)

    tip.refresh_from_db()
    assert (tip.state, tip.because) == (TipState.NOT_ADOPTED, "Het is al klein.")


def test_a_tip_that_is_not_adopted_needs_a_reason(world, anna):
    tip = handed_in(world)[0].tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")

    with pytest.raises(Refused):
        plan.answer_tip(tip=tip, state=TipState.NOT_ADOPTED, because="", by=anna)
    with pytest.raises(Refused):
        plan.answer_tip(tip=tip, state=TipState.ADOPTED, because="", by=world.enrolments["other"])

    tip.refresh_from_db()
    assert tip.state == TipState.OPEN


def test_who_sees_which_pitch(world, anna):
    mine = handed_in(world, groups=1)[0]
    theirs = plan.open_plan(group=world.groups[1], by=world.enrolments["other"])
    seen = {
        who: set(Pitch.objects.visible_to(world.enrolments[who]))
        for who in ("participant", "other", "trainer", "mt", "outsider")
    }

    assert seen == {
        "participant": {mine},
        "other": {mine, theirs},
        "trainer": {mine, theirs},
        "mt": {mine},
        "outsider": set(),
    }


def test_the_database_refuses_impossible_pitches(pitch):
    rows = Pitch.objects.filter(pk=pitch.pk)

    impossible(lambda: rows.update(state="handed_in", title="x"), "pitch_handed_in_has_a_time")
    impossible(lambda: rows.update(handed_in_at=timezone.now()), "pitch_handed_in_has_a_time")
    impossible(lambda: rows.update(state="lost"), "pitch_handed_in_has_a_time")
    impossible(
        lambda: rows.update(state="handed_in", handed_in_at=timezone.now()), "pitch_handed_in_has_a_title"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Pitch.objects.create(group=pitch.group)


def test_the_database_refuses_impossible_sections(pitch, anna):
    rows = Section.objects.filter(pk=problem(pitch).pk)

    impossible(lambda: rows.update(source="tekst"), "section_saved_has_a_time")
    impossible(lambda: rows.update(version=1), "section_saved_has_a_time")
    impossible(lambda: rows.update(busy_by=anna), "section_busy_has_a_time")
    impossible(lambda: rows.update(kind="gossip"), "section_kind_is_known")
    with pytest.raises(IntegrityError), transaction.atomic():
        pitch.sections.create(kind=SectionKind.PROBLEM)
    impossible(lambda: problem(pitch).versions.create(number=0), "section_version_starts_at_one")
    problem(pitch).versions.create(number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        problem(pitch).versions.create(number=1)


def test_the_database_refuses_impossible_tips(pitch, anna):
    tip = {"author": anna, "text": "Begin klein."}

    impossible(lambda: pitch.tips.create(kind="gossip", **tip), "tip_kind_is_known")
    impossible(lambda: pitch.tips.create(kind="tip", state="lost", **tip), "tip_state_is_known")
    impossible(
        lambda: pitch.tips.create(kind="tip", state="not_adopted", **tip), "tip_not_adopted_with_a_reason"
    )


def test_the_same_name_twice_is_no_change(pitch, anna):
    for _ in range(2):
        plan.name_pitch(pitch=pitch, title="Appen", summary="Klanten appen.", version=0, by=anna)

    pitch.refresh_from_db()
    assert pitch.version == 1


def test_how_rows_call_themselves(world, pitch, anna):
    plan.name_pitch(pitch=pitch, title="Appen", summary="", version=0, by=anna)
    section = plan.save_section(section=problem(pitch), source="Zo.", version=0, by=anna)
    tip = pitch.tips.create(author=anna, kind="tip", text="Begin klein.")

    assert str(section) == f"Appen: {SectionKind.PROBLEM.label}"
    assert str(section.versions.get()) == f"{section} (1)"
    assert str(tip) == "Begin klein."
