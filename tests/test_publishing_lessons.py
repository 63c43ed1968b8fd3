"""A lesson begins, is copied to a library of its own, and retires."""

import pytest
from django.urls import get_resolver, reverse

from accounts.models import AuditEntry, Capacity
from dingen.actions.lessons import adapt, create_lesson, retire, unretire
from dingen.actions.publishing import discard, publish
from dingen.checks import SLUG
from dingen.models import RESERVED, Ding, Status, WorkingCopy
from dingen.texts import Lesson
from lib import files
from lib.refusal import Refused
from tests.access.revisions import NONCE
from tests.editing import open_form
from tests.forum import png_bytes
from tests.keeping import a_lesson, an_editor, browser_of_the_editor, make_editor  # noqa: F401 - fixtures


def begin(world, eefje, title="Praten met een robot", owner=None):
    return create_lesson(title=title, theme=world.dingen[0].theme, owner=owner, by=eefje)


def add_picture(ding):
    return ding.pictures.create(
        name="balie.png", stored_as=files.store(png_bytes(), "png"), content_type="image/png",
        size=len(png_bytes()), width=40, height=30, alt="Een balie.",
    )  # fmt: skip


# --- Begin ----------------------------------------------------------------------------


def test_a_new_lesson_is_a_draft_that_no_reader_sees(world, eefje):
    ding = begin(world, eefje)

    assert (ding.slug, ding.status, ding.owner, ding.revision) == (
        "praten-met-een-robot", Status.DRAFT, None, None,
    )  # fmt: skip
    assert ding not in Ding.objects.visible_to(eefje)
    assert ding in Ding.objects.editable_by(eefje)
    assert Lesson.from_plain(WorkingCopy.objects.get().content).title == "Praten met een robot"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Eerste ding", "eerste-ding-2"),
        ("Nieuw", "nieuw-2"),
        ("Één café!", "een-cafe"),
        ("a__b - c", "a-b-c"),
        ("日本", "ding"),
        ("lang " * 20, "lang-" * 14 + "la"),
    ],
)
def test_the_address_comes_from_the_title_and_is_free(world, eefje, title, slug):
    found = begin(world, eefje, title=title).slug

    assert found == slug
    assert SLUG.fullmatch(found)


def test_no_lesson_takes_the_address_of_a_page_of_the_editors():
    names = {
        pattern.pattern._route.split("/")[1]
        for resolver in get_resolver().url_patterns
        for pattern in getattr(resolver, "url_patterns", [])
        if str(pattern.pattern).startswith("redactie/")
    }
    assert {name for name in names if name and "<" not in name} <= RESERVED


def test_an_editor_begins_only_for_the_own_library(world, eefje):
    assert begin(world, eefje, owner=world.ours).owner == world.ours
    with pytest.raises(Refused, match="geen redacteur van deze organisatie"):
        begin(world, eefje, owner=world.theirs)
    assert begin(world, world["admin"], owner=world.theirs).owner == world.theirs


def test_the_form_begins_a_lesson_once(world, browser):
    form = {"title": "Mijn les", "theme": world.dingen[0].theme.pk, "owner": world.ours.slug} | NONCE
    address = reverse("dingen:ding_create")

    answers = [browser.post(address, form) for _ in range(2)]

    ding = Ding.objects.get(title="Mijn les")
    assert ding.owner == world.ours
    assert {answer.url for answer in answers} == {reverse("dingen:ding_edit", args=[ding.slug])}


def test_the_form_begins_a_shared_lesson(world, browser):
    html = browser.get(reverse("dingen:ding_create")).content.decode()
    assert '<option value="-">Iedereen: een gedeelde les</option>' in html
    form = {"title": "Van allen", "theme": world.dingen[0].theme.pk, "owner": "-"} | NONCE

    browser.post(reverse("dingen:ding_create"), form)

    assert Ding.objects.get(title="Van allen").owner is None


def test_the_form_keeps_what_was_typed_and_offers_no_other_library(world, browser):
    answer = browser.post(
        reverse("dingen:ding_create"), {"title": "Mijn les", "owner": world.theirs.slug} | NONCE
    )

    assert answer.status_code == 422
    assert 'value="Mijn les"' in answer.content.decode()
    assert "Zandpoort" not in answer.content.decode()
    assert not Ding.objects.filter(title="Mijn les").exists()


def test_throwing_a_lesson_away_that_nobody_read_leaves_nothing(
    world, eefje, django_capture_on_commit_callbacks, settings
):
    ding = begin(world, eefje)
    stored = settings.MEDIA_ROOT / add_picture(ding).stored_as

    with django_capture_on_commit_callbacks(execute=True):
        assert discard(ding=ding, by=eefje) is True

    assert not Ding.objects.filter(pk=ding.pk).exists()
    assert not stored.exists()


# --- Copy -----------------------------------------------------------------------------


def test_a_copy_keeps_lineage_pictures_and_text(world, ding, eefje, settings):
    ding.lineage.create(year=2006, name="Weblog", note="Zo begon het.")
    picture = add_picture(ding)

    copy = adapt(ding=ding, organisation=world.ours, by=eefje)

    assert (copy.slug, copy.owner, copy.origin) == ("eerste-ding-lindenhof", world.ours, ding)
    assert (copy.status, copy.revision) == (Status.DRAFT, None)
    assert [(old.year, old.name) for old in copy.lineage.all()] == [(2006, "Weblog")]
    theirs = copy.pictures.get()
    assert (theirs.name, theirs.alt) == (picture.name, picture.alt)
    assert theirs.stored_as != picture.stored_as
    assert (settings.MEDIA_ROOT / theirs.stored_as).read_bytes() == png_bytes()
    published = publish(ding=copy, by=eefje)
    assert published.source == ding.revision.source
    assert published.change == "Gemaakt naar Eerste ding"


def test_a_copy_is_read_by_its_own_library_only(world, ding, eefje):
    copy = adapt(ding=ding, organisation=world.ours, by=eefje)
    publish(ding=copy, by=eefje)

    assert copy in Ding.objects.of(world.ours).published()
    assert copy not in Ding.objects.of(world.theirs)
    assert copy in Ding.objects.visible_to(eefje)
    assert copy not in Ding.objects.visible_to(world["outsider"])


def test_a_second_copy_gets_another_address(world, ding, eefje):
    slugs = [adapt(ding=ding, organisation=world.ours, by=eefje).slug for _ in range(2)]

    assert slugs == ["eerste-ding-lindenhof", "eerste-ding-lindenhof-2"]


def test_what_cannot_be_copied_says_why(world, ding, eefje):
    copy = adapt(ding=ding, organisation=world.ours, by=eefje)
    retired = world.dingen[1]
    retire(ding=retired, successor=None, by=eefje)

    for what, organisation, words in (
        (copy, world.ours, "Alleen een gedeelde les"),
        (Ding.objects.get(pk=retired.pk), world.ours, "Alleen een gepubliceerde les"),
        (ding, world.theirs, "geen redacteur van deze organisatie"),
    ):
        with pytest.raises(Refused, match=words):
            adapt(ding=what, organisation=organisation, by=eefje)


def test_copying_through_the_form(world, ding, browser, eefje):
    eefje.memberships.create(organisation=world.theirs, capacity=Capacity.EDITOR)
    address = reverse("dingen:ding_copy", args=[ding.slug])

    answer = browser.post(address, {"owner": world.theirs.pk} | NONCE)

    copy = Ding.objects.get(origin=ding)
    assert (copy.owner, answer.url) == (world.theirs, reverse("dingen:ding_edit", args=[copy.slug]))
    assert f"{copy.title} (Bibliotheek Zandpoort)" in browser.get(address).content.decode()


# --- Retire ---------------------------------------------------------------------------


def test_a_lesson_retires_with_its_successor_and_comes_back(world, ding, eefje):
    retire(ding=ding, successor=world.dingen[1], by=eefje)
    ding.refresh_from_db()
    assert (ding.status, ding.successor) == (Status.RETIRED, world.dingen[1])

    unretire(ding=ding, by=eefje)
    ding.refresh_from_db()
    assert (ding.status, ding.successor) == (Status.PUBLISHED, None)
    assert list(AuditEntry.objects.values_list("deed", flat=True)) == ["ding.retired", "ding.published"]


def test_a_successor_is_published_and_for_the_same_readers(world, ding, eefje):
    own = adapt(ding=world.dingen[2], organisation=world.ours, by=eefje)
    publish(ding=own, by=eefje)
    own.refresh_from_db()

    for successor in (ding, begin(world, eefje), own):
        with pytest.raises(Refused, match="die dezelfde lezers kunnen openen"):
            retire(ding=ding, successor=successor, by=eefje)
    retire(ding=own, successor=ding, by=eefje)
    with pytest.raises(Refused, match="Alleen een gepubliceerde les"):
        retire(ding=own, successor=ding, by=eefje)
    with pytest.raises(Refused, match="niet van vroeger"):
        unretire(ding=ding, by=eefje)


def test_retiring_through_the_form(world, ding, browser):
    address = reverse("dingen:ding_retire", args=[ding.slug])

    assert browser.post(address, {"successor": ding.pk}).status_code == 422
    answer = browser.post(address, {"successor": world.dingen[1].pk}, follow=True)

    assert "Deze les hoort nu bij die van vroeger" in answer.content.decode()
    ding.refresh_from_db()
    assert ding.successor == world.dingen[1]


def test_a_new_lesson_without_anything_in_it_opens(world, browser, eefje):
    ding = begin(world, eefje)
    pages = ("ding_edit", "copy_publish", "copy_preview", "revision_list", "copy_discard", "picture_list")

    found = {page: browser.get(reverse(f"dingen:{page}", args=[ding.slug])) for page in pages}

    assert {page: answer.status_code for page, answer in found.items()} == dict.fromkeys(pages, 200)
    assert "Een gepubliceerde les heeft stappen." in found["copy_publish"].content.decode()


def test_a_new_lesson_is_written_from_its_first_step_to_the_readers(world, browser, eefje):
    ding = begin(world, eefje, owner=world.ours)
    address = reverse("dingen:ding_edit", args=[ding.slug])
    for deed in ("steps add", "links add"):
        assert browser.post(address, open_form(browser, ding.slug) | {"do": deed}).status_code == 302
    form = open_form(browser, ding.slug)
    form |= {
        "summary": "Je leert het.",
        "body": "## Waarom?",
        "steps-1-title": "Kijk",
        "steps-1-minutes": "5",
    }
    form |= {"links-1-title": "Uitleg", "links-1-url": "https://example.org/"}
    assert browser.post(address, form).status_code == 302
    copy = WorkingCopy.objects.get()

    publishing = reverse("dingen:copy_publish", args=[ding.slug])
    browser.post(publishing, {"change": "Eerste versie", "version": copy.version} | NONCE)

    ding.refresh_from_db()
    assert (ding.status, [step.key for step in ding.revision.steps.all()]) == (Status.PUBLISHED, ["kijk"])
    assert "Je leert het." in browser.get(ding.get_absolute_url()).content.decode()
    browser.force_login(world["outsider"])
    assert browser.get(ding.get_absolute_url()).status_code == 404
