from django.db import models

from forum.models.posts import Post
from forum.models.topics import Topic
from lib import orm
from lib.fulltext_table import WordsField


class TopicIndex(models.Model):
    """What the search reads of a title. Only forum.finding writes it; it can be made anew."""

    topic = models.OneToOneField(
        Topic, models.CASCADE, primary_key=True, db_column="rowid", related_name="index"
    )
    words = WordsField()

    objects = orm.Manager()

    def __str__(self) -> str:
        return str(self.topic)


class PostIndex(models.Model):
    """What the search reads of a post. Whoever looks in it asks only for posts that they may read."""

    post = models.OneToOneField(
        Post, models.CASCADE, primary_key=True, db_column="rowid", related_name="index"
    )
    words = WordsField()

    objects = orm.Manager()

    def __str__(self) -> str:
        return str(self.post)
