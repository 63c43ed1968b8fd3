"""Ideas and what came of them: for the own library, and for everybody when group and MT both say yes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from lib.refusal import Refused
from pitches.actions.pilot import end_pilot
from pitches.actions.showcase import consent
from pitches.models import Pitch, Showcase
from tests.pitching import address, decided, handed_in, impossible


@pytest.fixture
def pitch(world):
    return decided(world).pitch


def public(world, pitch):
    consent(pitch=pitch, yes=True, by=world.enrolments["participant"])
    return consent(pitch=pitch, yes=True, by=world.enrolments["mt"])


def test_it_takes_two_to_be_public_and_one_to_end_it(client, world, pitch):
    where = reverse("pitches:showcase_idea", args=[world.ours.slug, pitch.pk])
    consent(pitch=pitch, yes=True, by=world.enrolments["participant"])
    assert client.get(where).status_code == 404

    showcase = consent(pitch=pitch, yes=True, by=world.enrolments["mt"])
    assert (showcase.public, showcase.group_by, showcase.mt_by) == (
        True,
        world.enrolments["participant"],
        world.enrolments["mt"],
    )
    assert client.get(where).status_code == 200

    consent(pitch=pitch, yes=False, by=world.enrolments["helper"])
    assert client.get(where).status_code == 404
    assert Showcase.objects.get().group_by is None
    deeds = AuditEntry.objects.filter(deed__startswith="showcase.").order_by("number")
    assert [(one.deed, one.result) for one in deeds] == [
        ("showcase.yes", "group"),
        ("showcase.yes", "mt"),
        ("showcase.no", "group"),
    ]


@pytest.mark.parametrize("who", ["other", "trainer", "outsider"])
def test_others_have_no_say(world, pitch, who):
    with pytest.raises(Refused):
        consent(pitch=pitch, yes=True, by=world.enrolments[who])


def test_there_is_no_say_before_the_decision(world):
    pitch = handed_in(world)[0]

    with pytest.raises(Refused):
        consent(pitch=pitch, yes=True, by=world.enrolments["participant"])


def test_the_public_page_names_nobody_and_may_be_kept(client, as_, world, pitch):
    end_pilot(
        pilot=pitch.decision.pilot, state="in_use", learned="Begin klein.", by=world.enrolments["participant"]
    )
    public(world, pitch)

    for name, values in (
        ("showcase_public", [world.ours.slug]),
        ("showcase_idea", [world.ours.slug, pitch.pk]),
    ):
        answer = client.get(reverse(f"pitches:{name}", args=values))
        page = answer.content.decode()
        assert "Appen met de bieb" in page
        assert "Begin klein." in page
        assert 'property="og:title"' in page
        for person in world.people.values():
            assert person.name not in page
        assert "1500" not in page
        assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "public" not in as_("mt").get(reverse("pitches:showcase_idea", args=values)).headers.get(
        "Cache-Control", ""
    )


def test_the_own_library_sees_all_ideas_and_another_none(as_, world, pitch):
    page = as_("participant").get(reverse("pitches:showcase")).content.decode()
    assert "Appen met de bieb" in page
    assert "Kijk maar mee" in page
    assert "Piet Jansen" not in page

    assert "Appen met de bieb" not in as_("outsider").get(reverse("pitches:showcase")).content.decode()


def test_saying_yes_from_the_page(as_, world, pitch):
    where = address(world, "showcase_consent", pitch_id=pitch.pk)
    as_("participant").post(where, {"act": "yes"})
    as_("other").post(where, {"act": "yes"})

    assert list(Showcase.objects.values_list("public", "group_by", "mt_by")) == [
        (False, world.enrolments["participant"].pk, None)
    ]
    assert "Anna de Vries" in as_("mt").get(where).content.decode()


def test_the_database_wants_both(world, pitch):
    now, anna = timezone.now(), world.enrolments["participant"]
    rule = "showcase_public_needs_both"
    impossible(lambda: Showcase.objects.create(pitch=pitch, public=True), rule)
    impossible(lambda: Showcase.objects.create(pitch=pitch, public=True, group_by=anna, group_at=now), rule)
    impossible(lambda: Showcase.objects.create(pitch=pitch, group_at=now), "showcase_yes_has_who_and_when")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_showcase_asks_as_much_for_three_ideas_as_for_one(
    as_, world, pitch, rows, django_assert_max_num_queries
):
    public(world, pitch)
    for number in range(rows):
        group = world.cohort.groups.create(name=f"Groep {number}")
        Pitch.objects.create(
            group=group, title=f"Idee {number}", state="handed_in", handed_in_at=timezone.now()
        )
    client = as_("participant")

    with django_assert_max_num_queries(8):
        client.get(reverse("pitches:showcase"))
