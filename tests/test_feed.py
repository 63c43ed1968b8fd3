"""News in a feed reader, behind an address that only one person knows."""

from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from accounts.models import SecretAddress
from notifications.feed import owner_of, renew
from notifications.models import Kind
from notifications.notify import notify

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def address(world):
    anna = world["participant"]
    notify(
        [anna], Kind.REPLY, about="post:1", path="/teams/lindenhof/forum/1/", author="Hugo", title="A < B & C"
    )
    notify([anna], Kind.INVITATION, about="letter:1", path="/uitnodiging/geheim/", team="X", token="geheim")
    notify([world["other"]], Kind.REPLY, about="post:2", path="/", author="Hugo", title="Van Piet")
    return renew(anna).removeprefix("http://127.0.0.1:8000")


def test_the_feed_has_my_news_and_nobody_elses(client, address):
    answer = client.get(address)

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
    links = [entry.find(f"{ATOM}link").get("href") for entry in root.findall(f"{ATOM}entry")]
    assert len(titles) == 1
    assert "A < B & C" in titles[0]
    assert links == ["http://127.0.0.1:8000/teams/lindenhof/forum/1/"]
    assert "geheim" not in answer.content.decode()


def test_a_new_address_ends_the_old_one(client, address, world):
    fresh = renew(world["participant"]).removeprefix("http://127.0.0.1:8000")
    assert client.get(address).status_code == 404
    assert client.get(fresh).status_code == 200
    assert SecretAddress.objects.count() == 1


def test_the_address_is_stored_as_a_hash_only(address):
    token = address.removeprefix("/feed/").removesuffix(".atom")
    assert token not in str(SecretAddress.objects.values_list("token_hash", flat=True)[0])
    assert owner_of(token) is not None
    assert owner_of("geraden") is None


def test_who_is_gone_has_no_feed(client, address, world):
    type(world["participant"]).objects.update(is_active=False)
    assert client.get(address).status_code == 404


def test_the_page_shows_the_address_once_and_stops_it(world, as_):
    client, path = as_("participant"), reverse("notifications:feed_renew")

    shown = client.post(path, {"act": "renew"}).context["address"]
    assert shown not in client.get(reverse("notifications:preferences")).content.decode()
    client.post(path, {"act": "stop"})

    assert not SecretAddress.objects.exists()
