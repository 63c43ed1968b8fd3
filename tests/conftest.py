"""The cast: the same few people in every test."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, settings

from accounts.models import Capacity, Organisation, User
from cohorts.models import Cohort, Enrolment, Group, Role, Seat, Stage, State
from dingen.finding import index_lesson, rebuild
from dingen.models import Ding, Level, Programme, Revision, Status, Step, Theme

# A busy machine is slow; that is no property of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

DATABASE = {"db", "transactional_db"}  # the fixtures through which a test reaches it


def pytest_collection_modifyitems(config, items):
    """Leave out on PostgreSQL what asks no database: it ran with SQLite and would say the same again."""
    if connection.vendor != "postgresql":
        return
    asking, others = [], []
    for item in items:
        asks = DATABASE & set(item.fixturenames) or item.get_closest_marker("django_db")
        (asking if asks else others).append(item)
    if asking:  # else somebody named only such tests
        config.hook.pytest_deselected(items=others)
        items[:] = asking


@pytest.fixture(autouse=True)
def no_cache_left(request):
    """Empty the cache after a test that commits: the flush knows the tables of models only."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not (commits or (marker and marker.kwargs.get("transaction"))):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    cache.clear()


@dataclass
class World:
    """One library with a team in full swing, and a stranger at another library.

    participant (Anna) and helper (Hugo) sit in group one, other (Piet) in group two;
    trainer Tineke, mt Marit; outsider (Olaf) follows a programme elsewhere;
    admin (Ada) manages the site and is in no team.
    """

    ours: Organisation
    theirs: Organisation
    programme: Programme
    dingen: list[Ding]
    cohort: Cohort
    elsewhere: Cohort
    groups: list[Group]
    people: dict[str, User]
    enrolments: dict[str, Enrolment] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User | None:
        return self.people.get(name)


def make_ding(slug: str, theme: Theme, *, findable: bool = True, **fields) -> Ding:
    """A published lesson with three steps, one for each level."""
    ding = Ding.objects.create(
        slug=slug,
        title=slug.replace("-", " ").capitalize(),
        summary=f"Je leert {slug}.",
        theme=theme,
        minutes_kennismaken=15,
        minutes_doen=45,
        minutes_uitdaging=60,
        reviewed_on="2026-11-01",
        review_by="2027-11-01",
        **fields,
    )
    revision = Revision.objects.create(
        ding=ding,
        number=1,
        source="## Waarom dit Ding?\n\nDaarom.",
        html="<h2>Waarom dit Ding?</h2>\n<p>Daarom.</p>",
    )
    Step.objects.bulk_create(
        Step(
            revision=revision,
            key=f"stap-{position}",
            position=position,
            level=level,
            minutes=15,
            title=f"Doe {position} van {slug}.",
        )
        for position, level in enumerate(Level.values, 1)
    )
    ding.revision, ding.status = revision, Status.PUBLISHED
    ding.save(update_fields=["revision", "status"])
    if findable:
        index_lesson(ding)
    return ding


def make_cohort(organisation: Organisation, programme: Programme, slug: str, **fields) -> Cohort:
    today = timezone.localdate()
    defaults = {
        "name": slug.capitalize(),
        "starts_on": today - timedelta(days=28),
        "ends_on": today + timedelta(days=28),
        "closing_at": timezone.now() + timedelta(days=20),
        "state": State.RUNNING,
        "stage": Stage.DINGEN,
    }
    return Cohort.objects.create(
        organisation=organisation, programme=programme, slug=slug, **defaults | fields
    )


NO_PASSWORD = make_password(None)
CAST = {
    "participant": "Anna de Vries",
    "helper": "Hugo Bakker",
    "other": "Piet Jansen",
    "trainer": "Tineke Visser",
    "mt": "Marit Smit",
    "outsider": "Olaf Mulder",
    "admin": "Ada Bos",
}


def a_person(name: str) -> User:
    """Somebody of the cast, not saved yet: who logs in with a code by mail."""
    return User(email=f"{name.split(maxsplit=1)[0].lower()}@example.org", name=name, password=NO_PASSWORD)


@pytest.fixture
def world(db) -> World:
    ours = Organisation.objects.create(name="Bibliotheek Lindenhof", slug="lindenhof")
    theirs = Organisation.objects.create(name="Bibliotheek Zandpoort", slug="zandpoort")
    theme = Theme.objects.create(slug="start", title="Start en terugblik")
    programme = Programme.objects.create(slug="proef", title="Proefprogramma", summary="Drie Dingen.")
    slugs = ("eerste-ding", "tweede-ding", "derde-ding")
    dingen = [make_ding(slug, theme, findable=False) for slug in slugs]
    rebuild()  # finds all three at once
    programme.items.bulk_create(
        programme.items.model(programme=programme, ding=ding, number=number)
        for number, ding in enumerate(dingen, 1)
    )
    people = {key: a_person(name) for key, name in CAST.items()}
    people["admin"].is_staff = people["admin"].is_superuser = True
    User.objects.bulk_create(people.values())
    people["trainer"].memberships.create(organisation=ours, capacity=Capacity.TRAINER)
    cohort = make_cohort(ours, programme, "lindenhof")
    elsewhere = make_cohort(theirs, programme, "zandpoort")
    cohort.plan.create(ding=dingen[0], number=1, weight="must")
    cohort.plan.create(ding=dingen[1], number=2, weight="can")
    roles = {"participant": Role.PARTICIPANT, "helper": Role.PARTICIPANT, "other": Role.PARTICIPANT}
    roles |= {"trainer": Role.TRAINER, "mt": Role.MT}
    enrolments = {key: Enrolment(cohort=cohort, user=people[key], role=role) for key, role in roles.items()}
    enrolments["outsider"] = Enrolment(cohort=elsewhere, user=people["outsider"], role=Role.PARTICIPANT)
    Enrolment.objects.bulk_create(enrolments.values())
    groups = [cohort.groups.create(name=name) for name in ("Digitaal klantcontact", "Screencasts")]
    Seat.objects.bulk_create(
        [
            Seat(group=groups[0], enrolment=enrolments["participant"], number=1),
            Seat(group=groups[0], enrolment=enrolments["helper"], number=2, helper=True),
            Seat(group=groups[1], enrolment=enrolments["other"], number=1, helper=True),
        ]
    )
    return World(ours, theirs, programme, dingen, cohort, elsewhere, groups, people, enrolments)


@pytest.fixture
def as_(client, world):
    """`as_("trainer")` is a browser in which the trainer is signed in."""

    def sign_in(name: str):
        if user := world[name]:
            client.force_login(user)
        else:
            client.logout()
        return client

    return sign_in
