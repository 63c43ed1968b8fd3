"""What a first visit to a lesson costs over the wire."""

import gzip
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

ASSETS = ["vendor/house.css", "vendor/app.js", "vendor/atkinson.woff2", "vendor/icons.svg", "favicon.svg"]
MOST_BYTES, MOST_HTML, MOST_REQUESTS = 120_000, 15_000, 6  # DESIGN, "Figures to hold"


def size(name: str) -> int:
    """Return the bytes of the smallest form that whitenoise serves."""
    path = Path(settings.STATIC_ROOT) / staticfiles_storage.stored_name(name)
    forms = [path, path.with_name(path.name + ".br"), path.with_name(path.name + ".gz")]
    return min(form.stat().st_size for form in forms if form.exists())


def run() -> bool:
    client = Client()
    client.force_login(get_user_model().objects.get(email="mira@example.org"))
    html = len(gzip.compress(client.get("/teams/eindhoven/dingen/berichten-apps/").content))
    total = html + sum(map(size, ASSETS))
    print(f"\ncold lesson: {1 + len(ASSETS)} requests, {total / 1000:.0f} kB, HTML {html / 1000:.1f} kB")
    return total <= MOST_BYTES and html <= MOST_HTML and 1 + len(ASSETS) <= MOST_REQUESTS
