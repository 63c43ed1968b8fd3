"""Finding lessons: the same on both databases, whatever somebody types."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dingen.finding import corrected, index_lesson, rebuild
from dingen.models import Ding, KnownWord, LessonIndex
from tests.conftest import make_ding

BEFORE = ("dingen", "0002_working_copies_and_remarks")


@pytest.fixture
def lesson(world):
    """Make a lesson that says something."""

    def make(slug, title="", summary="", body="", **fields):
        ding = make_ding(slug, world.dingen[0].theme, **fields)
        ding.title, ding.summary = title or ding.title, summary or ding.summary
        ding.save()
        ding.revision.html = f"<p>{body}</p>"
        ding.revision.save()
        index_lesson(ding)
        return ding

    return make


def found(words):
    return [ding.slug for ding in Ding.objects.readable().search(words)]


def test_every_word_is_asked_for(lesson):
    lesson("een", body="Een podcast maken.")
    lesson("twee", body="Een film maken.")

    assert found("podcast maken") == ["een"]
    assert sorted(found("maken")) == ["een", "twee"]
    assert found("podcast film") == []


@pytest.mark.parametrize("typed", ["boek", "Boeken", "BOEKEN", "boe", "boekenk", "boeken lezen", "b"])
def test_a_word_is_found_in_its_other_forms_and_from_its_first_letter(lesson, typed):
    lesson("kast", body="In de boekenkast staan boeken. Je leest een boek.")

    assert "kast" in found(typed)


@pytest.mark.parametrize(
    "typed", ["ideeen", "idee", "Ideeën", "email", "e-mail", "fotos", "qr code", "qrcode"]
)
def test_accents_hyphens_and_apostrophes_do_not_matter(lesson, typed):
    lesson("kast", body="Onze ideeën: e-mail, foto’s en een QR-code.")

    assert found(typed) == ["kast"]


def test_title_comes_before_summary_before_text(lesson):
    lesson("tekst", body="Podcasts, podcasts en nog eens een podcast. " + "Iets anders. " * 90)
    lesson("korte-inhoud", summary="Je maakt een podcast.", body="Iets anders. " * 90)
    lesson("titel", title="Podcasts", body="Iets anders. " * 90)

    assert found("podcast") == ["titel", "korte-inhoud", "tekst"]
    assert found("podcasts") == ["titel", "korte-inhoud", "tekst"]


def test_a_single_letter_is_sought_in_the_name_before_the_text_and_then_by_name(lesson):
    lesson("veel", body="Podcast, podcast, podcast. " + "Iets anders. " * 5)
    lesson("een", body="Eén keer een podcast. " + "Iets anders. " * 50)
    lesson("titel", title="Zelf een podcast maken", body="Iets anders.")

    assert found("p") == ["titel", "een", "veel"]


def test_who_says_it_more_comes_first(lesson):
    lesson("weinig", body="Eén keer een podcast. " + "Iets anders. " * 50)
    lesson("veel", body="Podcast, podcast, podcast. " + "Iets anders. " * 50)

    assert found("podcast") == ["veel", "weinig"]


def test_lessons_of_the_past_come_last(lesson):
    past = lesson("vroeger", title="Podcast")
    past.status = "retired"
    past.save()
    lesson("nu", body="Ook een podcast.")

    assert found("podcast") == ["nu", "vroeger"]


def test_steps_links_lineage_and_tools_are_found_too(lesson):
    ding = lesson("kast", tools=["microfoon"])
    ding.revision.steps.filter(position=1).update(title="Kies een onderwerp", html="<p>Loop rond.</p>")
    ding.revision.links.create(position=1, title="Luistertips", url="https://example.org/")
    ding.lineage.create(year=2004, name="Odeo")
    index_lesson(ding)

    for word in ("microfoon", "onderwerp", "rond", "luistertips", "odeo", "2004"):
        assert found(word) == ["kast"]


def test_a_new_text_takes_the_place_of_the_old(lesson):
    ding = lesson("kast", body="Oude woorden: grammofoon.")
    ding.revision.html = "<p>Nieuwe woorden: koptelefoon.</p>"
    ding.revision.save()
    index_lesson(ding)

    assert (found("grammofoon"), found("koptelefoon")) == ([], ["kast"])


def test_a_lesson_that_goes_is_not_found(lesson):
    ding = lesson("kast", body="Grammofoon.")
    Ding.objects.filter(pk=ding.pk).update(revision=None, status="draft")
    ding.delete()

    assert not LessonIndex.objects.filter(pk=ding.pk or 0).exists()
    assert found("grammofoon") == []


@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", "''", '"podcast', 'podcast"*', "*", "pod*", ":", "podcast:*", "title:podcast",
        "{title}:podcast", "&", "|", "podcast & film", "podcast | film", "!podcast", "NOT podcast",
        "podcast AND", "OR", "NEAR(a b)", "NEAR/2", "-podcast", "^podcast", "(podcast", ")", "<->",
        "podcast <-> film", "\\", "\\'", "%", "_", "%s", ";--", "'; DROP TABLE dingen_ding; --",
        "a\x00b", "👍🏽 👩‍👩‍👧", "שלום עולם", "\u202epodcast", "日本語", "ﷺ", "ß", "1e5", "1.5", "0x1f",
        "https://example.org/a?b=c", "naam@example.org", "½", "²", "ǆ", "İ", "ı", "ﬁ", "\ud800",
        "a" * 10_000, "podcast " * 2_000, "( " * 5_000,
    ],
)  # fmt: skip
def test_whatever_is_typed_is_only_words(lesson, typed):
    lesson("kast", body="Een podcast.")

    assert set(found(typed)) <= {"kast", "eerste-ding", "tweede-ding", "derde-ding"}


@pytest.mark.parametrize(
    "word", ["naïveté", "日本語", "שלום", "привет", "1e5", "3d", "İstanbul", "straße", "42"]
)
def test_what_is_stored_is_found_in_any_script(lesson, word):
    lesson("kast", body=f"Zie {word}.")

    assert found(word) == ["kast"]
    assert found(word[:1] if len(word) > 2 else word) != []


def test_finding_narrows_like_any_other_list(lesson, world):
    mine = lesson("van-ons", body="Een podcast.", owner=world.ours)
    lesson("van-hen", body="Een podcast.", owner=world.theirs)
    lesson("van-allen", body="Een podcast.")

    shown = Ding.objects.visible_to(world["trainer"]).search("podcast")

    assert {ding.slug for ding in shown} == {"van-ons", "van-allen"}
    assert (shown.count(), shown.exclude(pk=mine.pk).count(), len(shown[1:2])) == (2, 1, 1)


def test_a_correction_proposes_only_what_everybody_may_read(lesson, world):
    lesson("van-hen", title="Geheimplan", owner=world.theirs)
    draft = lesson("kladje", title="Kladblaadje")
    Ding.objects.filter(pk=draft.pk).update(status="draft")
    lesson("van-allen", body="Over de koptelefoon.")
    rebuild()

    assert corrected("geheimplam") == ""
    assert corrected("kladblaatje") == ""
    assert corrected("Onze koptelefon") == "Onze koptelefoon"
    assert corrected("koptelefoon") == ""
    assert set(KnownWord.objects.filter(word__in=["geheimplan", "kladblaadje", "koptelefoon"])) == {
        KnownWord("koptelefoon")
    }


def test_rebuilding_finds_the_same(lesson):
    lesson("kast", body="Een podcast over ideeën.")
    before = list(LessonIndex.objects.order_by("pk").values()), set(KnownWord.objects.all())

    assert rebuild() == 4
    assert (list(LessonIndex.objects.order_by("pk").values()), set(KnownWord.objects.all())) == before


@pytest.mark.parametrize("rows", [1, 3])
def test_finding_is_one_query(lesson, rows, django_assert_num_queries):
    for number in range(rows):
        lesson(f"kast-{number}", body="Een podcast.")

    with django_assert_num_queries(1):
        assert len(found("podcast")) == rows


@pytest.mark.django_db(transaction=True)
def test_lessons_that_were_there_before_are_found_after_the_upgrade():
    migrate = MigrationExecutor(connection).migrate
    try:
        migrate([BEFORE])
        state = MigrationExecutor(connection).loader.project_state(
            ("dingen", "0002_working_copies_and_remarks")
        )
        theme = state.apps.get_model("dingen", "Theme").objects.create(slug="start", title="Start")
        old = state.apps.get_model("dingen", "Ding").objects.create(
            slug="oud", title="Podcasts", theme=theme, reviewed_on="2026-11-01", review_by="2027-11-01"
        )
        old.revision = state.apps.get_model("dingen", "Revision").objects.create(
            ding=old, number=1, source="x", html="<p>Luisteren</p>"
        )
        old.status = "published"
        old.save()
    finally:
        call_command("migrate", verbosity=0)

    assert (found("podcast"), found("luistert")) == (["oud"], ["oud"])
    assert KnownWord.objects.filter(word="luisteren").exists()
