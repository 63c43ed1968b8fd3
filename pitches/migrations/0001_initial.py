import django.db.models.deletion
import pitches.counting
import pitches.models.agreement
import pitches.models.ballot_rules
import pitches.models.closing
import pitches.models.pilot
import pitches.models.plan
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('electorate', models.CharField(choices=[('participants', 'the participants'), ('mt', 'the MT')], default='participants', max_length=12, verbose_name='who votes')),
                ('method', models.CharField(choices=[('one', 'one vote each'), ('dots', 'three dots each')], default='one', max_length=4, verbose_name='how many votes')),
                ('own_group_excluded', models.BooleanField(default=True, verbose_name='nobody votes for their own group')),
                ('secret', models.BooleanField(default=True, verbose_name='the vote is secret')),
                ('quorum', models.PositiveSmallIntegerField(default=50, verbose_name='how many per cent have to vote')),
                ('tie_rule', models.CharField(choices=[('run_off', 'a run-off between the equals'), ('mt', 'the MT decides'), ('lot', 'lot')], default='run_off', max_length=8, verbose_name='when it is a tie')),
                ('mt_decides', models.BooleanField(default=True, verbose_name='the vote advises, the MT decides')),
                ('frozen_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='cohorts.cohort')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('frozen_at', None)), fields=('cohort', 'electorate'), name='agreement_one_draft_per_electorate'), models.CheckConstraint(condition=models.Q(('electorate__in', pitches.models.agreement.Electorate)), name='agreement_electorate_is_known'), models.CheckConstraint(condition=models.Q(('method__in', pitches.models.agreement.Method)), name='agreement_method_is_known'), models.CheckConstraint(condition=models.Q(('tie_rule__in', pitches.models.agreement.TieRule)), name='agreement_tie_rule_is_known'), models.CheckConstraint(condition=models.Q(('quorum__lte', 100)), name='agreement_quorum_is_a_percentage', violation_error_message='The quorum is between 0 and 100 per cent.'), models.CheckConstraint(condition=models.Q(('electorate', 'mt'), ('tie_rule', 'mt'), _negated=True), name='agreement_tie_of_the_mt_not_to_the_mt', violation_error_message='When the MT itself votes, it cannot break its own tie.')],
            },
        ),
        migrations.CreateModel(
            name='Pitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=100, verbose_name='title of your idea')),
                ('summary', models.CharField(blank=True, max_length=250, verbose_name='your idea in one sentence')),
                ('state', models.CharField(choices=[('plan', 'being written'), ('handed_in', 'handed in')], default='plan', max_length=10)),
                ('position', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pitch', to='cohorts.group')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('handed_in_at__isnull', False), ('state', 'handed_in')), models.Q(('handed_in_at', None), ('state', 'plan')), _connector='OR'), name='pitch_handed_in_has_a_time'), models.CheckConstraint(condition=models.Q(('state', 'plan'), models.Q(('title', ''), _negated=True), _connector='OR'), name='pitch_handed_in_has_a_title', violation_error_message='Give your idea a title.')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('electorate', models.CharField(choices=[('participants', 'the participants'), ('mt', 'the MT')], max_length=12)),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('revealed', 'revealed')], default='open', max_length=10)),
                ('invited', models.PositiveIntegerField(default=0)),
                ('verdict', models.CharField(blank=True, choices=[('won', 'there is a winner'), ('lot', 'lot decided between the equals'), ('run_off', 'a run-off follows between the equals'), ('mt', 'a tie: the MT decides'), ('too_few', 'too few people voted, so there is no winner')], max_length=10)),
                ('lot_seed', models.CharField(blank=True, max_length=64)),
                ('checksum', models.CharField(blank=True, max_length=64)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ballot', to='pitches.agreement')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='cohorts.cohort')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.enrolment')),
                ('run_off_of', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='run_off', to='pitches.ballot')),
                ('winner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pitches.pitch')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('cohort', 'electorate'), name='ballot_one_open_per_electorate', violation_error_message='There is already an open vote.'), models.CheckConstraint(condition=models.Q(('electorate__in', pitches.models.agreement.Electorate)), name='ballot_electorate_is_known'), models.CheckConstraint(condition=models.Q(('state__in', pitches.models.ballot_rules.BallotState)), name='ballot_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('checksum', ''), ('closed_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False), models.Q(('checksum', ''), _negated=True)), _connector='OR'), name='ballot_closed_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('revealed_at__isnull', False), ('state', 'revealed')), models.Q(models.Q(('state', 'revealed'), _negated=True), ('revealed_at', None)), _connector='OR'), name='ballot_revealed_has_a_time'), models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='ballot_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'revealed'), ('verdict__in', pitches.counting.Verdict)), models.Q(models.Q(('state', 'revealed'), _negated=True), ('verdict', '')), _connector='OR'), name='ballot_verdict_when_revealed'), models.CheckConstraint(condition=models.Q(models.Q(('verdict__in', ['won', 'lot']), ('winner__isnull', False)), models.Q(models.Q(('verdict__in', ['won', 'lot']), _negated=True), ('winner', None)), _connector='OR'), name='ballot_winner_fits_the_verdict'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'lot'), models.Q(('lot_seed', ''), _negated=True)), models.Q(models.Q(('verdict', 'lot'), _negated=True), ('lot_seed', '')), _connector='OR'), name='ballot_lot_shows_its_seed')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.PositiveIntegerField(verbose_name='amount in euro')),
                ('hours', models.PositiveIntegerField(verbose_name='hours')),
                ('sponsor', models.CharField(max_length=100, verbose_name='sponsor')),
                ('starts_on', models.DateField(verbose_name='start date')),
                ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                ('decided_at', models.DateTimeField(auto_now_add=True)),
                ('cohort', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='cohorts.cohort')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.enrolment')),
                ('pitch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='pitches.pitch')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='decision_has_a_reason', violation_error_message='Give a reason.'), models.CheckConstraint(condition=models.Q(('sponsor', ''), _negated=True), name='decision_has_a_sponsor', violation_error_message='Name a sponsor.')],
            },
        ),
        migrations.CreateModel(
            name='Pilot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('running', 'running'), ('in_use', 'in use'), ('scaled_up', 'scaled up'), ('stopped', 'stopped, learned: ...')], default='running', max_length=10)),
                ('learned', models.CharField(blank=True, max_length=500, verbose_name='what we learned')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pilot', to='pitches.decision')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cohorts.enrolment')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', pitches.models.pilot.PilotState)), name='pilot_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('ended_at__isnull', False), models.Q(('learned', ''), _negated=True)), _connector='OR'), name='pilot_ends_with_what_was_learned', violation_error_message='Write down what you learned.')],
            },
        ),
        migrations.CreateModel(
            name='Option',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='pitches.ballot')),
                ('pitch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pitches.pitch')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('ballot', 'pitch'), name='option_once_per_pitch'), models.UniqueConstraint(fields=('ballot', 'number'), name='option_number_is_unique'), models.CheckConstraint(condition=models.Q(('number__range', (1, 99))), name='option_number_has_two_digits')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=pitches.models.closing.fresh_code, max_length=6, unique=True)),
                ('scene', models.CharField(choices=[('welcome', 'welcome'), ('pitch', 'a pitch'), ('vote', 'the vote is open'), ('counted', 'the vote is closed'), ('result', 'the result')], default='welcome', max_length=8)),
                ('minutes', models.PositiveSmallIntegerField(default=5, verbose_name='minutes a pitch')),
                ('timer_started_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('cohort', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='closing', to='cohorts.cohort')),
                ('pitch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pitches.pitch')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('scene__in', pitches.models.closing.Scene)), name='closing_scene_is_known'), models.CheckConstraint(condition=models.Q(('minutes__range', (1, 60))), name='closing_minutes_are_short', violation_error_message='A pitch takes 1 to 60 minutes.'), models.CheckConstraint(condition=models.Q(models.Q(('pitch__isnull', False), ('scene', 'pitch')), models.Q(models.Q(('scene', 'pitch'), _negated=True), ('pitch', None)), _connector='OR'), name='closing_pitch_scene_has_a_pitch'), models.CheckConstraint(condition=models.Q(('scene', 'pitch'), ('timer_started_at', None), _connector='OR'), name='closing_clock_runs_during_a_pitch')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='answer')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='pitches.decision')),
                ('pitch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='pitches.pitch')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='answer_says_something', violation_error_message='Every group gets an answer.')],
            },
        ),
        migrations.CreateModel(
            name='PulseCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('pulse', models.CharField(blank=True, choices=[('runs', 'it runs'), ('falters', 'it falters'), ('stopped', 'it stopped')], max_length=8, verbose_name='how is it going')),
                ('sentence', models.CharField(blank=True, max_length=250, verbose_name='one sentence')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cohorts.enrolment')),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pulses', to='pitches.pilot')),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('pilot', 'day'), name='pulse_once_per_day'), models.CheckConstraint(condition=models.Q(('day__in', (30, 60, 90, 365))), name='pulse_day_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('pulse', ''), ('sentence', '')), models.Q(('answered_at__isnull', False), ('pulse__in', pitches.models.pilot.Pulse), models.Q(('sentence', ''), _negated=True)), _connector='OR'), name='pulse_answer_is_complete')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('problem', 'The problem'), ('for_whom', 'For whom'), ('idea', 'The idea'), ('dingen', 'Dingen used'), ('steps', 'Steps'), ('who', 'Who does what'), ('hours', 'Hours'), ('money', 'Money'), ('risks', 'Risks'), ('success', 'When is it a success')], max_length=10)),
                ('source', models.TextField(blank=True, max_length=8000)),
                ('html', models.TextField(blank=True, editable=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('busy_since', models.DateTimeField(blank=True, null=True)),
                ('busy_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cohorts.enrolment')),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cohorts.enrolment')),
                ('pitch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='pitches.pitch')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pitch', 'kind'), name='section_once_per_kind'), models.CheckConstraint(condition=models.Q(('kind__in', pitches.models.plan.SectionKind)), name='section_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('edited_at', None), ('source', ''), ('version', 0)), models.Q(('edited_at__isnull', False), ('version__gt', 0)), _connector='OR'), name='section_saved_has_a_time'), models.CheckConstraint(condition=models.Q(('busy_by', None), ('busy_since__isnull', False), _connector='OR'), name='section_busy_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SectionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('source', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cohorts.enrolment')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='pitches.section')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('section', 'number'), name='section_version_is_unique'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='section_version_starts_at_one')],
            },
        ),
        migrations.CreateModel(
            name='Tip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('top', 'top'), ('tip', 'tip'), ('question', 'question')], max_length=10)),
                ('text', models.CharField(max_length=300, verbose_name='your tip')),
                ('state', models.CharField(choices=[('open', 'open'), ('adopted', 'adopted'), ('not_adopted', 'not adopted, because ...')], default='open', max_length=12)),
                ('because', models.CharField(blank=True, max_length=300, verbose_name='because')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='cohorts.enrolment')),
                ('pitch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tips', to='pitches.pitch')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', pitches.models.plan.TipKind)), name='tip_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', pitches.models.plan.TipState)), name='tip_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_adopted'), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='tip_not_adopted_with_a_reason', violation_error_message='Say why you do not adopt this tip.')],
            },
        ),
        migrations.CreateModel(
            name='Turnout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turnout', to='pitches.ballot')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.enrolment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'enrolment'), name='turnout_once_per_person', violation_error_message='You have already voted.')],
            },
        ),
        migrations.CreateModel(
            name='SignedVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choices', models.CharField(max_length=6)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='your reason')),
                ('turnout', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='signed', to='pitches.turnout')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('choices__regex', '^[0-9]{6}$')), name='signed_choices_are_option_numbers')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('choices', models.CharField(default='------', max_length=6)),
                ('receipt', models.CharField(max_length=8)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='pitches.ballot')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'receipt'), name='vote_receipt_is_unique'), models.CheckConstraint(condition=models.Q(('receipt__regex', '^[a-z]{8}$')), name='vote_receipt_has_eight_letters'), models.CheckConstraint(condition=models.Q(('choices__regex', '^([0-9]{6}|------)$')), name='vote_choices_are_option_numbers')],
            },
        ),
        migrations.CreateModel(
            name='Voter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roll', to='pitches.ballot')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.enrolment')),
                ('own', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pitches.option')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'enrolment'), name='voter_once_on_the_roll')],
            },
        ),
    ]
