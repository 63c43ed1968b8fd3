"""The page of one conversation: who reads it, what is new, and the buttons at a question."""

import re

import pytest
from django.utils import timezone

from forum import actions
from forum.models import Reaction, ReadMark, Topic
from tests.forum import FORUM, NONCE, make_reply, make_topic, png_picture, words

# --- who reads and who speaks ------------------------------------------------------


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
