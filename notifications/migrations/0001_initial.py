import django.db.models.deletion
import notifications.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invitation', 'an invitation'), ('team_started', 'the team has started'), ('plan_changed', "must-do's or can-do's have changed"), ('question', 'a question for the helper'), ('answer', 'an answer to your question'), ('reply', 'a reply in a topic you follow'), ('solved', 'your answer solved a question'), ('announcement', 'an announcement of the trainer'), ('pitch_handed_in', 'a group handed in its pitch'), ('dossiers', 'the dossiers are ready for the MT'), ('nomination', 'the result of the vote'), ('decision', 'the decision of the MT'), ('pilot', 'news of the pilot')], max_length=30)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mutes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='mute_once_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', notifications.models.Kind), models.Q(('kind', 'invitation'), _negated=True)), name='mute_kind_may_be_muted')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('invitation', 'an invitation'), ('team_started', 'the team has started'), ('plan_changed', "must-do's or can-do's have changed"), ('question', 'a question for the helper'), ('answer', 'an answer to your question'), ('reply', 'a reply in a topic you follow'), ('solved', 'your answer solved a question'), ('announcement', 'an announcement of the trainer'), ('pitch_handed_in', 'a group handed in its pitch'), ('dossiers', 'the dossiers are ready for the MT'), ('nomination', 'the result of the vote'), ('decision', 'the decision of the MT'), ('pilot', 'news of the pilot')], max_length=30)),
                ('about', models.CharField(max_length=100)),
                ('path', models.CharField(max_length=300)),
                ('context', models.JSONField(default=dict)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('mailing', models.CharField(choices=[('none', 'inbox only'), ('waiting', 'waiting to be sent'), ('sending', 'being sent'), ('sent', 'sent'), ('failed', 'given up')], default='none', max_length=10)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('try_after', models.DateTimeField(blank=True, null=True)),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('mailing__in', ['waiting', 'sending'])), fields=['try_after'], name='notification_outbox'), models.Index(condition=models.Q(('read_at', None)), fields=['recipient'], name='notification_unread')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'recipient', 'about'), name='notification_told_once'), models.CheckConstraint(condition=models.Q(('kind__in', notifications.models.Kind)), name='notification_kind_is_known'), models.CheckConstraint(condition=models.Q(('mailing__in', notifications.models.Mailing)), name='notification_mailing_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('mailed_at__isnull', False), ('mailing', 'sent')), models.Q(models.Q(('mailing', 'sent'), _negated=True), ('mailed_at', None)), _connector='OR'), name='notification_sent_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('leased_until__isnull', False), ('mailing', 'sending')), models.Q(models.Q(('mailing', 'sending'), _negated=True), ('leased_until', None)), _connector='OR'), name='notification_lease_while_sending'), models.CheckConstraint(condition=models.Q(('path__startswith', '/'), models.Q(('path__startswith', '//'), _negated=True)), name='notification_path_is_ours')],
            },
        ),
    ]
