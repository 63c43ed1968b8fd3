"""Tasks, tables, footnotes and pictures: what is more than plain Markdown."""

import re

from django.utils.translation import override

from lib import text

FOLDER = "/dingen/afbeeldingen/les/"


def prefix(html: str) -> str:
    return re.search(r"noot-[0-9a-f]{8}-", html).group()


def test_task_has_a_box_for_the_eye_and_words_for_the_ear():
    assert text.render("- [x] *af*\n- [ ] nog\n- [y] geen\n- gewoon") == (
        "<ul>\n"
        '<li class="task done"><span class="visually-hidden">Klaar: </span><em>af</em></li>\n'
        '<li class="task"><span class="visually-hidden">Te doen: </span>nog</li>\n'
        "<li>[y] geen</li>\n"
        "<li>gewoon</li>\n"
        "</ul>"
    )


def test_task_may_stand_in_a_task_and_have_paragraphs():
    html = text.render("- [ ] een\n    - [X] twee\n\n- [ ] drie\n\n    met uitleg")
    assert html.count('<li class="task">') == 2
    assert html.count('<li class="task done">') == 1
    assert '<p><span class="visually-hidden">Te doen: </span>drie</p>\n<p>met uitleg</p>' in html


def test_brackets_that_are_no_task_stay_what_they_are():
    assert text.render("- [x](/a)") == '<ul>\n<li><a href="/a">x</a></li>\n</ul>'
    assert text.render("- [ ]") == "<ul>\n<li>[ ]</li>\n</ul>"
    assert text.render("1. [x] af") == "<ol>\n<li>[x] af</li>\n</ol>"
    assert text.render("[x] af") == "<p>[x] af</p>"


def test_table_scrolls_by_itself_and_lines_up():
    html = text.render("| a | b |  |\n|--:|:-:|---|\n| 1 | 2 | 3 |")
    assert html.startswith('<div aria-label="Tabel" class="scroll" role="group" tabindex="0"><table>')
    assert '<th class="num">a</th>\n<th class="mid">b</th>\n<td></td>' in html
    assert '<td class="num">1</td>\n<td class="mid">2</td>\n<td>3</td>' in html


def test_footnote_leads_there_and_back():
    html = text.render("Zo.[^bron] En zo.[^bron]\n\n[^bron]: Het *boek*.")
    note = prefix(html) + "1"

    assert (
        f'<sup id="{note}-terug"><a href="#{note}"><span class="visually-hidden">voetnoot </span>1</a></sup>'
        in html
    )
    assert f'<sup id="{note}-terug2"><a href="#{note}">' in html
    assert f'<li id="{note}">\n<p>Het <em>boek</em>.' in html
    back = [f"#{note}-terug", f"#{note}-terug2"]
    assert re.findall(r'<a class="note-back" href="([^"]+)">', html) == back


def test_footnote_that_nothing_leads_to_leads_nowhere():
    html = text.render("a[^1]\n\n[^1]: een\n[^2]: twee")
    assert html.count('class="note-back"') == 1


def test_footnotes_of_two_texts_do_not_meet():
    one, two = text.render("a[^1]\n\n[^1]: b"), text.render("a[^1]\n\n[^1]: c")
    assert prefix(one) != prefix(two)
    assert one == text.render("a[^1]\n\n[^1]: b")
    assert prefix(one) != prefix(text.render("a[^1]\n\n[^1]: b", key="17"))


def test_name_of_a_footnote_is_never_an_id():
    html = text.render("a[^main]\n\n[^main]: b")
    assert re.findall(r'id="([^"]+)"', html) == [prefix(html) + "1-terug", prefix(html) + "1"]


def test_words_in_the_html_are_those_of_the_site_whoever_saves():
    with override("en"):
        assert "Te doen: " in text.render("- [ ] x")


def test_picture_of_a_lesson_is_shown_where_the_lesson_says_where_it_is():
    source = "![Een balie](afbeeldingen/balie.webp)"
    assert text.render(source, lesson=True, pictures=FOLDER) == (
        '<p><img alt="Een balie" loading="lazy" src="/dingen/afbeeldingen/les/balie.webp"></p>'
    )
    assert text.render(source, lesson=True) == "<p><span>Een balie</span></p>"
    assert text.render(source) == "<p><span>Een balie</span></p>"


def test_other_pictures_are_links_or_words():
    shown = text.render("![a](/account/logout/) ![b](afbeeldingen/../x.png)", lesson=True, pictures=FOLDER)
    assert shown == '<p><a href="/account/logout/">a</a> <span>b</span></p>'


def test_picture_without_a_description_is_refused():
    assert text.picture_refusal("![](afbeeldingen/balie.webp)") == (
        "Beschrijf de afbeelding balie.webp tussen de rechte haken: ![wat je ziet](…)."
    )
    assert text.picture_refusal("![ ][b]\n\n[b]: afbeeldingen/balie.webp").startswith("Beschrijf")
    assert text.picture_refusal("![Een balie](afbeeldingen/balie.webp)") == ""
    assert text.picture_refusal("`![](afbeeldingen/balie.webp)` en ![](https://x.example/a.png)") == ""


def test_picture_that_the_lesson_does_not_have_is_refused():
    source = "![Een balie](afbeeldingen/balie.webp)"
    assert text.picture_refusal(source, names=["balie.webp"]) == ""
    assert text.picture_refusal(source, names=[]) == (
        "Bij deze les hoort geen afbeelding balie.webp. Voeg die eerst toe."
    )
    assert text.pictures_in(source + "\n\n![Nog een](afbeeldingen/a-1.jpg)") == [
        ("balie.webp", "Een balie"),
        ("a-1.jpg", "Nog een"),
    ]


def test_link_to_the_web_names_a_host_and_nobody_before_it():
    for address in (
        "https:javascript:alert(1)",
        "https://kb.nl@x.example/",
        "http://x.example:port/",
        "http://",
    ):
        assert text.render(f"[x]({address})", lesson=True) == "<p><a>x</a></p>"
    assert 'href="https://x.example:8000/"' in text.render("[x](https://x.example:8000/)")


def test_link_and_heading_without_words():
    assert text.render("[](/dingen/)") == '<p><a href="/dingen/">/dingen/</a></p>'
    assert "<h" not in text.render("#\n\n##")
