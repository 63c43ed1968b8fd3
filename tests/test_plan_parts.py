"""Beside the words of a plan: budgets, Dingen, comments, slides, and until when it is handed in."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lib.refusal import Refused
from notifications.models import Kind, Notification
from pitches.actions import deadline, plan, talk
from pitches.models import BudgetRow, HandIn, Pitch, SectionComment, SectionKind, Slide, SlidePdf
from pitches.slides_text import split
from tests.pitching import a_plan, address, group_address, impossible, section_address, write_plan  # noqa: F401
from tests.teams import close

ROWS = [["Telefoon", 250, "once", ""], ["Abonnement", 180, "yearly", "15 in de maand"]]


def lines(*rows, version=0, source="", **more):
    """What the page of the money sends."""
    data = {"source": source, "version": version, "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for place, values in enumerate(rows):
        data |= {
            f"rows-{place}-{name}": v
            for name, v in zip(("what", "amount", "rhythm", "note"), values, strict=True)
        }
    return data | more


def money(pitch):
    return pitch.sections.get(kind=SectionKind.MONEY)


def told(world, who):
    rows = Notification.objects.filter(recipient=world[who], kind=Kind.GROUP_PLAN).order_by("pk")
    return [row.text for row in rows]


# --- The budget -------------------------------------------------------------------------


def test_budget_adds_up_and_keeps_the_words(as_, world, pitch):
    plan.save_section(section=money(pitch), source="Ruwweg.", version=0, by=world.enrolments["helper"])

    as_("participant").post(section_address(world, "money"), lines(*ROWS, version=1, source="Ruwweg."))

    whole = Pitch.objects.whole().get(pk=pitch.pk)
    assert (whole.budget.once, whole.budget.again, whole.budget_total) == (250, 180, 430)
    assert [row.values for row in BudgetRow.objects.all()] == ROWS
    assert money(pitch).source == "Ruwweg."
    page = as_("participant").get(pitch.group.get_absolute_url()).content.decode()
    assert "<strong>430</strong>" in page


def test_budget_without_rows_has_no_total(pitch):
    assert Pitch.objects.whole().get(pk=pitch.pk).budget_total is None


def test_hours_add_up_for_the_start_and_a_week(as_, world, pitch):
    as_("participant").post(
        section_address(world, "hours"), lines(["Regelen", 30, "once", ""], ["Antwoorden", 2, "weekly", ""])
    )

    hours = Pitch.objects.whole().get(pk=pitch.pk).hours
    assert (hours.once, hours.again, hours.first_year) == (30, 2, None)


def test_budget_of_somebody_else_is_shown_beside_ones_own(as_, world, pitch):
    plan.save_section(
        section=money(pitch), source="", version=0, by=world.enrolments["helper"], more={"rows": ROWS}
    )

    page = as_("participant").post(section_address(world, "money"), lines(["Licht", 120, "once", ""]))

    assert page.status_code == 409
    html = page.content.decode()
    assert ('value="Licht"' in html, "Abonnement" in html) == (True, True)
    assert [row.what for row in BudgetRow.objects.all()] == ["Telefoon", "Abonnement"]
    as_("participant").post(section_address(world, "money"), lines(["Licht", 120, "once", ""], version=1))
    assert [row.what for row in BudgetRow.objects.all()] == ["Licht"]
    history = as_("participant").get(group_address(world, "section_history", kind="money")).content.decode()
    assert "Abonnement" in history
    again = as_("participant").get(section_address(world, "money") + "?versie=1").content.decode()
    assert 'value="Abonnement"' in again


@pytest.mark.parametrize(
    "rows",
    [
        [["", 5, "once", ""]],
        [["Licht", "", "once", ""]],
        [["Licht", -1, "once", ""]],
        [["Licht", "9" * 30, "once", ""]],
        [["Licht", "12,50", "once", ""]],
        [["Licht", 1, "weekly", ""]],
        [["Licht", 1, "once", ""]] * 31,
    ],
)
def test_wrong_line_is_shown_again(as_, world, pitch, rows):
    page = as_("participant").post(section_address(world, "money"), lines(*rows, source="Blijft staan."))

    assert page.status_code == 422
    assert "Blijft staan." in page.content.decode()
    assert not BudgetRow.objects.exists()


def test_more_lines_keep_what_was_typed(as_, world, pitch):
    page = as_("participant").post(section_address(world, "money"), lines(*ROWS, act="rows"))

    html = page.content.decode()
    assert (page.status_code, 'value="Telefoon"' in html, "rows-4-what" in html) == (200, True, True)
    assert not BudgetRow.objects.exists()


def test_page_without_its_lines_is_refused(as_, world, pitch):
    page = as_("participant").post(section_address(world, "money"), {"source": "x", "version": 0})
    assert page.status_code == 422


# --- The Dingen that feed it ------------------------------------------------------------


def test_group_names_the_dingen_of_its_team_only(as_, world, pitch):
    inside, outside = world.dingen[0], world.dingen[2]
    client, here = as_("participant"), section_address(world, "dingen")

    assert client.post(here, {"source": "", "version": 0, "dingen": [outside.pk]}).status_code == 422
    client.post(here, {"source": "", "version": 0, "dingen": [inside.pk]})

    assert list(pitch.sections.get(kind="dingen").dingen.all()) == [inside]
    assert inside.title in client.get(pitch.group.get_absolute_url()).content.decode()


# --- Comments ---------------------------------------------------------------------------


def test_trainer_and_group_talk_and_hear_each_other(as_, world, pitch):
    here = group_address(world, "section_talk", kind="money")
    as_("trainer").post(here, {"text": "Waar komt dit bedrag vandaan?", "nonce": "n" * 20})
    as_("trainer").post(here, {"text": "Waar komt dit bedrag vandaan?", "nonce": "n" * 20})
    as_("participant").post(here, {"text": "Van de winkel.", "nonce": "m" * 20})

    assert [row.text for row in SectionComment.objects.all()] == [
        "Waar komt dit bedrag vandaan?",
        "Van de winkel.",
    ]
    assert told(world, "helper") == [
        "Tineke Visser zegt iets over Geld in het plan van Digitaal klantcontact",
        "Anna de Vries zegt iets over Geld in het plan van Digitaal klantcontact",
    ]
    assert len(told(world, "trainer")) == 1
    assert "2 reacties" in as_("helper").get(pitch.group.get_absolute_url()).content.decode()


def test_only_the_author_takes_a_comment_back(as_, world, pitch):
    section = money(pitch)
    comment = talk.comment(section=section, text="Ja.", path="/", by=world.enrolments["participant"])
    here = group_address(world, "section_comment_take_back", kind="money", comment_id=comment.pk)

    as_("helper").post(here)
    assert SectionComment.objects.exists()
    as_("participant").post(here)
    assert not SectionComment.objects.exists()


def test_comment_in_a_closed_team_is_refused_and_kept_on_the_page(as_, world, pitch):
    close(world)
    here = group_address(world, "section_talk", kind="money")

    page = as_("participant").post(here, {"text": "Nog iets.", "nonce": "n" * 20})

    assert (page.status_code, "Nog iets." in page.content.decode()) == (422, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_talk_asks_as_much_for_three_as_for_one(as_, world, pitch, rows, django_assert_num_queries):
    for _ in range(rows):
        money(pitch).comments.create(text="Ja.", author=world.enrolments["trainer"])
    client = as_("helper")

    with django_assert_num_queries(11):
        client.get(group_address(world, "section_talk", kind="money"))


# --- Slides -----------------------------------------------------------------------------


def test_dashes_cut_slides_and_notes_are_for_the_speaker():
    text = "# Een\n---\n```\n---\n```\nNotities: rustig\nademen\n---\n\n---\nTwee"

    assert split(text) == [("# Een", ""), ("```\n---\n```", "rustig\nademen"), ("Twee", "")]


def test_slides_are_shown_one_by_one_and_notes_stay_in_the_group(as_, world):
    pitch = write_plan(world.groups[0], by=world.enrolments["participant"])
    section = pitch.sections.get(kind="slides")
    source = "# Appen\nNotities: lach\n---\n<script>alert(1)</script>"
    plan.save_section(section=section, source=source, version=0, by=world.enrolments["participant"])
    plan.hand_in(pitch=pitch, by=world.enrolments["participant"])
    first, second, third = (
        address(world, "slide_show", pitch_id=pitch.pk, slide=number) for number in (1, 2, 3)
    )

    assert "lach" in as_("helper").get(first).content.decode()
    page = as_("mt").get(first).content.decode()
    assert f'href="{pitch.get_absolute_url()}">Stop' in page
    assert f'href="{world.groups[0].get_absolute_url()}">Stop' in as_("helper").get(first).content.decode()
    assert ("Appen" in page, "lach" in page, second in page) == (True, False, True)
    assert "<script>alert" not in as_("mt").get(second).content.decode()
    assert as_("mt").get(third).status_code == 404


def test_who_speaks_sees_notes_and_what_comes_next(as_, world):
    pitch = write_plan(world.groups[0], by=world.enrolments["participant"])
    section = pitch.sections.get(kind="slides")
    source = "# Appen\nNotities: lach\n---\n# Vragen"
    plan.save_section(section=section, source=source, version=0, by=world.enrolments["participant"])
    plan.hand_in(pitch=pitch, by=world.enrolments["participant"])
    first, second, third = (
        address(world, "slide_speaker", pitch_id=pitch.pk, slide=number) for number in (1, 2, 3)
    )

    for who in ("helper", "trainer"):
        page = as_(who).get(first).content.decode()
        assert [word in page for word in ("Appen", "lach", "Vragen", "Hierna", second)] == [True] * 5
    last = as_("helper").get(second).content.decode()
    assert ("Dit is de laatste dia" in last, "Er staan geen notities bij" in last) == (True, True)
    assert as_("helper").get(third).status_code == 404
    assert [as_(who).get(first).status_code for who in ("other", "mt", "outsider")] == [403, 403, 404]
    shows = address(world, "slide_show", pitch_id=pitch.pk, slide=1)
    assert first in as_("trainer").get(shows).content.decode()
    assert first not in as_("mt").get(shows).content.decode()


def test_slides_of_a_plan_in_writing_are_of_the_group_and_the_trainer(as_, world, pitch):
    section = pitch.sections.get(kind="slides")
    plan.save_section(section=section, source="# Appen", version=0, by=world.enrolments["helper"])
    here = address(world, "slide_show", pitch_id=pitch.pk, slide=1)

    seen = {
        who: as_(who).get(here).status_code for who in ("participant", "trainer", "other", "mt", "outsider")
    }

    assert seen == {"participant": 200, "trainer": 200, "other": 404, "mt": 404, "outsider": 404}


def test_forty_slides_are_enough(as_, world, pitch):
    page = as_("participant").post(
        section_address(world, "slides"), {"source": "x\n---\n" * 41, "version": 0}
    )

    assert (page.status_code, Slide.objects.count()) == (422, 0)


def a_pdf(pages=2):
    """A PDF of so many empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(400, 300)
    out = BytesIO()
    document.save(out)
    return SimpleUploadedFile("Mijn dia's.pdf", out.getvalue(), "application/pdf")


def test_pdf_shows_its_pages_and_the_written_slides_come_back(as_, world, pitch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    section = pitch.sections.get(kind="slides")
    plan.save_section(section=section, source="# Appen", version=0, by=world.enrolments["helper"])
    client = as_("participant")

    client.post(group_address(world, "slides_pdf"), {"file": a_pdf()})

    pitch.refresh_from_db()
    assert (pitch.slide_count, pitch.pdf.pages.count(), pitch.pdf.name) == (2, 2, "Mijn dia's.pdf")
    picture = client.get(address(world, "slide_picture", pitch_id=pitch.pk, slide=2))
    assert (picture["Content-Type"], b"".join(picture)[:4]) == ("image/webp", b"RIFF")
    kept = client.get(address(world, "slides_file", pitch_id=pitch.pk))
    assert (kept["Content-Type"], kept["Content-Disposition"][:10]) == (
        "application/octet-stream",
        "attachment",
    )
    assert b"".join(kept)[:5] == b"%PDF-"
    for name in ("slide_picture", "slides_file"):
        more = {"slide": 1} if name == "slide_picture" else {}
        assert as_("other").get(address(world, name, pitch_id=pitch.pk, **more)).status_code == 404

    as_("helper").post(group_address(world, "slides_pdf_drop"))
    pitch.refresh_from_db()
    assert (pitch.slide_count, SlidePdf.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"", "leeg"),
        ("a.pdf", b"GIF89a", "Deze soort"),
        ("a.pdf", b"%PDF-1.7\nrubbish\n%%EOF", "Deze PDF kunnen we niet laten zien"),
    ],
)
def test_file_that_is_no_pdf_is_refused_in_words(as_, world, pitch, name, data, reason):
    page = as_("participant").post(
        group_address(world, "slides_pdf"), {"file": SimpleUploadedFile(name, data)}
    )

    assert page.status_code == 422
    assert not SlidePdf.objects.exists()


def test_pdf_of_41_pages_is_refused(as_, world, pitch):
    page = as_("participant").post(group_address(world, "slides_pdf"), {"file": a_pdf(41)})
    assert (page.status_code, "40 pagina" in page.content.decode()) == (422, True)


# --- Handing in -------------------------------------------------------------------------


def test_deadline_is_told_once_and_holds(as_, world):
    trainer, anna = world.enrolments["trainer"], world.enrolments["participant"]
    pitch = write_plan(world.groups[0], by=anna)
    until = timezone.now() + timedelta(days=2)
    for _time in range(2):
        deadline.set_deadline(cohort=world.cohort, until=until, by=trainer)
    assert len(told(world, "participant")) == 1
    HandIn.objects.update(until=timezone.now() - timedelta(minutes=1))
    pitch = Pitch.objects.get(pk=pitch.pk)

    with pytest.raises(Refused, match="tijd om in te leveren"):
        plan.hand_in(pitch=pitch, by=anna)

    deadline.allow_late(pitch=pitch, by=trainer)
    assert told(world, "helper")[-1] == "De groep Digitaal klantcontact mag nog inleveren"
    assert plan.hand_in(pitch=pitch, by=anna).is_handed_in
    assert told(world, "helper")[-1] == "Anna de Vries heeft de pitch van Digitaal klantcontact ingeleverd"


def test_plan_that_is_opened_again_after_the_moment_may_be_late(world):
    trainer, anna = world.enrolments["trainer"], world.enrolments["participant"]
    pitch = plan.hand_in(pitch=write_plan(world.groups[0], by=anna), by=anna)
    HandIn.objects.create(cohort=world.cohort, until=timezone.now() - timedelta(minutes=1))

    plan.reopen(pitch=pitch, by=trainer)

    assert told(world, "participant") == ["De trainer heeft het plan van Digitaal klantcontact weer geopend"]
    assert plan.hand_in(pitch=Pitch.objects.get(pk=pitch.pk), by=anna).is_handed_in


def test_trainer_sets_the_moment_on_the_librarys_clock(as_, world):
    world.cohort.closing_at = timezone.now() + timedelta(days=60)
    world.cohort.save()
    day = world.cohort.today + timedelta(days=10)
    here = address(world, "deadline_set")

    as_("trainer").post(here, {"day": day.isoformat(), "hour": "17:00"})

    assert HandIn.objects.get().until.astimezone(world.cohort.zone).hour == 17
    assert "17:00" in as_("participant").get(address(world, "pitch_list")).content.decode()
    for wrong in ({"day": day.isoformat()}, {"day": "2020-01-01", "hour": "12:00"}, {"hour": "12:00"}):
        assert as_("trainer").post(here, wrong).status_code == 422
    as_("trainer").post(here, {})
    assert not HandIn.objects.exists()


# --- What the tables refuse -------------------------------------------------------------


def row(pitch, **changed):
    values = {"what": "x", "amount": 1, "unit": "euro", "rhythm": "once", "position": 1} | changed
    return money(pitch).rows.create(**values)


IMPOSSIBLE = {
    "budget_row_has_its_own_place": lambda p, w: [row(p), row(p)],
    "budget_row_says_what": lambda p, w: row(p, what=""),
    "budget_row_is_no_slip": lambda p, w: row(p, amount=10_000_001),
    "budget_row_rhythm_fits": lambda p, w: row(p, rhythm="weekly"),
    "section_comment_has_words": lambda p, w: money(p).comments.create(
        text="", author=w.enrolments["trainer"]
    ),
    "slide_has_its_own_number": lambda p, w: [p.slides.create(number=1) for _ in range(2)],
    "slide_one_to_forty": lambda p, w: p.slides.create(number=41),
    "slides_at_most_10_mb": lambda p, w: SlidePdf.objects.create(
        pitch=p, name="x", stored_as="x", size=11_000_000
    ),
    "slide_page_has_its_own_number": lambda p, w: [pages(p, 1, "a"), pages(p, 1, "b")],
    "slide_page_one_to_forty": lambda p, w: pages(p, 0, "a"),
}


def pages(pitch, number, name):
    pdf, _new = SlidePdf.objects.get_or_create(pitch=pitch, name="x", stored_as="x", size=1)
    return pdf.pages.create(number=number, stored_as=name, width=1, height=1)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_table_refuses(world, pitch, name):
    impossible(lambda: IMPOSSIBLE[name](pitch, world), name)
