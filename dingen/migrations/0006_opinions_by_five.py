"""Totals of opinions change five people at a time; what was shown stays shown."""

from typing import Any

from django.db import migrations, models
from django.db.models import Count, F, Q

ENOUGH = 5


def show(apps: Any, schema_editor: Any) -> None:
    evaluations = apps.get_model("dingen", "Evaluation").objects
    enough = evaluations.values("ding").annotate(number=Count("pk")).filter(number__gte=ENOUGH)
    evaluations.filter(ding__in=[row["ding"] for row in enough]).update(
        waits=False, shown_useful=F("useful"), shown_doable=F("doable"), shown_sentence=F("sentence")
    )


class Migration(migrations.Migration):
    dependencies = [("dingen", "0005_link_by_state")]

    operations = [
        migrations.AddField(
            "evaluation", "shown_useful", models.PositiveSmallIntegerField(null=True, editable=False)
        ),
        migrations.AddField(
            "evaluation", "shown_doable", models.PositiveSmallIntegerField(null=True, editable=False)
        ),
        migrations.AddField(
            "evaluation",
            "shown_sentence",
            models.CharField(max_length=300, blank=True, default="", editable=False),
            preserve_default=False,
        ),
        migrations.AddField("evaluation", "waits", models.BooleanField(default=True, editable=False)),
        migrations.RunPython(show, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "evaluation",
            models.CheckConstraint(
                name="evaluation_waits_or_is_shown",
                condition=Q(waits=True) | Q(shown_useful__isnull=False, shown_doable__isnull=False),
            ),
        ),
    ]
