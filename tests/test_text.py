"""From Markdown to HTML: what people write comes out inert; when that fails, the text itself is shown."""

import os
import signal

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from lib import text, text_process
from tests.inert import PICTURES, breaches
from tests.xss_corpus import PAYLOADS

LESSON = {"lesson": True, "limit": text.LESSON, "pictures": PICTURES}
# Pieces that mean something here: a text drawn from them gets further than one of loose letters.
PIECES = [
    "[", "]", "(", ")", "![", "](", "[^1]", "[^1]: ", "*", "**", "_", "`", "```\n", "> ", "- ", "- [x] ",
    "1. ", "# ", "\n", "\n\n", "    ", "|", "|-|-|\n", "<", ">", "&#106;", "&amp;", "javascript:",
    "https://kb.nl", "/a", "afbeeldingen/a.png", "https://youtu.be/dQw4w9WgXcQ", "<script>",
    "onclick=alert(1)", '"', "'", "\\", "x", " ", "é",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_comes_out_inert(payload):
    assert breaches(text.render(payload)) == []
    assert breaches(text.render(payload, **LESSON)) == []


def test_the_list_of_what_may_stay_bites():
    assert breaches("<p onclick=x>a</p><script>a</script>") == ["<p onclick='x'>", "<script>"]
    assert breaches("<a href=javascript:x>a</a><a href=//x>b</a>") == [
        "<a href='javascript:x'>",
        "<a href='//x'>",
    ]
    assert breaches("<li id=main>a</li><img src=/account/logout/>") == [
        "<li id='main'>",
        "<img src='/account/logout/'>",
    ]


def test_child_that_hangs_is_killed_and_the_text_shown():
    text.render("eerst")
    os.kill(text._child.process.pid, signal.SIGSTOP)

    assert text.render("een *woord*") == "<p>een *woord*</p>"
    assert text.render("een *woord*") == "<p>een <em>woord</em></p>"


def test_child_that_dies_is_started_again():
    text.render("eerst")
    text._child.process.kill()
    text._child.process.wait()

    assert text.render("een *woord*") == "<p>een <em>woord</em></p>"


def test_headings_stay_below_those_of_the_page():
    assert text.render("# een\n\n## twee\n\n##### vijf") == "<h3>een</h3>\n<h4>twee</h4>\n<h5>vijf</h5>"
    assert text.render("# een\n\n## twee", lesson=True) == "<h2>een</h2>\n<h2>twee</h2>"


def test_headings_go_down_one_level_at_a_time():
    assert text.render("## a\n\n#### b\n\n## c") == "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>"
    lesson = text.render("### a\n\n##### b\n\n## c\n\n#### d", lesson=True)
    assert lesson == "<h3>a</h3>\n<h4>b</h4>\n<h2>c</h2>\n<h3>d</h3>"


def test_new_line_is_kept_for_people_and_joined_in_a_lesson():
    assert text.render("een\ntwee") == "<p>een<br>\ntwee</p>"
    assert text.render("een\ntwee", lesson=True) == "<p>een\ntwee</p>"


def test_link_that_leaves_is_marked_and_a_foreign_picture_becomes_a_link():
    leaving = 'rel="nofollow noopener noreferrer" class="leaves"'
    assert text.render("https://kb.nl") == f'<p><a href="https://kb.nl" {leaving}>https://kb.nl</a></p>'
    assert text.render("![kat](https://x.example/k.png)") == (
        f'<p><a href="https://x.example/k.png" {leaving}>kat</a></p>'
    )
    assert text.render("[ons](/dingen/)") == '<p><a href="/dingen/">ons</a></p>'


def test_text_that_is_too_long_is_shown_as_it_is():
    long = "*a* <b>\n\n" * 3_000

    html = text.render(long)

    assert html.startswith("<p>*a* &lt;b&gt;</p>\n<p>*a*")
    assert text.refusal(long) == "Deze tekst is te lang: hoogstens 20000 tekens, en dit zijn er 27000."
    assert text.refusal("x" * 20_000, limit=20_000).startswith("Eén regel")
    assert text.refusal("> " * 13 + "x").startswith("In deze tekst")
    assert text.refusal("- a\n" * 500) == ""


def test_control_characters_go_and_line_ends_become_one():
    assert text.clean("a\x00b\r\nc\rd\x07\ue000") == "ab\nc\nd\ue000"


def test_text_that_shows_nothing_is_shown_as_it_is():
    assert text.render("[a]: /b") == "<p>[a]: /b</p>"
    assert text.render(" \n\n") == ""


def test_long_text_to_a_child_that_hangs_is_given_up():
    text.render("eerst")
    os.kill(text._child.process.pid, signal.SIGSTOP)

    assert text.render("é *a*\n" * 30_000, limit=text.LESSON).startswith("<p>é *a*<br>")
    assert text.render("een *woord*") == "<p>een <em>woord</em></p>"


def test_question_that_is_broken_off_leaves_no_answer_behind(monkeypatch):
    text.render("eerst")
    with monkeypatch.context() as patch:
        patch.setattr(text_process, "read", interrupt)
        with pytest.raises(KeyboardInterrupt):
            text.render("van *iemand anders*")

    assert text.render("van *mij*") == "<p>van <em>mij</em></p>"


def interrupt(*args):
    raise KeyboardInterrupt


@hypothesis_settings(max_examples=80)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.booleans())
def test_any_text_gives_harmless_html(source, lesson):
    html = text.render(source, **(LESSON if lesson else {}))

    assert breaches(html) == []
    assert html or not text.clean(source).strip()
