import django.db.models.deletion
from django.db import migrations, models

import lib.fulltext_table
from dingen.finding import rebuild


def fill(apps, schema_editor):
    """Lessons that are there already are found from now on too."""
    rebuild(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("dingen", "0002_working_copies_and_remarks"),
    ]

    operations = [
        # SQLite gets a table of FTS5, PostgreSQL a plain one with a tsvector: lib/fulltext_table.py.
        lib.fulltext_table.CreateWordTable(
            name="LessonIndex",
            fields=[
                (
                    "ding",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="dingen.ding",
                    ),
                ),
                ("title", lib.fulltext_table.WordsField()),
                ("summary", lib.fulltext_table.WordsField()),
                ("body", lib.fulltext_table.WordsField()),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("word", ""), _negated=True), name="knownword_is_a_word"
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
