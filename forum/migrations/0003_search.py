import django.db.models.deletion
from django.db import migrations, models

import lib.fulltext_table
from forum.finding import rebuild


def fill(apps, schema_editor):
    """What was said already is found from now on too."""
    rebuild(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0002_mentions_moves_log"),
    ]

    operations = [
        # SQLite gets tables of FTS5, PostgreSQL plain ones with a tsvector: lib/fulltext_table.py.
        lib.fulltext_table.CreateWordTable(
            name="TopicIndex",
            fields=[
                (
                    "topic",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="forum.topic",
                    ),
                ),
                ("words", lib.fulltext_table.WordsField()),
            ],
        ),
        lib.fulltext_table.CreateWordTable(
            name="PostIndex",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="forum.post",
                    ),
                ),
                ("words", lib.fulltext_table.WordsField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
