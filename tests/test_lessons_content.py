"""The lessons of the catalogue keep their form and read well; the same functions as `make prose`."""

import dataclasses
import re

import pytest
from django.conf import settings

from dingen.catalogue import read_catalogue
from lib.text import LESSON, refusal
from scripts import prose

ROOT = settings.BASE_DIR
CATALOGUE = read_catalogue(ROOT / "fixtures" / "catalogue")
LESSONS = {lesson.slug: lesson for lesson in CATALOGUE.lessons}
ACTIVE = [lesson for lesson in CATALOGUE.lessons if lesson.status == "published"]
RETIRED = {
    "hyves", "msn-messenger", "google-reader", "flickr-mashups", "igoogle", "delicious", "picnik",
    "google-plus",
}  # fmt: skip
ARCHIVES = {
    "stamboom-en-personen-zoeken", "de-kracht-van-de-menigte", "oud-handschrift-nieuwe-techniek",
    "vakgenoten-vinden",
}  # fmt: skip


# --- The catalogue ------------------------------------------------------------------


def test_the_catalogue_is_complete():
    shelved = [slug for programme in CATALOGUE.programmes for slug in programme.items]

    assert set(LESSONS) == {*shelved, *RETIRED, *ARCHIVES}
    assert {slug for slug, lesson in LESSONS.items() if lesson.status == "retired"} == RETIRED
    assert all(LESSONS[slug].successor in {lesson.slug for lesson in ACTIVE} for slug in RETIRED)
    assert {lesson.status for lesson in CATALOGUE.lessons} == {"published", "retired"}


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_keeps_its_form(slug):
    assert prose.faults_of(LESSONS[slug]) == []


@pytest.mark.parametrize("programme", CATALOGUE.programmes, ids=lambda programme: programme.slug)
def test_a_programme_page_tells_where_it_comes_from_and_how_it_works(programme):
    assert prose.hard_to_read(prose.sentences_of([programme.body])) == []
    assert list(prose.sections(programme.body)) == ["", "Waar het vandaan komt", "Zo werkt het in een minuut"]
    how = prose.sections(programme.body)["Zo werkt het in een minuut"]
    assert 60 <= how <= 150  # read aloud in a minute
    assert 4 <= len(re.findall(r"^\d\. ", programme.body, re.MULTILINE)) <= 6


def test_every_lesson_has_an_icon_of_its_own():
    assert prose.shared_icons(CATALOGUE.lessons) == {}


def test_every_icon_exists():
    icons = ROOT / "node_modules" / "lucide-static" / "icons"
    sheet = ROOT / "static" / "vendor" / "icons.svg"
    if icons.is_dir():
        known = {path.stem for path in icons.glob("*.svg")}
    else:
        known = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sheet.read_text()))

    assert {lesson.icon for lesson in CATALOGUE.lessons} - known == set()


def test_what_is_handed_in_belongs_to_verdiepdingen():
    programme = next(one for one in CATALOGUE.programmes if one.slug == "verdiepdingen")

    assert {slug for slug, lesson in LESSONS.items() if lesson.hand_in} == set(programme.items)


@pytest.mark.parametrize("lesson", ACTIVE, ids=lambda lesson: lesson.slug)
def test_a_lesson_is_kept_small_and_close(lesson):
    text = lesson.text

    assert (
        "team leest" in text.share
        or "team ziet" in text.share
        or "team hoort" in text.share
        or ("leest alleen je eigen team" in text.share)
    )
    assert "50 tot 150 woorden" in text.work
    assert {step.level for step in text.steps} == {"kennismaken", "doen", "uitdaging"}
    assert text.steps[-1].level == "doen"  # the last thing to do is never the challenge
    assert refusal(text.body, limit=LESSON) == ""


@pytest.mark.parametrize("lesson", CATALOGUE.lessons, ids=lambda lesson: lesson.slug)
def test_links_are_safe_and_dutch_where_they_can_be(lesson):
    links = lesson.text.links

    assert [link.url for link in links if not link.url.startswith("https://")] == []
    assert {link.language for link in links} <= {"nl", "en"}
    if lesson.status == "published":
        assert sum(link.language == "nl" for link in links) >= 2
        assert all(link.why for link in links)


@pytest.mark.parametrize("lesson", CATALOGUE.lessons, ids=lambda lesson: lesson.slug)
def test_nobody_can_be_reached_through_a_lesson(lesson):
    """No addresses of persons and no telephone numbers; those grow old and are somebody's."""
    said = str(dataclasses.asdict(lesson.text))

    assert re.findall(r"[\w.]+@\w+\.\w+|\b0\d{2,3}[- ]\d{6,}", said) == []


# --- How it is counted --------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("Eén. Twee! Drie? Vier … vijf.", ["Eén.", "Twee!", "Drie?", "Vier … vijf."]),
        ("Open t/m 12.30 uur. Daarna niet.", ["Open t/m 12.30 uur.", "Daarna niet."]),
        ("Neem bijv. Gouda. Of Venlo.", ["Neem bijv. Gouda.", "Of Venlo."]),
        ("Dat mag d.w.z. Jan doet het. Klaar.", ["Dat mag d.w.z. Jan doet het.", "Klaar."]),
        (
            "J. K. Jansen leest nr. 5. Het is 3 dec. 2026.",
            ["J. K. Jansen leest nr. 5.", "Het is 3 dec. 2026."],
        ),
        ("Het was 2007. 5.500 mensen deden mee.", ["Het was 2007.", "5.500 mensen deden mee."]),
        ("‘Is dat zo?’ vraagt ze. ‘Ja.’ Stilte.", ["‘Is dat zo?’ vraagt ze.", "‘Ja.’", "Stilte."]),
        ("Vraag: ‘Echt of nep?’. Klanten plakken.", ["Vraag: ‘Echt of nep?’.", "Klanten plakken."]),
        ("Kijk op digid.nl. ’s Avonds ook.", ["Kijk op digid.nl.", "’s Avonds ook."]),
        ("Zonder punt", ["Zonder punt"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(paragraph, found):
    assert prose.sentences(paragraph) == found


MARKDOWN = """\
## Een kop

Een **vette** zin met [een link](https://example.org/a_b) en `code`.[^1]
Die gaat hier verder - met een streep.

> Een citaat.

- [ ] Eerste taak
- Tweede, en
  nog iets.
1. Genummerd. Twee zinnen.

| Wat | Wanneer |
|---|---|
| Koffie | Om tien uur |

```
niet tellen. Nooit.
```

[^1]: Een noot.
"""


def test_markdown_is_left_out_of_the_sentences():
    assert prose.sentences_of([MARKDOWN]) == [
        "Een vette zin met een link en code.",
        "Die gaat hier verder - met een streep.",
        "Een citaat.",
        "Eerste taak",
        "Tweede, en nog iets.",
        "Genummerd.",
        "Twee zinnen.",
        "Een noot.",
    ]


def test_words_count_headings_and_tables_but_no_signs():
    assert prose.words_of(["## Een kop\n\nt/m 12.30 – *ja*\n\n| Om | tien uur |\n|---|---|\n"]) == 8
    assert prose.words("– — … ja! 's avonds") == ["ja!", "'s", "avonds"]


def test_figures_add_up():
    found = prose.sentences_of(["Een twee drie. " + "Woord " * 21])

    assert prose.average(found) == 12.0
    assert prose.long_share(found) == 50.0
    assert prose.hard_to_read(found) == ["sentences over 20 words: 50 %, at most 8 %"]
    assert prose.hard_to_read(["woord " * 14]) == ["average sentence: 14.0 words, at most 13"]


def broken(**changes):
    lesson = LESSONS["podcasts"]
    text = {name: changes.pop(name) for name in list(changes) if hasattr(lesson.text, name)}
    return dataclasses.replace(lesson, text=dataclasses.replace(lesson.text, **text), **changes)


PODCASTS = LESSONS["podcasts"].text
MUTE = dataclasses.replace(
    PODCASTS.questions[0],
    answers=tuple(dataclasses.replace(one, why="", correct=False) for one in PODCASTS.questions[0].answers),
)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"steps": PODCASTS.steps[:3]}, "steps: 3, and it must be 4-8"),
        ({"steps": (dataclasses.replace(PODCASTS.steps[0], check=""), *PODCASTS.steps[1:])},
         "step luister-tien-minuten has no text or no check"),
        ({"questions": PODCASTS.questions[:2]}, "questions: 2, and it must be 3-3"),
        ({"questions": (MUTE, *PODCASTS.questions[1:])}, "question 1 has no right answer"),
        ({"questions": (MUTE, *PODCASTS.questions[1:])}, "question 1 has an answer without explanation"),
        ({"links": PODCASTS.links[:2]}, "links: 2, and it must be 3-6"),
        ({"links": PODCASTS.links + PODCASTS.links[:1]}, f"twice: {PODCASTS.links[0].url}"),
        ({"lineage": ()}, "no lineage"),
        ({"without_account": " "}, "without_account is empty"),
        ({"share": ""}, "share is empty"),
        ({"work": ""}, "work is empty"),
        ({"levels": (30, 45, 60)}, "kennismaken: 30, and it must be 15-20"),
        ({"levels": (20, 90, 90)}, "doen: 90, and it must be 40-50"),
        ({"body": "## Waarom dit Ding?\n\nDaarom."}, "Waarom dit Ding?: 1, and it must be 60-120"),
        ({"body": "woord " * 900}, "average sentence: 17.2 words, at most 13"),
        ({"status": "retired", "links": ()}, "links: 0, and it must be 1-6"),
        ({"status": "retired"}, f"words: {prose.figures(LESSONS['podcasts']).words}, and it must be 80-150"),
    ],
)  # fmt: skip
def test_a_figure_that_does_not_hold_is_named(changes, fault):
    faults = prose.faults_of(broken(**changes))

    assert fault in faults or re.sub(r"[\d.]+ words", "", fault) in {
        re.sub(r"[\d.]+ words", "", one) for one in faults
    }


def test_an_icon_of_two_lessons_is_named():
    twins = [broken(icon="mic"), broken(icon="mic", slug="tweeling"), broken(icon="radio", slug="ander")]

    assert prose.shared_icons(twins) == {"mic": ["podcasts", "tweeling"]}


def test_the_command_prints_every_lesson_and_what_is_wrong(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(prose.sys, "argv", ["prose"])

    assert prose.main() == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1 : len(LESSONS) + 1]] == list(LESSONS)
    assert lines[-1] == f"{len(LESSONS)} lessons, 0 figures do not hold"


def test_the_command_fails_when_a_figure_does_not_hold(tmp_path, capsys, monkeypatch):
    source = (ROOT / "fixtures" / "catalogue" / "dingen" / "hyves.md").read_text()
    (tmp_path / "dingen").mkdir()
    (tmp_path / "themes.yaml").write_text("- {slug: contact, title: Contact}\n")
    (tmp_path / "dingen" / "hyves.md").write_text(
        re.sub(r"successor: .*\n", "", source).split("## Waarom is het weg?")[0]
    )
    monkeypatch.setattr(prose.sys, "argv", ["prose", str(tmp_path)])

    assert prose.main() == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "1 lessons, 1 figures do not hold"
    assert re.fullmatch(r"hyves: words: \d+, and it must be 80-150", lines[-2])
