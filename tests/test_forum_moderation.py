"""Changing your words or taking them back, hiding and reporting those of others."""

import re

import pytest

from forum import actions
from forum.models import Report
from notifications.models import Kind, Notification
from notifications.upkeep import deliver_due
from tests.forum import FORUM, make_reply, make_topic, row_titles, words


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


def test_a_report_waits_for_the_trainer_until_somebody_looked(
    world, as_, django_capture_on_commit_callbacks, mailoutbox
):
    post = make_topic(world, title="Koffie", source="Mevrouw Smits ook.").posts.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.report(post=post, by=world.enrolments["other"], reason="Een naam.")
        actions.report(post=post, by=world.enrolments["other"], reason="Nog eens.")

    [letter] = mailoutbox
    assert letter.to == ["tineke@example.org"]
    assert FORUM + "meldingen/" in letter.body
    assert "Smits" not in letter.body + str(letter.alternatives[0].content)
    told = world["trainer"].notifications.filter(kind=Kind.REPORT)
    assert told.unread().count() == 1
    as_("trainer").get(FORUM + "meldingen/")
    assert told.unread().count() == 0


def test_a_report_that_is_settled_is_not_mailed_any_more(world, mailoutbox):
    post = make_topic(world).posts.get()
    report = actions.report(post=post, by=world.enrolments["other"], reason="Een naam.")
    actions.settle(report=report, by=world.enrolments["trainer"])

    deliver_due()

    assert mailoutbox == []


def test_whose_words_are_hidden_hears_why_and_who_took_them_back_does_not(world):
    topic = make_topic(world)
    post = make_reply(world, topic)
    actions.withdraw(post=make_reply(world, topic), by=world.enrolments["helper"])
    assert not Notification.objects.filter(kind=Kind.HIDDEN).exists()

    actions.hide(post=post, by=world.enrolments["trainer"], reason="Er staat een naam in.")

    [told] = Notification.objects.filter(kind=Kind.HIDDEN)
    assert (told.recipient, told.path) == (world["helper"], post.get_absolute_url())
    assert told.context["reason"] == "Er staat een naam in."
    assert told.text == "Tineke Visser verborg jouw bericht in: Koffie"


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
