"""Rubbish in an address, a question or a form is refused: it never breaks a page."""

import re
from itertools import count

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from lib.numbers import number
from tests.access.rows import GONE, NO
from tests.test_access import EXPECTED, PATTERNS, ROOMS

RUBBISH = ["a\x00b", "9" * 25, "9" * 5000, "-1", "é\u202e𝕏"]
FAR = {"IntConverter": [2**63, int("9" * 40)], "StringConverter": ["\x00", "x" * 300]}
FIELD = re.compile(r'<(?:input|select|textarea|button)[^>]*\sname="([^"]+)"')
ASKED = {"q", "pagina", "next", "ding", "toon", "citeer", "soort", "met", "versie"}
SENT = {"act", "post", "kind", "next", "title", "text", "member", "version", "copy", "whole", "seen"}
LOGOUT = "account_logout"  # ends the session of the next question


def who_opens(name):
    """The first of these people for whom the door of an address opens."""
    doors = ("trainer", "participant", "mt", "admin")
    return next((one for one in doors if getattr(EXPECTED[name][0], one) not in {NO, GONE}), "admin")


@pytest.mark.parametrize("person", ["trainer", "participant", "mt", "admin"])
def test_rubbish_breaks_no_page(as_, world, person):
    values = {"team": world.cohort.slug}
    for room in ROOMS:
        values |= room.address(world)
    client, nonces, broken = as_(person), count(10**6), []
    client.raise_request_exception = False

    def ask(method, address, data=None):
        with transaction.atomic():
            response = getattr(client, method)(address, data)
            body = b"".join(response)
            transaction.set_rollback(True)
        if response.status_code == 500:
            broken.append((method, address[:80], str(data)[:80]))
        return body.decode("utf-8", "replace")

    for name in sorted(name for name in PATTERNS if name != LOGOUT and who_opens(name) == person):
        ours = {key: values[key] for key in PATTERNS[name]}
        for key, converter in PATTERNS[name].items():
            for far in FAR.get(type(converter).__name__, []):
                try:
                    ask("get", reverse(name, kwargs=ours | {key: far}))
                except NoReverseMatch:
                    continue
        address = reverse(name, kwargs=ours)
        names = set(FIELD.findall(ask("get", address))) | {key for row in EXPECTED[name] for key in row.data}
        for rubbish in RUBBISH:
            ask("get", address, dict.fromkeys(ASKED | names, rubbish))
            ask("post", address, dict.fromkeys(SENT | names, rubbish) | {"nonce": f"n{next(nonces):020d}"})
    assert not broken


@pytest.mark.parametrize(
    ("typed", "is_"),
    [("0", 0), ("12", 12), ("", None), ("-1", None), ("²", None), ("9" * 18, 10**18 - 1), ("9" * 5000, None)],
)
def test_a_number_is_one_that_a_database_holds(typed, is_):
    assert number(typed) == is_
