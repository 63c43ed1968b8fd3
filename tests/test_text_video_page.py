"""The one page where something may load from elsewhere: a video, after a click."""

import pytest
from django.urls import reverse

from lib import videos

pytestmark = pytest.mark.django_db
PATH = "/video/youtube/dQw4w9WgXcQ/"


def test_path_of_a_video_is_the_address_of_its_page():
    for video in (videos.find("https://youtu.be/dQw4w9WgXcQ"), videos.known("vimeo", "123456789-abcdef0123")):
        key, number = video.path.strip("/").split("/")[1:]
        assert video.path == reverse("home:video_detail", kwargs={"provider": key, "video": number})
        assert videos.known(key, number) == video
    assert videos.find("https://youtu.be/dQw4w9WgXcQ?t=9").path == "/video/youtube/dQw4w9WgXcQ/?t=9"


def test_only_this_page_may_load_something_from_elsewhere(as_, settings):
    client = as_("participant")
    page, other = client.get(PATH), client.get("/dingen/")
    policy = page.headers["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy
    strict = {line.strip() for line in other.headers["Content-Security-Policy"].split(";")}
    assert {line.strip() for line in policy.split(";")} - strict == {
        "frame-src https://www.youtube-nocookie.com"
    }
    assert "frame-src" not in other.headers["Content-Security-Policy"]
    vimeo = client.get("/video/vimeo/123456789/").headers["Content-Security-Policy"]
    assert "frame-src https://player.vimeo.com" in vimeo
    assert "youtube" not in vimeo


def test_player_tells_little_and_starts_where_asked(as_):
    response = as_("participant").get(PATH + "?t=90")
    html = response.content.decode()
    assert 'src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0&amp;start=90"' in html
    assert 'title="Speler van YouTube"' in html
    assert 'referrerpolicy="strict-origin"' in html
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=90s"' in html


@pytest.mark.parametrize(
    "path",
    [
        "/video/youtube/kort/",
        "/video/anders/dQw4w9WgXcQ/",
        "/video/vimeo/dQw4w9WgXcQ/",
        "/video/youtube/dQw4w9WgXcQx/",
    ],
)
def test_what_is_no_video_is_not_there(as_, path):
    assert as_("participant").get(f"/video/{path}/").status_code == 404


def test_rubbish_for_the_start_is_no_start(as_):
    html = as_("participant").get(PATH + "?t=%22onload%3d").content.decode()
    assert "start=0" in html
    assert "onload" not in html


def test_closed_catalogue_closes_this_page_too(as_, settings):
    settings.PUBLIC_CATALOGUE = False
    assert as_("anonymous").get(PATH).status_code == 302
    assert as_("participant").get(PATH).status_code == 200


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/dingen/?op=thema", "/dingen/?op=thema"),
        ("https://evil.example/dingen/", ""),
        ("http://testserver//evil.example/", ""),
        ("http://testserver/account/login/?next=/", ""),
        ("http://testserver/video/youtube/dQw4w9WgXcQ/", ""),
        ("http://testserver/bestaat-niet", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_way_back_is_where_the_reader_was(as_, referer, back):
    response = as_("participant").get(PATH, headers={"referer": referer})
    assert response.context["back"] == back
    assert ("Terug naar waar je was" in response.content.decode()) == bool(back)
    assert "Referer" in response.headers["Vary"]
