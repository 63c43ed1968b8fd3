"""The environment of the tests, set before Django reads it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["ENVIRONMENT"] = "test"
os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 50)
# In memory where that exists: the tests write a lot and keep nothing.
MEMORY = Path("/dev/shm")
FOLDER = str(MEMORY) if os.access(MEMORY, os.W_OK) else None
if "DATA_DIR" not in os.environ:
    # Only a folder of our own is thrown away: a DATA_DIR that was given may hold somebody's data.
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="verdiepdingen-tests-", dir=FOLDER)
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ["DEBUG"] = os.environ["DEMO"] = "0"
# The synchronous Playwright keeps an event loop in the thread that also prepares the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
