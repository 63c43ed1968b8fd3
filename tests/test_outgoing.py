"""Asking other sites: real servers on this machine, which by rule are out of reach."""

import ipaddress
import re
import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.conf import settings
from hypothesis import given, strategies as st

from lib import outgoing
from lib.outgoing import Asker, State, is_public
from tests.sites import (
    HERE,
    a_site,  # noqa: F401 - a fixture
    port,
    serving,
)


def asked(server, path, seconds=15.0):
    """What an asker who may reach exactly this server makes of a path."""
    asker = Asker(allowed={(HERE, port(server))}, seconds=seconds)
    return asker.ask(f"http://{HERE}:{port(server)}{path}")


# --- What sites say -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/200/", State.GOOD, 200),
        ("/204/", State.GOOD, 204),
        ("/304/", State.GOOD, 304),
        ("/picky/", State.GOOD, 200),
        ("/hop/4/", State.GOOD, 200),
        ("/404/", State.GONE, 404),
        ("/410/", State.GONE, 410),
        ("/401/", State.CLOSED, 401),
        ("/403/", State.CLOSED, 403),
        ("/429/", State.CLOSED, 429),
        ("/999/", State.CLOSED, 999),
        ("/500/", State.SILENT, 500),
        ("/503/", State.SILENT, 503),
        ("/hop/5/", State.SILENT, 302),
        ("/round/", State.SILENT, 301),
        ("/rubbish/", State.SILENT, 0),
        ("/nothing/", State.SILENT, 0),
    ],
)
def test_an_answer_is_understood(site, path, state, status):
    answer = asked(site, path)

    assert (answer.state, answer.status) == (state, status)
    assert answer.words


@pytest.mark.parametrize("path", ["/silent/", "/drip/"])
def test_a_slow_site_takes_no_more_than_its_time(site, path):
    begun = time.monotonic()

    answer = asked(site, path, seconds=0.6)

    assert time.monotonic() - begun < 3
    assert (answer.state, answer.words) == (State.SILENT, "De site deed er te lang over.")


def test_a_flood_of_heads_ends_at_the_limit(site):
    assert asked(site, "/flood/").state == State.SILENT


def test_a_page_is_never_read(site):
    assert asked(site, "/big/").state == State.GOOD
    site.leave.wait(0.3)
    assert site.sent < 10_000_000


def test_the_site_learns_who_asks_and_nothing_more(site, settings):
    settings.SITE_URL = "https://leren.example.org"

    asked(site, "/picky/?a=b#deel")

    assert [seen[:2] for seen in site.seen] == [("HEAD", "/picky/?a=b"), ("GET", "/picky/?a=b")]
    for _method, _path, headers in site.seen:
        assert headers["User-Agent"] == "VerdiepDingen link check (+https://leren.example.org)"
        assert headers["Host"] == f"{HERE}:{port(site)}"
        assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    with serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{HERE}:{port(proxy)}")
        assert asked(site, "/200/").state == State.GOOD
        assert proxy.seen == []


def test_a_name_that_nobody_knows():
    assert Asker(seconds=5).ask("http://bestaat-niet.invalid/").state == State.SILENT


def test_a_closed_port_is_silence(site):
    place = (HERE, port(site) + 1 if port(site) < 65535 else port(site) - 1)

    answer = Asker(allowed={place}).ask(f"http://{HERE}:{place[1]}/")

    assert (answer.state, answer.words) == (State.SILENT, "De site is niet te bereiken.")


def test_a_slow_look_up_takes_no_more_than_its_time(monkeypatch):
    monkeypatch.setattr(outgoing, "getaddrinfo", lambda *args, **kwargs: time.sleep(2) or [])
    begun = time.monotonic()

    assert Asker(seconds=0.2).ask("http://traag.example.org/").state == State.SILENT
    assert time.monotonic() - begun < 1.5


# --- What is never reached ------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1", "0.0.0.0",
        "0", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00:ec2::254]",
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.100.100.200", "169.254.169.254",
        "2852039166", "168.63.129.16", "192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "①②⑦.⓪.⓪.①",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_of_an_inside_address_is_asked(monkeypatch, scheme, host):
    monkeypatch.setattr(outgoing.httpcore, "SyncBackend", nobody_connects)

    answer = Asker(seconds=5).ask(f"{scheme}://{host}/")

    assert (answer.state, answer.status) in {(State.CLOSED, 0), (State.SILENT, 0)}


def nobody_connects():
    raise AssertionError("a connection was tried")


@pytest.mark.parametrize(
    "url",
    [
        "", "geen adres", "//example.org/", "/dingen/", "ftp://example.org/", "file:///etc/passwd", "gopher://x/",
        "javascript:alert(1)", "data:text/html,x", "http://", "http:///pad", "http://jan:geheim@example.org/",
        "http://jan@example.org/", "http://127.0.0.1:80@example.org/", "http://exa mple.org/", "http://[::1",
        "http://example.org:99999/", "http://example.org:x/", "http://a\r\nb.example.org/", "http://%00/",
        f"http://{'a' * 70}.example.org/", f"http://{'a.' * 300}org/",
    ],
)  # fmt: skip
def test_what_is_no_public_web_address_is_not_asked(monkeypatch, url):
    monkeypatch.setattr(outgoing.httpcore, "SyncBackend", nobody_connects)
    monkeypatch.setattr(outgoing, "getaddrinfo", lambda host, *args, **kwargs: host.encode("idna") and [])

    assert Asker(seconds=5).ask(url).state in {State.CLOSED, State.SILENT}


def test_this_machine_is_refused_by_default(site):
    answer = outgoing.ask(f"http://{HERE}:{port(site)}/200/")

    assert (answer.state, site.seen) == (State.CLOSED, [])


@pytest.mark.parametrize("number", [22, 25, 8080, 6379])
def test_only_the_doors_of_the_web_are_tried(monkeypatch, number):
    monkeypatch.setattr(outgoing.httpcore, "SyncBackend", nobody_connects)
    monkeypatch.setattr(outgoing, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("1.1.1.1", number))])

    assert Asker().ask(f"http://example.org:{number}/").state == State.CLOSED


@pytest.mark.parametrize("spelling", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_redirect_inwards_is_not_followed(site, spelling):
    with serving() as inside:
        answer = asked(site, f"/to/http://{spelling}:{port(inside)}/200/")

        assert answer.state == State.CLOSED
        assert inside.seen == []


@pytest.mark.parametrize("onward", ["file:///etc/passwd", "ftp://example.org/", "http://a:b@example.org/"])
def test_a_redirect_to_something_else_is_not_followed(site, onward):
    assert asked(site, f"/to/{onward}").state == State.CLOSED


def test_cookies_are_not_sent_back(site):
    asked(site, "/to//200/")

    assert len(site.seen) == 2
    assert "Cookie" not in site.seen[1][2]


def test_one_inside_address_among_public_ones_closes_the_door(monkeypatch):
    monkeypatch.setattr(outgoing.httpcore, "SyncBackend", nobody_connects)
    rows = [(2, 1, 6, "", ("1.1.1.1", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(outgoing, "getaddrinfo", lambda *a, **k: rows)

    assert Asker().ask("http://example.org/").state == State.CLOSED


def test_a_name_that_changes_its_mind_gains_nothing(site, monkeypatch):
    """DNS rebinding: the address that was checked is the one that is connected to."""
    connected, answers = [], ["1.1.1.1", HERE, HERE]

    def look(host, number, **kwargs):
        assert host == "wisselt.example.org", "the connection looks nothing up itself"
        return [(2, 1, 6, "", (answers.pop(0), number))]

    class Wire(outgoing.httpcore.SyncBackend):
        def connect_tcp(self, host, port, *args, **kwargs):
            connected.append(host)
            raise outgoing.httpcore.ConnectError

    monkeypatch.setattr(outgoing, "getaddrinfo", look)
    monkeypatch.setattr(outgoing.httpcore, "SyncBackend", Wire)

    assert Asker().ask("http://wisselt.example.org/").state == State.SILENT
    assert Asker().ask("http://wisselt.example.org/").state == State.CLOSED
    assert connected == ["1.1.1.1"]


@pytest.fixture
def certificate(tmp_path):
    """The file of a certificate, with its key, for leren.example.org."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "leren.example.org")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("leren.example.org")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = tmp_path / "server.pem"
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def safe_site(certificate, monkeypatch):
    """A site with TLS; every name leads to it."""
    monkeypatch.setattr(outgoing, "getaddrinfo", lambda host, number, **kw: [(2, 1, 6, "", (HERE, number))])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context=context) as server:
        yield server


@pytest.mark.parametrize(
    ("host", "state"), [("leren.example.org", State.GOOD), ("ander.example.org", State.SILENT)]
)
def test_the_certificate_is_that_of_the_name_not_of_the_address(
    safe_site, certificate, monkeypatch, host, state
):
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(outgoing.httpx, "create_ssl_context", lambda **kwargs: trusting)

    answer = Asker(allowed={(HERE, port(safe_site))}).ask(f"https://{host}:{port(safe_site)}/200/")

    assert answer.state == state
    assert [seen[2]["Host"] for seen in safe_site.seen] == [f"{host}:{port(safe_site)}"] * (
        state == State.GOOD
    )


def test_a_certificate_that_nobody_vouches_for_is_not_good(safe_site):
    asker = Asker(allowed={(HERE, port(safe_site))})

    answer = asker.ask(f"https://leren.example.org:{port(safe_site)}/200/")

    assert (answer.state, answer.words) == (State.SILENT, "Het certificaat van de site is niet in orde.")
    assert safe_site.seen == []


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_no_address_outside_the_internet_counts_as_public(address):
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize("public", ["1.1.1.1", "145.0.2.10", "2a00:1450:400e::1", "64:ff9b::101:101"])
def test_the_internet_is_public(public):
    assert is_public(ipaddress.ip_address(public))


@given(st.text(max_size=60))
def test_asking_never_raises(text):
    asker = Asker(seconds=0)
    for url in (text, f"http://{text}/", f"https://example.org/{text}"):
        assert asker.ask(url).state in {State.CLOSED, State.SILENT}


def test_no_other_file_asks_the_internet():
    """One door out: what is not asked here is not checked either."""
    ways_out = re.compile(
        r"^\s*(?:import|from) (?:httpx|httpcore|requests|urllib3|urllib\.request|http\.client)", re.M
    )
    rooms = ("accounts", "cohorts", "config", "dingen", "forum", "home", "lib", "notifications", "pitches")
    files = [path for room in rooms for path in (settings.BASE_DIR / room).rglob("*.py")]

    going_out = [path.name for path in files if ways_out.search(path.read_text())]
    assert going_out == ["outgoing.py"]
