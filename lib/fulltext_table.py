"""Where words are stored and found: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL.

A model with WordsFields is a table of words; its primary key has the column name `rowid`, which is
what FTS5 calls it. On SQLite the table itself is the FTS5 table, so the ORM writes both alike.
"""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Value
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from lib.fulltext import Query, Sought

WEIGHTS = "ABCD"  # of PostgreSQL, for the first column, the second ...
FACTORS = (10.0, 4.0, 1.0, 1.0)  # of FTS5

type Sql = tuple[str, tuple[Any, ...]]


class WordsField(models.TextField[str, str]):
    """Words as lib.fulltext.tokens writes them; the first such column of a table weighs most."""


class CreateWordTable(migrations.CreateModel):
    """Create the table of a model with WordsFields, with what the database needs to find the words.

    Django does not know of the FTS5 table nor of the column `document`: whoever changes a WordsField
    later writes a migration that makes the table anew and fills it.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        if schema_editor.connection.vendor == "sqlite":
            for statement in fts5_table(model):
                schema_editor.execute(statement, params=None)
            return
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        for statement in document_column(model):
            schema_editor.execute(statement, params=None)


def fts5_table(model: type[models.Model]) -> list[str]:
    # Our words are separated by spaces and folded, so `ascii` leaves them alone. The prefix index
    # makes one and two letters twelve times as fast.
    table, fields = model._meta.db_table, [one for one in model._meta.fields if not one.primary_key]
    columns = [f'"{one.column}"{"" if isinstance(one, WordsField) else " UNINDEXED"}' for one in fields]
    factors = ", ".join(map(str, FACTORS[: len(words_of(model))]))
    return [
        f"CREATE VIRTUAL TABLE \"{table}\" USING fts5({', '.join(columns)}, tokenize='ascii', prefix='1 2')",
        f"INSERT INTO \"{table}\" (\"{table}\", rank) VALUES ('rank', 'bm25({factors})')",  # noqa: S608 - names of ours
    ]


def document_column(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    parts = [
        f"setweight(to_tsvector('simple', \"{one.column}\"), '{weight}')"
        for one, weight in zip(words_of(model), WEIGHTS, strict=False)
    ]
    whole = " || ".join(parts)
    return [
        f'ALTER TABLE "{table}" ADD COLUMN document tsvector GENERATED ALWAYS AS ({whole}) STORED',
        f'CREATE INDEX "{table}_document" ON "{table}" USING gin (document)',
    ]


def words_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [one for one in model._meta.fields if isinstance(one, WordsField)]


@WordsField.register_lookup
class HasWords(models.Lookup[Any]):
    """`index__title__has_words=query`: the row has each of the words, in whatever column."""

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> Sql:
        return f'"{self.lhs.alias}"."{table_of(self.lhs)}" MATCH %s', (fts5(self.rhs),)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> Sql:
        return f"\"{self.lhs.alias}\".document @@ to_tsquery('simple', %s)", (tsquery(self.rhs),)


class _OfWords(models.Func):
    """An expression over a table of words, reached by the first of its columns."""

    def __init__(self, column: Any, query: Query, **extra: Any) -> None:
        super().__init__(column, **extra)
        self.query = query

    @property
    def column(self) -> Col:
        column = self.get_source_expressions()[0]
        assert isinstance(column, Col)
        return column


class HasWordsThere(_OfWords):
    """Whether the row has each of the words in the first so many columns of words."""

    output_field = models.BooleanField()

    def __init__(self, column: Any, query: Query, most: int = 1, **extra: Any) -> None:
        super().__init__(column, query, **extra)
        self.most = most

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Sql:
        columns = " ".join(str(one.column) for one in words_of(self.column.target.model)[: self.most])
        table = table_of(self.column)
        inner = f'SELECT rowid FROM "{table}" WHERE "{table}" MATCH %s'  # noqa: S608 - names of ours
        return f'"{self.column.alias}".rowid IN ({inner})', (f"{{{columns}}} : ({fts5(self.query)})",)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Sql:
        query = tsquery(self.query, WEIGHTS[: self.most])
        return f"\"{self.column.alias}\".document @@ to_tsquery('simple', %s)", (query,)


class Score(_OfWords):
    """How well a row fits that has the words: more is better; the number has no meaning of its own."""

    output_field = models.FloatField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Sql:
        return f'(- "{self.column.alias}".rank)', ()

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Sql:
        score = f"ts_rank(\"{self.column.alias}\".document, to_tsquery('simple', %s), 1)"
        return score, (tsquery(self.query),)


def table_of(column: Col) -> str:
    return str(column.target.model._meta.db_table)


def with_words[Rows: models.QuerySet[Any]](rows: Rows, column: str, query: Query) -> Rows:
    """Return the rows that have each of the words, with `in_title`, `in_head` and `score` to order them by.

    The engines count differently, so what is plain gets a column of its own: whether the first column of
    words has them all, and whether the first two have. A single letter begins some word of nearly every
    row, so how often says nothing: the score is then the same for all, and not counted.
    `column` is the way from a row to the first column of its table of words: "index__title". A query
    without words is for the caller to answer.
    """
    found = rows.filter(**{f"{column}__has_words": query})
    return found.annotate(
        in_title=HasWordsThere(F(column), query, 1),
        in_head=HasWordsThere(F(column), query, 2),
        score=Value(0.0) if query.says_little else Score(F(column), query),
    )


def fts5(query: Query) -> str:
    """Return the query for FTS5. Our forms are letters and digits, so there is nothing to escape."""
    all_or_one = " AND " if query.every else " OR "
    within = (all_or_one.join(_fts5(one, scope) for one in query.sought) for scope in query.scopes)
    return " OR ".join(f"({found})" for found in within)


def _fts5(one: Sought, scope: str) -> str:
    found = [f'"{scope}{form}"' for form in one.forms]
    found += [f'"{scope}{one.forms[0]}"*'] if one.begins else []
    return f"({' OR '.join(found)})"


def tsquery(query: Query, weights: str = "") -> str:
    """Return the query for PostgreSQL, only for words with one of these weights when there are any."""
    all_or_one = " & " if query.every else " | "
    within = (
        all_or_one.join(_tsquery(one, scope, weights) for one in query.sought) for scope in query.scopes
    )
    return " | ".join(f"({found})" for found in within)


def _tsquery(one: Sought, scope: str, weights: str) -> str:
    found = [f"'{scope}{form}'{':' if weights else ''}{weights}" for form in one.forms]
    found += [f"'{scope}{one.forms[0]}':*{weights}"] if one.begins else []
    return f"({' | '.join(found)})"
