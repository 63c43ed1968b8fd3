"""Small web sites on this machine, for the tests of what asks other sites."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

HERE = "127.0.0.1"


class Site(BaseHTTPRequestHandler):
    """A small site; the path says what is asked of it. `seen` keeps what came in."""

    def do_HEAD(self):
        self.server.seen.append((self.command, self.path, dict(self.headers)))
        getattr(self, f"on_{self.path.strip('/').partition('/')[0]}", self.on_status)()

    do_GET = do_HEAD  # noqa: N815 - the name that http.server calls

    def answer(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def on_status(self):
        self.answer(int(self.path.strip("/").partition("/")[0]))

    def on_picky(self):
        self.answer(405 if self.command == "HEAD" else 200)

    def on_hop(self):
        left = int(self.path.rstrip("/").rpartition("/")[2])
        self.answer(302, Location=f"/hop/{left - 1}/" if left else "/200/")

    def on_round(self):
        self.answer(301, Location="/round/")

    def on_to(self):
        self.answer(302, Location=self.path.removeprefix("/to/"), **{"Set-Cookie": "spoor=1"})

    def on_silent(self):
        self.server.leave.wait(5)

    def on_drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.leave.wait(0.1):
            self.wfile.write(b"x")

    def on_flood(self):
        """Small heads without an end: only the number of bytes can stop it."""
        while not self.server.leave.is_set():
            self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: " + b"x" * 2000 + b"\r\n\r\n")

    def on_big(self):
        self.answer(405 if self.command == "HEAD" else 200)
        for _turn in range(10_000 if self.command == "GET" else 0):
            self.wfile.write(b"x" * 10_000)
            self.server.sent += 10_000

    def on_rubbish(self):
        self.wfile.write(b"\x00\xff dit is geen antwoord\r\n\r\n")

    def on_nothing(self):
        self.close_connection = True

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        """The asker hangs up; that is no error here."""


@contextmanager
def serving(address=HERE, family=socket.AF_INET, context=None):
    """A site that runs meanwhile; with a context it speaks TLS."""
    kind = type("Here", (Server,), {"address_family": family})
    server = kind((address, 0), Site)
    server.seen, server.sent, server.leave = [], 0, threading.Event()
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.leave.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(name="site")
def a_site():
    """A site that is there as long as the test."""
    with serving() as server:
        yield server


def port(server):
    """The port that it was given."""
    return server.server_address[1]
