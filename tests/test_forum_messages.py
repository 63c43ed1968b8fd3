"""Who hears of a topic, a reply or an announcement."""

from django.utils import timezone

from notifications.models import Notification
from tests.forum import make_reply, make_topic, names, told


def test_a_question_calls_the_helper_of_the_own_group(world):
    topic = make_topic(world, kind="question")

    assert told("question") == {("Hugo", topic.get_absolute_url())}


def test_a_question_of_a_helper_calls_the_other_helpers(world):
    make_topic(world, by="helper", kind="question")

    assert names("question") == ["Piet"]


def test_a_question_of_somebody_without_a_group_calls_all_helpers(world):
    world.enrolments["participant"].seat.delete()
    make_topic(world, kind="question")

    assert names("question") == ["Hugo", "Piet"]


def test_a_question_in_a_team_without_helpers_calls_the_trainer(world):
    for group in world.groups:
        group.seats.update(helper=False)
    make_topic(world, kind="question")

    assert names("question") == ["Tineke"]


def test_a_question_for_the_trainer_is_told_to_nobody_else(world):
    make_topic(world, kind="question", audience="trainer")

    assert names("question") == ["Tineke"]


def test_a_helpers_question_within_the_group_goes_to_the_trainer(world):
    make_topic(world, by="helper", kind="question", audience="group")

    assert names("question") == ["Tineke"]


def test_an_announcement_reaches_the_team_but_not_the_mt(world):
    make_topic(world, by="trainer", kind="announcement")

    assert names("announcement") == ["Anna", "Hugo", "Piet"]


def test_an_answer_is_mailed_to_the_asker_and_a_reply_waits_for_who_follows(world):
    topic = make_topic(world, kind="question")
    first = make_reply(world, topic, "helper")
    make_reply(world, topic, "other")

    assert told("answer") >= {("Anna", first.get_absolute_url())}
    assert names("answer") == ["Anna", "Anna"]
    assert names("reply") == ["Hugo"]
    assert set(Notification.objects.filter(kind="reply").values_list("mailing", flat=True)) == {"digest"}
    assert "digest" not in Notification.objects.filter(kind="answer").values_list("mailing", flat=True)


def test_who_muted_a_topic_or_left_the_team_hears_nothing(world):
    topic = make_topic(world)
    make_reply(world, topic, "helper")
    make_reply(world, topic, "other")
    topic.set_follow(by=world.enrolments["participant"], muted=True)
    world.enrolments["helper"].left_at = timezone.now()
    world.enrolments["helper"].save()
    Notification.objects.all().delete()

    make_reply(world, topic, "trainer")

    assert names("reply") == ["Piet"]


def test_who_left_the_group_hears_nothing_of_it_any_more(world):
    topic = make_topic(world, audience="group")
    make_reply(world, topic, "helper")
    world.enrolments["helper"].seat.delete()
    Notification.objects.all().delete()

    make_reply(world, topic, "participant")

    assert names("reply") == []


def test_the_message_holds_no_text(world):
    topic = make_topic(world, kind="question", source="Mijn geheime tekst")

    assert Notification.objects.get(kind="question").context == {
        "author": "Anna de Vries",
        "title": "Koffie",
        "team": "Lindenhof",
        "reply_path": f"{topic.get_absolute_url()}?pagina=laatste#reageer",
    }
