"""The pages on which a group writes its plan: sections, clashes, earlier texts and the name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pitches.actions import plan
from pitches.models import Pitch, Section
from tests.pitching import (
    a_plan,  # noqa: F401 - a fixture
    address,
    group_address,
    handed_in,
    section_address,
    write_plan,
)


def test_addresses_are_dutch_words(world):
    assert section_address(world).endswith(f"/groepen/{world.groups[0].pk}/probleem/")


def test_the_first_visit_makes_the_plan(as_, world):
    page = as_("participant").get(group_address(world, "plan_detail")).content.decode()

    assert Pitch.objects.get().sections.count() == 11
    assert "Hugo Bakker" in page
    assert page.count('class="plan-section"') == 10
    assert group_address(world, "pitch_hand_in") not in page


def test_a_plan_that_lacks_a_section_is_mended(as_, world, pitch):
    pitch.sections.first().delete()

    as_("participant").get(group_address(world, "plan_detail"))

    assert pitch.sections.count() == 11


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

    assert page.index("Tekst 2") < page.index("Tekst 1")
    assert '<del><span class="visually-hidden">' in page
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
