from django.db import migrations
from django.db.models import Q


def keep(apps, schema_editor):
    """Dates that are there were chosen by hand; a draft that is there goes on at its rhythm."""
    dated = Q(opens_on__isnull=False) | Q(due_on__isnull=False)
    apps.get_model("cohorts", "PlanItem").objects.filter(dated).update(dates_by_hand=True)
    apps.get_model("cohorts", "Cohort").objects.filter(state="draft").update(steps_done=2)


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0006_setting_up")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
