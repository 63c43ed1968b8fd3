from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection, connections
from django.utils import timezone

from cohorts.models import Role, State
from forum import actions
from forum.models import Attachment, Picture, Topic
from lib.images import clean
from lib.refusal import Refused
from notifications.models import Notification
from tests.forum import make_reply, make_topic, png


def told(kind):
    """Who got which message: {(name, path)}."""
    return {(note.recipient.first_name, note.path) for note in Notification.objects.filter(kind=kind)}


def names(kind):
    return sorted(name for name, _path in told(kind))


def reply(topic, world, by, source="Ik ook."):
    return actions.reply(topic=topic, by=world.enrolments[by], source=source)


def test_a_topic_opens_with_its_first_post(world):
    topic = make_topic(world, title=" Koffie ", source="  Wie drinkt **mee**?\r\nIk wel.\x00 ")

    post = topic.posts.get()
    assert (topic.title, topic.posts_count, topic.cohort, topic.author) == (
        "Koffie",
        1,
        world.cohort,
        world.enrolments["participant"],
    )
    assert (post.number, post.source) == (1, "Wie drinkt **mee**?\nIk wel.")
    assert "<strong>mee</strong>" in post.html


def test_a_script_in_a_post_is_text(world):
    post = make_topic(world, source="<script>alert(1)</script>[x](javascript:alert(1))").posts.get()

    assert "<script" not in post.html
    assert "javascript:" not in post.html.replace("](javascript:", "")


def test_a_reply_gets_the_next_number_and_moves_the_topic_up(world):
    topic = make_topic(world)
    Topic.objects.update(last_post_at=timezone.now() - timedelta(days=3))

    posts = [reply(topic, world, by) for by in ("helper", "trainer")]

    topic.refresh_from_db()
    assert [post.number for post in posts] == [2, 3]
    assert topic.posts_count == 3
    assert timezone.now() - topic.last_post_at < timedelta(minutes=1)


def test_the_writer_follows_and_has_read_it(world):
    topic = make_topic(world)
    reply(topic, world, "helper")

    unread = {
        name: Topic.objects.visible_to(world.enrolments[name]).unread_by(world.enrolments[name]).count()
        for name in ("participant", "helper", "other")
    }
    assert unread == {"participant": 1, "helper": 0, "other": 1}
    assert {follow.enrolment for follow in topic.follows.all()} == {
        world.enrolments["participant"],
        world.enrolments["helper"],
    }


@pytest.mark.parametrize("source", ["", "  \n ", "a" * 20_001])
def test_no_words_or_too_many_are_refused_and_leave_nothing(world, source):
    with pytest.raises(Refused):
        make_topic(world, source=source)
    topic = make_topic(world)
    with pytest.raises(Refused):
        reply(topic, world, "helper", source)

    topic.refresh_from_db()
    assert (Topic.objects.count(), topic.posts_count, topic.posts.count()) == (1, 1, 1)


def test_an_experience_about_a_ding_borrows_its_title_and_finishes_it(world):
    topic = make_topic(world, kind="experience", title="", ding=world.dingen[0])

    assert topic.title == "Eerste ding"
    progress = world.enrolments["participant"].progress.get()
    assert progress.ding == world.dingen[0]
    assert progress.finished_at is not None


def test_an_experience_of_the_trainer_finishes_nothing(world):
    make_topic(world, by="trainer", kind="experience", ding=world.dingen[0])

    assert not world.enrolments["trainer"].progress.exists()


def test_a_question_about_a_ding_finishes_nothing(world):
    make_topic(world, kind="question", ding=world.dingen[0], step_key="stap-1")

    assert not world.enrolments["participant"].progress.exists()


@pytest.mark.parametrize(
    ("by", "kind", "state", "reason"),
    [
        ("mt", "talk", State.RUNNING, "The forum belongs to"),
        ("participant", "announcement", State.RUNNING, "Only the trainer"),
        ("participant", "talk", State.CLOSED, "This team is closed"),
    ],
)
def test_who_may_not_open_a_topic(world, settings, by, kind, state, reason):
    settings.LANGUAGE_CODE = "en"
    world.cohort.state = state
    world.cohort.save()
    world.enrolments[by].cohort.refresh_from_db()

    with pytest.raises(Refused, match=reason):
        make_topic(world, by=by, kind=kind)


def test_for_my_group_means_my_own_group(world):
    topic = make_topic(world, audience="group")

    assert topic.group == world.groups[0]


def test_another_group_is_refused_for_a_participant_and_fine_for_the_trainer(world):
    with pytest.raises(Refused):
        make_topic(world, audience="group", group=world.groups[1])

    assert make_topic(world, by="trainer", audience="group", group=world.groups[1]).group == world.groups[1]


def test_for_my_group_without_a_group_is_refused(world):
    world.enrolments["participant"].seat.delete()
    world.enrolments["participant"].refresh_from_db()

    with pytest.raises(Refused):
        make_topic(world, audience="group")


# --- who hears of it ---------------------------------------------------------------


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
    first = reply(topic, world, "helper")
    reply(topic, world, "other")

    assert told("answer") >= {("Anna", first.get_absolute_url())}
    assert names("answer") == ["Anna", "Anna"]
    assert names("reply") == ["Hugo"]
    assert set(Notification.objects.filter(kind="reply").values_list("mailing", flat=True)) == {"digest"}
    assert "digest" not in Notification.objects.filter(kind="answer").values_list("mailing", flat=True)


def test_who_muted_a_topic_or_left_the_team_hears_nothing(world):
    topic = make_topic(world)
    reply(topic, world, "helper")
    reply(topic, world, "other")
    topic.set_follow(by=world.enrolments["participant"], muted=True)
    world.enrolments["helper"].left_at = timezone.now()
    world.enrolments["helper"].save()
    Notification.objects.all().delete()

    reply(topic, world, "trainer")

    assert names("reply") == ["Piet"]


def test_who_left_the_group_hears_nothing_of_it_any_more(world):
    topic = make_topic(world, audience="group")
    reply(topic, world, "helper")
    world.enrolments["helper"].seat.delete()
    Notification.objects.all().delete()

    reply(topic, world, "participant")

    assert names("reply") == []


def test_the_message_holds_no_text(world):
    topic = make_topic(world, kind="question", source="Mijn geheime tekst")

    assert Notification.objects.get(kind="question").context == {
        "author": "Anna de Vries",
        "title": "Koffie",
        "team": "Lindenhof",
        "reply_path": f"{topic.get_absolute_url()}?pagina=laatste#reageer",
    }


# --- questions ---------------------------------------------------------------------


@pytest.mark.parametrize("by", ["participant", "helper", "other", "trainer"])
def test_asker_helpers_and_trainer_mark_the_answer(world, by):
    topic = make_topic(world, kind="question")
    answer = reply(topic, world, "helper")

    topic = actions.solve(topic=topic, post=answer, by=world.enrolments[by])

    assert topic.solved_by == answer
    assert not Topic.objects.open_questions().exists()
    assert names("solved") == ([] if by == "helper" else ["Hugo"])


def test_another_participant_does_not_mark_the_answer(world):
    world.groups[1].seats.update(helper=False)
    world.enrolments["other"].refresh_from_db()
    topic = make_topic(world, kind="question")
    answer = reply(topic, world, "helper")

    with pytest.raises(Refused):
        actions.solve(topic=topic, post=answer, by=world.enrolments["other"])


def test_only_a_reply_to_this_question_can_be_the_answer(world):
    topic, another = make_topic(world, kind="question"), make_topic(world, kind="question")
    hidden = reply(topic, world, "helper")
    actions.withdraw(post=hidden, by=world.enrolments["helper"])
    hidden.refresh_from_db()

    for post in (topic.posts.first(), reply(another, world, "helper"), hidden):
        with pytest.raises(Refused):
            actions.solve(topic=topic, post=post, by=world.enrolments["participant"])


def test_a_conversation_is_not_solved(world):
    topic = make_topic(world)

    with pytest.raises(Refused):
        actions.solve(topic=topic, post=reply(topic, world, "helper"), by=world.enrolments["participant"])


def test_solving_twice_tells_once_and_opening_again_works(world):
    topic = make_topic(world, kind="question")
    answer = reply(topic, world, "helper")
    for _time in range(2):
        actions.solve(topic=topic, post=answer, by=world.enrolments["participant"])
    assert names("solved") == ["Hugo"]

    actions.unsolve(topic=topic, by=world.enrolments["participant"])

    assert Topic.objects.open_questions().get() == topic


def test_the_answer_that_is_taken_back_solves_nothing(world):
    topic = make_topic(world, kind="question")
    answer = reply(topic, world, "helper")
    actions.solve(topic=topic, post=answer, by=world.enrolments["participant"])

    actions.withdraw(post=answer, by=world.enrolments["helper"])

    assert Topic.objects.open_questions().get() == topic


def test_the_first_helper_takes_a_question_and_can_leave_it(world):
    topic = make_topic(world, kind="question")
    actions.claim(topic=topic, by=world.enrolments["helper"])

    with pytest.raises(Refused):
        actions.claim(topic=topic, by=world.enrolments["other"])
    assert actions.release(topic=topic, by=world.enrolments["other"]).claimed_by == world.enrolments["helper"]
    for by in ("helper", "trainer"):
        assert actions.claim(topic=topic, by=world.enrolments[by]).claimed_by == world.enrolments[by]
        assert actions.release(topic=topic, by=world.enrolments[by]).claimed_by is None


def test_who_cannot_take_a_question(world):
    talk, question = make_topic(world), make_topic(world, by="helper", kind="question")
    for topic, by in ((talk, "helper"), (question, "participant"), (question, "helper")):
        with pytest.raises(Refused):
            actions.claim(topic=topic, by=world.enrolments[by])


def test_a_closed_team_takes_no_solution_and_no_claim(world):
    topic = make_topic(world, kind="question")
    answer = reply(topic, world, "helper")
    world.cohort.state = State.CLOSED
    world.cohort.save()

    with pytest.raises(Refused):
        actions.solve(topic=topic, post=answer, by=world.enrolments["helper"])
    with pytest.raises(Refused):
        actions.claim(topic=topic, by=world.enrolments["helper"])
    with pytest.raises(Refused):
        reply(topic, world, "helper")


# --- changing, taking back, hiding -------------------------------------------------


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
    post = reply(topic, world, "helper")

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
        reply(topic, world, "helper")
    actions.steer(topic=topic, act="reopen", by=world.enrolments["trainer"])
    actions.hide(post=post, by=world.enrolments["trainer"], reason="Een klant is herkenbaar.")
    for deed in (
        lambda: actions.edit_post(post=post, by=world.enrolments["participant"], source="Anders"),
        lambda: reply(topic, world, "participant"),
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
    reply(topic, world, "helper")

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
    post = reply(topic, world, "helper")

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


# --- pictures ----------------------------------------------------------------------


def picture(alt="Een kast met boeken"):
    return Picture(clean=clean(BytesIO(png().read())), name="kast.png", alt=alt)


def test_a_picture_comes_with_the_post(world):
    topic = make_topic(world, picture=picture())
    make_reply(world, topic, source="Kijk.", picture=picture("Nog een"))

    assert [(item.post.number, item.alt, item.content_type) for item in Attachment.objects.all()] == [
        (1, "Een kast met boeken", "image/jpeg"),
        (2, "Nog een", "image/jpeg"),
    ]


def test_one_person_does_not_fill_the_disk(world, monkeypatch):
    monkeypatch.setattr("forum.models.posts.BYTES_A_PERSON", len(picture().clean.data) * 2)
    for _time in range(2):
        make_topic(world, picture=picture())

    with pytest.raises(Refused):
        make_topic(world, picture=picture())
    make_topic(world, by="helper", picture=picture())
    assert Attachment.objects.count() == 3


# --- at once -----------------------------------------------------------------------


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_fifty_replies_at_once_are_all_there_in_order(world):
    topic = make_topic(world)
    people = [world.enrolments[name] for name in ("participant", "helper", "other", "trainer")]

    def one(number):
        try:
            post = actions.reply(topic=topic, by=people[number % 4], source=f"Reactie {number}")
            return post.number, post.source
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(one, range(50)))

    topic.refresh_from_db()
    assert topic.posts_count == 51
    assert sorted(number for number, _source in made) == list(range(2, 52))
    assert sorted(made) == [(post.number, post.source) for post in topic.posts.all()[1:]]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_helpers_at_once_one_takes_the_question(world):
    topic = make_topic(world, by="participant", kind="question")

    def one(name):
        try:
            actions.claim(topic=topic, by=world.enrolments[name])
        except Refused:
            return None
        finally:
            connections.close_all()
        return name

    with ThreadPoolExecutor(2) as pool:
        took = [name for name in pool.map(one, ["helper", "other"]) if name]

    topic.refresh_from_db()
    assert [world.enrolments[name] for name in took] == [topic.claimed_by]
