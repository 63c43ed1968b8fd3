"""Teams that talk. Two are made by the actions of the site; SQL makes many of the second one.

A copy is the rows of that team again with other keys, so whatever the actions write is in every team:
posts, words for the search, marks of what was read, who follows what, messages.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.management.color import no_style
from django.db import ProgrammingError, connection, models, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from accounts.models import Organisation, User
from cohorts.models import Cohort, Enrolment, Group, Role, Seat, State
from dingen.models import Ding, Programme
from forum import actions
from forum.models import Follow, Mention, Post, PostIndex, ReadMark, Topic, TopicIndex
from notifications.models import Notification

TOPICS, REPLIES = 5, 19  # in a copied team; the last topic has one less
POSTS_A_TEAM = TOPICS * (REPLIES + 1) - 1
SHORT = 35  # topics of our team, more than a page, beside the long one
FIRST = 40  # posts of the long topic with words of their own
LINES = [
    "Ik heb het vandaag aan de balie geprobeerd met een bezoeker van tachtig",
    "Bij ons op de afdeling werkt dat anders, maar het idee is goed",
    "Een collega wees me op de instellingen onder het tandwiel",
    "Het lukte pas toen ik eerst opnieuw had ingelogd op de telefoon",
    "We bespreken het donderdag in het overleg van de voorleescoördinatoren",
    "Wie wil er samen een korte uitleg met schermafbeeldingen maken",
    "De wachtwoordkluis scheelt me elke dag een kwartier zoeken",
    "In de handleiding staat nog de oude naam van de catalogus",
]


def words(number: int) -> str:
    rare = " Dat is hier een zeldzaamheid." if number % 13 == 5 else ""
    lines = (LINES[(number * step + step) % len(LINES)] for step in (1, 3))
    return ". ".join(lines) + f". Dat is nummer {number}.{rare}"


def fill(teams: int, posts: int) -> list[int]:
    """Make a site with so many teams and posts on an empty database; return how many there are."""
    first = team("mijn-team", "mijn", SHORT)
    voices = list(first.enrolments.exclude(role=Role.MT))
    long = talk(voices, "Het lange gesprek", FIRST - 1)
    lengthen(long, posts - (teams - 1) * POSTS_A_TEAM - SHORT)
    other = team("team-0", "nul", 0)
    voices = list(other.enrolments.exclude(role=Role.MT))
    for number in range(TOPICS):
        talk(voices, f"Gesprek {number}", REPLIES - (number == TOPICS - 1), question=number == 0)
    multiply(other, teams - 2)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return [Cohort.objects.count(), Post.objects.count()]


def team(slug: str, mail: str, topics: int) -> Cohort:
    """A running team of four participants in one group and a trainer, with topics of one post."""
    today = timezone.localdate()
    cohort = Cohort.objects.create(
        name=slug,
        slug=slug,
        organisation=Organisation.objects.get_or_create(slug="bench", defaults={"name": "Bench"})[0],
        programme=Programme.objects.all()[0],
        starts_on=today.replace(day=1),
        ends_on=today.replace(year=today.year + 1, day=1),
        state=State.RUNNING,
        stage=2,
    )
    group = Group.objects.create(cohort=cohort, name="Groep")
    for number in range(5):
        user = User.objects.create_user(f"{mail}-{number}@example.org", name=f"Persoon {number} {slug}")
        role = Role.TRAINER if number == 0 else Role.PARTICIPANT
        person = Enrolment.objects.create(user=user, cohort=cohort, role=role)
        if number:
            Seat.objects.create(group=group, enrolment=person, number=number, helper=number == 1)
    voices = list(cohort.enrolments.all())
    for number in range(topics):
        talk(voices[number % 5 :] + voices[: number % 5], f"Onderwerp {number}", 0, question=number % 5 == 0)
    return cohort


def talk(voices: list[Enrolment], title: str, replies: int, *, question: bool = False) -> Topic:
    topic = actions.open_topic(
        by=voices[0],
        title=title,
        source=words(len(title) + replies),
        kind="question" if question else "talk",
        ding=Ding.objects.published()[0] if question else None,
    )
    for number in range(replies):
        actions.reply(topic=topic, by=voices[number % len(voices)], source=words(number))
    topic.refresh_from_db()
    return topic


def lengthen(topic: Topic, posts: int) -> None:
    """Say the replies of a topic again until it has so many posts; nobody has read the new ones."""
    columns = [field.column for field in Post._meta.concrete_fields if not field.primary_key]
    values = ["old.number + (g + 1) * %s" if name == "number" else f'old."{name}"' for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    said = FIRST - 1
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO forum_post ({names}) SELECT {', '.join(values)} "
            "FROM forum_post AS old, generate_series(0, %s) AS g WHERE old.topic_id = %s "
            "AND old.number BETWEEN 2 AND %s AND old.number + (g + 1) * %s <= %s",
            [said, posts // said, topic.pk, FIRST, said, posts],
        )
        cursor.execute(
            "INSERT INTO forum_postindex (rowid, words) SELECT new.id, said.words "
            "FROM forum_post AS new JOIN forum_post AS old ON old.topic_id = new.topic_id "
            "AND old.number = 2 + (new.number - 2) %% %s "
            "JOIN forum_postindex AS said ON said.rowid = old.id "
            "WHERE new.topic_id = %s AND new.number > %s",
            [said, topic.pk, FIRST],
        )
    topic.posts_count = topic.posts.count()
    topic.save(update_fields=["posts_count"])


def multiply(cohort: Cohort, times: int) -> None:
    """Make the newest team of the site so many times more, key by key."""
    people = cohort.enrolments.all()
    users = User.objects.filter(enrolments__cohort=cohort)
    topics, posts = cohort.topics.all(), Post.objects.filter(topic__cohort=cohort)
    rows: dict[type[models.Model], QuerySet] = {
        User: users,
        Cohort: Cohort.objects.filter(pk=cohort.pk),
        Enrolment: people,
        Group: cohort.groups.all(),
        Seat: Seat.objects.filter(enrolment__in=people),
        Topic: topics,
        Post: posts,
        TopicIndex: TopicIndex.objects.filter(topic__in=topics),
        PostIndex: PostIndex.objects.filter(post__in=posts),
        ReadMark: ReadMark.objects.filter(topic__in=topics),
        Follow: Follow.objects.filter(topic__in=topics),
        Mention: Mention.objects.filter(post__in=posts),
        Notification: Notification.objects.filter(recipient__in=users),
    }
    spans = dict.fromkeys(rows, (0, 0))
    for model, some in rows.items():
        ends = some.order_by().aggregate(low=Min("pk"), high=Max("pk"))
        spans[model] = (ends["low"] or 0, ends["high"] or 0)
    with transaction.atomic(), connection.cursor() as cursor, unchecked(cursor), without_indexes(cursor):
        for model in rows:
            if spans[model][1]:
                cursor.execute(*copy(model, spans, cohort, times))
        copied = [model for model in rows if spans[model][1]]
        for statement in connection.ops.sequence_reset_sql(no_style(), copied):
            cursor.execute(statement)


def copy(
    model: type[models.Model], spans: dict[type[models.Model], tuple[int, int]], cohort: Cohort, times: int
) -> tuple[str, list[object]]:
    """Return the statement that repeats the rows of one table, with every key moved along."""

    def moved(of: type[models.Model], column: str) -> str:
        low, high = spans[of]
        return f'old."{column}" + g * {high - low + 1}'

    names, values = [], []
    for field in model._meta.concrete_fields:
        names.append(f'"{field.column}"')
        target = field.related_model
        if target in spans:
            values.append(moved(target, field.column))
        elif field.primary_key:
            values.append(moved(model, field.column))
        elif field.name == "email":
            values.append('g || old."email"')
        elif field.name == "slug":
            values.append("""old."slug" || '-' || g""")
        elif field.name == "words":
            scope = f"t{cohort.pk}x"
            values.append(f"replace(old.\"words\", '{scope}', 't' || ({cohort.pk} + g) || 'x')")
        else:
            values.append(f'old."{field.column}"')
    table, key = model._meta.db_table, model._meta.pk.column
    statement = (
        f'INSERT INTO "{table}" ({", ".join(names)}) SELECT {", ".join(values)} '
        f'FROM "{table}" AS old, generate_series(1, %s) AS g WHERE old."{key}" BETWEEN %s AND %s'
    )
    return statement, [times, *spans[model]]


@contextmanager
def unchecked(cursor) -> Iterator[None]:
    """Copy without asking of every key whether it exists; where that is not allowed it takes longer."""
    with suppress(ProgrammingError), transaction.atomic():
        cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
    yield


@contextmanager
def without_indexes(cursor) -> Iterator[None]:
    """Take the indexes of the large tables away and make them again: once is quicker than row by row."""
    cursor.execute(
        "SELECT quote_ident(indexname), indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "AND tablename IN ('forum_post', 'forum_postindex') "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    indexes = cursor.fetchall()
    for name, _made in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, made in indexes:
        cursor.execute(made)
