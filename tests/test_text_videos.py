"""Links to videos: which we know, and which become a card."""

import pytest

from lib import text, videos

YOUTUBE = [
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com/watch?feature=share&v=dQw4w9WgXcQ&list=x",
    "http://m.youtube.com/watch?v=dQw4w9WgXcQ#x",
    "https://youtu.be/dQw4w9WgXcQ?si=abc",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ",
    "https://www.youtube.com/live/dQw4w9WgXcQ/",
    "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
]
NO_VIDEO = [
    "https://www.youtube.com/",
    "https://www.youtube.com/watch?v=kort",
    "https://www.youtube.com/watch?x=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQx",
    "https://youtu.be/dQw4w9WgXcQ/meer",
    "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/youtu.be/dQw4w9WgXcQ",
    "https://x@youtu.be/dQw4w9WgXcQ",
    "https://youtu.be:8000/dQw4w9WgXcQ",
    "javascript://youtu.be/dQw4w9WgXcQ",
    "https://vimeo.com/kanaal",
    "https://vimeo.com/123456789/ZZZZZZ",
    "https://youtu.be/dQw4w9WgXc\u212a",
    "https://youtu.be/dQw4w9WgXcQ?" + "x" * 500,
]


@pytest.mark.parametrize("url", YOUTUBE)
def test_youtube_in_all_its_spellings(url):
    assert videos.find(url) == videos.Video(videos.YOUTUBE, "dQw4w9WgXcQ")


def test_vimeo_with_and_without_the_part_that_is_not_listed():
    assert videos.find("https://vimeo.com/123456789") == videos.Video(videos.VIMEO, "123456789")
    secret = videos.Video(videos.VIMEO, "123456789", "abcdef0123")
    assert videos.find("https://vimeo.com/123456789/abcdef0123?share=copy") == secret
    assert videos.find("https://player.vimeo.com/video/123456789?h=abcdef0123&dnt=1") == secret
    assert videos.known("vimeo", "123456789-abcdef0123") == secret
    assert secret.frame_url == "https://player.vimeo.com/video/123456789?h=abcdef0123&dnt=1#t=0s"
    assert secret.page_url == "https://vimeo.com/123456789/abcdef0123#t=0s"


@pytest.mark.parametrize("url", NO_VIDEO)
def test_other_links_are_no_videos(url):
    assert videos.find(url) is None


@pytest.mark.parametrize(
    ("url", "seconds"),
    [
        ("?t=90", 90),
        ("?t=90s", 90),
        ("#t=1m30s", 90),
        ("?start=5&x=1", 5),
        ("?t=1h2m3s", 3723),
        ("?t=x", 0),
        ("?t=-1", 0),
    ],
)
def test_link_may_say_where_to_start(url, seconds):
    assert videos.find("https://youtu.be/dQw4w9WgXcQ" + url).start == seconds


CARD = (
    '<p class="video-card"><a href="/video/youtube/dQw4w9WgXcQ/">{}</a> '
    '<span class="video-note">Hij komt pas van YouTube als je klikt.</span></p>'
)


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("https://youtu.be/dQw4w9WgXcQ", "Video bij YouTube"),
        ("<https://youtu.be/dQw4w9WgXcQ>", "Video bij YouTube"),
        ("  [Zo werkt een *archief*](https://youtu.be/dQw4w9WgXcQ)  ", "Zo werkt een *archief*"),
        ("[ ](https://youtu.be/dQw4w9WgXcQ)", "Video bij YouTube"),
    ],
)
def test_link_alone_on_its_line_becomes_a_card(source, title):
    assert text.render(source) == CARD.format(title)
    assert text.render(source, lesson=True) == CARD.format(title)


def test_card_stands_between_the_lines_around_it():
    html = text.render("ervoor\nhttps://youtu.be/dQw4w9WgXcQ\nerna")
    assert html == f"<p>ervoor</p>\n{CARD.format('Video bij YouTube')}\n<p>erna</p>"
    assert CARD.format("Video bij YouTube") in text.render("- een\n- https://youtu.be/dQw4w9WgXcQ")


def test_link_in_a_sentence_or_in_code_stays_what_it_is():
    assert "video-card" not in text.render("kijk op https://youtu.be/dQw4w9WgXcQ eens")
    assert "video-card" not in text.render("    https://youtu.be/dQw4w9WgXcQ")
    assert "video-card" not in text.render("```\nhttps://youtu.be/dQw4w9WgXcQ\n```")
