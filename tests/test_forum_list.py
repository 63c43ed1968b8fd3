"""The lists of the forum: topics, the desk of the helpers and one's own logbook."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import State
from forum import actions
from forum.models import Topic
from tests.forum import FORUM, NONCE, make_reply, make_topic, new, row_titles, words

# --- the list ----------------------------------------------------------------------


def test_the_list_marks_what_is_new_and_leads_to_it(world, as_):
    read, unread = make_topic(world, title="Gelezen"), make_topic(world, title="Vers", by="helper")
    make_reply(world, read, by="trainer")

    page = as_("participant").get(FORUM).content.decode()

    assert row_titles(as_("participant").get(FORUM)) == ["Gelezen", "Vers"]
    assert page.count('class="row unread"') == 2
    assert f'href="{read.get_absolute_url()}#p2"' in page
    assert f'href="{unread.get_absolute_url()}"' in page


def test_pinned_stays_on_top_and_the_tabs_choose(world, as_):
    welcome = make_topic(world, by="trainer", kind="announcement", title="Welkom")
    actions.steer(topic=welcome, act="pin", by=world.enrolments["trainer"])
    make_topic(world, kind="question", title="Open vraag", ding=world.dingen[0])
    solved = make_topic(world, kind="question", title="Opgelost")
    actions.solve(topic=solved, post=make_reply(world, solved), by=world.enrolments["participant"])
    client = as_("participant")

    assert row_titles(client.get(FORUM)) == ["Welkom", "Opgelost", "Open vraag"]
    assert row_titles(client.get(FORUM + "?toon=vragen")) == ["Open vraag"]
    assert row_titles(client.get(FORUM + "?ding=eerste-ding")) == ["Open vraag"]
    assert row_titles(client.get(FORUM + "?toon=dingen")) == ["Eerste ding", "Tweede ding"]
    assert client.get(FORUM + "?ding=bestaat-niet").status_code == 404


def test_the_dingen_tab_counts_only_what_the_reader_may_read(world, as_):
    make_topic(world, ding=world.dingen[0])
    make_topic(world, ding=world.dingen[2])
    make_topic(world, ding=world.dingen[0], by="other", audience="group")

    def counts(name):
        return re.findall(r'row-side">\s*(\d+)', as_(name).get(FORUM + "?toon=dingen").content.decode())

    assert counts("participant") == ["1", "0", "1"]
    assert counts("other") == ["2", "0", "1"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("", "Er staat nog niets in het forum"),
        ("?toon=vragen", "Er zijn geen open vragen"),
        ("?ding=eerste-ding", "Nog niemand schreef over dit Ding"),
    ],
)
def test_an_empty_list_says_what_to_do(world, as_, query, text):
    assert text in words(as_("participant").get(FORUM + query))


def test_a_closed_team_is_read_only(world, as_):
    topic = make_topic(world)
    world.cohort.state = State.CLOSED
    world.cohort.save()
    client = as_("participant")

    assert "nieuw/" not in client.get(FORUM).content.decode()
    assert world.cohort.write_refusal() in words(client.get(FORUM))
    assert "Plaats je reactie" not in words(client.get(topic.get_absolute_url()))
    answer = new(client)
    assert (answer.status_code, Topic.objects.count()) == (422, 1)
    answer = client.post(f"{topic.get_absolute_url()}reageer/", {"text": "Toch.", "nonce": NONCE})
    assert (answer.status_code, topic.posts.count()) == (422, 1)
    assert "Toch." in answer.content.decode()


# --- the desk and the logbook ------------------------------------------------------


def test_the_desk_shows_who_waits_longest_and_who_hears_nothing(world, as_):
    late, early = (
        make_topic(world, kind="question", title="Laat"),
        make_topic(world, kind="question", title="Vroeg"),
    )
    Topic.objects.filter(pk=early.pk).update(created_at=timezone.now() - timedelta(days=2))
    actions.claim(topic=late, by=world.enrolments["other"])
    make_topic(world, kind="question", audience="trainer", title="Geheim")
    make_topic(world, kind="experience", title="Stil", ding=world.dingen[0])
    heard = make_topic(world, kind="experience", title="Gehoord")
    make_reply(world, heard)

    desk = as_("helper").get("/teams/lindenhof/vraagbaak/")

    assert row_titles(desk) == ["Vroeg", "Laat", "Stil"]
    assert re.search("al 2 werkdagen|sinds [a-z]+dag", words(desk))
    assert "Piet Jansen kijkt mee" in words(desk)
    assert "Geheim" in row_titles(as_("trainer").get("/teams/lindenhof/vraagbaak/"))


def test_an_empty_desk(world, as_):
    page = words(as_("helper").get("/teams/lindenhof/vraagbaak/"))

    assert "Er wacht geen vraag" in page
    assert "Elke ervaring heeft een reactie." in page


def test_the_logbook_holds_my_own_words_over_all_dingen(world, as_):
    topic = make_topic(world, kind="experience", ding=world.dingen[0], source="Mijn ervaring.")
    make_reply(world, topic, source="Van een ander.")
    group = make_topic(world, by="helper", audience="group", title="Groepsgeheim")
    make_reply(world, group, by="participant", source="In de groep.")
    client = as_("participant")

    page = words(client.get("/teams/lindenhof/logboek/"))
    assert page.index("In de groep.") < page.index("Mijn ervaring.")
    assert "Groepsgeheim" in page
    assert "Van een ander." not in page

    world.enrolments["participant"].seat.delete()
    page = words(client.get("/teams/lindenhof/logboek/"))
    assert "In de groep." in page
    assert "Groepsgeheim" not in page
    assert "Je logboek is nog leeg" in words(as_("other").get("/teams/lindenhof/logboek/"))
