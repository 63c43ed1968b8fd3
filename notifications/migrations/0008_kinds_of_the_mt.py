from django.db import migrations, models

from notifications.models import Kind

# As in 0006_circles_and_reports: a database that was there already has to hear that there are more kinds.
KNOWN = models.CheckConstraint(condition=models.Q(kind__in=Kind), name="notification_kind_is_known")
MUTABLE = models.CheckConstraint(
    condition=models.Q(("kind__in", Kind), models.Q(("kind", "invitation"), _negated=True)),
    name="mute_kind_may_be_muted",
)


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0007_quotes"),
    ]

    operations = [
        migrations.RemoveConstraint("notification", "notification_kind_is_known"),
        migrations.AddConstraint("notification", KNOWN),
        migrations.RemoveConstraint("mute", "mute_kind_may_be_muted"),
        migrations.AddConstraint("mute", MUTABLE),
    ]
