"""Build the demo in a folder of its own, measure, print, and leave nothing behind.

Usage: python -m bench [pages] [weight] [votes] [hall] [catalogue] [forum]; without names: all of them.
"""

import os
import shutil
import sys
import tempfile

from bench.databases import POSTGRES, temporary

FOLDER = tempfile.mkdtemp(prefix="verdiepdingen-bench-")
os.environ |= {"DATA_DIR": FOLDER, "ENVIRONMENT": "development", "DEMO": "1", "LOG_LEVEL": "ERROR"}
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ.setdefault("SECRET_KEY", "only-for-bench")


def main() -> int:
    """Measure on SQLite, or on the PostgreSQL of DATABASE_URL in a database that exists for that."""
    if not os.environ.get("DATABASE_URL", "").startswith(POSTGRES):
        return measure()
    with temporary(os.environ["DATABASE_URL"], "site") as address:
        os.environ["DATABASE_URL"] = address
        return measure()


def measure() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import catalogue, forum, hall, pages, votes, weight

    parts = {"pages": pages, "weight": weight, "votes": votes, "hall": hall, "catalogue": catalogue}
    parts["forum"] = forum
    chosen = sys.argv[1:] or list(parts)

    call_command("collectstatic", interactive=False, verbosity=0)
    if chosen != ["forum"]:  # which makes sites of its own
        call_command("prepare", verbosity=0)
        call_command("demo", "--stage", "slot", verbosity=0)
    held = [parts[name].run() for name in chosen]
    print("\nAll figures hold." if all(held) else "\nA figure does not hold.")
    return 0 if all(held) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
