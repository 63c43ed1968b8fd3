import dingen.models.catalogue
import dingen.models.revision
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['position', 'title'],
            },
        ),
        migrations.CreateModel(
            name='Ding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('shelf', models.SlugField(default='meer', editable=False, max_length=60)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('summary', models.CharField(max_length=300, verbose_name='summary')),
                ('icon', models.CharField(default='sparkles', max_length=40)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('published', 'published'), ('retired', 'retired')], default='draft', max_length=10, verbose_name='status')),
                ('minutes_kennismaken', models.PositiveSmallIntegerField(default=0)),
                ('minutes_doen', models.PositiveSmallIntegerField(default=0)),
                ('minutes_uitdaging', models.PositiveSmallIntegerField(default=0)),
                ('tools', models.JSONField(blank=True, default=list)),
                ('hand_in', models.CharField(blank=True, max_length=200, verbose_name='to hand in')),
                ('reviewed_on', models.DateField(verbose_name='last checked')),
                ('review_by', models.DateField(verbose_name='review before')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dingen', to='accounts.organisation')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='dingen.ding')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dingen', to='dingen.theme')),
            ],
            options={
                'verbose_name': 'Ding',
                'verbose_name_plural': 'Dingen',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('summary', models.CharField(max_length=300, verbose_name='summary')),
                ('source', models.TextField(blank=True)),
                ('html', models.TextField(blank=True, editable=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
                'ordering': ['position', 'title'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('ding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme_items', to='dingen.ding')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='dingen.programme')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'ding'), name='programme_has_a_ding_once'), models.UniqueConstraint(fields=('programme', 'number'), name='programme_number_is_unique'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='programme_number_starts_at_one')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('source', models.TextField()),
                ('without_account', models.TextField(blank=True)),
                ('share', models.TextField(blank=True)),
                ('work', models.TextField(blank=True)),
                ('html', models.TextField(editable=False)),
                ('without_account_html', models.TextField(blank=True, editable=False)),
                ('share_html', models.TextField(blank=True, editable=False)),
                ('work_html', models.TextField(blank=True, editable=False)),
                ('change', models.CharField(blank=True, max_length=200, verbose_name='what changed')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='dingen.ding')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('ding', 'number'), name='revision_number_is_unique'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='revision_number_starts_at_one')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('url', models.URLField(max_length=500)),
                ('language', models.CharField(default='nl', max_length=5)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('unknown', 'not checked yet'), ('alive', 'works'), ('slow', 'no answer yet'), ('dead', 'does not work')], default='unknown', max_length=10)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='dingen.revision')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'position'), name='link_position_is_unique'), models.CheckConstraint(condition=models.Q(('state__in', dingen.models.revision.LinkState)), name='link_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('state', 'unknown')), models.Q(models.Q(('state', 'unknown'), _negated=True), ('checked_at__isnull', False)), _connector='OR'), name='link_checked_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SelfCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('question', models.CharField(max_length=300)),
                ('answers', models.JSONField(default=list)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='dingen.revision')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'position'), name='selfcheck_position_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('position', models.PositiveSmallIntegerField()),
                ('level', models.CharField(choices=[('kennismaken', 'Getting to know'), ('doen', 'Doing'), ('uitdaging', 'Challenge')], max_length=12)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('source', models.TextField(blank=True)),
                ('html', models.TextField(blank=True, editable=False)),
                ('check_text', models.CharField(blank=True, max_length=300)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='dingen.revision')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'key'), name='step_key_is_unique_in_a_revision'), models.CheckConstraint(condition=models.Q(('level__in', dingen.models.revision.Level)), name='step_level_is_known'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1)), name='step_takes_time')],
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('useful', models.PositiveSmallIntegerField(verbose_name='useful')),
                ('doable', models.PositiveSmallIntegerField(verbose_name='doable')),
                ('sentence', models.CharField(blank=True, max_length=300, verbose_name='one sentence')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('ding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='dingen.ding')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'ding'), name='evaluation_once_per_person'), models.CheckConstraint(condition=models.Q(('doable__range', (1, 5)), ('useful__range', (1, 5))), name='evaluation_scores_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='Lineage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('ding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lineage', to='dingen.ding')),
            ],
            options={
                'ordering': ['year', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('ding', 'year', 'name'), name='lineage_named_once'), models.CheckConstraint(condition=models.Q(('year__range', (1960, 2100))), name='lineage_year_is_digital')],
            },
        ),
        migrations.AddField(
            model_name='programme',
            name='dingen',
            field=models.ManyToManyField(related_name='programmes', through='dingen.ProgrammeItem', to='dingen.ding'),
        ),
        migrations.AddField(
            model_name='ding',
            name='revision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dingen.revision'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('slug', 'meer'), _negated=True), name='programme_leaves_a_word_free'),
        ),
        migrations.AddConstraint(
            model_name='ding',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', dingen.models.catalogue.Status)), name='ding_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='ding',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review']), ('revision__isnull', False), _connector='OR'), name='ding_readable_has_a_revision', violation_error_message='A lesson without text cannot be published.'),
        ),
        migrations.AddConstraint(
            model_name='ding',
            constraint=models.CheckConstraint(condition=models.Q(('minutes_doen__lte', models.F('minutes_uitdaging')), ('minutes_kennismaken__lte', models.F('minutes_doen'))), name='ding_levels_take_longer_and_longer', violation_error_message='A next level does not take less time than the one before.'),
        ),
        migrations.AddConstraint(
            model_name='ding',
            constraint=models.CheckConstraint(condition=models.Q(('review_by__gt', models.F('reviewed_on'))), name='ding_review_follows_check', violation_error_message='The review comes after the last check.'),
        ),
        migrations.AddConstraint(
            model_name='ding',
            constraint=models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('pk')), _negated=True), _connector='OR'), name='ding_successor_is_another'),
        ),
    ]
