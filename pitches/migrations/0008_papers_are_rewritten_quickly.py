from typing import Any

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def leave_room(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let PostgreSQL write each paper again on the page where it stands, also while others wait to vote.

    Every vote rewrites all papers. On a full page that is a new place and five new lines in indexes for each,
    twenty milliseconds for a thousand; with room it is four (docs/adr/0024).
    """
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE pitches_vote SET (fillfactor = 10)")


def leave_none(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE pitches_vote RESET (fillfactor)")


class Migration(migrations.Migration):

    dependencies = [
        ('pitches', '0007_showcase'),
    ]

    operations = [
        migrations.RunPython(leave_room, leave_none),
        migrations.RemoveConstraint(
            model_name='vote',
            name='vote_receipt_has_eight_letters',
        ),
        migrations.RemoveConstraint(
            model_name='vote',
            name='vote_choices_are_option_numbers',
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('receipt'), models.Value(8)), django.db.models.lookups.Exact(models.Func(models.F('receipt'), models.Value('abcdefghijklmnopqrstuvwxyz'), function='LTRIM', output_field=models.CharField()), models.Value(''))), name='vote_receipt_has_eight_letters'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('choices', '------'), models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('choices'), models.Value(6)), django.db.models.lookups.Exact(models.Func(models.F('choices'), models.Value('0123456789'), function='LTRIM', output_field=models.CharField()), models.Value(''))), _connector='OR'), name='vote_choices_are_option_numbers'),
        ),
    ]
