"""A small catalogue as files, to change and to break."""

import pytest
from django.conf import settings

from dingen.models import Ding, Programme, Revision, Theme

FIXTURES = settings.BASE_DIR / "fixtures" / "catalogue"
LES = "dingen/les.md"
LESSON = """\
---
slug: les
title: Een les
summary: Je leert een les.
theme: begin
icon: lock
status: published
levels: {kennismaken: 5, doen: 15, uitdaging: 15}
tools: [computer]
phone: false
sound: true
hand_in: ""
reviewed_on: 2026-11-01
review_by: 2027-11-01
lineage:
  - {year: 2006, name: Weblog, note: ""}
without_account: ""
steps:
  - key: kijk
    level: kennismaken
    minutes: 5
    title: Kijk rond
    text: ""
    check: ""
  - key: doe
    level: doen
    minutes: 10
    title: Doe het
    text: |
      Met **kracht**.
    check: Het werkt.
questions:
  - question: Werkt het?
    answers:
      - {text: Ja, correct: true, why: Gezien.}
      - {text: Nee, correct: false, why: Kijk nog eens.}
share: Vertel het.
work: Wat doe je morgen?
links:
  - {title: Uitleg, url: "https://example.org/", language: nl, why: ""}
---
## Waarom dit Ding?

Daarom.
"""
PROGRAMME = """\
---
slug: proef
title: Proef
summary: Een proef.
items: [les]
---
Zo werkt het.
"""


@pytest.fixture(name="folder")
def a_catalogue(tmp_path):
    """A catalogue of one theme, one programme and one lesson."""
    (tmp_path / "dingen").mkdir()
    (tmp_path / "programmes").mkdir()
    (tmp_path / "themes.yaml").write_text("- {slug: begin, title: Begin}\n")
    (tmp_path / "programmes" / "proef.md").write_text(PROGRAMME)
    (tmp_path / "dingen" / "les.md").write_text(LESSON)
    return tmp_path


def change(folder, name, old, new):
    """Change this piece of a file, which must be there."""
    path = folder / name
    source = path.read_text()
    assert old in source
    path.write_text(source.replace(old, new))


def tables():
    """Every row that came from the files."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Theme, Programme, Ding, Revision)
    }
