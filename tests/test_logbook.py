"""The logbook as a file: one's own words, all of them, and of nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.actions import hide, restore, withdraw
from tests.forum import make_reply, make_topic, png_picture

FILE = "/teams/lindenhof/logboek/bestand/"


def read(client):
    return client.get(FILE).getvalue().decode()


@pytest.fixture
def anna(as_):
    return as_("participant")


def test_the_file_is_saved_and_never_shown_or_kept_by_a_browser(world, anna):
    answer = anna.get(FILE)

    assert answer.streaming
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="logboek-lindenhof.md"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert anna.post(FILE).status_code == 405


def test_the_file_has_every_word_of_mine_and_none_of_another(world, anna):
    topic = make_topic(world, title="Koffie\n# met *ster*", source="## Mijn kop\n\nMet **nadruk**.")
    make_reply(world, topic, by="helper", source="Van Hugo.")
    make_reply(world, topic, by="participant", source="Nog iets.")

    text = read(anna)

    assert text.startswith("# Mijn logboek\n\nAnna de Vries · Lindenhof · ")
    assert "## Koffie \\# met \\*ster\\*\n" in text
    assert "## Mijn kop\n\nMet **nadruk**." in text
    assert text.index("· reactie\n\nNog iets.") < text.index("## Mijn kop")
    assert "Hugo" not in text


def test_the_file_says_what_others_no_longer_see(world, anna):
    topic = make_topic(world)
    taken = make_reply(world, topic, by="participant", source="Toch maar niet.")
    hidden = make_reply(world, topic, by="participant", source="Met een naam.")
    withdraw(post=taken, by=world.enrolments["participant"])
    hide(post=hidden, by=world.enrolments["trainer"], reason="Er staat een naam in.")

    text = read(anna)

    assert "· reactie · ingetrokken\n\nToch maar niet." in text
    assert "· reactie · verborgen door de trainer: Er staat een naam in.\n\nMet een naam." in text
    assert text.count("ingetrokken") == text.count("verborgen") == 1
    assert "Toch maar niet." in anna.get("/teams/lindenhof/logboek/").content.decode()

    restore(post=taken, by=world.enrolments["participant"])

    assert "ingetrokken" not in read(anna)


def test_of_what_i_read_no_longer_the_file_has_my_words_alone(world, anna):
    group = make_topic(world, by="helper", audience="group", title="Groepsgeheim", ding=world.dingen[0])
    make_reply(world, group, by="participant", source="In de groep.", picture=png_picture())
    assert "Groepsgeheim" in read(anna)
    assert "- kast.png: Een kast met boeken <http" in read(anna)

    world.enrolments["participant"].seat.delete()
    text = read(anna)

    assert "In de groep." in text
    assert "- kast.png: Een kast met boeken\n" in text
    assert "Een gesprek dat je niet meer kunt lezen" in text
    assert "Groepsgeheim" not in text
    assert "Eerste ding" not in text
    assert "bijlage" not in text


def test_an_empty_logbook_has_no_file_to_offer(world, anna):
    assert FILE not in anna.get("/teams/lindenhof/logboek/").content.decode()
    assert read(anna).count("\n") == 3

    make_topic(world)

    assert f'href="{FILE}" download' in anna.get("/teams/lindenhof/logboek/").content.decode()


def test_three_hundred_posts_are_all_there_in_a_few_queries(world, anna):
    counts = []
    topic = make_topic(world, picture=png_picture())
    for many in (0, 2, 297):
        for number in range(many):
            make_reply(world, topic, by="participant", source=f"Regel {number}")
        with CaptureQueriesContext(connection) as queries:
            text = read(anna)
        counts.append(len(queries))

    assert text.count("\n---\n") == 300
    assert counts[0] == counts[1]
    assert counts[2] <= 12
