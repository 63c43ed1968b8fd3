"""The pages of a plan and of the dossiers, as people use them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import State
from pitches.actions import plan
from pitches.models import Pitch, Section, SectionKind, Tip, TipState
from tests.pitching import decided, handed_in, voted, write_plan


def address(world, name, **kwargs):
    return reverse(f"pitches:{name}", kwargs={"team": world.cohort.slug, **kwargs})


def group_address(world, name, group=0, **kwargs):
    return address(world, name, group_id=world.groups[group].pk, **kwargs)


def section_address(world, kind="problem"):
    return group_address(world, "section_edit", kind=kind)


@pytest.fixture
def pitch(world):
    return plan.open_plan(group=world.groups[0], by=world.enrolments["participant"])


def test_addresses_are_dutch_words(world):
    assert section_address(world).endswith(f"/groepen/{world.groups[0].pk}/probleem/")


def test_the_first_visit_makes_the_plan(as_, world):
    page = as_("participant").get(group_address(world, "plan_detail")).content.decode()

    assert Pitch.objects.get().sections.count() == 10
    assert "Hugo Bakker" in page
    assert page.count('class="plan-section"') == 10
    assert group_address(world, "pitch_hand_in") not in page


def test_a_plan_that_lacks_a_section_is_mended(as_, world, pitch):
    pitch.sections.first().delete()

    as_("participant").get(group_address(world, "plan_detail"))

    assert pitch.sections.count() == 10


def test_another_group_does_not_see_a_plan_being_written(as_, world):
    write_plan(world.groups[0], by=world.enrolments["participant"])

    for person in ("other", "mt"):
        assert as_(person).get(group_address(world, "plan_detail")).status_code == 403
        assert as_(person).get(Pitch.objects.get().get_absolute_url()).status_code == 404
        assert "Appen met de bieb" not in as_(person).get(address(world, "pitch_list")).content.decode()
    assert as_("other").get(section_address(world)).status_code == 403
    assert as_("other").get(group_address(world, "section_history", kind="problem")).status_code == 403


def test_after_handing_in_the_plan_leads_others_to_the_dossier(as_, world):
    pitch = handed_in(world, groups=1)[0]

    for person in ("other", "mt"):
        response = as_(person).get(group_address(world, "plan_detail"))
        assert response.headers["Location"] == pitch.get_absolute_url()
        assert "Over problem." in as_(person).get(pitch.get_absolute_url()).content.decode()


def test_a_group_of_another_team_does_not_exist(as_, world):
    group = world.elsewhere.groups.create(name="Elders")
    by = world.enrolments["outsider"]
    group.seats.create(enrolment=by, number=1)
    pitch = plan.open_plan(group=group, by=by)

    client = as_("trainer")
    assert client.get(address(world, "plan_detail", group_id=group.pk)).status_code == 404
    assert client.get(address(world, "pitch_detail", pitch_id=pitch.pk)).status_code == 404
    assert client.post(address(world, "pitch_reopen", group_id=group.pk)).status_code == 404


def test_writing_a_section(as_, world, pitch):
    client = as_("participant")
    form = client.get(section_address(world))
    assert 'name="version" value="0"' in form.content.decode()

    response = client.post(section_address(world), {"source": "De **bel** gaat.", "version": 0})

    assert response.headers["Location"] == world.groups[0].get_absolute_url()
    assert pitch.sections.get(kind="problem").source == "De **bel** gaat."
    assert "<strong>bel</strong>" in client.get(world.groups[0].get_absolute_url()).content.decode()


def test_writing_over_somebody_elses_text_shows_both_and_loses_nothing(as_, world, pitch):
    section = pitch.sections.get(kind="problem")
    plan.save_section(section=section, source="De tekst van Hugo.", version=0, by=world.enrolments["helper"])
    client = as_("participant")

    clash = client.post(section_address(world), {"source": "Mijn tekst.", "version": 0})

    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Mijn tekst." in page
    assert "De tekst van Hugo." in page
    assert 'name="version" value="1"' in page
    section.refresh_from_db()
    assert section.source == "De tekst van Hugo."

    client.post(section_address(world), {"source": "Van ons samen.", "version": 1})

    assert list(section.versions.values_list("number", "source")) == [
        (2, "Van ons samen."),
        (1, "De tekst van Hugo."),
    ]


def test_the_same_text_twice_is_no_clash(as_, world, pitch):
    client = as_("participant")

    for _ in range(2):
        response = client.post(section_address(world), {"source": "Dubbel getikt.", "version": 0})
        assert response.status_code == 302

    assert pitch.sections.get(kind="problem").version == 1


def test_a_section_that_is_too_long_is_kept_in_the_form(as_, world, pitch):
    response = as_("participant").post(section_address(world), {"source": "a" * 8_001, "version": 0})

    assert response.status_code == 422
    assert "a" * 8_001 in response.content.decode()
    assert pitch.sections.get(kind="problem").version == 0


def test_lists_that_are_nested_too_deep_are_refused_in_words(as_, world, pitch):
    response = as_("participant").post(section_address(world), {"source": "- " * 40 + "x", "version": 0})

    assert response.status_code == 422
    assert response.context["form"].errors["source"]


def test_line_breaks_count_once(as_, world, pitch):
    text = "\r\n".join(["a" * 79] * 100)  # 8,000 characters with one for a line break
    as_("participant").post(section_address(world), {"source": text, "version": 0})

    assert pitch.sections.get(kind="problem").source == text.replace("\r\n", "\n")


@pytest.mark.parametrize("version", ["", "-1", "one"])
def test_a_crafted_version_is_not_saved(as_, world, pitch, version):
    response = as_("participant").post(section_address(world), {"source": "x", "version": version})

    assert response.status_code == 422
    assert pitch.sections.get(kind="problem").version == 0


def test_text_typed_when_the_pitch_was_just_handed_in_is_kept(as_, world):
    handed_in(world, groups=1)

    response = as_("helper").post(section_address(world), {"source": "Nog een zin.", "version": 1})

    assert response.status_code == 422
    assert "Nog een zin." in response.content.decode()
    assert Section.objects.get(kind="problem").source == "Over problem."


def test_the_others_see_who_is_writing(as_, world, pitch):
    as_("helper").get(section_address(world))

    assert "Hugo Bakker" in as_("participant").get(section_address(world)).content.decode()
    assert pitch.sections.get(kind="problem").busy_by == world.enrolments["helper"]
    page = as_("participant").get(world.groups[0].get_absolute_url()).content.decode()
    assert 'class="locked"' in page

    Section.objects.update(busy_since=timezone.now() - timedelta(minutes=11))
    page = as_("participant").get(world.groups[0].get_absolute_url()).content.decode()
    assert 'class="locked"' not in page


def test_you_are_not_told_that_you_are_writing_yourself(as_, world, pitch):
    as_("participant").get(section_address(world))

    assert 'class="locked"' not in as_("participant").get(section_address(world)).content.decode()
    assert 'class="locked"' not in as_("participant").get(world.groups[0].get_absolute_url()).content.decode()


def test_the_history_shows_every_text_and_brings_one_back(as_, world, pitch):
    section = pitch.sections.get(kind="problem")
    for number, source in enumerate(("Eerst.", "Daarna.")):
        plan.save_section(section=section, source=source, version=number, by=world.enrolments["helper"])
    client = as_("participant")

    page = client.get(group_address(world, "section_history", kind="problem")).content.decode()

    assert page.index("Daarna.") < page.index("Eerst.")
    assert f"{section_address(world)}?versie=1" in page
    assert "Eerst." in client.get(section_address(world) + "?versie=1").content.decode()
    for unknown in ("99", "x", "9" * 40):
        assert "Daarna." in client.get(f"{section_address(world)}?versie={unknown}").content.decode()
    section.refresh_from_db()
    assert section.source == "Daarna."


def test_the_history_of_an_empty_section(as_, world, pitch):
    page = as_("trainer").get(group_address(world, "section_history", kind="risks")).content.decode()

    assert 'class="empty"' in page


def test_hostile_markdown_is_harmless_everywhere(as_, world, pitch):
    hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
    as_("participant").post(section_address(world), {"source": hostile, "version": 0})

    for where in (
        world.groups[0].get_absolute_url(),
        pitch.get_absolute_url(),
        group_address(world, "section_history", kind="problem"),
        section_address(world),
    ):
        page = as_("participant").get(where).content.decode()
        assert "<script>alert" not in page
        assert 'href="javascript' not in page


def test_naming_the_idea(as_, world, pitch):
    client = as_("participant")
    where = group_address(world, "pitch_edit")
    assert client.get(where).status_code == 200

    client.post(where, {"title": "Appen met de bieb", "summary": "Klanten appen.", "version": 0})
    clash = client.post(where, {"title": "Te laat", "summary": "Ouder.", "version": 0})

    pitch.refresh_from_db()
    assert (pitch.title, pitch.summary) == ("Appen met de bieb", "Klanten appen.")
    assert clash.status_code == 409
    assert "Te laat" in clash.content.decode()
    assert "Appen met de bieb" in clash.content.decode()
    assert 'name="version" value="1"' in clash.content.decode()


def test_a_title_that_is_too_long_is_kept(as_, world, pitch):
    response = as_("participant").post(
        group_address(world, "pitch_edit"), {"title": "t" * 101, "summary": "", "version": 0}
    )

    assert response.status_code == 422
    assert "t" * 101 in response.content.decode()


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


# --- The dossiers -------------------------------------------------------------------


def test_the_trainer_orders_the_pitches_from_the_list(as_, world):
    first, second = handed_in(world)
    client = as_("trainer")

    client.post(address(world, "pitch_place", pitch_id=second.pk), {"place": 1})

    page = client.get(address(world, "pitch_list")).content.decode()
    assert page.index(second.title) < page.index(first.title)
    assert address(world, "pitch_place", pitch_id=first.pk) in page
    assert (
        address(world, "pitch_place", pitch_id=first.pk)
        not in as_("mt").get(address(world, "pitch_list")).content.decode()
    )


@pytest.mark.parametrize("place", ["", "-1", "x", "99999"])
def test_a_crafted_place_is_a_bad_request(as_, world, place):
    pitch = handed_in(world)[0]

    response = as_("trainer").post(address(world, "pitch_place", pitch_id=pitch.pk), {"place": place})

    assert response.status_code == 400


def test_the_list_leads_to_the_decision_and_the_pilot_when_they_are_there(as_, world):
    handed_in(world)
    ways = [address(world, "decision_detail"), address(world, "pilot_detail")]
    page = as_("other").get(address(world, "pitch_list")).content.decode()
    assert [way in page for way in ways] == [False, False]

    decided(world)

    page = as_("other").get(address(world, "pitch_list")).content.decode()
    assert [way in page for way in ways] == [True, True]
    assert address(world, "mt_desk") not in page
    assert address(world, "mt_desk") in as_("mt").get(address(world, "pitch_list")).content.decode()


def test_the_list_before_anything_was_handed_in(as_, world, pitch):
    page = as_("participant").get(address(world, "pitch_list")).content.decode()

    assert 'class="empty"' in page
    assert world.groups[0].get_absolute_url() in page


def test_the_dossier_opens_with_what_it_takes(as_, world):
    pitch = handed_in(world, groups=1)[0]

    page = as_("mt").get(pitch.get_absolute_url()).content.decode()

    assert page.index("Over money.") < page.index("Over problem.")
    assert "Klanten stellen hun vraag in een berichten-app." in page
    assert "Anna de Vries" in page
    assert "tip_answer" not in page


def test_the_dossier_of_an_empty_plan(as_, world, pitch):
    assert 'class="empty"' in as_("participant").get(pitch.get_absolute_url()).content.decode()


def test_the_mt_reads_the_tips_without_their_authors(as_, world):
    pitch = handed_in(world, groups=1)[0]
    pitch.tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")

    assert "Piet Jansen" in as_("participant").get(pitch.get_absolute_url()).content.decode()
    page = as_("mt").get(pitch.get_absolute_url()).content.decode()
    assert "Begin klein." in page
    assert "Piet Jansen" not in page


def test_the_advice_appears_only_when_it_is_revealed(as_, world):
    first, second = handed_in(world)
    assert 'icon "vote"' not in as_("mt").get(first.get_absolute_url()).content.decode()
    agreement = world.cohort.agreements.create(frozen_at=timezone.now())
    ballot = world.cohort.ballots.create(
        agreement=agreement, electorate="participants", opened_by=world.enrolments["trainer"]
    )
    for state in ("open", "closed"):
        if state == "closed":
            ballot.state, ballot.closed_at, ballot.checksum = "closed", timezone.now(), "0" * 64
            ballot.save()
        assert as_("mt").get(first.get_absolute_url()).context["vote"] is None

    ballot.delete()
    voted(world, winner=first)

    assert as_("mt").get(first.get_absolute_url()).context["won"] is True
    assert as_("mt").get(second.get_absolute_url()).context["won"] is False
    assert first.title in as_("mt").get(second.get_absolute_url()).content.decode()


@pytest.fixture
def tip(world):
    pitch = handed_in(world, groups=1)[0]
    return pitch.tips.create(author=world.enrolments["other"], kind="tip", text="Begin klein.")


def tip_address(world, tip):
    return address(world, "tip_answer", pitch_id=tip.pitch_id, tip_id=tip.pk)


def test_the_group_answers_a_tip(as_, world, tip):
    client = as_("participant")
    assert tip_address(world, tip) in client.get(tip.pitch.get_absolute_url()).content.decode()
    assert client.get(tip_address(world, tip)).status_code == 200

    response = client.post(tip_address(world, tip), {"state": "not_adopted", "because": "Het is al klein."})

    assert response.headers["Location"] == f"{tip.pitch.get_absolute_url()}#tip-{tip.pk}"
    tip.refresh_from_db()
    assert (tip.state, tip.because) == (TipState.NOT_ADOPTED, "Het is al klein.")
    assert "Het is al klein." in client.get(tip.pitch.get_absolute_url()).content.decode()
    assert "Het is al klein." in client.get(tip_address(world, tip)).content.decode()


@pytest.mark.parametrize("data", [{}, {"state": "not_adopted"}, {"state": "open"}, {"because": "Zomaar."}])
def test_an_answer_that_is_not_complete_is_kept(as_, world, tip, data):
    response = as_("participant").post(tip_address(world, tip), data)

    assert response.status_code == 422
    assert data.get("because", "") in response.content.decode()
    assert Tip.objects.get().state == TipState.OPEN


def test_another_group_does_not_answer_a_tip(as_, world, tip):
    response = as_("other").post(tip_address(world, tip), {"state": "adopted"})

    assert response.status_code == 422
    assert Tip.objects.get().state == TipState.OPEN
    assert tip_address(world, tip) not in as_("other").get(tip.pitch.get_absolute_url()).content.decode()


def test_a_tip_of_another_pitch_does_not_exist(as_, world, tip):
    other = plan.open_plan(group=world.groups[1], by=world.enrolments["other"])

    assert as_("other").get(address(world, "tip_answer", pitch_id=other.pk, tip_id=tip.pk)).status_code == 404


# --- Queries ------------------------------------------------------------------------


def grow(world, count):
    """Groups with a pitch that was handed in, a tip and a member."""
    trainer = world.enrolments["trainer"]
    for number in range(count):
        group = world.cohort.groups.create(name=f"Groep {number}")
        user = type(trainer.user).objects.create_user(f"lid{number}@example.org", name=f"Lid {number}")
        seat = group.seats.create(
            enrolment=world.cohort.enrolments.create(user=user, role="participant"), number=1
        )
        pitch = plan.open_plan(group=group, by=seat.enrolment)
        Pitch.objects.filter(pk=pitch.pk).update(
            title=f"Idee {number}", state="handed_in", handed_in_at=timezone.now(), position=number + 1
        )
        for _ in range(count):
            pitch.tips.create(author=seat.enrolment, kind="tip", text="Begin klein.")
    return pitch


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(as_, world, rows, django_assert_num_queries):
    grow(world, rows)
    client = as_("trainer")

    with django_assert_num_queries(7):
        client.get(address(world, "pitch_list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dossier_asks_as_much_for_three_tips_as_for_one(as_, world, rows, django_assert_num_queries):
    pitch = grow(world, rows)
    client = as_("trainer")

    with django_assert_num_queries(11):
        client.get(pitch.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_asks_as_much_for_three_writers_as_for_one(as_, world, rows, django_assert_num_queries):
    pitch = grow(world, rows)
    writers = list(world.cohort.enrolments.all())[:rows]
    for section, writer in zip(pitch.sections.all(), writers, strict=False):
        Section.objects.filter(pk=section.pk).update(
            source="x", html="<p>x</p>", version=1, edited_by=writer, edited_at=timezone.now(),
            busy_by=writer, busy_since=timezone.now(),
        )  # fmt: skip
    client = as_("trainer")

    with django_assert_num_queries(9):
        client.get(pitch.group.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_history_asks_as_much_for_three_texts_as_for_one(as_, world, rows, django_assert_num_queries):
    pitch = plan.open_plan(group=world.groups[0], by=world.enrolments["participant"])
    section = pitch.sections.get(kind="problem")
    for number in range(rows):
        plan.save_section(
            section=section, source=f"Tekst {number}", version=number, by=world.enrolments["participant"]
        )
    client = as_("trainer")

    with django_assert_num_queries(10):
        client.get(group_address(world, "section_history", kind="problem"))
