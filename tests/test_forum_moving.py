"""Topics that go where they belong: nothing lost, no gaps, nobody reads more than before."""

import pytest
from django.urls import reverse

from forum import actions
from forum.models import Draft, ForumLog, Topic
from lib.refusal import Refused
from tests.forum import make_reply, make_topic


@pytest.fixture
def trainer(world):
    return world.enrolments["trainer"]


def said(topic):
    return [(post.number, post.source) for post in topic.posts.all()]


def acts(topic):
    return [entry.act for entry in topic.log.order_by("pk")]


def talk(world, *texts, **fields):
    """A topic by Anna with replies of Hugo."""
    topic = make_topic(world, source=texts[0], **fields)
    for words in texts[1:]:
        make_reply(world, topic, source=words)
    topic.refresh_from_db()
    return topic


def test_a_split_takes_the_replies_and_leaves_no_gap(world, trainer):
    topic = talk(world, "A", "B", "C", "D")

    fresh = actions.split(topic=topic, numbers={2, 4}, title=" Iets anders ", by=trainer)

    topic.refresh_from_db()
    assert said(topic) == [(1, "A"), (2, "C")]
    assert said(fresh) == [(1, "B"), (2, "D")]
    assert (topic.posts_count, fresh.posts_count, fresh.title) == (2, 2, "Iets anders")
    assert (fresh.audience, fresh.author) == (topic.audience, world.enrolments["helper"])
    assert (acts(topic), acts(fresh)) == (["split"], ["split"])


def test_a_split_keeps_what_people_read(world, trainer):
    topic = talk(world, "A", "B", "C", "D")
    piet = world.enrolments["other"]
    topic.mark_read(by=piet, number=3)

    fresh = actions.split(topic=topic, numbers={2, 4}, title="Iets anders", by=trainer)

    seen = Topic.objects.with_seen(piet)
    assert seen.get(pk=topic.pk).seen == 2
    assert seen.get(pk=fresh.pk).seen == 1


def test_the_answer_that_goes_away_solves_no_more(world, trainer):
    topic = talk(world, "Hoe?", "Zo.", kind="question")
    actions.solve(topic=topic, post=topic.posts.get(number=2), by=topic.author)

    actions.split(topic=topic, numbers={2}, title="Antwoord", by=trainer)

    topic.refresh_from_db()
    assert topic.solved_by is None


@pytest.mark.parametrize("audience", ["group", "trainer"])
def test_a_split_of_a_smaller_circle_stays_with_whose_it_was(world, trainer, audience):
    anna, hugo = world.enrolments["participant"], world.enrolments["helper"]
    topic = make_topic(world, source="A", audience=audience)
    make_reply(world, topic, by="helper" if audience == "group" else "trainer", source="B")
    hugo.seat.delete()  # who left the group reads no longer along

    fresh = actions.split(topic=topic, numbers={2}, title="Iets anders", by=trainer)

    assert set(fresh.readers()) == {anna, trainer}
    assert not Topic.objects.visible_to(hugo).exists()
    assert Topic.objects.visible_to(anna).count() == 2


@pytest.mark.parametrize(("numbers", "title"), [(set(), "x"), ({1}, "x"), ({9}, "x"), ({2}, " ")])
def test_a_split_of_nothing_is_refused(world, trainer, numbers, title):
    topic = talk(world, "A", "B")
    with pytest.raises(Refused):
        actions.split(topic=topic, numbers=numbers, title=title, by=trainer)
    assert said(topic) == [(1, "A"), (2, "B")]


def test_two_topics_become_one_in_the_order_of_time(world, trainer):
    older, into = talk(world, "A"), talk(world, "C", title="Thee")
    make_reply(world, older, source="D")
    make_reply(world, into, source="E")

    merged = actions.merge(topic=older, into=into, by=trainer)

    assert said(merged) == [(1, "C"), (2, "A"), (3, "D"), (4, "E")]
    older.refresh_from_db()
    assert (merged.posts_count, older.posts_count, older.merged_into) == (4, 0, merged)
    assert merged.last_post_at == merged.posts.get(number=4).created_at
    assert acts(merged) == ["merge"]


def test_a_merge_shows_again_only_what_was_not_read(world, trainer):
    older, into = talk(world, "A"), talk(world, "C", "E")
    piet = world.enrolments["other"]
    into.mark_read(by=piet, number=2)

    merged = actions.merge(topic=older, into=into, by=trainer)

    assert Topic.objects.with_seen(piet).get(pk=merged.pk).seen == 1  # C is read, A is not


def test_the_old_address_leads_to_the_new_one(world, trainer, as_):
    older, into = talk(world, "A"), talk(world, "C")
    post = older.posts.get()
    third = talk(world, "X")
    actions.merge(topic=older, into=into, by=trainer)
    actions.merge(topic=Topic.objects.get(pk=into.pk), into=third, by=trainer)
    client = as_("participant")

    assert client.get(older.get_absolute_url()).url == third.get_absolute_url()
    link = reverse("forum:post_link", kwargs={"team": "lindenhof", "post_id": post.pk})
    assert client.get(link).url == f"{third.get_absolute_url()}#p2"
    titles = [topic.title for topic in client.get("/teams/lindenhof/forum/").context["page"].object_list]
    assert titles == ["Koffie"]


def test_the_old_address_tells_a_stranger_nothing(world, trainer, as_):
    older = talk(world, "A", audience="group")
    into = talk(world, "C", audience="group")
    actions.merge(topic=older, into=into, by=trainer)

    assert as_("other").get(older.get_absolute_url()).status_code == 404
    assert as_("mt").get(older.get_absolute_url()).status_code == 404


def test_a_draft_of_the_old_topic_is_not_lost(world, trainer):
    older, into = talk(world, "A"), talk(world, "C")
    piet = world.enrolments["other"]
    Draft.keep(by=piet, place=f"topic:{older.pk}", title="", text="Ik wilde nog", version=0)

    actions.merge(topic=older, into=into, by=trainer)

    assert Draft.at(f"topic:{into.pk}", by=piet).text == "Ik wilde nog"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"audience": "group"}, {}),
        ({}, {"audience": "group"}),
        ({"audience": "trainer"}, {"audience": "trainer", "by": "other"}),
        ({"audience": "group"}, {"audience": "group", "by": "other"}),
    ],
    ids=["narrow to wide", "wide to narrow", "two private ones", "two groups"],
)
def test_no_words_get_other_readers_by_a_merge(world, trainer, mine, theirs):
    topic, into = make_topic(world, **mine), make_topic(world, **theirs)
    with pytest.raises(Refused):
        actions.merge(topic=topic, into=into, by=trainer)
    assert (topic.posts.count(), into.posts.count()) == (1, 1)


def test_a_topic_is_not_put_into_itself_or_another_team(world, trainer):
    topic = make_topic(world)
    elsewhere = actions.open_topic(by=world.enrolments["outsider"], title="X", source="X", kind="talk")
    for into in (topic, elsewhere):
        with pytest.raises(Refused):
            actions.merge(topic=topic, into=into, by=trainer)


def test_only_the_trainer_moves_splits_and_joins(world):
    topic, into = talk(world, "A", "B"), talk(world, "C")
    anna = world.enrolments["participant"]
    for deed in (
        lambda: actions.split(topic=topic, numbers={2}, title="X", by=anna),
        lambda: actions.merge(topic=topic, into=into, by=anna),
        lambda: actions.move(topic=topic, by=anna, title="X", kind="talk", ding=None),
    ):
        with pytest.raises(Refused):
            deed()
    assert not ForumLog.objects.exists()


def test_a_topic_moves_to_another_ding_and_kind(world, trainer, as_):
    topic = make_topic(world, kind="question", ding=world.dingen[0], step_key="stap-1")
    actions.claim(topic=topic, by=world.enrolments["helper"])

    actions.move(topic=topic, by=trainer, title="Beter", kind="talk", ding=world.dingen[1])

    topic.refresh_from_db()
    assert (topic.title, topic.kind, topic.ding, topic.step_key) == ("Beter", "talk", world.dingen[1], "")
    assert topic.claimed_by is None
    assert "Koffie" in as_("participant").get(topic.get_absolute_url()).content.decode()


def test_moving_to_where_it_is_says_nothing(world, trainer):
    topic = make_topic(world)
    actions.move(topic=topic, by=trainer, title="Koffie", kind="talk", ding=None)
    assert acts(topic) == []


def test_a_solved_question_stays_a_question(world, trainer):
    topic = talk(world, "Hoe?", "Zo.", kind="question")
    actions.solve(topic=topic, post=topic.posts.get(number=2), by=topic.author)
    with pytest.raises(Refused, match="vraag"):
        actions.move(topic=topic, by=trainer, title="", kind="talk", ding=None)


def test_only_the_writer_shows_it_to_more_people(world, trainer):
    topic = make_topic(world, audience="trainer")
    with pytest.raises(Refused):
        actions.widen(topic=topic, audience="team", by=trainer)

    actions.widen(topic=topic, audience="group", by=world.enrolments["participant"])

    topic.refresh_from_db()
    assert (topic.audience, topic.group, acts(topic)) == ("group", world.groups[0], ["widen"])
    actions.widen(topic=topic, audience="team", by=world.enrolments["participant"])
    topic.refresh_from_db()
    assert (topic.audience, topic.group) == ("team", None)


def test_nothing_becomes_narrower(world):
    topic = make_topic(world, audience="group")
    with pytest.raises(Refused):
        actions.widen(topic=topic, audience="trainer", by=world.enrolments["participant"])


def test_words_of_others_keep_their_readers(world):
    topic = talk(world, "A", "B", audience="group")
    with pytest.raises(Refused, match="Anderen"):
        actions.widen(topic=topic, audience="team", by=world.enrolments["participant"])


def test_the_pages_do_it(world, as_):
    topic, into = talk(world, "A", "B"), talk(world, "C", title="Thee")
    client, address = as_("trainer"), topic.get_absolute_url()

    answer = client.post(address + "splitsen/", {"title": "Los", "posts": ["2"], "nonce": "n" * 24})
    fresh = Topic.objects.get(title="Los")
    assert answer.url == fresh.get_absolute_url()
    client.post(address + "verplaatsen/", {"title": "Melk", "kind": "experience", "ding": world.dingen[0].pk})
    assert Topic.objects.get(pk=topic.pk).title == "Melk"
    client.post(address + "samenvoegen/", {"into": into.pk})
    assert Topic.objects.get(pk=topic.pk).merged_into == into
    log = client.get("/teams/lindenhof/forum/beheerd/").content.decode()
    assert "Samengevoegd" in log
    assert "Afgesplitst" in log


def test_moderation_is_written_down(world, trainer, as_):
    topic = talk(world, "A", "B")
    post = topic.posts.get(number=2)
    made = actions.report(post=post, by=world.enrolments["other"], reason="Grof.")
    actions.settle(report=made, by=trainer)
    actions.hide(post=post, by=trainer, reason="Toch grof.")
    actions.restore(post=post, by=trainer)
    actions.withdraw(post=topic.posts.get(number=1), by=topic.author)

    assert acts(topic) == ["report", "handle", "hide", "restore", "withdraw"]
    assert [entry.words for entry in topic.log.order_by("pk")][:3] == ["#2: Grof.", "#2", "#2: Toch grof."]


@pytest.mark.parametrize("entries", [1, 3])
def test_queries_of_the_log(world, trainer, as_, django_assert_num_queries, entries):
    topic = make_topic(world)
    for _ in range(entries):
        actions.steer(topic=topic, act="pin", by=trainer)
        actions.steer(topic=topic, act="unpin", by=trainer)
    client = as_("trainer")
    with django_assert_num_queries(6):
        client.get("/teams/lindenhof/forum/beheerd/")
