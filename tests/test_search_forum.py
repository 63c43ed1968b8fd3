"""Finding talk: the words of one's own teams, and never a word from elsewhere."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cohorts.models import Role
from forum import actions
from forum.finding import rebuild
from forum.models import Post, PostIndex, Topic, TopicIndex
from forum.models.topics import scope_of
from home.search import search
from lib.fulltext import Query
from tests.conftest import make_cohort
from tests.forum import make_reply, make_topic

UPGRADE = [("forum", "0002_mentions_moves_log")]


def found(world, name, words):
    return sorted(topic.title for topic in Topic.objects.search(world.enrolments[name], words))


@pytest.mark.parametrize("typed", ["camera", "camera's", "CAMERA", "cam", "c", "opname camera", "geluiden"])
def test_talk_is_found_by_stem_accent_and_first_letter(world, typed):
    topic = make_topic(world, title="Opnames maken", source="Welke camera’s doen het?")
    make_reply(world, topic, source="Let op het geluid.")

    assert found(world, "helper", typed) == ["Opnames maken"]


def test_words_may_be_spread_over_a_topic(world):
    topic = make_topic(world, title="Opnames maken", source="Welke camera?")
    make_reply(world, topic, source="Let op het geluid.")

    assert found(world, "helper", "opname geluid camera") == ["Opnames maken"]
    assert found(world, "helper", "opname taart") == []


def test_a_changed_text_and_title_are_found_and_the_old_are_not(world):
    topic = make_topic(world, title="Grammofoon", source="Een kroket.")
    by = world.enrolments["participant"]
    actions.edit_post(post=topic.posts.get(), by=by, source="Een frikandel.", title="Koptelefoon")

    assert [found(world, "helper", word) for word in ("grammofoon", "kroket")] == [[], []]
    assert [found(world, "helper", word) for word in ("koptelefoon", "frikandel")] == [["Koptelefoon"]] * 2


def test_a_topic_with_a_new_title_or_split_or_merged_is_found_where_it_is(world):
    trainer = world.enrolments["trainer"]
    topic = make_topic(world, title="Grammofoon", source="Een kroket.")
    make_reply(world, topic, source="Een frikandel.")
    actions.move(topic=topic, by=trainer, title="Koptelefoon", kind="talk", ding=None)
    topic.refresh_from_db()
    fresh = actions.split(topic=topic, numbers=[2], title="Snacks", by=trainer)

    assert found(world, "helper", "grammofoon") == []
    assert (found(world, "helper", "kroket"), found(world, "helper", "frikandel")) == (
        ["Koptelefoon"],
        ["Snacks"],
    )
    assert found(world, "helper", "snacks") == ["Snacks"]

    topic.refresh_from_db()
    actions.merge(topic=fresh, into=topic, by=trainer)

    assert found(world, "helper", "frikandel") == ["Koptelefoon"]
    assert found(world, "helper", "snacks") == []


def test_a_word_of_another_team_is_out_of_reach_even_for_the_table(world):
    make_topic(world, by="outsider", title="Geheimplan", source="Een geheimschrift.")
    mine = Query.of("geheim").within(scope_of(world.cohort.pk))
    theirs = Query.of("geheim").within(scope_of(world.elsewhere.pk))

    def rows(model, query):
        return model.objects.filter(words__has_words=query).count()

    assert [rows(model, mine) for model in (TopicIndex, PostIndex)] == [0, 0]
    assert [rows(model, theirs) for model in (TopicIndex, PostIndex)] == [1, 1]


def test_the_name_of_one_team_is_never_the_beginning_of_another():
    assert not scope_of(12).startswith(scope_of(1))
    assert not f"{scope_of(1)}2x".startswith(scope_of(12))


@pytest.mark.parametrize("person", ["anonymous", "outsider", "mt", "admin", "other"])
@pytest.mark.parametrize("typed", ["geheimplan", "geheim", "g", "geheimplam", "geheimschrift"])
def test_nobody_else_finds_or_gets_proposed_what_a_group_says(as_, world, person, typed):
    make_topic(world, title="Geheimplan", source="Een geheimschrift.", audience="group")

    response = as_(person).get("/zoeken/", {"q": typed})

    assert response.context["found"].counts["forum"] == 0
    assert response.context["found"].instead == response.context["found"].proposal == ""
    assert "eheimpla</mark>n" not in response.content.decode()
    assert "eheimschrift." not in response.content.decode()


def test_a_member_who_left_finds_nothing_any_more(world):
    make_topic(world, title="Geheimplan")
    place = world.enrolments["helper"]
    place.left_at = place.created_at
    place.save()

    assert search("geheimplan", world["helper"]).counts == {"dingen": 0, "forum": 0}


def test_many_teams_are_one_question(world, django_assert_max_num_queries):
    make_topic(world, title="Geheimplan", source="Een geheimschrift.")
    for number in range(60):
        team = make_cohort(world.ours, world.programme, f"team-{number}")
        team.enrolments.create(user=world["helper"], role=Role.TRAINER)

    with django_assert_max_num_queries(8):
        results = search("geheime plannen g", world["helper"])
    assert results.counts["forum"] == 0
    with django_assert_max_num_queries(8):
        assert search("geheimplan", world["helper"]).counts["forum"] == 1


def test_rebuilding_finds_the_same(world):
    make_reply(world, make_topic(world, source="Een **foto**camera."))
    before = [list(model.objects.order_by("pk").values()) for model in (TopicIndex, PostIndex)]

    assert rebuild() == 2
    assert [list(model.objects.order_by("pk").values()) for model in (TopicIndex, PostIndex)] == before


def test_a_post_that_goes_leaves_no_words(world):
    topic = make_topic(world)
    Post.objects.filter(topic=topic).delete()
    assert PostIndex.objects.count() == 0
    topic.delete()
    assert TopicIndex.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_said_before_is_found_after_the_upgrade(world):
    make_topic(world, title="Opnames", source="Welke camera?")
    try:
        MigrationExecutor(connection).migrate(UPGRADE)
        assert "forum_postindex" not in connection.introspection.table_names()
    finally:
        call_command("migrate", verbosity=0)

    assert (found(world, "helper", "opname"), found(world, "helper", "camera")) == (["Opnames"], ["Opnames"])
