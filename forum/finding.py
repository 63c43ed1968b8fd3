"""Keeps the tables that the search of the forum reads.

Each word is stored with its team, so that a search touches the words of that team alone: a million
posts are as quick as a thousand, and nothing of another team can come up.
"""

from itertools import batched
from typing import Any

from django.apps import apps
from django.db import transaction

from forum.models import Post, PostIndex, Topic, TopicIndex
from forum.models.topics import scope_of
from lib.fulltext import readable, tokens


def index_topic(topic: Topic, *, new: bool = False) -> None:
    """Note the title of a topic for the search; call it when it is made or gets another."""
    TopicIndex(topic=topic, words=tokens(topic.title, scope=scope_of(topic.cohort_id))).save(force_insert=new)


def index_post(post: Post, *, new: bool = False) -> None:
    """Note the words of a post for the search; call it when they are written or changed.

    Hidden words stay: who may read them may find them, and the search asks that for each reader.
    """
    words = tokens(readable(post.html), scope=scope_of(post.topic.cohort_id))
    PostIndex(post=post, words=words).save(force_insert=new)


@transaction.atomic
def rebuild(registry: Any = apps) -> int:
    """Make the tables of the search anew, also from a migration; return the number of posts."""
    names = ("Topic", "TopicIndex", "Post", "PostIndex")
    topic, topic_index, post, post_index = (registry.get_model("forum", name) for name in names)
    topic_index.objects.all().delete()
    post_index.objects.all().delete()
    titles = topic.objects.values_list("pk", "title", "cohort").iterator()
    for some in batched(titles, 500):
        topic_index.objects.bulk_create(
            topic_index(pk=pk, words=tokens(title, scope=scope_of(cohort))) for pk, title, cohort in some
        )
    number = 0
    posts = post.objects.values_list("pk", "html", "topic__cohort").iterator(chunk_size=500)
    for some in batched(posts, 500):
        post_index.objects.bulk_create(
            post_index(pk=pk, words=tokens(readable(html), scope=scope_of(cohort)))
            for pk, html, cohort in some
        )
        number += len(some)
    return number
