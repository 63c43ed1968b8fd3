"""Files that nobody keeps any more are cleared away; files that somebody keeps never are."""

import os
import time

import pytest
from django.core.cache import cache
from django.core.management import call_command

from accounts.models import Logo
from dingen.models import LessonPicture
from forum.models import Attachment
from home import upkeep
from lib import files
from pitches.models import PilotPicture, SlidePage, SlidePdf
from tests.forum import make_topic, png_bytes, png_picture


@pytest.fixture
def media(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.delete("files-swept")
    return tmp_path


def age(path, hours=25):
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


def stray(media, hours=25, data=b"x"):
    path = media / files.store(data, "pdf")
    age(path, hours)
    return path


def test_files_that_no_row_knows_go_after_a_day(world, media):
    attachment = make_topic(world, picture=png_picture()).posts.get().attachments.get()
    picture = world.dingen[0].pictures.create(
        name="balie.png",
        alt="Een balie.",
        stored_as=files.store(png_bytes(), "png"),
        content_type="image/png",
        size=len(png_bytes()),
        width=40,
        height=30,
    )
    kept = [media / attachment.stored_as, media / picture.stored_as]
    for path in kept:
        age(path)
    gone, young = stray(media), stray(media, hours=23)
    half = stray(media)
    half = half.rename(half.with_suffix(".part"))
    (media / "readme.txt").write_text("niet van ons")
    age(media / "readme.txt", 1000)

    assert upkeep.sweep_files() == 2

    assert [path.exists() for path in (*kept, young, gone, half)] == [True, True, True, False, False]
    assert (media / "readme.txt").exists()


def test_it_happens_once_a_day(media):
    upkeep.sweep_files()
    path = stray(media)

    assert upkeep.sweep_files() == 0
    assert path.exists()


def test_the_tick_calls_it(media, capsys):
    path = stray(media)

    call_command("tick")

    assert "stray files removed: 1" in capsys.readouterr().out
    assert not path.exists()


def test_no_more_than_so_many_at_once(media, monkeypatch):
    monkeypatch.setattr(upkeep, "MOST_A_RUN", 2)
    paths = [stray(media) for _number in range(3)]

    assert upkeep.sweep_files() == 2
    assert [path.exists() for path in paths].count(True) == 1


def test_a_wrong_database_removes_nothing(media, monkeypatch, caplog):
    monkeypatch.setattr(upkeep, "MOST_STRAY", 2)
    paths = [stray(media) for _number in range(3)]

    assert upkeep.sweep_files() == 0
    assert all(path.exists() for path in paths)
    assert "3 files belong to no row" in caplog.text


def test_a_row_that_lost_its_file_is_told_of_and_kept(world, media, caplog):
    attachment = make_topic(world, picture=png_picture()).posts.get().attachments.get()
    files.remove(attachment.stored_as)

    assert upkeep.sweep_files() == 0
    assert Attachment.objects.get() == attachment
    assert "1 rows have lost their file" in caplog.text


def test_every_table_that_keeps_files_is_known():
    assert set(upkeep.keepers()) == {Attachment, LessonPicture, Logo, PilotPicture, SlidePage, SlidePdf}
