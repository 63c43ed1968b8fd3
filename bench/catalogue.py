"""List, search and lesson with the lessons of today, and with two thousand of twenty revisions each."""

from django.db import connection
from django.test import Client

from accounts.models import Capacity, Organisation, User
from bench.timing import compare, look
from dingen.finding import rebuild
from dingen.models import Ding, Link, Revision, SelfCheck, Step

LESSONS, REVISIONS = 2000, 20
BATCH = 2000
# Each of these fills a page of results with little and with much, so that the same is drawn.
PAGES = {
    "catalogue": "/dingen/",
    "catalogue, filtered": "/dingen/?niveau=doen",
    "search: one word": "/zoeken/?q=bibliotheek",
    "search: one letter": "/zoeken/?q=p",
    "search: mistyped": "/zoeken/?q=bibliotheeek",
    "lesson in the catalogue": "/dingen/23-dingen/podcasts/",
    "lesson in the team": "/teams/eindhoven/dingen/berichten-apps/",
    "editors' desk": "/redactie/",
}


def run() -> bool:
    """Print the pages with little and with much; return whether the figures hold."""
    clients = {}
    for name, path in PAGES.items():
        clients[name] = Client()
        clients[name].force_login(editor() if path.startswith("/redactie/") else reader())

    def measure() -> dict[str, tuple[int, float]]:
        return {name: look(clients[name], path) for name, path in PAGES.items()}

    small = measure()
    fill()
    print(f"\ncatalogue: {Ding.objects.count()} lessons, {Revision.objects.count()} revisions")
    return compare(list(PAGES), small, measure())


def reader() -> User:
    return User.objects.get(email="mira@example.org")


def editor() -> User:
    """Somebody who keeps the lessons."""
    someone = User.objects.get_or_create(email="redactie@example.org")[0]
    someone.memberships.get_or_create(organisation=Organisation.objects.all()[0], capacity=Capacity.EDITOR)
    return someone


def fill() -> None:
    """Copy the published lessons until there are two thousand, each with twenty revisions."""
    models = list(Ding.objects.published().select_related("revision").order_by("pk"))
    dingen = [copy(model, f"kopie-{n}") for n, model in zip(range(LESSONS), models * LESSONS, strict=False)]
    for ding in dingen:
        ding.status, ding.revision = "draft", None
    Ding.objects.bulk_create(dingen, BATCH)
    for ding, model in zip(dingen, models * LESSONS, strict=False):
        ding.model = model
    for start in range(0, LESSONS, 100):
        fill_revisions(dingen[start : start + 100])
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(model: Ding, slug: str) -> Ding:
    """Return an unsaved copy under another name."""
    values = {field.attname: getattr(model, field.attname) for field in Ding._meta.concrete_fields}
    return Ding(**values | {"id": None, "slug": slug, "title": f"{model.title} {slug}", "shelf": "meer"})


def fill_revisions(dingen: list[Ding]) -> None:
    revisions = []
    for ding in dingen:
        names = [field.attname for field in Revision._meta.concrete_fields]
        values = {name: getattr(ding.model.revision, name) for name in names}
        revisions += [
            Revision(**values | {"id": None, "ding_id": ding.pk, "number": n})
            for n in range(1, REVISIONS + 1)
        ]
    Revision.objects.bulk_create(revisions, BATCH)
    for kind in (Step, SelfCheck, Link):
        rows = []
        for revision, ding in zip(
            revisions, (ding for ding in dingen for _ in range(REVISIONS)), strict=True
        ):
            rows += [
                kind(**part | {"id": None, "revision_id": revision.pk})
                for part in parts_of(kind, ding.model.revision_id)
            ]
        kind.objects.bulk_create(rows, BATCH)
    last = {revision.ding_id: revision for revision in revisions}
    for ding in dingen:
        ding.revision, ding.status = last[ding.pk], "published"
    Ding.objects.bulk_update(dingen, ["revision", "status"])


PARTS: dict[tuple[type, int], list[dict[str, object]]] = {}


def parts_of(kind: type, revision_id: int) -> list[dict[str, object]]:
    """Return the values of the rows of one revision, asked for once."""
    if (kind, revision_id) not in PARTS:
        PARTS[kind, revision_id] = list(kind.objects.filter(revision=revision_id).values())
    return PARTS[kind, revision_id]
