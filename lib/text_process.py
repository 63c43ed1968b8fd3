"""A child that renders texts, stays alive between them and is killed when it takes too long."""

import atexit
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

SECONDS = 2.0  # for one question, from the first byte asked to the last byte answered
START = "import sys; sys.path.append(sys.argv[1]); from lib.text_child import main; main()"


class Child:
    """Answers one question at a time; after a failure the answer is None and the next child a new one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0
        atexit.register(self.kill)

    def ask(self, question: dict[str, object]) -> dict[str, Any] | None:
        """Return the answer, or None when the child died or took more than SECONDS."""
        message = json.dumps(question).encode()
        with self.lock:
            try:
                process = self.alive()
                deadline = time.monotonic() + SECONDS
                write(process, struct.pack(">I", len(message)) + message, deadline)
                (length,) = struct.unpack(">I", read(process, 4, deadline))
                answer: dict[str, Any] = json.loads(read(process, length, deadline))
            except (OSError, EOFError, ValueError):
                self.kill()
                return None
            except BaseException:
                self.kill()  # else the next question would get the answer to this one
                raise
            return answer

    def alive(self) -> subprocess.Popen[bytes]:
        # After a fork the pipes belong to the parent: two workers must not share a child.
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            self.kill()
            self.process = subprocess.Popen(  # noqa: S603 - our own module, no input in the command
                [sys.executable, "-I", "-c", START, str(Path(__file__).parent.parent)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self.owner = os.getpid()
            assert self.process.stdin is not None
            os.set_blocking(self.process.stdin.fileno(), False)
            read(self.process, 1, time.monotonic() + 10)  # one byte says: everything is imported
        return self.process

    def kill(self) -> None:
        if self.process is not None and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe:
                    pipe.close()
        self.process = None


def write(process: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
    """Send everything, without buffering. Raises TimeoutError."""
    assert process.stdin is not None
    pipe, left = process.stdin.fileno(), memoryview(data)
    while left:
        wait(pipe, select.POLLOUT, deadline)
        left = left[os.write(pipe, left) :]


def read(process: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
    """Return exactly `size` bytes. Raises TimeoutError, or EOFError when the child is gone."""
    assert process.stdout is not None
    pipe, data = process.stdout.fileno(), bytearray()
    while len(data) < size:
        wait(pipe, select.POLLIN, deadline)
        part = os.read(pipe, size - len(data))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def wait(pipe: int, event: int, deadline: float) -> None:
    # poll, not select: a server with many sockets has numbers above 1,024.
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise TimeoutError
