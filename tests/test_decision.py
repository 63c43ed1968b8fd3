"""The MT decides, once, with a reason and an answer to every group."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from cohorts.models import Stage, State
from lib.refusal import Refused
from notifications.models import Kind, Notification
from pitches.actions.decision import decide
from pitches.actions.mt import declare
from pitches.models import Agreement, Answer, Decision, Electorate, Pilot, Pitch, PulseCheck
from pitches.models.standing import Standing
from tests.pitching import (  # noqa: F401 - fixtures
    a_member_of_the_mt,
    address,
    decided,
    handed_in,
    impossible,
    means,
    two_pitches,
    voted,
)


def test_deciding_answers_everyone_and_starts_the_pilot(world, pitches, mt):
    voted(world, winner=pitches[0])

    decision = decide(
        cohort=world.cohort, pitch=pitches[0], answers={pitches[1]: "Mooi plan."}, by=mt, **means(world)
    )

    assert (decision.amount, decision.hours, decision.decided_by) == (1500, 80, mt)
    assert list(Answer.objects.values_list("pitch", "text")) == [(pitches[1].pk, "Mooi plan.")]
    assert [(check.day, (check.due_on - decision.starts_on).days) for check in PulseCheck.objects.all()] == [
        (30, 30),
        (60, 60),
        (90, 90),
        (365, 365),
    ]
    assert Pilot.objects.get().decision == decision
    world.cohort.refresh_from_db()
    assert world.cohort.stage == Stage.PILOT


def test_everybody_in_the_team_is_told_but_the_one_who_decided(
    world, pitches, mt, django_capture_on_commit_callbacks, mailoutbox
):
    voted(world)

    with django_capture_on_commit_callbacks(execute=True):
        decide(cohort=world.cohort, pitch=pitches[0], answers={pitches[1]: "Ja."}, by=mt, **means(world))

    told = Notification.objects.filter(kind=Kind.DECISION)
    assert {row.recipient.first_name for row in told} == {"Anna", "Hugo", "Piet", "Tineke"}
    assert {row.path for row in told} == {address(world, "decision_detail")}
    mails = [mail for mail in mailoutbox if "Appen met de bieb" in mail.subject]
    assert sorted(mail.to[0] for mail in mails) == [
        "anna@example.org",
        "hugo@example.org",
        "piet@example.org",
        "tineke@example.org",
    ]
    assert address(world, "decision_detail") in mails[0].body


def test_the_decision_is_in_the_audit_book_without_its_text(world, pitches, mt):
    voted(world)

    decision = decide(
        cohort=world.cohort, pitch=pitches[0], answers={pitches[1]: "Ja."}, by=mt, **means(world)
    )

    entry = AuditEntry.objects.get(deed="decision.made")
    assert (entry.actor, entry.on) == (f"user:{mt.user_id}", f"decision:{decision.pk}")
    assert "Dit helpt." not in str(vars(entry))


@pytest.mark.parametrize("who", ["participant", "helper", "trainer", "outsider"])
def test_only_the_mt_decides(world, pitches, who):
    voted(world)

    with pytest.raises(Refused):
        decide(
            cohort=world.cohort,
            pitch=pitches[0],
            answers={pitches[1]: "Ja."},
            by=world.enrolments[who],
            **means(world),
        )

    assert not Decision.objects.exists()


def test_the_mt_of_another_team_does_not_decide(world, pitches):
    voted(world)
    stranger = world.elsewhere.enrolments.create(user=world["mt"], role="mt")

    assert Standing(world.cohort).decision_refusal(by=stranger)


def test_the_mt_waits_for_pitches_and_for_the_participants(world, mt):
    assert Standing(world.cohort).decision_refusal(by=mt)

    handed_in(world)
    assert Standing(world.cohort).decision_refusal(by=mt)
    Agreement.objects.create(cohort=world.cohort)
    assert Standing(world.cohort).decision_refusal(by=mt)

    voted(world)
    assert Standing(world.cohort).decision_refusal(by=mt) == ""


def test_the_mt_need_not_wait_when_only_the_mt_votes(world, pitches, mt):
    Agreement.objects.create(cohort=world.cohort, electorate=Electorate.MT)
    declare(interests={}, by=mt)

    assert Standing(world.cohort).decision_refusal(by=mt) == ""


def test_the_mt_waits_for_its_own_vote(world, pitches, mt):
    voted(world)
    card = Agreement.objects.create(cohort=world.cohort, electorate=Electorate.MT, frozen_at=timezone.now())
    ballot = world.cohort.ballots.create(
        agreement=card, electorate="mt", opened_by=world.enrolments["trainer"]
    )
    assert Standing(world.cohort).decision_refusal(by=mt)

    ballot.state, ballot.closed_at, ballot.checksum = "revealed", timezone.now(), "0" * 64
    ballot.revealed_at, ballot.verdict = timezone.now(), "too_few"
    ballot.save()
    assert Standing(world.cohort).decision_refusal(by=mt) == ""


def test_a_tie_waits_for_the_run_off(world, pitches, mt):
    ballot = voted(world)
    ballot.verdict = "run_off"
    ballot.save()

    assert Standing(world.cohort).advice is None
    assert Standing(world.cohort).decision_refusal(by=mt)


def test_the_decision_also_comes_after_the_team_is_closed(world, pitches, mt):
    voted(world)
    world.cohort.state = State.CLOSED
    world.cohort.save()

    assert Standing(world.cohort).decision_refusal(by=mt) == ""


def test_a_second_decision_is_refused_with_the_first_one_named(world, mt):
    first = decided(world)
    second = Pitch.objects.exclude(pk=first.pitch_id).get()

    with pytest.raises(Refused, match="Appen met de bieb"):
        decide(cohort=world.cohort, pitch=second, answers={first.pitch: "Nee."}, by=mt, **means(world))

    assert Decision.objects.get() == first


def test_a_group_without_an_answer_stops_everything(world, pitches, mt):
    voted(world)

    for answers in ({}, {pitches[1]: ""}):
        with pytest.raises(Refused):
            decide(cohort=world.cohort, pitch=pitches[0], answers=answers, by=mt, **means(world))

    assert not Decision.objects.exists()
    assert not AuditEntry.objects.filter(deed="decision.made").exists()


def test_a_vote_that_binds_leaves_only_its_winner(world, pitches, mt):
    voted(world, winner=pitches[1], mt_decides=False)

    with pytest.raises(Refused, match="Kijk maar mee"):
        decide(cohort=world.cohort, pitch=pitches[0], answers={pitches[1]: "Nee."}, by=mt, **means(world))

    decide(cohort=world.cohort, pitch=pitches[1], answers={pitches[0]: "Nee."}, by=mt, **means(world))
    assert Decision.objects.get().pitch == pitches[1]


def test_the_database_refuses_impossible_decisions(world):
    decision = decided(world)
    rows = Decision.objects.filter(pk=decision.pk)

    impossible(lambda: rows.update(reason=""), "decision_has_a_reason")
    impossible(lambda: rows.update(sponsor=""), "decision_has_a_sponsor")
    impossible(lambda: Answer.objects.update(text=""), "answer_says_something")
    with pytest.raises(IntegrityError), transaction.atomic():  # one decision a team
        Decision.objects.create(
            cohort=world.cohort,
            pitch=Pitch.objects.exclude(pk=decision.pitch_id).get(),
            decided_by=decision.decided_by,
            **means(world),
        )
    with pytest.raises(IntegrityError), transaction.atomic():  # one decision a pitch
        Decision.objects.create(
            cohort=world.elsewhere, pitch=decision.pitch, decided_by=decision.decided_by, **means(world)
        )
    with pytest.raises(IntegrityError), transaction.atomic():  # one answer a pitch
        decision.answers.create(pitch=decision.answers.get().pitch, text="Nog een.")
