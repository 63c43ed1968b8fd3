"""Ask other sites whether a page is there. Only what is public is ever reached.

A lesson's link is text that somebody typed: without care it could make this server ask its own network
(SAFETY, "Outgoing requests"). So the address that is connected to is the one that was checked, at each
connection, also after a redirect; a name that answers differently the second time gains nothing.
"""

import ipaddress
import ssl
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from socket import EAI_AGAIN, SOCK_STREAM, gaierror, getaddrinfo
from threading import Thread
from typing import Any

import httpcore
import httpx
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

PORTS = {80, 443}
SECONDS = 15.0  # for everything together: names, redirects, headers
CONNECT_SECONDS = 5.0  # for one address of a name
MOST_BYTES = 256 * 1024  # read in all; a page itself is never read
HOPS = 5
REDIRECTS = {301, 302, 303, 307, 308}
REACHABLE_IPV6 = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
PLATFORM = ipaddress.ip_address("168.63.129.16")  # public by its number, but inside a cloud it is the cloud

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
type Place = tuple[str, int]  # an address in figures, and a port


class State(StrEnum):
    GOOD = "good"
    GONE = "gone"  # the site itself says that the page is not there
    SILENT = "silent"  # no answer now; perhaps later
    CLOSED = "closed"  # not for us to see: the site turns programs away, or the address is not public


@dataclass(frozen=True)
class Answer:
    """What came of asking; `status` is 0 when no site answered, `words` say it to an editor."""

    state: State
    status: int
    words: str


class Forbidden(Exception):
    """An address that this site never asks."""


class NoSuchName(Exception):
    """A host name that nobody knows."""


def is_public(address: Address) -> bool:
    """Tell whether this is an address of the internet at large, not of this machine or its network."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in REACHABLE_IPV6 or address.sixtofour or address.teredo:
            return False
    return address.is_global and not address.is_multicast and address != PLATFORM


class Untrusted(Exception):
    """A certificate that is not of this name, too old, or of nobody we know."""


# What can go wrong, the first that fits, and what it tells.
TROUBLE: list[tuple[type[Exception], State, str | Promise]] = [
    (Forbidden, State.CLOSED, _("This is not a public web address, so it is not asked.")),
    (httpx.InvalidURL, State.CLOSED, _("This is not a public web address, so it is not asked.")),
    (NoSuchName, State.SILENT, _("Nobody knows a site by this name.")),
    (Untrusted, State.SILENT, _("The certificate of the site is not in order.")),
    (httpcore.TimeoutException, State.SILENT, _("The site took too long.")),
    (httpcore.ConnectError, State.SILENT, _("The site cannot be reached.")),
    (httpcore.NetworkError, State.SILENT, _("The site gave an answer that cannot be read.")),
    (httpcore.ProtocolError, State.SILENT, _("The site gave an answer that cannot be read.")),
    (OSError, State.SILENT, _("The site cannot be reached.")),
    (ValueError, State.CLOSED, _("This is not a public web address, so it is not asked.")),
]


class Clock:
    """The seconds that are left for one question."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Raises httpcore.ReadTimeout when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if at_most is None else min(left, at_most)


class Line(httpcore.NetworkStream):
    """A connection that ends when the time is up or too much was said, however slowly it drips."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self.stream, self.clock, self.room = stream, clock, MOST_BYTES

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self.room <= 0:
            raise httpcore.ReadError
        data = self.stream.read(min(max_bytes, self.room), self.clock.left(timeout))
        self.room -= len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.clock.left(timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            inner = self.stream.start_tls(ssl_context, server_hostname, self.clock.left(timeout))
        except httpcore.ConnectError as problem:
            if isinstance(problem.__cause__, ssl.SSLCertVerificationError):
                raise Untrusted from problem
            raise
        return Line(inner, self.clock)

    def close(self) -> None:
        self.stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


class PublicOnly(httpcore.NetworkBackend):
    """Connects to public addresses only, and to the very address that it looked at."""

    def __init__(self, clock: Clock, allowed: Collection[Place]) -> None:
        self.clock, self.allowed = clock, allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self.addresses(host, port)
        if not all(self.admits(address, port) for address in addresses):
            raise Forbidden
        problem: Exception = NoSuchName()
        for address in addresses:
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, self.clock.left(CONNECT_SECONDS), socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                problem = failed
            else:
                return Line(stream, self.clock)
        raise problem

    def admits(self, address: str, port: int) -> bool:
        if (address, port) in self.allowed:
            return True
        return port in PORTS and is_public(ipaddress.ip_address(address.partition("%")[0]))

    def addresses(self, host: str, port: int) -> list[str]:
        """Look a name up, in whatever spelling, within the time. Raises NoSuchName."""
        found: list[str] = []
        problems: list[Exception] = []

        def look() -> None:
            try:
                found.extend(str(row[4][0]) for row in getaddrinfo(host, port, type=SOCK_STREAM))
            except (OSError, UnicodeError) as problem:
                problems.append(problem)

        # The system's own look-up takes no time limit; a thread that is too late is left behind.
        looking = Thread(target=look, daemon=True)
        looking.start()
        looking.join(self.clock.left())
        if problems and isinstance(problems[0], gaierror) and problems[0].errno == EAI_AGAIN:
            raise httpcore.ConnectTimeout
        if problems:
            raise NoSuchName
        self.clock.left()
        return list(dict.fromkeys(found))


class Asker:
    """Asks whether pages are there. Without cookies, proxies or anything of who reads the lesson.

    `allowed` names exact places (address, port) that are asked although they are not public. It is
    there for tests, which have no other server than their own; the site never passes it.
    """

    def __init__(self, *, allowed: Collection[Place] = (), seconds: float = SECONDS) -> None:
        self.allowed, self.seconds = allowed, seconds

    def ask(self, url: str) -> Answer:
        """Return what a site says of this address, within 15 seconds. Never raises."""
        try:
            return self._follow(url)
        except tuple(kind for kind, _state, _words in TROUBLE) as problem:
            found = next((state, words) for kind, state, words in TROUBLE if isinstance(problem, kind))
            return Answer(found[0], 0, str(found[1]))

    def _follow(self, typed: str) -> Answer:
        url = checked(httpx.URL(typed))
        # System proxies are never used: a proxy would resolve the name again, out of our sight.
        backend = PublicOnly(Clock(self.seconds), self.allowed)
        context = httpx.create_ssl_context(trust_env=False)
        with httpcore.ConnectionPool(ssl_context=context, network_backend=backend) as pool:
            for _hop in range(HOPS + 1):
                status, onward = knock(pool, url)
                if status not in REDIRECTS or not onward:
                    return told(status)
                url = checked(url.join(onward))
        return Answer(State.SILENT, status, gettext("The site keeps sending us on to another address."))


def checked(url: httpx.URL) -> httpx.URL:
    """Return the address when it is one to ask. Raises Forbidden."""
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
        raise Forbidden
    return url


def knock(pool: httpcore.ConnectionPool, url: httpx.URL) -> tuple[int, str]:
    """Ask for the headers of a page: its status, and where it sends us on to.

    Many sites refuse HEAD or answer it wrongly, so whatever is not good is asked again as a reader would.
    """
    address = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    headers: Mapping[bytes | str, bytes | str] = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": f"VerdiepDingen link check (+{settings.SITE_URL})",
        "Accept": "text/html,*/*;q=0.8",
    }
    for method in ("HEAD", "GET"):
        with pool.stream(method, address, headers=headers) as response:
            status, said = response.status, httpx.Headers(response.headers)
        if status < HTTPStatus.BAD_REQUEST or status == HTTPStatus.TOO_MANY_REQUESTS:
            break
    return status, said.get("Location", "")


def told(status: int) -> Answer:
    """Put a status into words."""
    if HTTPStatus.OK <= status < HTTPStatus.BAD_REQUEST:
        return Answer(State.GOOD, status, gettext("The page is there."))
    state, words = State.CLOSED, _("The site does not let programs in (%(status)s). Have a look yourself.")
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        state, words = State.GONE, _("The page is not there any more (%(status)s).")
    elif HTTPStatus.INTERNAL_SERVER_ERROR <= status < 600:
        state, words = State.SILENT, _("The site has a fault (%(status)s).")
    return Answer(state, status, words % {"status": status})


def ask(url: str) -> Answer:
    """Return what a site says of this address, within 15 seconds. Never raises."""
    return Asker().ask(url)
