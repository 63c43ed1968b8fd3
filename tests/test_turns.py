"""One after the other on this machine, whatever happens to who has the turn."""

import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings

from lib.turns import in_turn

PEOPLE = 8


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def test_in_turn_lets_one_thread_in_at_a_time():
    inside, most = [], []

    @in_turn("door")
    def pass_through(number):
        inside.append(number)
        most.append(len(inside))
        time.sleep(0.01)
        inside.remove(number)

    threads = [threading.Thread(target=pass_through, args=[number]) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == [1] * PEOPLE


def test_in_turn_gives_back_what_the_deed_gives_or_raises():
    @in_turn("door")
    def halve(number, *, by):
        return number / by

    assert halve(3, by=2) == 1.5
    with pytest.raises(ZeroDivisionError):
        halve(3, by=0)
    assert halve(4, by=2) == 2


HOLD = """
import sys, time
from django.conf import settings
from pathlib import Path
settings.configure(DATA_DIR=Path(sys.argv[1]))
from lib.turns import in_turn

@in_turn("door")
def hold():
    print("inside", flush=True)
    time.sleep(60)

hold()
"""


def test_killed_process_leaves_its_turn_to_the_next():
    command = [sys.executable, "-c", HOLD, str(settings.DATA_DIR)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "inside\n"
        came_in = threading.Event()
        waiting = threading.Thread(target=in_turn("door")(came_in.set), daemon=True)
        waiting.start()
        assert not came_in.wait(0.3)
        holder.kill()
        assert came_in.wait(30)
