"""Queries and CPU time of the main pages, beside a bare view that loads session and user."""

from time import process_time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lib.access import signed_in

TEAM = "/teams/eindhoven"
PAGES = [
    ("desk", "mira", f"{TEAM}/"),
    ("lesson", "mira", f"{TEAM}/dingen/berichten-apps/"),
    ("forum list", "mira", f"{TEAM}/forum/"),
    ("progress matrix", "tineke", f"{TEAM}/voortgang/"),
    ("pitches", "mira", f"{TEAM}/pitches/"),
    ("phone at the closing", "mira", f"{TEAM}/slot/mee/"),
    ("MT", "marit", f"{TEAM}/mt/"),
]
MOST_QUERIES, MOST_RATIO = 12, 2.2  # DESIGN, "Figures to hold"
ROUNDS = 60


@signed_in
def bare(request: HttpRequest) -> HttpResponse:
    """What any Django page costs: the user by session, and a template of 17 kB."""
    rows = "<li>{{ user.email }} {{ forloop.counter }} een regel tekst zoals op elke bladzijde staat</li>"
    template = engines["django"].from_string("<ul>{% for i in rows %}" + rows + "{% endfor %}</ul>")
    return HttpResponse(template.render({"user": request.user, "rows": range(190)}, request))


def cpu(deed, rounds: int = ROUNDS) -> float:
    """Return the CPU milliseconds of one call, over many."""
    deed()
    started = process_time()
    for _ in range(rounds):
        deed()
    return (process_time() - started) / rounds * 1000


def run() -> bool:
    """Print a row a page; return whether all stay within the design's figures."""
    settings.ROOT_URLCONF = "bench.urls"
    users = get_user_model().objects
    floor = cpu(bare_request(users.get(email="mira@example.org")))
    print(f"{'page':24}{'queries':>9}{'CPU ms':>9}{'x bare':>9}   (bare view: {floor:.1f} ms)")
    held = True
    for name, person, path in PAGES:
        client = Client()
        client.force_login(users.get(email=f"{person}@example.org"))
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        asked = len(queries)  # before the next request clears them
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        spent = cpu(lambda client=client, path=path: client.get(path))
        held &= asked <= MOST_QUERIES
        print(f"{name:24}{asked:9}{spent:9.1f}{spent / floor:9.1f}")
    return held


def bare_request(user):
    """Return a deed that goes through the whole middleware to the bare view."""
    client = Client()
    client.force_login(user)
    return lambda: client.get("/bare/")
