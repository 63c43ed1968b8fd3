"""Two or more people at the same moment: nobody overwrites, nothing happens twice."""

from django.utils import timezone

from notifications.models import Kind, Notification
from pitches.actions import plan
from pitches.actions.decision import decide
from pitches.actions.mt import declare
from pitches.actions.pilot import answer_pulse, end_pilot
from pitches.models import Answer, Decision, Pilot, Pitch, PulseCheck, Section, SectionKind, SectionVersion
from tests.at_once import TOGETHER, all_at_once
from tests.pitching import decided, handed_in, means, section_address, voted, write_plan

pytestmark = TOGETHER


def five_members(world):
    group = world.groups[0]
    for number in (3, 4, 5):
        user = type(world["mt"]).objects.create_user(f"lid{number}@example.org", name=f"Lid {number}")
        enrolment = world.cohort.enrolments.create(user=user, role="participant")
        group.seats.create(enrolment=enrolment, number=number)
    return [seat.enrolment for seat in group.seats.select_related("enrolment")]


def test_five_people_write_five_sections(world):
    members = five_members(world)
    pitch = plan.open_plan(group=world.groups[0], by=members[0])
    sections = list(pitch.sections.order_by("pk")[:5])

    all_at_once(
        *(
            lambda section=section, member=member: plan.save_section(
                section=section, source=f"Van {member.pk}", version=0, by=member
            )
            for section, member in zip(sections, members, strict=True)
        )
    )

    assert [Section.objects.get(pk=section.pk).source for section in sections] == [
        f"Van {member.pk}" for member in members
    ]


def test_five_people_write_one_section_and_one_of_them_is_first(world):
    members = five_members(world)
    pitch = plan.open_plan(group=world.groups[0], by=members[0])
    section = pitch.sections.get(kind=SectionKind.IDEA)

    results = all_at_once(
        *(
            lambda member=member: plan.save_section(
                section=section, source=f"Van {member.pk}", version=0, by=member
            )
            for member in members
        )
    )

    (first,) = [result for result in results if isinstance(result, Section)]
    section.refresh_from_db()
    assert (section.source, section.version) == (first.source, 1)
    assert [row.source for row in SectionVersion.objects.all()] == [first.source]
    assert len([result for result in results if isinstance(result, str)]) == 4


def test_the_first_visit_of_everybody_at_once_makes_one_plan(world):
    members = five_members(world)

    pitches = all_at_once(
        *(lambda member=member: plan.open_plan(group=world.groups[0], by=member) for member in members)
    )

    assert len({pitch.pk for pitch in pitches}) == 1
    assert Section.objects.count() == 11


def test_two_members_hand_in_at_once(world):
    anna, hugo = world.enrolments["participant"], world.enrolments["helper"]
    pitch = write_plan(world.groups[0], by=anna)

    results = all_at_once(*(lambda by=by: plan.hand_in(pitch=pitch, by=by) for by in (anna, hugo)))

    assert results == [pitch, pitch]
    assert Notification.objects.filter(kind=Kind.PITCH_HANDED_IN).count() == 1


def test_two_trainers_order_the_pitches_at_once(world):
    first, second = handed_in(world)
    trainer = world.enrolments["trainer"]

    all_at_once(
        lambda: plan.place(pitch=first, at=2, by=trainer), lambda: plan.place(pitch=second, at=1, by=trainer)
    )

    assert list(Pitch.objects.of(world.cohort).values_list("pk", "position")) == [
        (second.pk, 1),
        (first.pk, 2),
    ]


def test_two_mt_members_decide_at_once(world):
    first, second = handed_in(world)
    voted(world)
    colleague = type(world["mt"]).objects.create_user("directie@example.org", name="Dirk de Wit")
    other = world.cohort.enrolments.create(user=colleague, role="mt")
    declare(interests={}, by=other)
    given = means(world)

    results = all_at_once(
        lambda: decide(
            cohort=world.cohort, pitch=first, answers={second: "Nee."}, by=world.enrolments["mt"], **given
        ),
        lambda: decide(cohort=world.cohort, pitch=second, answers={first: "Nee."}, by=other, **given),
    )

    decision = Decision.objects.get()
    assert decision in results
    (sentence,) = [result for result in results if isinstance(result, str)]
    assert str(decision.pitch) in sentence
    assert Answer.objects.count() == 1
    assert Pilot.objects.count() == 1
    assert PulseCheck.objects.count() == 4


def test_two_answers_to_one_pulse(world):
    decided(world)
    check = PulseCheck.objects.get(day=30)

    results = all_at_once(
        *(
            lambda who=who: answer_pulse(
                pulse_check=check, pulse="runs", sentence=f"Van {who}.", by=world.enrolments[who]
            )
            for who in ("participant", "helper")
        )
    )

    assert len([result for result in results if isinstance(result, str)]) == 1
    check.refresh_from_db()
    assert (
        check.sentence
        == f"Van {'participant' if check.answered_by == world.enrolments['participant'] else 'helper'}."
    )


def test_two_people_round_off_one_pilot(world):
    pilot = decided(world).pilot

    results = all_at_once(
        *(
            lambda state=state: end_pilot(
                pilot=pilot, state=state, learned="Begin klein.", by=world.enrolments["trainer"]
            )
            for state in ("in_use", "stopped")
        )
    )

    assert len([result for result in results if isinstance(result, str)]) == 1
    pilot.refresh_from_db()
    assert pilot.ended_at <= timezone.now()


def test_two_people_save_one_budget_and_nothing_is_lost(world):
    anna, hugo = world.enrolments["participant"], world.enrolments["helper"]
    section = plan.open_plan(group=world.groups[0], by=anna).sections.get(kind=SectionKind.MONEY)

    results = all_at_once(
        *(
            lambda by=by: plan.save_section(
                section=section,
                source="",
                version=0,
                by=by,
                more={"rows": [[str(by), 10, "once", ""], ["Licht", 5, "yearly", ""]]},
            )
            for by in (anna, hugo)
        )
    )

    (saved,) = [result for result in results if isinstance(result, Section)]
    assert [row.values for row in section.rows.all()] == SectionVersion.objects.get().more["rows"]
    assert section.rows.first().what == str(saved.edited_by)


def test_two_people_press_save_on_one_budget_and_the_second_keeps_what_they_typed(as_, world):
    anna = world.enrolments["participant"]
    section = plan.open_plan(group=world.groups[0], by=anna).sections.get(kind=SectionKind.MONEY)
    clients = {"Tablet": as_("participant"), "Statief": as_("helper")}

    def save(what):
        row = {"rows-0-what": what, "rows-0-amount": 10, "rows-0-rhythm": "once", "rows-0-note": ""}
        sent = {"source": "", "version": 0, "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0} | row
        return what, clients[what].post(section_address(world, "money"), sent)

    answers = all_at_once(*(lambda what=what: save(what) for what in clients))

    (first,) = [what for what, answer in answers if answer.status_code == 302]
    (late,) = [(what, answer) for what, answer in answers if answer.status_code != 302]
    assert [row.what for row in section.rows.all()] == [first]
    assert late[1].status_code == 409
    page = late[1].content.decode()
    assert f'value="{late[0]}"' in page
    assert first in page
