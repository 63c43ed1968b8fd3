"""Build the demo in a folder of its own, measure, print, and leave nothing behind.

Usage: python -m bench [pages] [weight] [votes] [hall] [catalogue]; without names: all of them.
"""

import os
import shutil
import sys
import tempfile

FOLDER = tempfile.mkdtemp(prefix="verdiepdingen-bench-")
os.environ |= {"DATA_DIR": FOLDER, "ENVIRONMENT": "development", "DEMO": "1", "LOG_LEVEL": "ERROR"}
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ.setdefault("SECRET_KEY", "only-for-bench")


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import catalogue, hall, pages, votes, weight

    parts = {"pages": pages, "weight": weight, "votes": votes, "hall": hall, "catalogue": catalogue}
    chosen = sys.argv[1:] or list(parts)

    call_command("collectstatic", interactive=False, verbosity=0)
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
