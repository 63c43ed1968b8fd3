"""What the tables of the forum refuse by themselves, and who may read what."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError
from django.utils import timezone

from forum import actions
from forum.models import Attachment, Draft, Follow, Post, Reaction, ReadMark, Report, StaleDraft, Topic
from tests.forum import make_reply, make_topic, png_picture
from tests.tables import refused_by

NOW = timezone.now()


def refused(constraint, deed):
    """Check that the database refuses the deed by this constraint."""
    with refused_by(constraint):
        deed()


def change(row, **fields):
    return lambda: type(row).objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("topic_kind_is_known", {"kind": "advert"}),
        ("topic_audience_is_known", {"audience": "world"}),
        ("topic_for_a_group_names_the_group", {"audience": "group"}),
        ("topic_step_belongs_to_a_ding", {"step_key": "stap-1"}),
        ("topic_announcement_is_for_the_team", {"kind": "announcement", "audience": "trainer"}),
        ("topic_has_a_title", {"title": ""}),
    ],
)
def test_topics_that_cannot_be(world, constraint, fields):
    refused(constraint, change(make_topic(world), **fields))


def test_a_topic_for_the_team_names_no_group(world):
    refused("topic_for_a_group_names_the_group", change(make_topic(world), group=world.groups[0]))


def test_only_a_question_is_solved_or_claimed(world):
    topic = make_topic(world)
    refused("topic_only_a_question_is_solved", change(topic, solved_by=make_reply(world, topic)))
    refused("topic_only_a_question_is_claimed", change(topic, claimed_by=world.enrolments["helper"]))


def test_a_group_that_is_written_for_stays(world):
    make_topic(world, audience="group")

    with pytest.raises(RestrictedError):
        world.groups[0].delete()


def test_posts_that_cannot_be(world):
    topic = make_topic(world)
    post, trainer = topic.posts.get(), world.enrolments["trainer"]
    refused("post_number_starts_at_one", change(post, number=0))
    refused("post_says_something", change(post, source=""))
    refused("post_hidden_by_somebody", change(post, hidden_at=NOW))
    refused("post_hidden_by_somebody", change(post, hidden_by=trainer))
    refused("post_hidden_by_somebody", change(post, hidden_reason="Zomaar."))
    refused("post_hidden_with_a_reason", change(post, hidden_at=NOW, hidden_by=trainer))
    refused("post_number_is_unique", lambda: topic.posts.create(number=1, author=trainer, source="x"))


def test_an_author_needs_no_reason(world):
    post = make_topic(world).posts.get()

    change(post, hidden_at=NOW, hidden_by=post.author)()

    post.refresh_from_db()
    assert post.is_withdrawn


def test_pictures_that_cannot_be(world):
    picture = make_topic(world, picture=png_picture()).posts.get().attachments.get()

    refused("attachment_at_most_10_mb", change(picture, size=10 * 1024 * 1024 + 1))
    refused("attachment_picture_has_a_description", change(picture, alt=""))
    with pytest.raises(IntegrityError, match="stored_as"), transaction.atomic():
        Attachment.objects.create(
            post=picture.post, name="x", stored_as=picture.stored_as, content_type="x", size=1
        )


def test_traces_are_left_once(world):
    topic, anna = make_topic(world), world.enrolments["participant"]
    post = topic.posts.get()
    Reaction.toggle(post=post, by=anna, kind="thanks")
    Draft.keep(by=anna, place="new", title="", text="Ik", version=0)
    report = actions.report(post=post, by=world.enrolments["other"], reason="Hm.")

    refused(
        "read_mark_once_per_topic", lambda: ReadMark.objects.create(enrolment=anna, topic=topic, number=1)
    )
    refused("follow_once_per_topic", lambda: Follow.objects.create(enrolment=anna, topic=topic))
    refused(
        "reaction_once_per_kind", lambda: Reaction.objects.create(post=post, enrolment=anna, kind="thanks")
    )
    refused("reaction_kind_is_known", lambda: Reaction.objects.create(post=post, enrolment=anna, kind="boo"))
    refused("draft_once_per_place", lambda: Draft.objects.create(enrolment=anna, place="new"))
    refused(
        "report_once_per_person",
        lambda: Report.objects.create(post=post, reported_by=world.enrolments["other"], reason="Nog eens."),
    )
    refused("report_has_a_reason", change(report, reason=""))
    refused("report_handled_after_it_is_made", change(report, handled_at=NOW - timedelta(days=9)))


def test_everything_says_what_it_is(world):
    topic = make_topic(world, picture=png_picture())
    post = actions.edit_post(post=topic.posts.get(), by=world.enrolments["participant"], source="Thee?")
    Reaction.toggle(post=post, by=world.enrolments["helper"], kind="nice")
    rows = [
        topic,
        post,
        post.edits.get(),
        post.attachments.get(),
        topic.read_marks.get(),
        topic.follows.get(),
        post.reactions.get(),
        Draft.keep(by=world.enrolments["participant"], place="new", title="", text="Ik", version=0),
        actions.report(post=post, by=world.enrolments["other"], reason="Hm."),
    ]

    assert [str(row) for row in rows] == [
        "Koffie",
        "Koffie #1",
        "Koffie #1",
        "kast.png",
        "Koffie #1",
        "Koffie",
        "nice",
        "new",
        "Hm.",
    ]
    assert post.attachments.get().get_absolute_url().startswith("/teams/lindenhof/forum/bijlage/")


# --- who reads what ----------------------------------------------------------------


@pytest.fixture
def all_sorts(world):
    """A topic for each audience by each writer, one hidden, and one of another team."""
    topics = [
        make_topic(world, by=by, audience=audience, title=f"{audience} van {by}")
        for by, audience in product(("participant", "helper", "other"), ("team", "group", "trainer"))
    ]
    topics.append(make_topic(world, by="trainer", title="trainer"))
    hidden = make_topic(world, title="verborgen")
    actions.hide(post=hidden.posts.get(), by=world.enrolments["trainer"], reason="Herkenbaar.")
    topics.append(make_topic(world, by="outsider", title="elders"))
    return [*topics, hidden]


def test_the_two_sides_of_the_rule_agree(world, all_sorts):
    for topic in Topic.objects.all():
        readers = set(topic.readers())
        for enrolment in world.enrolments.values():
            visible = Topic.objects.visible_to(enrolment).filter(pk=topic.pk).count()
            assert visible == (enrolment in readers), (topic, enrolment)


def test_each_sees_their_own_part_of_the_forum(world, all_sorts):
    def titles(name):
        return sorted(Topic.objects.visible_to(world.enrolments[name]).values_list("title", flat=True))

    team = ["team van helper", "team van other", "team van participant", "trainer"]
    group = ["group van helper", "group van participant"]
    assert titles("participant") == sorted([*team, *group, "trainer van participant", "verborgen"])
    assert titles("helper") == sorted([*team, *group, "trainer van helper"])
    assert titles("other") == sorted([*team, "group van other", "trainer van other"])
    assert len(titles("trainer")) == 11
    assert titles("mt") == []
    assert titles("outsider") == ["elders"]


def test_who_leaves_the_group_still_reads_only_their_own_words_there(world):
    mine, theirs = make_topic(world, audience="group"), make_topic(world, by="helper", audience="group")
    world.enrolments["participant"].seat.delete()

    assert list(Topic.objects.visible_to(world.enrolments["participant"])) == [mine]
    assert set(theirs.readers()) == {world.enrolments["helper"], world.enrolments["trainer"]}


def test_search_finds_every_word_and_nothing_from_elsewhere(world):
    make_topic(world, title="Ruis op de opname", source="Hoe haal ik het geluid weg?")
    secret = make_topic(world, by="other", audience="group", title="Opname van geluid")
    make_topic(world, by="other", audience="trainer", title="Over geluid en opname")
    make_topic(world, by="outsider", title="Geluid bij een opname")
    hidden = make_topic(world, by="other", title="Geluid van een opname")
    actions.hide(post=hidden.posts.get(), by=world.enrolments["trainer"], reason="Herkenbaar.")

    def found(name, words):
        enrolment = world.enrolments[name]
        return sorted(topic.title for topic in Topic.objects.search(enrolment, words))

    assert found("participant", "OPNAME geluid") == ["Ruis op de opname"]
    assert found("participant", "opname taart") == []
    assert found("participant", "  ") == []
    assert found("mt", "opname") == []
    assert found("other", "geluid van opname") == [
        "Geluid van een opname",
        secret.title,
        "Over geluid en opname",
        "Ruis op de opname",
    ]


def test_search_does_not_find_hidden_words(world):
    topic = make_topic(world)
    post = make_reply(world, topic, source="Een onvindbaar woord.")
    actions.withdraw(post=post, by=world.enrolments["helper"])
    other = make_reply(world, topic, source="Een verstopt woord.")
    actions.hide(post=other, by=world.enrolments["trainer"], reason="Herkenbaar.")

    def finds(name, word):
        return Topic.objects.search(world.enrolments[name], word).exists()

    assert [finds(name, "onvindbaar") for name in ("participant", "helper", "trainer")] == [
        False,
        True,
        False,
    ]
    assert [finds(name, "verstopt") for name in ("participant", "helper", "trainer")] == [False, True, True]


def test_unread_counts_only_what_may_be_read(world, all_sorts):
    def unread(name):
        enrolment = world.enrolments[name]
        return Topic.objects.visible_to(enrolment).unread_by(enrolment).count()

    # Anna wrote four, of which one is hidden; she may read four of others.
    assert {name: unread(name) for name in ("participant", "other", "mt", "outsider")} == {
        "participant": 4,
        "other": 3,
        "mt": 0,
        "outsider": 0,
    }


def test_reading_back_never_forgets(world):
    topic, piet = make_topic(world), world.enrolments["other"]
    for number in (5, 2, 7):
        topic.mark_read(by=piet, number=number)

    assert topic.read_marks.get(enrolment=piet).number == 7
    assert Topic.objects.with_seen(piet).get().seen == 7


def test_the_address_of_a_post_names_its_page(world):
    topic = make_topic(world)
    base = topic.get_absolute_url()

    assert [topic.address_of(number) for number in (1, 50, 51, 101)] == [
        f"{base}#p1",
        f"{base}#p50",
        f"{base}?pagina=2#p51",
        f"{base}?pagina=3#p101",
    ]


def test_where_somebody_was(world):
    topic = make_topic(world)
    topic.posts_count = 60
    places = []
    for topic.last_seen in (0, 50, 60):
        places.append((topic.is_unread, topic.where_you_were))

    base = topic.get_absolute_url()
    assert places == [(True, base), (True, f"{base}?pagina=2#p51"), (False, base)]


# --- drafts ------------------------------------------------------------------------


def test_a_draft_grows_and_an_older_copy_never_wins(world):
    anna = world.enrolments["participant"]

    def keep(text, version):
        return Draft.keep(by=anna, place="new", title="", text=text, version=version).version

    assert keep("Ik", 0) == 1
    assert keep("Ik ga", 1) == 2
    with pytest.raises(StaleDraft) as stale:
        keep("Ik kwam", 1)
    assert (stale.value.draft.text, stale.value.draft.version) == ("Ik ga", 2)
    assert keep("Ik ga", 1) == 2  # the answer got lost on the way; the words are the same


def test_a_draft_belongs_to_one_person_and_place(world):
    for name in ("participant", "helper"):
        Draft.keep(by=world.enrolments[name], place="new", title=name, text="", version=0)

    assert Draft.at("new", by=world.enrolments["helper"]).title == "helper"
    assert Draft.at("topic:1", by=world.enrolments["helper"]).version == 0


def test_posting_leaves_newer_words_of_another_device(world):
    anna = world.enrolments["participant"]
    Draft.keep(by=anna, place="new", title="", text="Ik", version=0)
    Draft.keep(by=anna, place="new", title="", text="Ik ga", version=1)

    Draft.drop(by=anna, place="new", version=1)
    assert Draft.objects.with_words().count() == 1
    Draft.drop(by=anna, place="new", version=2)
    assert Draft.objects.with_words().count() == 0


def test_posts_stand_in_order(world):
    topic = make_topic(world)
    make_reply(world, topic)

    assert [post.number for post in Post.objects.filter(topic=topic)] == [1, 2]
