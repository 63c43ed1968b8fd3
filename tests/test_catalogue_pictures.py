"""Pictures go out and in with their lesson, to the byte."""

import shutil
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings as rules, strategies as st
from PIL import Image

from dingen.catalogue import CatalogueError, export_catalogue, import_catalogue, read_catalogue
from dingen.models import Ding, LessonPicture
from lib import files, images

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])


def picture(form="JPEG", colour="navy", size=(40, 30), **more):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form, **more)
    return out.getvalue()


@pytest.fixture
def folder(world, tmp_path):
    """The lessons of the world as files, the first with two pictures of ours."""
    ding = world.dingen[0]
    for name, form in (("balie.jpg", "JPEG"), ("kast.png", "PNG")):
        clean = images.clean(BytesIO(picture(form)))
        data = clean.data if form == "JPEG" else picture("PNG")
        ding.pictures.create(
            name=name,
            stored_as=files.store(data, name[-3:]),
            content_type=clean.content_type,
            size=len(data),
            width=40,
            height=30,
            alt=f"Een {name[:5]}: met 'aanhaling' en # teken.",
        )
    type(ding).objects.update(minutes_kennismaken=15, minutes_doen=30, minutes_uitdaging=45)
    export_catalogue(tmp_path)
    return tmp_path


def whole(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def forget_pictures():
    LessonPicture.objects.all().delete()


def test_pictures_stand_beside_their_lesson(folder):
    assert (folder / "dingen/afbeeldingen/eerste-ding/balie.jpg").is_file()
    [first, _second] = read_catalogue(folder).pictures["eerste-ding"]
    assert (first.name, first.alt) == ("balie.jpg", "Een balie: met 'aanhaling' en # teken.")


def test_out_and_in_and_out_again_is_the_same_to_the_byte(folder, tmp_path_factory):
    forget_pictures()

    report = import_catalogue(folder)

    again = tmp_path_factory.mktemp("again")
    export_catalogue(again)
    before, after = whole(folder), whole(again)
    jpeg = "dingen/afbeeldingen/eerste-ding/balie.jpg"
    assert after[jpeg] == before[jpeg]
    assert {name: data for name, data in after.items() if not name.endswith("png")} == {
        name: data for name, data in before.items() if not name.endswith("png")
    }
    assert report.changed == ["eerste-ding"]


def test_the_same_folder_twice_changes_nothing(folder):
    import_catalogue(folder)
    kept = set(LessonPicture.objects.values_list("stored_as", flat=True))

    assert import_catalogue(folder).changed == []
    assert set(LessonPicture.objects.values_list("stored_as", flat=True)) == kept


def test_what_else_is_in_a_file_does_not_come_in(folder):
    exif = Image.Exif()
    exif[0x010E] = "Thuis bij Anna"
    dirty = picture("JPEG", exif=exif) + b"<script>alert(1)</script>"
    (folder / "dingen/afbeeldingen/eerste-ding/balie.jpg").write_bytes(dirty)

    import_catalogue(folder)

    stored = files.read(LessonPicture.objects.get(name="balie.jpg").stored_as)
    assert b"Thuis" not in stored
    assert b"script" not in stored


@pytest.mark.parametrize(
    ("break_it", "field"),
    [
        (
            lambda place: (place / "balie.jpg").write_bytes(b"GIF89a<svg onload=alert(1)>"),
            "pictures.balie.jpg",
        ),
        (lambda place: (place / "balie.jpg").unlink(), "pictures.1.name"),
        (lambda place: (place / "balie.jpg").write_bytes(b""), "pictures.balie.jpg"),
    ],
    ids=["no picture", "no file", "empty"],
)
def test_a_bad_picture_stops_everything(folder, break_it, field):
    shutil.copy(folder / "dingen/tweede-ding.md", folder / "dingen/vierde-ding.md")
    text = (folder / "dingen/vierde-ding.md").read_text()
    (folder / "dingen/vierde-ding.md").write_text(text.replace("slug: tweede-ding", "slug: vierde-ding"))
    break_it(folder / "dingen/afbeeldingen/eerste-ding")

    with pytest.raises(CatalogueError) as caught:
        import_catalogue(folder)

    assert [problem.field for problem in caught.value.problems] == [field]
    assert not Ding.objects.filter(slug="vierde-ding").exists()


@pytest.mark.parametrize("name", ["../../../etc/passwd", "a/b.jpg", "x.svg", "X.JPG", ".jpg"])
def test_a_name_never_leaves_the_folder(folder, name):
    path = folder / "dingen/eerste-ding.md"
    path.write_text(path.read_text().replace("balie.jpg", name))
    with pytest.raises(CatalogueError) as caught:
        import_catalogue(folder)
    assert "pictures.1.name" in [problem.field for problem in caught.value.problems]


@rules(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.integers(1, 60), st.tuples(*[st.integers(0, 255)] * 3)),
        min_size=1,
        max_size=3,
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=80
    ),
)
def test_any_pictures_survive_out_and_in(world, tmp_path_factory, shapes, alt):
    alt = " ".join(alt.split()) or "x"
    ding = world.dingen[0]
    type(ding).objects.update(minutes_kennismaken=15, minutes_doen=30, minutes_uitdaging=45)
    forget_pictures()
    for number, (width, height, colour) in enumerate(shapes):
        clean = images.clean(BytesIO(picture("PNG", colour, (width, height))))
        ding.pictures.create(name=f"nr-{number}.{clean.extension}", alt=alt, **LessonPicture.kept(clean))
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    export_catalogue(one)
    forget_pictures()
    import_catalogue(one)
    export_catalogue(two)
    assert whole(one) == whole(two)
