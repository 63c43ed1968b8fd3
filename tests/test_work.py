"""The worker of the container: it does what waits, and stops cleanly when it is asked to."""

import os
import signal
import subprocess
import sys
import time

from django.conf import settings

ENQUEUE = """
from accounts.models import User
from notifications.models import Kind
from notifications.notify import notify
anna = User.objects.create_user("anna@example.org", name="Anna")
notify([anna], Kind.ANSWER, about="post:1", path="/", title="Hoi", author="Hugo", team="Lindenhof")
"""


def test_worker_mails_what_waits_and_ends_on_sigterm(tmp_path):
    keep = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = keep | {"DATA_DIR": str(tmp_path), "TASKS": "database", "PYTHONUNBUFFERED": "1"}

    def manage(*arguments):
        return [sys.executable, "manage.py", *arguments]

    place = {"cwd": settings.BASE_DIR, "env": environment}
    subprocess.run(manage("migrate", "--verbosity", "0"), check=True, **place)
    subprocess.run(manage("createcachetable"), check=True, **place)
    subprocess.run(manage("shell", "--no-imports", "--command", ENQUEUE), check=True, **place)
    assert not list(tmp_path.glob("mail/*"))

    worker = subprocess.Popen(manage("work"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **place)
    for _ in range(120):
        if list(tmp_path.glob("mail/*")):
            break
        time.sleep(0.5)
    worker.send_signal(signal.SIGTERM)
    said, _nothing = worker.communicate(timeout=60)

    letters = [path.read_text() for path in tmp_path.glob("mail/*")]
    assert len(letters) == 1, said.decode()
    assert "To: anna@example.org" in letters[0]
    assert worker.returncode == 0
