from django.db import migrations, models

from notifications.models import Kind

# The constraints name the class of kinds, so Django does not see that there are more of them now: a
# database that was there already has to hear it, also of the kinds of the migrations before this one.
KNOWN = models.CheckConstraint(condition=models.Q(kind__in=Kind), name="notification_kind_is_known")
MUTABLE = models.CheckConstraint(
    condition=models.Q(("kind__in", Kind), models.Q(("kind", "invitation"), _negated=True)),
    name="mute_kind_may_be_muted",
)


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_nudges"),
    ]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="circle",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="mute",
            name="kind",
            field=models.CharField(choices=Kind, max_length=30),
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(choices=Kind, max_length=30),
        ),
        migrations.RemoveConstraint("notification", "notification_kind_is_known"),
        migrations.AddConstraint("notification", KNOWN),
        migrations.RemoveConstraint("mute", "mute_kind_may_be_muted"),
        migrations.AddConstraint("mute", MUTABLE),
    ]
