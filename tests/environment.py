"""The environment of the tests, set before Django reads it."""

import os
import tempfile

os.environ["ENVIRONMENT"] = "test"
os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="verdiepdingen-tests-"))
os.environ["DEBUG"] = os.environ["DEMO"] = "0"
# The synchronous Playwright keeps an event loop in the thread that also prepares the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
