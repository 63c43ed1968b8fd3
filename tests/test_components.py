"""The pieces of a page: what they say in words and how they hang together."""

import json
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context
from django.template.loader import render_to_string

from home.styleguide import SampleForm, thread, tiles
from lib.errors import error_page
from lib.templatetags.page import current, nav_link
from tests.english import in_english  # noqa: F401 - a fixture

ROOT = Path(settings.BASE_DIR)


def words(html: str) -> str:
    """Return what a screen reader reads."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_board_says_the_state_of_every_tile_in_words():
    html = render_to_string("components/board.html", {"tiles": tiles(), "legend": False})
    read = [words(tile) for tile in html.split("</li>")[:-1]]
    assert len(read) == 23
    assert read[0] == "1 Klaar voor de start done"
    assert read[3] == "4 Jouw digitale spoor can-do"
    assert read[5] == "6 Beeld bewerken en maken free choice"
    assert read[6] == "7 Eerlijk delen must-do"
    assert read[12] == "13 AI-assistenten you are here, 3 of 5 steps"


def test_thread_says_where_the_team_is():
    html = render_to_string("components/thread.html", {"thread": thread(4)})
    assert "Step 4 of 10: <strong>Plan</strong>" in html
    assert html.count('aria-current="step"') == 1
    assert words(html).count("(done)") == 3


def test_pagination_leads_straight_to_a_page():
    page = Paginator(range(100), 10).get_page(5)
    html = render_to_string("components/pagination.html", {"page": page, "query": "toon=nieuw&"})

    assert re.findall(r'href="([^"]+)"><span', html) == [f"?toon=nieuw&amp;pagina={n}" for n in (1, 4, 6, 10)]
    assert words(html) == "Previous Page 1 … Page 4 Page 5 Page 6 … Page 10 Next"
    assert html.count('aria-current="page"') == 1


class Match:
    def __init__(self, view_name, route=""):
        self.view_name, self.route = view_name, route
        self.app_name = view_name.partition(":")[0]


class Visit:
    def __init__(self, view_name):
        self.resolver_match = Match(view_name)


def link(context, view, **options):
    return nav_link(Context(context), view, "Log in", "user", **options)


def test_nav_link_marks_the_page_you_are_on():
    assert 'aria-current="page"' in link({"request": Visit("account_login")}, "account_login")
    assert "aria-current" not in link({"request": Visit("account_logout")}, "account_login")
    assert "aria-current" not in link({}, "account_login")


def test_nav_link_marks_the_room_you_are_in_but_not_the_whole_home():
    assert current(Match("forum:topic_detail"), "forum:topic_list", "/f/") == ' aria-current="true"'
    assert current(Match("home:search"), "home:front_page", "/") == ""


def test_nav_link_keeps_the_pages_of_editors_together():
    edit = Match("dingen:ding_edit", "redactie/<slug:slug>/")
    assert current(edit, "home:editorial_desk", "/redactie/") == ' aria-current="true"'
    assert current(edit, "dingen:programme_list", "/dingen/") == ""


def test_nav_link_says_how_many_are_new():
    assert words(link({}, "account_login", badge=3)) == "Log in new: 3"
    assert words(link({}, "account_login", badge=0)) == "Log in"


def test_nav_link_to_a_page_that_is_not_there_is_empty():
    assert link({}, "home:no_such_page") == ""


def test_field_ties_help_and_mistake_to_the_control():
    form = SampleForm({"title": "", "email": "x"})
    html = render_to_string("components/form_fields.html", {"form": form})
    control = re.search(r'<input[^>]*name="title"[^>]*>', html)
    assert control is not None
    assert 'aria-invalid="true"' in control[0]
    assert 'aria-describedby="id_title_helptext id_title_error"' in control[0]
    for anchor in ("id_title_helptext", "id_title_error", "id_email_error", "id_kind_error"):
        assert html.count(f'id="{anchor}"') == 1


def test_form_lists_its_mistakes_first_and_takes_the_focus():
    form = SampleForm({"title": "Hallo", "email": "x", "text": "Dag", "group": "1", "kind": "e"})
    html = str(form)
    assert html.index("errors-summary") < html.index('name="title"')
    assert 'tabindex="-1" data-focus' in html
    assert html.count('<a href="#id_email">') == 1
    assert '<a href="#id_title">' not in html


def test_form_without_mistakes_shows_no_summary():
    assert "errors-summary" not in str(SampleForm())


def test_code_field_lets_the_phone_fill_in_the_code():
    class CodeForm(forms.Form):
        code = forms.CharField()

    html = str(CodeForm())
    assert 'autocomplete="one-time-code"' in html
    assert 'name="code" id="id_code"' in html
    assert 'for="id_code"' in html


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503, 507])
def test_error_page_needs_no_database_and_has_one_heading(status):
    response = error_page(None, status)
    html = response.content.decode()
    assert response.status_code == status
    assert html.count("<h1>") == 1
    assert words(html.split("</title>")[0]).endswith("– VerdiepDingen")


INLINE = re.compile(r'\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+="|hx-on|javascript:')


@pytest.mark.parametrize("page", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: p.name)
def test_template_holds_no_inline_style_or_script(page):
    assert INLINE.search(page.read_text()) is None


def test_lock_file_names_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert "://" not in json.dumps(lock)
    assert all("integrity" in part for name, part in lock["packages"].items() if name)


def test_nav_link_tells_two_links_of_one_room_apart():
    idea = Match("pitches:idea_detail")
    assert current(idea, "pitches:idea_list", "/i/", "idea") == ' aria-current="true"'
    assert current(idea, "pitches:pitch_list", "/p/", "-idea") == ""
    assert (
        current(Match("pitches:plan_detail"), "pitches:pitch_list", "/p/", "-idea") == ' aria-current="true"'
    )
