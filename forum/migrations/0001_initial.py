import django.db.models.deletion
import forum.models.posts
import forum.models.topics
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0001_initial'),
        ('dingen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('source', models.TextField(max_length=20000, verbose_name='your text')),
                ('html', models.TextField(editable=False)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='cohorts.enrolment')),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.enrolment')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='PostEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=150)),
                ('source', models.TextField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('edited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.enrolment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='forum.post')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('kind', models.CharField(choices=[('experience', 'experience'), ('question', 'question'), ('talk', 'conversation'), ('announcement', 'announcement')], default='talk', max_length=12, verbose_name='kind')),
                ('audience', models.CharField(choices=[('team', 'the whole team'), ('group', 'only my group and the trainer'), ('trainer', 'only the trainer and me')], default='team', max_length=8, verbose_name='who can read it')),
                ('step_key', models.SlugField(blank=True, max_length=60)),
                ('posts_count', models.PositiveIntegerField(default=0)),
                ('last_post_at', models.DateTimeField(auto_now_add=True)),
                ('pinned', models.BooleanField(default=False)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='cohorts.enrolment')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='claims', to='cohorts.enrolment')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='cohorts.cohort')),
                ('ding', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dingen.ding')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='topics', to='cohorts.group')),
                ('solved_by', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='solves', to='forum.post')),
            ],
            options={
                'ordering': ['-pinned', '-last_post_at', '-pk'],
                'indexes': [models.Index(fields=['cohort', '-pinned', '-last_post_at', '-id'], name='topic_list')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', forum.models.topics.TopicKind)), name='topic_kind_is_known'), models.CheckConstraint(condition=models.Q(('audience__in', forum.models.topics.Audience)), name='topic_audience_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'group'), ('group__isnull', False)), models.Q(models.Q(('audience', 'group'), _negated=True), ('group', None)), _connector='OR'), name='topic_for_a_group_names_the_group'), models.CheckConstraint(condition=models.Q(('step_key', ''), ('ding__isnull', False), _connector='OR'), name='topic_step_belongs_to_a_ding'), models.CheckConstraint(condition=models.Q(('solved_by', None), ('kind', 'question'), _connector='OR'), name='topic_only_a_question_is_solved'), models.CheckConstraint(condition=models.Q(('claimed_by', None), ('kind', 'question'), _connector='OR'), name='topic_only_a_question_is_claimed'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'announcement'), _negated=True), ('audience', 'team'), _connector='OR'), name='topic_announcement_is_for_the_team'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='topic_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cohorts.enrolment')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='forum.topic')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'topic'), name='read_mark_once_per_topic')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('muted', models.BooleanField(default=False)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='cohorts.enrolment')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='forum.topic')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'topic'), name='follow_once_per_topic')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=200)),
                ('title', models.CharField(blank=True, max_length=150)),
                ('text', models.TextField(blank=True, max_length=100000)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='cohorts.enrolment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'place'), name='draft_once_per_place')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('stored_as', models.CharField(max_length=80, unique=True)),
                ('content_type', models.CharField(max_length=60)),
                ('size', models.PositiveIntegerField()),
                ('alt', models.CharField(blank=True, max_length=300, verbose_name='description of the picture')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='forum.post')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__lte', 10485760)), name='attachment_at_most_10_mb'), models.CheckConstraint(condition=models.Q(models.Q(('content_type__startswith', 'image/'), _negated=True), models.Q(('alt', ''), _negated=True), _connector='OR'), name='attachment_picture_has_a_description', violation_error_message='Describe the picture for who cannot see it.')],
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('thanks', 'Thank you'), ('helpful', 'This helps me'), ('nice', 'Well done')], max_length=8)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cohorts.enrolment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='forum.post')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('post', 'enrolment', 'kind'), name='reaction_once_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', forum.models.posts.Thanks)), name='reaction_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='what is wrong')),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cohorts.enrolment')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='forum.post')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cohorts.enrolment')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('post', 'reported_by'), name='report_once_per_person', violation_error_message='You reported this already. The trainer will look at it.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='report_has_a_reason'), models.CheckConstraint(condition=models.Q(('handled_at', None), ('handled_at__gte', models.F('created_at')), _connector='OR'), name='report_handled_after_it_is_made')],
            },
        ),
        migrations.AddField(
            model_name='post',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='forum.topic'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['author', '-created_at'], name='post_logbook'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('topic', 'number'), name='post_number_is_unique'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='post_number_starts_at_one'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='post_says_something'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_by', None), ('hidden_reason', '')), models.Q(('hidden_at__isnull', False), ('hidden_by__isnull', False)), _connector='OR'), name='post_hidden_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('hidden_at', None), ('hidden_by', models.F('author')), models.Q(('hidden_reason', ''), _negated=True), _connector='OR'), name='post_hidden_with_a_reason', violation_error_message='Say why you hide it.'),
        ),
    ]
