"""Writing in the forum: new topics, replies, and drafts that keep every word."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.models import Draft, Topic
from tests.forum import FORUM, NONCE, make_reply, make_topic, new, words

# --- writing -----------------------------------------------------------------------


def test_a_new_topic_goes_to_its_page(world, as_):
    answer = new(as_("participant"), audience="group")

    topic = Topic.objects.get()
    assert answer.url == topic.get_absolute_url()
    assert (topic.title, topic.kind, topic.audience, topic.group) == (
        "Koffie",
        "talk",
        "group",
        world.groups[0],
    )


def test_a_double_post_is_one_post(world, as_):
    client = as_("participant")
    first, second = new(client), new(client)

    topic = Topic.objects.get()
    assert first.url == second.url == topic.get_absolute_url()
    for _time in range(2):
        client.post(f"{first.url}reageer/", {"text": "Ik.", "nonce": "r" * 20})
    assert topic.posts.count() == 2


def test_the_lesson_posts_an_experience_and_gets_its_reader_back(world, as_):
    lesson = "/teams/lindenhof/dingen/eerste-ding/"
    data = {"kind": "experience", "ding": "eerste-ding", "text": "Gelukt!", "next": lesson, "nonce": NONCE}

    answer = as_("participant").post(FORUM + "nieuw/", data)

    topic = Topic.objects.get()
    assert answer.url == lesson
    assert (topic.title, topic.ding, topic.audience) == ("Eerste ding", world.dingen[0], "team")
    assert world.enrolments["participant"].progress.get().finished_at is not None


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_next_leads_nowhere_else(world, as_, away):
    assert new(as_("participant"), next=away).url == Topic.objects.get().get_absolute_url()


def test_i_am_stuck_needs_one_tap(world, as_):
    query = "?kind=question&ding=eerste-ding&step=stap-2"
    client = as_("participant")
    page = client.get(f"{FORUM}nieuw/{query}")
    assert 'value="Ik loop vast: Doe 2 van eerste-ding."' in page.content.decode()
    assert "Over: Eerste ding · Doe 2 van eerste-ding." in words(page)

    new(client, query, kind="question", title="Ik loop vast", step="stap-2", ding="eerste-ding")

    topic = Topic.objects.get()
    assert (topic.kind, topic.ding, topic.step_key) == ("question", world.dingen[0], "stap-2")


def test_a_step_that_is_gone_is_left_out(world, as_):
    client = as_("participant")
    query = "?kind=question&ding=eerste-ding&step=weg"
    assert client.get(f"{FORUM}nieuw/{query}").status_code == 200

    new(client, query, kind="question")

    assert Topic.objects.get().step_key == ""


@pytest.mark.parametrize(
    ("query", "status"), [("?kind=advert", 400), ("?kind=announcement", 403), ("?ding=bestaat-niet", 404)]
)
def test_what_a_topic_cannot_start_from(world, as_, query, status):
    assert as_("participant").get(f"{FORUM}nieuw/{query}").status_code == status


def test_the_page_says_who_will_read_it(world, as_):
    page = words(as_("participant").get(FORUM + "nieuw/"))

    assert "Alle 3 collega's in het team, en Tineke Visser" in page
    assert "Jij, Hugo Bakker en Tineke Visser" in page
    assert "Jij en Tineke Visser" in page
    assert "Marit" not in page


def test_alone_in_a_group_or_without_one(world, as_):
    assert "Jij, nog niemand anders en Tineke Visser" in words(as_("other").get(FORUM + "nieuw/"))
    world.enrolments["other"].seat.delete()

    assert "Alleen mijn groep" not in words(as_("other").get(FORUM + "nieuw/"))
    answer = new(as_("other"), audience="group")
    assert (answer.status_code, Topic.objects.count()) == (422, 0)


def test_the_trainer_writes_to_the_team_and_announces(world, as_):
    page = words(as_("trainer").get(FORUM + "nieuw/"))
    assert "Deel iets mee" in page
    assert "Het hele team leest dit: Alle 3 collega's in het team, en Tineke Visser." in page

    new(as_("trainer"), kind="announcement")

    assert Topic.objects.get().kind == "announcement"


@pytest.mark.parametrize("kind", ["", "question"])
def test_a_title_is_needed(world, as_, kind):
    answer = new(as_("participant"), f"?kind={kind}" if kind else "", kind=kind or "talk", title=" ")

    assert answer.status_code == 422
    assert "Geef je bericht een titel." in words(answer)
    assert "Wie drinkt er mee?" in answer.content.decode()


def test_too_long_is_said_and_every_word_stays(world, as_):
    long = "woord " * 4000
    topic = make_topic(world)
    client = as_("participant")
    for answer in (
        new(client, text=long),
        client.post(f"{topic.get_absolute_url()}reageer/", {"text": long, "nonce": NONCE}),
    ):
        assert answer.status_code == 422
        assert "te lang" in words(answer)
        assert long.strip() in answer.content.decode()
    assert Topic.objects.count() == 1


def test_a_very_large_text_is_answered_too(world, as_):
    answer = new(as_("participant"), text="a" * 5_000_000)

    assert answer.status_code == 422
    assert "a" * 5_000_000 in answer.content.decode()


def test_the_browser_cuts_nothing_off(world, as_):
    page = as_("participant").get(FORUM + "nieuw/").content.decode()

    assert "maxlength" not in re.search(r"<textarea[^>]*>", page)[0]
    assert "maxlength" not in re.search(r'<input[^>]*name="title"[^>]*>', page)[0]
    assert 'data-max="20000"' in page


def test_a_reply_leads_to_itself(world, as_):
    topic = make_topic(world)

    answer = as_("helper").post(f"{topic.get_absolute_url()}reageer/", {"text": "Ik!", "nonce": NONCE})

    assert answer.url == f"{topic.get_absolute_url()}#p2"


# --- drafts ------------------------------------------------------------------------


def save(client, **fields):
    return client.post(FORUM + "concept/", {"place": "new", "title": "", "version": 0, **fields})


def test_a_draft_comes_back_and_goes_when_it_is_posted(world, as_):
    client = as_("participant")
    assert save(client, text="Ik wilde", title="Half").json() == {"version": 1}

    page = client.get(FORUM + "nieuw/").content.decode()
    assert "Ik wilde</textarea>" in page
    assert 'value="Half"' in page
    assert re.search(r'name="version" value="1"', page)

    new(client, place="new", version=1)
    assert not Draft.objects.with_words().exists()
    assert "Ik wilde" not in client.get(FORUM + "nieuw/").content.decode()


def test_the_draft_of_a_reply_has_its_own_place(world, as_):
    topic = make_topic(world)
    client = as_("helper")
    save(client, place=f"topic:{topic.pk}", text="Ik ook, want")

    assert "Ik ook, want</textarea>" in client.get(topic.get_absolute_url()).content.decode()
    client.post(f"{topic.get_absolute_url()}reageer/", {"text": "Ik ook.", "nonce": NONCE, "version": 1})
    assert not Draft.objects.with_words().exists()


def test_a_page_from_before_the_post_never_overwrites_what_was_written_since(world, as_):
    client = as_("participant")
    assert save(client, text="Op de telefoon").json() == {"version": 1}
    new(client, place="new", version=1)
    assert save(client, text="Aan de balie", version=2).json() == {"version": 3}

    answer = save(client, text="Op de telefoon, later", version=1)

    assert answer.status_code == 409
    assert Draft.objects.get().text == "Aan de balie"


def test_what_is_not_posted_is_on_the_list_until_it_is_thrown_away(world, as_):
    topic, secret = make_topic(world), make_topic(world, by="other", audience="group")
    post = make_reply(world, topic, by="participant")
    client = as_("participant")
    save(client, place="new:question:eerste-ding:stap-1", text="Hoe dan")
    save(client, place=f"topic:{topic.pk}", text="Ik ook, want " + "woord " * 40)
    save(client, place=f"edit:{post.pk}", text="Anders gezegd")
    for place in (f"topic:{secret.pk}", "edit:x", "topic:" + "9" * 30, "iets:1"):
        save(client, place=place, text="Elders")
    Draft.objects.filter(text="Elders").update(updated_at=timezone.now() - timedelta(days=1))

    page = client.get(FORUM).content.decode()
    shown = page.partition('id="drafts"')[2].partition("</section>")[0]

    assert re.findall(r'<a href="([^"]+)">([^<]+)', shown) == [
        (f"{topic.get_absolute_url()}2/wijzigen/", "Wijziging in: Koffie"),
        (f"{topic.get_absolute_url()}reageer/", "Reactie in: Koffie"),
        (f"{FORUM}nieuw/?kind=question&amp;ding=eerste-ding&amp;step=stap-1", "Nieuw bericht"),
    ]
    assert "drafts" not in as_("other").get(FORUM).content.decode()
    client = as_("participant")
    client.post(FORUM + "concept/weg/", {"place": f"topic:{topic.pk}", "version": 1})
    assert "Reactie in: Koffie" not in client.get(FORUM).content.decode()
    assert "Anders gezegd</textarea>" in client.get(f"{topic.get_absolute_url()}2/wijzigen/").content.decode()


def test_a_change_that_is_saved_leaves_no_draft(world, as_):
    topic = make_topic(world)
    address = f"{topic.get_absolute_url()}1/wijzigen/"
    client = as_("participant")
    save(client, place=f"edit:{topic.posts.get().pk}", text="Half", title="Thee")
    assert "Dit was je aan het schrijven" in client.get(address).content.decode()

    client.post(address, {"title": "Thee", "text": "Heel.", "version": 1})

    assert topic.posts.get().source == "Heel."
    assert "Heel.</textarea>" in client.get(address).content.decode()
    assert "Dit was je aan het schrijven" not in client.get(address).content.decode()


def test_an_older_draft_is_answered_with_the_newer_one(world, as_):
    client = as_("participant")
    save(client, text="Nieuw")

    answer = save(client, text="Oud")

    assert answer.status_code == 409
    assert answer.json()["text"] == "Nieuw"
    assert "ergens anders" in answer.json()["message"]
    assert Draft.objects.get().text == "Nieuw"


@pytest.mark.parametrize(
    "fields", [{"place": "../x"}, {"place": "new", "version": "x"}, {"text": "a" * 100_001}]
)
def test_a_draft_that_cannot_be(world, as_, fields):
    assert save(as_("participant"), **fields).status_code == 422
    assert not Draft.objects.exists()


def test_each_ding_and_kind_has_its_own_draft(world, as_):
    client = as_("participant")
    places = [
        re.search(r'name="place" value="([^"]*)"', client.get(f"{FORUM}nieuw/{query}").content.decode())[1]
        for query in (
            "",
            "?kind=question",
            "?kind=experience&ding=eerste-ding",
            "?kind=question&ding=eerste-ding&step=stap-1",
        )
    ]
    assert places == ["new", "new:question", "new:experience:eerste-ding", "new:question:eerste-ding:stap-1"]


def test_after_logging_in_again_the_words_are_there(world, as_):
    """The session ended while Anna wrote: what she had typed is on the server."""
    topic = make_topic(world)
    client = as_("participant")
    save(client, place=f"topic:{topic.pk}", text="Dit wilde ik zeggen")
    client.logout()

    answer = client.post(f"{topic.get_absolute_url()}reageer/", {"text": "Dit wilde ik zeggen"})
    assert answer.url == f"{reverse('account_login')}?next={topic.get_absolute_url()}reageer/"
    client.force_login(world["participant"])
    back = client.get(f"{topic.get_absolute_url()}reageer/", follow=True)

    assert "Dit wilde ik zeggen</textarea>" in back.content.decode()
