import cohorts.models.cohort
import cohorts.models.growth
import cohorts.models.plan
import dingen.models.revision
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('dingen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name of the team')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('kind', models.CharField(choices=[('in_company', 'team of one library'), ('open', 'open edition'), ('individual', 'on your own')], default='in_company', max_length=12, verbose_name='kind')),
                ('goal', models.TextField(blank=True, max_length=1000, verbose_name='goal')),
                ('sponsor', models.CharField(blank=True, max_length=100, verbose_name='sponsor in the MT')),
                ('hours', models.PositiveIntegerField(blank=True, null=True, verbose_name='hours for the winning idea')),
                ('budget', models.PositiveIntegerField(blank=True, null=True, verbose_name='budget for the winning idea (euro)')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('closing_at', models.DateTimeField(blank=True, null=True, verbose_name='closing meeting')),
                ('closing_place', models.CharField(blank=True, max_length=120, verbose_name='place of the closing meeting')),
                ('state', models.CharField(choices=[('draft', 'being set up'), ('running', 'running'), ('closed', 'closed')], default='draft', max_length=10)),
                ('stage', models.PositiveSmallIntegerField(choices=[(1, 'Agreement'), (2, 'Dingen'), (3, 'Groups'), (4, 'Plan'), (5, 'Pitch'), (6, 'Vote'), (7, 'Nomination'), (8, 'Decision'), (9, 'Pilot'), (10, 'Outcome')], default=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='accounts.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='dingen.programme')),
            ],
            options={
                'verbose_name': 'team',
                'verbose_name_plural': 'teams',
                'ordering': ['-starts_on', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='cohort_ends_after_it_starts', violation_error_message='A team ends after it starts.'), models.CheckConstraint(condition=models.Q(('kind__in', cohorts.models.cohort.CohortKind)), name='cohort_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', cohorts.models.cohort.State)), name='cohort_state_is_known'), models.CheckConstraint(condition=models.Q(('stage__in', cohorts.models.cohort.Stage)), name='cohort_stage_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), _negated=True), ('stage', 1), _connector='OR'), name='cohort_draft_is_at_the_agreement')],
            },
        ),
        migrations.CreateModel(
            name='CohortInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('participant', 'participant'), ('trainer', 'trainer'), ('mt', 'member of the MT')], max_length=12, verbose_name='role')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='cohorts.cohort')),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='place', to='accounts.invitation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', cohorts.models.cohort.Role)), name='cohort_invitation_role_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('participant', 'participant'), ('trainer', 'trainer'), ('mt', 'member of the MT')], max_length=12, verbose_name='role')),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('active_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='cohorts.cohort')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'cohort'), name='enrolled_once_per_cohort', violation_error_message='This person is already in the team.'), models.CheckConstraint(condition=models.Q(('role__in', cohorts.models.cohort.Role)), name='enrolment_role_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name of the group')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='cohorts.cohort')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('cohort', 'name'), name='group_name_is_unique_in_the_team', violation_error_message='There is already a group with this name.')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kick_off', 'kick-off'), ('gathering', 'meeting')], max_length=10)),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='cohorts.cohort')),
            ],
            options={
                'ordering': ['starts_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_it_starts', violation_error_message='A meeting ends after it starts.'), models.CheckConstraint(condition=models.Q(('kind__in', cohorts.models.plan.MeetingKind)), name='meeting_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('weight', models.CharField(choices=[('must', 'must-do'), ('can', 'can-do')], max_length=4)),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='opens on')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='cohorts.cohort')),
                ('ding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dingen.ding')),
                ('revision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dingen.revision')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('cohort', 'ding'), name='plan_has_a_ding_once'), models.UniqueConstraint(fields=('cohort', 'number'), name='plan_number_is_unique'), models.CheckConstraint(condition=models.Q(('weight__in', cohorts.models.plan.Weight)), name='plan_weight_is_known'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='plan_number_starts_at_one'), models.CheckConstraint(condition=models.Q(('opens_on', None), ('due_on', None), ('due_on__gte', models.F('opens_on')), _connector='OR'), name='plan_due_after_it_opens', violation_error_message='A Ding is due after it opens.')],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('kennismaken', 'Getting to know'), ('doen', 'Doing'), ('uitdaging', 'Challenge')], default='doen', max_length=12)),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('ding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dingen.ding')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='cohorts.enrolment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'ding'), name='progress_once_per_ding'), models.CheckConstraint(condition=models.Q(('level__in', dingen.models.revision.Level)), name='progress_level_is_known'), models.CheckConstraint(condition=models.Q(('finished_at', None), ('finished_at__gte', models.F('started_at')), _connector='OR'), name='progress_finishes_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('helper', models.BooleanField(default=False, verbose_name='helper')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='seat', to='cohorts.enrolment')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='cohorts.group')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('group', 'number'), name='seat_is_taken_once'), models.CheckConstraint(condition=models.Q(('number__range', (1, 5))), name='seat_number_one_to_five'), models.UniqueConstraint(condition=models.Q(('helper', True)), fields=('group',), name='group_has_one_helper')],
            },
        ),
        migrations.CreateModel(
            name='SelfAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('start', 'at the start'), ('end', 'at the end')], max_length=5)),
                ('statement', models.CharField(choices=[('able', 'I can find my way in new apps and sites.'), ('helping', 'I can help a customer with a digital question.'), ('daring', 'I dare to try something that I do not know yet.'), ('sharing', 'I dare to share with colleagues what I am still learning.'), ('useful', 'I see what digital tools bring my library.')], max_length=10)),
                ('score', models.PositiveSmallIntegerField()),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='cohorts.enrolment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'moment', 'statement'), name='assessed_once_per_moment'), models.CheckConstraint(condition=models.Q(('moment__in', cohorts.models.growth.Moment)), name='assessment_moment_is_known'), models.CheckConstraint(condition=models.Q(('statement__in', cohorts.models.growth.Statement)), name='assessment_statement_is_known'), models.CheckConstraint(condition=models.Q(('score__range', (1, 5))), name='assessment_score_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='StepDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step_key', models.SlugField(max_length=60)),
                ('done_at', models.DateTimeField(auto_now_add=True)),
                ('progress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps_done', to='cohorts.progress')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('progress', 'step_key'), name='step_ticked_once')],
            },
        ),
    ]
