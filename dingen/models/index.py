from django.db import models
from django.db.models import Q

from dingen.models.catalogue import Ding
from lib import fulltext, orm
from lib.fulltext_table import WordsField


class LessonIndex(models.Model):
    """What the search reads of a lesson. Only dingen.finding writes it; everything in it can be made anew."""

    # FTS5 has no other name for a key (lib.fulltext_table).
    ding = models.OneToOneField(
        Ding, models.CASCADE, primary_key=True, db_column="rowid", related_name="index"
    )
    title = WordsField()
    summary = WordsField()
    body = WordsField()
    text = models.TextField()  # the body as people read it, for an excerpt

    objects = orm.Manager()

    def __str__(self) -> str:
        return str(self.ding)


class KnownWord(models.Model):
    """A word of a lesson that everybody may read: what a mistyped word may be replaced by."""

    word = models.CharField(primary_key=True, max_length=fulltext.LONGEST)

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="knownword_is_a_word", condition=~Q(word="")),
        ]

    def __str__(self) -> str:
        return self.word
