"""What the forum tells people, in the words they read."""

import pytest

from forum import actions
from notifications.mail import compose
from notifications.models import Notification
from tests.forum import make_reply, make_topic

SUBJECTS = {
    "question": "Anna de Vries heeft een vraag: Hoe dan?",
    "answer": "Hugo Bakker heeft je vraag beantwoord: Hoe dan?",
    "reply": "Tineke Visser reageerde op: Hoe dan?",
    "solved": "Jouw antwoord hielp: Hoe dan?",
    "report": "Piet Jansen vraagt je te kijken naar een bericht in: Hoe dan?",
    "hidden": "Tineke Visser verborg jouw bericht in: Hoe dan?",
    "announcement": "Lindenhof: Welkom <allemaal>",
}


@pytest.fixture
def everything_told(world):
    topic = make_topic(world, kind="question", title="Hoe dan?", source="Mijn tekst.")
    answer = make_reply(world, topic, source="Zo dan.")
    make_reply(world, topic, by="trainer")
    actions.solve(topic=topic, post=answer, by=world.enrolments["participant"])
    make_topic(world, by="trainer", kind="announcement", title="Welkom <allemaal>")
    talk = make_topic(world, title="Hoe dan?", source="Mijn tekst.").posts.get()
    actions.report(post=talk, by=world.enrolments["other"], reason="Onaardig.")
    actions.hide(post=talk, by=world.enrolments["trainer"], reason="Er staat een naam in.")
    return topic


@pytest.mark.parametrize("kind", SUBJECTS)
def test_each_message_says_who_and_what_in_text_and_html(everything_told, kind):
    notification = Notification.objects.filter(kind=kind).earliest("pk")

    mail = compose(notification)

    html = str(mail.alternatives[0].content)
    assert mail.subject == SUBJECTS[kind]
    for part in (mail.body, html):
        assert notification.path in part
        assert "Mijn tekst." not in part
        assert "Zo dan." not in part
        assert "translate" not in part
    assert "<allemaal>" not in html


def test_mail_goes_only_to_who_is_waited_for(world, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        topic = make_topic(world, kind="question", title="Hoe dan?")
    with django_capture_on_commit_callbacks(execute=True):
        answer = make_reply(world, topic)
    with django_capture_on_commit_callbacks(execute=True):
        make_reply(world, topic, by="participant", source="Dank je.")
        actions.solve(topic=topic, post=answer, by=world.enrolments["participant"])

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["hugo@example.org"], "Anna de Vries heeft een vraag: Hoe dan?"),
        (["anna@example.org"], "Hugo Bakker heeft je vraag beantwoord: Hoe dan?"),
    ]
