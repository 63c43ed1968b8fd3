"""What the tables of a team cannot hold."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from cohorts.models import Cohort, Meeting, Seat
from dingen.models import SelfCheck
from tests.tables import refused_by
from tests.teams import letter

NOW = timezone.now()


CHECKS = {
    "cohort_ends_after_it_starts": lambda w: w.cohort.__class__.objects.update(ends_on=w.cohort.starts_on),
    "cohort_kind_is_known": lambda w: w.cohort.__class__.objects.update(kind="circus"),
    "cohort_state_is_known": lambda w: w.cohort.__class__.objects.update(state="asleep"),
    "cohort_stage_is_known": lambda w: w.cohort.__class__.objects.update(stage=11),
    "cohort_minutes_in_a_week": lambda w: w.cohort.__class__.objects.update(minutes_per_week=4),
    "cohort_rhythm_is_known": lambda w: w.cohort.__class__.objects.update(rhythm="samba"),
    "cohort_pace_in_range": lambda w: w.cohort.__class__.objects.update(pace=0),
    "cohort_block_in_range": lambda w: w.cohort.__class__.objects.update(block_weeks=13),
    "cohort_breather_in_range": lambda w: w.cohort.__class__.objects.update(breather_weeks=0),
    "cohort_step_is_known": lambda w: w.cohort.__class__.objects.update(steps_done=7),
    "cohort_draft_is_at_the_agreement": lambda w: w.cohort.__class__.objects.update(state="draft"),
    "enrolment_role_is_known": lambda w: w.cohort.enrolments.update(role="boss"),
    "plan_weight_is_known": lambda w: w.cohort.plan.update(weight="free"),
    "plan_number_starts_at_one": lambda w: w.cohort.plan.filter(number=1).update(number=0),
    "plan_due_after_it_opens": lambda w: w.cohort.plan.update(opens_on="2026-12-02", due_on="2026-12-01"),
    "meeting_ends_after_it_starts": lambda w: Meeting.objects.create(
        cohort=w.cohort, kind="kick_off", title="Start", starts_at=NOW, ends_at=NOW
    ),
    "meeting_kind_is_known": lambda w: Meeting.objects.create(
        cohort=w.cohort, kind="party", title="Feest", starts_at=NOW, ends_at=NOW + timedelta(hours=1)
    ),
    "progress_level_is_known": lambda w: w.enrolments["other"].progress.create(
        ding=w.dingen[0], level="expert"
    ),
    "progress_finishes_after_it_starts": lambda w: w.enrolments["other"].progress.create(
        ding=w.dingen[0], finished_at=NOW - timedelta(days=1)
    ),
    "seat_number_one_to_five": lambda w: w.groups[1].seats.update(number=6),
    "assessment_moment_is_known": lambda w: assess(w, moment="now"),
    "assessment_statement_is_known": lambda w: assess(w, statement="clever"),
    "assessment_score_one_to_five": lambda w: assess(w, score=6),
    "enrolment_pause_ends_after_it_starts": lambda w: w.cohort.enrolments.update(paused_until=NOW.date()),
    "nudge_state_is_known": lambda w: nudge(w, state="lost", settled_at=NOW),
    "nudge_says_something": lambda w: nudge(w, text=""),
    "nudge_settled_has_a_time": lambda w: nudge(w, state="sent"),
}
UNIQUE = {
    "enrolled_once_per_cohort": lambda w: w.cohort.enrolments.create(user=w["mt"], role="trainer"),
    "plan_has_a_ding_once": lambda w: w.cohort.plan.create(ding=w.dingen[0], number=9, weight="can"),
    "plan_number_is_unique": lambda w: w.cohort.plan.create(ding=w.dingen[2], number=1, weight="can"),
    "progress_once_per_ding": lambda w: [
        w.enrolments["other"].progress.create(ding=w.dingen[0]) for _twice in range(2)
    ],
    "step_ticked_once": lambda w: [
        w.enrolments["other"].progress.get_or_create(ding=w.dingen[0])[0].steps_done.create(step_key="stap-1")
        for _twice in range(2)
    ],
    "group_name_is_unique_in_the_team": lambda w: w.cohort.groups.create(name=w.groups[0].name),
    "seat_is_taken_once": lambda w: sit(w, w.groups[1], number=1),
    "group_has_one_helper": lambda w: sit(w, w.groups[1], number=2, helper=True),
    "assessed_once_per_moment": lambda w: [assess(w) for _twice in range(2)],
    "growth_once_per_statement": lambda w: [grown(w) for _twice in range(2)],
    "check_answered_once": lambda w: [answer(w) for _twice in range(2)],
    "nudge_once_a_week": lambda w: [nudge(w) for _twice in range(2)],
    "agenda_entry_once": lambda w: [w.cohort.agenda.create(key="x", day="2027-01-01") for _twice in range(2)],
    "cohort_on_your_own_once_a_programme": lambda w: [alone(w, slug) for slug in "ab"],
}


def assess(world, **changed):
    values = {"moment": "start", "statement": "able", "score": 3} | changed
    return world.enrolments["other"].assessments.create(**values)


def grown(world):
    return world.cohort.growth.create(statement="able", people=5, start=10, end=20)


def answer(world):
    revision = world.dingen[0].revision
    question, _new = SelfCheck.objects.get_or_create(revision=revision, position=1, question="Wat?")
    return world.enrolments["other"].check_answers.create(question=question, choice=0)


def nudge(world, **changed):
    values = {"week": "2026-11-23", "text": "Hoi!", "by": world.enrolments["trainer"]} | changed
    return world.enrolments["other"].nudges.create(**values)


def alone(world, slug):
    return Cohort.objects.create(
        kind="individual",
        organisation=world.ours,
        programme=world.programme,
        created_by=world["participant"],
        name="Voor mezelf",
        slug=slug,
        state="running",
        stage=2,
        starts_on="2026-11-23",
        ends_on="2027-02-01",
    )


def sit(world, group, number, helper=False):
    user = type(world["mt"]).objects.create_user(f"nieuw{number}@example.org")
    enrolment = world.cohort.enrolments.create(user=user, role="participant")
    return group.seats.create(enrolment=enrolment, number=number, helper=helper)


@pytest.mark.parametrize("rule", CHECKS)
def test_the_database_refuses(world, rule):
    with refused_by(rule):
        CHECKS[rule](world)


@pytest.mark.parametrize("rule", UNIQUE)
def test_the_database_refuses_a_second(world, rule):
    with refused_by(rule):
        UNIQUE[rule](world)


def test_the_database_refuses_a_letter_in_no_role(world):
    place = letter(world)
    with pytest.raises(IntegrityError, match="cohort_invitation_role_is_known"), transaction.atomic():
        type(place).objects.update(role="boss")


def test_somebody_sits_in_one_group(world):
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        world.groups[1].seats.create(enrolment=world.enrolments["participant"], number=4)


def test_every_rule_of_a_team_is_tried_here_or_beside_its_subject():
    rules = {
        rule.name for model in apps.get_app_config("cohorts").get_models() for rule in model._meta.constraints
    }
    tried = "".join(path.read_text() for path in (settings.BASE_DIR / "tests").glob("test_*.py"))
    assert {*CHECKS, *UNIQUE} <= rules
    assert sorted(rule for rule in rules if rule not in tried) == []


def test_the_database_holds_no_sixth(world):
    for number in range(3, 6):
        sit(world, world.groups[0], number=number)
    with pytest.raises(IntegrityError, match="seat_number_one_to_five"), transaction.atomic():
        sit(world, world.groups[0], number=6)
    assert Seat.objects.filter(group=world.groups[0]).count() == 5
