"""Pictures of a lesson: in with a description, out when no text shows them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dingen.actions.pictures import add_picture, remove_picture
from dingen.actions.publishing import publish
from dingen.models import Ding, LessonPicture
from lib.images import CleanPicture
from lib.refusal import Refused
from tests.access.revisions import NONCE
from tests.forum import png, png_bytes
from tests.keeping import a_lesson, an_editor, browser_of_the_editor, make_editor, write  # noqa: F401 - fixtures

CLEAN = CleanPicture(png_bytes(), "image/png", "png", 40, 30)


def add(ding, eefje, name="balie.png", alt="Een balie."):
    return add_picture(ding=ding, clean=CLEAN, name=name, alt=alt, by=eefje)


def upload(browser, ding, **data):
    return browser.post(
        reverse("dingen:picture_list", args=[ding.slug]),
        {"picture": png(name="Onze Balie.PNG"), "alt": "De balie met twee mensen."} | NONCE | data,
    )


def test_a_picture_is_kept_with_its_description(browser, ding, settings):
    answer = upload(browser, ding)

    picture = LessonPicture.objects.get()
    assert answer.url == f"/redactie/{ding.slug}/afbeeldingen/#afbeelding-{picture.pk}"
    assert (picture.name, picture.alt, picture.width, picture.height) == (
        "onze-balie.jpg", "De balie met twee mensen.", 40, 30,
    )  # fmt: skip
    assert (settings.MEDIA_ROOT / picture.stored_as).stat().st_size == picture.size
    html = browser.get(answer.url).content.decode()
    assert "![De balie met twee mensen.](afbeeldingen/onze-balie.jpg)" in html


def test_sending_the_form_twice_keeps_one(browser, ding):
    upload(browser, ding)
    upload(browser, ding)

    assert LessonPicture.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"alt": ""}, "Dit veld is verplicht"),
        ({"alt": "   "}, "Kies de foto nog een keer"),
        ({"picture": SimpleUploadedFile("tekst.png", b"geen afbeelding")}, "geen foto die we kunnen"),
        ({"picture": ""}, "Dit veld is verplicht"),
        ({"alt": "x" * 301}, "301"),
    ],
)
def test_a_picture_that_does_not_fit_is_refused_with_a_sentence(browser, ding, data, words):
    answer = upload(browser, ding, **data)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not LessonPicture.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Onze balie (2).jpeg", "onze-balie-2.png"),
        ("../../etc/passwd", "passwd.png"),
        ("日本.png", "afbeelding.png"),
        ("a_b--c.png", "a-b-c.png"),
        ("x" * 200 + ".png", "x" * 60 + ".png"),
    ],
)
def test_a_name_is_small_letters_digits_and_hyphens(ding, eefje, given, kept):
    assert add(ding, eefje, name=given).name == kept


def test_the_same_name_gets_a_number_in_one_lesson_only(world, ding, eefje):
    names = [add(ding, eefje).name for _ in range(3)]

    assert names == ["balie.png", "balie-2.png", "balie-3.png"]
    assert add(world.dingen[1], eefje).name == "balie.png"


def test_a_lesson_has_room_for_fifty_megabytes(ding, eefje):
    add(ding, eefje)
    LessonPicture.objects.update(size=50 * 1024 * 1024 - len(CLEAN.data))
    add(ding, eefje)

    with pytest.raises(Refused, match="al 50 MB aan afbeeldingen"):
        add(ding, eefje)

    assert LessonPicture.objects.count() == 2


def test_an_editor_elsewhere_adds_nothing(world, ding, eefje):
    Ding.objects.filter(pk=ding.pk).update(owner=world.theirs)

    with pytest.raises(Refused, match="houdt deze les niet bij"):
        add(ding, eefje)


def test_brackets_in_a_description_do_not_break_the_line(ding, eefje):
    assert add(ding, eefje, alt=r"Knop [OK] \ menu").markdown == "![Knop (OK)  menu](afbeeldingen/balie.png)"


def test_a_better_description(browser, ding, eefje):
    picture = add(ding, eefje)
    address = reverse("dingen:picture_edit", args=[ding.slug, picture.name])

    assert browser.post(address, {"alt": ""}).status_code == 422
    browser.post(address, {"alt": "De balie van achteren."})

    picture.refresh_from_db()
    assert picture.alt == "De balie van achteren."


def test_a_picture_that_no_text_shows_goes_with_its_file(
    browser, ding, eefje, settings, django_capture_on_commit_callbacks
):
    picture = add(ding, eefje)
    stored = settings.MEDIA_ROOT / picture.stored_as

    with django_capture_on_commit_callbacks() as later:
        browser.post(reverse("dingen:picture_remove", args=[ding.slug, picture.name]))

    assert not LessonPicture.objects.exists()
    assert stored.exists()
    for callback in later:
        callback()
    assert not stored.exists()


def test_a_picture_in_a_text_stays_also_in_an_earlier_one(browser, ding, eefje):
    picture = add(ding, eefje)
    write(ding, eefje, body=f"Kijk.\n\n{picture.markdown}")
    with pytest.raises(Refused, match="in de tekst die in bewerking is"):
        remove_picture(picture=picture, by=eefje)
    publish(ding=ding, by=eefje)
    write(ding, eefje, body="Zonder.")
    publish(ding=ding, by=eefje)

    with pytest.raises(Refused, match="staat in versie 2"):
        remove_picture(picture=picture, by=eefje)

    page = browser.get(reverse("dingen:picture_remove", args=[ding.slug, picture.name])).content.decode()
    assert "Deze afbeelding staat in versie 2 en blijft daarom." in page
    assert LessonPicture.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_picture_list(browser, ding, eefje, django_assert_num_queries, rows):
    for _ in range(rows):
        add(ding, eefje)
    with django_assert_num_queries(5):
        browser.get(reverse("dingen:picture_list", args=[ding.slug]))
