"""Changing, taking back, hiding and reporting, by the actions."""

import pytest

from cohorts.models import Role
from forum import actions
from forum.models import Topic
from lib.refusal import Refused
from tests.forum import make_reply, make_topic


def test_an_edit_keeps_what_stood_there(world):
    topic = make_topic(world)
    post = topic.posts.get()

    post = actions.edit_post(
        post=post, by=world.enrolments["participant"], source="Wie lust er *thee*?", title="Thee"
    )

    topic.refresh_from_db()
    before = post.edits.get()
    assert (topic.title, post.source, "<em>thee</em>" in post.html) == ("Thee", "Wie lust er *thee*?", True)
    assert (before.title, before.source) == ("Koffie", "Wie drinkt er mee?")
    assert post.edited_at is not None


def test_an_edit_that_changes_nothing_leaves_no_trace(world):
    post = make_topic(world).posts.get()

    actions.edit_post(post=post, by=world.enrolments["participant"], source=post.source)

    post.refresh_from_db()
    assert (post.edits.count(), post.edited_at) == (0, None)


def test_a_reply_does_not_change_the_title(world):
    topic = make_topic(world)
    post = make_reply(world, topic, "helper")

    actions.edit_post(post=post, by=world.enrolments["helper"], source="Toch niet.", title="Gekaapt")

    topic.refresh_from_db()
    assert (topic.title, post.edits.get().title) == ("Koffie", "")


def test_who_cannot_change_a_post(world):
    topic = make_topic(world)
    post = topic.posts.get()
    for by in ("helper", "trainer"):
        with pytest.raises(Refused):
            actions.edit_post(post=post, by=world.enrolments[by], source="Anders")
    actions.steer(topic=topic, act="close", by=world.enrolments["trainer"])
    with pytest.raises(Refused):
        actions.edit_post(post=post, by=world.enrolments["participant"], source="Anders")
    with pytest.raises(Refused):
        make_reply(world, topic, "helper")
    actions.steer(topic=topic, act="reopen", by=world.enrolments["trainer"])
    actions.hide(post=post, by=world.enrolments["trainer"], reason="Een klant is herkenbaar.")
    for deed in (
        lambda: actions.edit_post(post=post, by=world.enrolments["participant"], source="Anders"),
        lambda: make_reply(world, topic, "participant"),
        lambda: actions.withdraw(post=post, by=world.enrolments["participant"]),
        lambda: actions.hide(post=post, by=world.enrolments["trainer"], reason="Nog eens."),
        lambda: actions.restore(post=post, by=world.enrolments["participant"]),
    ):
        with pytest.raises(Refused):
            deed()


def test_taking_back_the_only_post_takes_the_topic_too_and_it_can_be_put_back(world):
    topic = make_topic(world)
    post = actions.withdraw(post=topic.posts.get(), by=world.enrolments["participant"])
    assert not Topic.objects.visible_to(world.enrolments["helper"]).exists()
    with pytest.raises(Refused):
        actions.restore(post=post, by=world.enrolments["trainer"])

    actions.restore(post=post, by=world.enrolments["participant"])

    assert Topic.objects.visible_to(world.enrolments["helper"]).get() == topic


def test_taking_back_an_opening_leaves_the_replies(world):
    topic = make_topic(world)
    make_reply(world, topic, "helper")

    actions.withdraw(post=topic.posts.first(), by=world.enrolments["participant"])

    readable = topic.posts.model.objects.readable_by
    assert Topic.objects.visible_to(world.enrolments["other"]).get() == topic
    assert [post.number for post in readable(world.enrolments["other"])] == [2]
    assert [post.number for post in readable(world.enrolments["trainer"])] == [2]
    assert [post.number for post in readable(world.enrolments["participant"])] == [1, 2]


def test_nobody_takes_back_the_words_of_another(world):
    with pytest.raises(Refused):
        actions.withdraw(post=make_topic(world).posts.get(), by=world.enrolments["trainer"])


def test_hiding_needs_the_trainer_and_a_reason_and_settles_the_reports(world):
    topic = make_topic(world)
    post = topic.posts.get()
    report = actions.report(post=post, by=world.enrolments["other"], reason="Er staat een naam in.")
    for by, reason in (("helper", "Daarom."), ("trainer", "  ")):
        with pytest.raises(Refused):
            actions.hide(post=post, by=world.enrolments[by], reason=reason)

    post = actions.hide(post=post, by=world.enrolments["trainer"], reason=" Een klant is herkenbaar. ")

    topic.refresh_from_db()
    report.refresh_from_db()
    assert post.hidden_reason == "Een klant is herkenbaar."
    assert topic.hidden_at == post.hidden_at
    assert report.handled_by == world.enrolments["trainer"]

    actions.restore(post=post, by=world.enrolments["trainer"])

    topic.refresh_from_db()
    assert topic.hidden_at is None


def test_hiding_a_reply_leaves_the_topic(world):
    topic = make_topic(world)
    post = make_reply(world, topic, "helper")

    actions.hide(post=post, by=world.enrolments["trainer"], reason="Herkenbaar.")
    topic.refresh_from_db()
    assert topic.hidden_at is None

    post = actions.restore(post=post, by=world.enrolments["trainer"])
    assert (post.hidden_at, post.hidden_by, post.hidden_reason) == (None, None, "")
    with pytest.raises(Refused):
        actions.restore(post=post, by=world.enrolments["trainer"])


def test_a_report_is_made_once_and_not_on_oneself(world):
    post = make_topic(world).posts.get()
    first = actions.report(post=post, by=world.enrolments["other"], reason="Niet fijn.")

    assert actions.report(post=post, by=world.enrolments["other"], reason="Nog steeds.") == first
    for by, reason in (("participant", "Ikzelf."), ("helper", " ")):
        with pytest.raises(Refused):
            actions.report(post=post, by=world.enrolments[by], reason=reason)


def test_a_report_is_settled_by_the_first_trainer(world):
    colleague = world.cohort.enrolments.create(user=world.people["outsider"], role=Role.TRAINER)
    report = actions.report(post=make_topic(world).posts.get(), by=world.enrolments["other"], reason="Hm.")

    report.mark_handled(by=world.enrolments["trainer"])
    report.mark_handled(by=colleague)

    report.refresh_from_db()
    assert report.handled_by == world.enrolments["trainer"]
