"""The pages of the forum, as a browser without JavaScript sees them."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cohorts.models import State
from forum import actions
from forum.models import Attachment, Draft, Reaction, ReadMark, Report, Topic
from lib import files
from tests.forum import make_reply, make_topic, png, png_picture

FORUM = "/teams/lindenhof/forum/"
NONCE = "n" * 20


def words(response):
    """The page as a reader sees it: the tags gone, the spaces as one."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", text).replace("&#x27;", "'")


def row_titles(response):
    return re.findall(r'class="row-title"><a [^>]*>([^<]+)</a>', response.content.decode())


def new(client, query="", **fields):
    data = {"kind": "talk", "title": "Koffie", "text": "Wie drinkt er mee?", "nonce": NONCE}
    return client.post(f"{FORUM}nieuw/{query}", {**data, **fields})


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
    assert not Draft.objects.exists()


def test_the_draft_of_a_reply_has_its_own_place(world, as_):
    topic = make_topic(world)
    client = as_("helper")
    save(client, place=f"topic:{topic.pk}", text="Ik ook, want")

    assert "Ik ook, want</textarea>" in client.get(topic.get_absolute_url()).content.decode()
    client.post(f"{topic.get_absolute_url()}reageer/", {"text": "Ik ook.", "nonce": NONCE, "version": 1})
    assert not Draft.objects.exists()


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


def test_the_page_of_a_topic_says_who_reads_it_and_who_speaks(world, as_):
    sentences = {
        "team": "Het hele team leest dit.",
        "group": "Groep Digitaal klantcontact en de trainer lezen dit.",
        "trainer": "Alleen Anna de Vries en de trainer lezen dit.",
    }
    for audience, sentence in sentences.items():
        topic = make_topic(world, audience=audience)
        assert sentence in words(as_("trainer").get(topic.get_absolute_url()))
    topic = make_topic(world)
    make_reply(world, topic, by="trainer")
    make_reply(world, topic, by="helper")
    page = words(as_("participant").get(topic.get_absolute_url()))
    assert "Tineke Visser trainer" in page
    assert "Hugo Bakker vraagbaak" in page


# --- a conversation ----------------------------------------------------------------


def test_fifty_posts_a_page_and_the_way_to_the_first_unread(world, as_):
    topic = make_topic(world)
    for number in range(2, 62):
        topic.posts.create(
            number=number, author=world.enrolments["helper"], source="x", html=f"<p>nr{number}</p>"
        )
    Topic.objects.update(posts_count=61)
    client = as_("participant")

    first = client.get(topic.get_absolute_url()).content.decode()
    assert first.count("<article") == 50
    assert ReadMark.objects.get(enrolment=world.enrolments["participant"]).number == 50
    again = client.get(topic.get_absolute_url()).content.decode()
    assert f'href="{topic.get_absolute_url()}?pagina=2#p51"' in again
    second = client.get(topic.get_absolute_url() + "?pagina=2").content.decode()
    assert re.findall(r'<article[^>]* id="p(\d+)"', second) == [str(number) for number in range(51, 62)]
    assert second.count(">nieuw</span>") == 11
    assert "eerste ongelezen" not in client.get(topic.get_absolute_url()).content.decode()
    assert ReadMark.objects.get(enrolment=world.enrolments["participant"]).number == 61


def test_the_answer_is_named_at_the_top_and_leads_there(world, as_):
    topic = make_topic(world, kind="question")
    answer = make_reply(world, topic, source="Zo moet het.")
    client = as_("participant")
    assert "Dit is het antwoord" in words(client.get(topic.get_absolute_url()))

    client.post(f"{topic.get_absolute_url()}opgelost/", {"post": "2"})

    page = client.get(topic.get_absolute_url())
    assert "Opgelost. Het antwoord van Hugo Bakker hielp." in words(page)
    assert f'href="{answer.get_absolute_url()}">Ga naar het antwoord' in page.content.decode()
    client.post(f"{topic.get_absolute_url()}opgelost/")
    topic.refresh_from_db()
    assert topic.solved_by is None


@pytest.mark.parametrize("number", ["99", "x", "²"])
def test_an_answer_that_is_not_there(world, as_, number):
    topic = make_topic(world, kind="question")

    answer = as_("participant").post(f"{topic.get_absolute_url()}opgelost/", {"post": number})

    assert answer.status_code == 404


def test_a_helper_takes_a_question_on_and_leaves_it(world, as_):
    topic = make_topic(world, kind="question")
    client = as_("helper")
    assert "Ik kijk mee" in words(client.get(topic.get_absolute_url()))

    client.post(f"{topic.get_absolute_url()}ik-kijk-mee/", {"act": "claim"})
    assert "Jij kijkt naar deze vraag." in words(client.get(topic.get_absolute_url()))
    assert "Hugo Bakker kijkt mee" in words(as_("participant").get(topic.get_absolute_url()))

    as_("helper").post(f"{topic.get_absolute_url()}ik-kijk-mee/", {"act": "release"})
    assert "Nog niemand kijkt mee" in words(as_("helper").get(topic.get_absolute_url()))


def test_a_refusal_is_a_sentence_on_the_page_you_came_from(world, as_):
    topic = make_topic(world, kind="question")
    client = as_("participant")
    here = f"http://testserver{topic.get_absolute_url()}"

    answer = client.post(f"{topic.get_absolute_url()}ik-kijk-mee/", headers={"referer": here}, follow=True)

    assert answer.redirect_chain[0][0] == here
    assert "Een vraagbaak of de trainer pakt vragen op." in words(answer)


def test_following_and_muting(world, as_):
    topic = make_topic(world)
    client = as_("helper")

    client.post(f"{topic.get_absolute_url()}volgen/", {"follow": "yes"})
    assert "Stuur mij hierover niets meer" in words(client.get(topic.get_absolute_url()))
    client.post(f"{topic.get_absolute_url()}volgen/", {"follow": "no"})
    assert "Laat mij nieuwe reacties weten" in words(client.get(topic.get_absolute_url()))
    assert topic.follows.get(enrolment=world.enrolments["helper"]).muted


def test_the_trainer_pins_and_closes(world, as_):
    topic = make_topic(world)
    client = as_("trainer")

    def steer(act):
        client.post(f"{topic.get_absolute_url()}beheer/", {"act": act})
        topic.refresh_from_db()
        return topic.pinned, topic.closed_at is not None

    states = [steer(act) for act in ("pin", "close", "unpin", "nonsense", "reopen")]
    assert states == [(True, False), (True, True), (False, True), (False, True), (False, False)]
    as_("participant").post(f"{topic.get_absolute_url()}beheer/", {"act": "close"})
    topic.refresh_from_db()
    assert topic.closed_at is None


def test_a_closed_topic_is_for_reading(world, as_):
    topic = make_topic(world)
    actions.steer(topic=topic, act="close", by=world.enrolments["trainer"])
    client = as_("helper")

    assert "Plaats je reactie" not in words(client.get(topic.get_absolute_url()))
    answer = client.post(f"{topic.get_absolute_url()}reageer/", {"text": "Toch.", "nonce": NONCE})
    assert (answer.status_code, topic.posts.count()) == (422, 1)


def test_a_reaction_is_given_with_a_name_and_taken_back(world, as_):
    topic = make_topic(world)
    address = f"{topic.get_absolute_url()}1/reactie/"
    client = as_("helper")

    assert client.post(address, {"kind": "thanks"}).url == f"{topic.get_absolute_url()}#p1"
    assert "Dank je wel: Hugo Bakker" in words(client.get(topic.get_absolute_url()))
    client.post(address, {"kind": "thanks"})
    assert not Reaction.objects.exists()


def test_a_reaction_by_htmx_answers_with_the_buttons_alone(world, as_):
    topic = make_topic(world)

    answer = as_("helper").post(
        f"{topic.get_absolute_url()}1/reactie/", {"kind": "nice"}, headers={"hx-request": "true"}
    )

    page = answer.content.decode()
    assert page.strip().startswith("<form")
    assert 'value="nice" class="small quiet" aria-pressed="true" title="Hugo Bakker"' in page
    assert page.count("<button") == 3


def test_changing_your_words(world, as_):
    topic = make_topic(world)
    address = f"{topic.get_absolute_url()}1/wijzigen/"
    client = as_("participant")
    assert "Wie drinkt er mee?</textarea>" in client.get(address).content.decode()

    answer = client.post(address, {"title": "Thee", "text": "Wie lust er thee?"})

    assert answer.url == f"{topic.get_absolute_url()}#p1"
    assert "gewijzigd" in words(client.get(topic.get_absolute_url()))
    assert "Wie drinkt er mee?" in words(client.get(f"{topic.get_absolute_url()}1/geschiedenis/"))
    assert client.post(address, {"title": "", "text": "Nieuw"}).status_code == 422


def test_changing_in_a_closed_topic_keeps_what_was_typed(world, as_):
    topic = make_topic(world)
    actions.steer(topic=topic, act="close", by=world.enrolments["trainer"])

    answer = as_("participant").post(
        f"{topic.get_absolute_url()}1/wijzigen/", {"title": "Thee", "text": "Wie lust er thee?"}
    )

    assert answer.status_code == 422
    assert "Wie lust er thee?" in answer.content.decode()


def test_a_reply_is_changed_without_a_title(world, as_):
    topic = make_topic(world)
    make_reply(world, topic)
    address = f"{topic.get_absolute_url()}2/wijzigen/"
    client = as_("helper")
    assert 'name="title"' not in client.get(address).content.decode()

    client.post(address, {"text": "Ik toch niet."})

    assert topic.posts.get(number=2).source == "Ik toch niet."


def test_the_history_is_for_the_trainer_and_the_writer(world, as_):
    topic = make_topic(world)
    actions.edit_post(post=topic.posts.get(), by=world.enrolments["participant"], source="Thee?")
    address = f"{topic.get_absolute_url()}1/geschiedenis/"

    assert {name: as_(name).get(address).status_code for name in ("participant", "trainer", "other")} == {
        "participant": 200,
        "trainer": 200,
        "other": 403,
    }
    assert "nooit gewijzigd" not in words(as_("trainer").get(address))


def test_taking_back_and_putting_back(world, as_):
    topic = make_topic(world)
    make_reply(world, topic, source="Oeps, een naam.")
    address = f"{topic.get_absolute_url()}2/"
    client = as_("helper")
    assert "Wil je je bericht terugnemen?" in words(client.get(f"{address}intrekken/"))

    client.post(f"{address}intrekken/")

    for name in ("participant", "trainer"):
        page = words(as_(name).get(topic.get_absolute_url()))
        assert "Hugo Bakker heeft dit bericht teruggenomen." in page
        assert "Oeps" not in page
    client = as_("helper")
    assert "Oeps" in words(client.get(topic.get_absolute_url()))
    assert client.get(f"{address}intrekken/").status_code == 302
    client.post(f"{address}terugzetten/")
    assert "Oeps" in words(as_("participant").get(topic.get_absolute_url()))


@pytest.mark.parametrize(
    ("number", "text"), [(1, "verdwijnt het hele gesprek"), (2, "De titel en de reacties")]
)
def test_taking_back_says_what_happens(world, as_, number, text):
    topic = make_topic(world)
    if number == 2:
        make_reply(world, topic)

    assert text in words(as_("participant").get(f"{topic.get_absolute_url()}1/intrekken/"))


def test_hiding_says_why_and_the_trainer_still_reads_it(world, as_):
    topic = make_topic(world)
    make_reply(world, topic, source="Mevrouw Jansen ook.")
    client = as_("trainer")
    address = f"{topic.get_absolute_url()}2/verbergen/"
    assert client.post(address, {"reason": " "}).status_code == 422

    client.post(address, {"reason": "Een klant is herkenbaar."})

    page = words(as_("participant").get(topic.get_absolute_url()))
    assert "De trainer heeft dit bericht verborgen: Een klant is herkenbaar." in page
    assert "Jansen" not in page
    assert "Jansen" in words(as_("trainer").get(topic.get_absolute_url()))
    answer = as_("trainer").post(address, {"reason": "Nog eens."})
    assert answer.status_code == 422
    assert "al verborgen" in words(answer)


def test_a_hidden_topic_is_gone_for_the_team_and_marked_for_the_trainer(world, as_):
    topic = make_topic(world)
    actions.hide(post=topic.posts.get(), by=world.enrolments["trainer"], reason="Herkenbaar.")

    assert as_("helper").get(topic.get_absolute_url()).status_code == 404
    assert row_titles(as_("helper").get(FORUM)) == []
    for name in ("trainer", "participant"):
        assert "Dit gesprek is verborgen." in words(as_(name).get(topic.get_absolute_url()))


def test_a_report_reaches_the_trainer_and_is_settled(world, as_):
    topic = make_topic(world)
    client = as_("helper")
    client.post(f"{topic.get_absolute_url()}1/melden/", {"reason": "Te veel over de klant."})

    client = as_("trainer")
    assert "Meldingen 1" in words(client.get(FORUM))
    queue = client.get(FORUM + "meldingen/")
    assert "Hugo Bakker: Te veel over de klant." in words(queue)
    client.post(re.search(r'action="([^"]+meldingen/\d+/)"', queue.content.decode())[1])
    assert "Er is niets gemeld" in words(client.get(FORUM + "meldingen/"))


def test_reports_are_the_trainers_own(world):
    actions.report(post=make_topic(world).posts.get(), by=world.enrolments["other"], reason="Hm.")

    seen = {
        name: Report.objects.visible_to(enrolment).count() for name, enrolment in world.enrolments.items()
    }
    assert seen == {**dict.fromkeys(seen, 0), "trainer": 1}


def test_words_taken_back_are_not_in_the_queue(world, as_):
    topic = make_topic(world)
    post = make_reply(world, topic, source="Mevrouw Jansen ook.")
    actions.report(post=post, by=world.enrolments["other"], reason="Een naam.")
    actions.withdraw(post=post, by=world.enrolments["helper"])

    assert "Mevrouw" not in words(as_("trainer").get(FORUM + "meldingen/"))


# --- pictures ----------------------------------------------------------------------


def test_a_picture_is_drawn_anew_and_served_to_who_may_see_it(world, as_):
    client = as_("participant")
    new(client, files=png(name="mijn <kast>.png"), alt="Een kast", audience="group")

    picture = Attachment.objects.get()
    address = f"{FORUM}bijlage/{picture.pk}/"
    page = client.get(Topic.objects.get().get_absolute_url()).content.decode()
    assert f'<img src="{address}" alt="Een kast"' in page
    answer = client.get(address)
    assert len(b"".join(answer.streaming_content)) == picture.size
    assert answer.headers["Content-Type"] == picture.content_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for name in ("other", "mt", "outsider", "admin"):
        assert as_(name).get(address).status_code == 404


@pytest.mark.parametrize("how", ["withdraw", "hide"])
def test_the_picture_goes_with_the_words(world, as_, how):
    topic = make_topic(world)
    post = make_reply(world, topic, picture=png_picture())
    address = f"{FORUM}bijlage/{post.attachments.get().pk}/"
    if how == "withdraw":
        actions.withdraw(post=post, by=world.enrolments["helper"])
    else:
        actions.hide(post=post, by=world.enrolments["trainer"], reason="Herkenbaar.")

    def status(name):
        answer = as_(name).get(address)
        b"".join(answer)
        return answer.status_code

    assert status("participant") == 404
    assert status("helper") == 200
    assert status("trainer") == (404 if how == "withdraw" else 200)


@pytest.mark.parametrize(
    ("file", "alt", "sentence"),
    [
        ("real", "", "Beschrijf de foto voor wie die niet kan zien."),
        ("text", "Een kast", "a.png: Dit soort bestand kunnen we niet aannemen"),
        ("bomb", "Een kast", "te veel pixels"),
    ],
)
def test_a_picture_that_does_not_fit_loses_no_words(world, as_, file, alt, sentence):
    uploads = {
        "real": png,
        "bomb": lambda: png(6000, 5000),
        "text": lambda: SimpleUploadedFile("a.png", b"<svg onload=alert(1)>"),
    }

    answer = new(as_("participant"), files=uploads[file](), alt=alt)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Wie drinkt er mee?" in answer.content.decode()
    assert not Topic.objects.exists()
    assert not Attachment.objects.exists()


def test_a_picture_beside_another_mistake_is_asked_for_again(world, as_):
    answer = new(as_("participant"), title="", files=png(), alt="Een kast")

    assert "Kies de bestanden nog een keer" in words(answer)


def test_a_full_quota_is_said_in_the_form(world, as_, monkeypatch):
    monkeypatch.setattr("forum.models.posts.BYTES_A_PERSON", 10)

    answer = new(as_("participant"), files=png(), alt="Een kast")

    assert answer.status_code == 422
    assert "100 MB" in words(answer)
    assert not Topic.objects.exists()


def test_a_picture_that_is_gone_from_the_disk(world, as_):
    picture = make_topic(world, picture=png_picture()).posts.get().attachments.get()
    files.remove(picture.stored_as)

    assert as_("participant").get(f"{FORUM}bijlage/{picture.pk}/").status_code == 404


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


# --- a member who leaves -----------------------------------------------------------


def test_a_removed_member_sees_nothing_at_the_next_request(world, as_):
    topic = make_topic(world, picture=png_picture())
    picture = topic.posts.get().attachments.get()
    client = as_("participant")
    assert client.get(topic.get_absolute_url()).status_code == 200
    world.enrolments["participant"].left_at = timezone.now()
    world.enrolments["participant"].save()

    for address in (FORUM, topic.get_absolute_url(), f"{FORUM}bijlage/{picture.pk}/", f"{FORUM}nieuw/"):
        assert client.get(address).status_code == 404
    assert "Anna de Vries" in words(as_("helper").get(topic.get_absolute_url()))


# --- queries -----------------------------------------------------------------------


def fill(world, count):
    """So many topics with a reply, a picture, reactions, and reports."""
    for number in range(count):
        topic = make_topic(
            world,
            kind="question" if number % 2 == 0 else "experience",
            ding=world.dingen[2 - number % 3],
            picture=png_picture(),
        )
        post = topic.posts.get()
        Reaction.toggle(post=post, by=world.enrolments["other"], kind="thanks")
        actions.report(post=post, by=world.enrolments["other"], reason="Hm.")
    return topic


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        (("trainer", FORUM), 8),
        (("helper", FORUM + "?toon=vragen"), 8),
        (("helper", FORUM + "?toon=dingen"), 9),
        (("helper", "/teams/lindenhof/vraagbaak/"), 9),
        (("participant", "/teams/lindenhof/logboek/"), 8),
        (("trainer", FORUM + "meldingen/"), 6),
    ],
)
def test_queries_of_the_lists(world, as_, django_assert_num_queries, page, queries, count):
    name, address = page
    fill(world, count)
    client = as_(name)

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_conversation(world, as_, django_assert_num_queries, count):
    topic = fill(world, 1)
    for by in ("helper", "participant", "other")[:count]:
        post = make_reply(world, topic, by=by, picture=png_picture())
        Reaction.toggle(post=post, by=world.enrolments["trainer"], kind="nice")
    client = as_("trainer")

    with django_assert_num_queries(12):
        client.get(topic.get_absolute_url())
