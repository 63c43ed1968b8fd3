"""A form does its work once, however often it arrives."""

import threading

import pytest
from django.core.exceptions import BadRequest
from django.db import IntegrityError, connections

from accounts.models import Nonce, Organisation, User
from accounts.once import once

KEY = "k" * 24


def post(rf, user, nonce=KEY):
    request = rf.post("/", {"nonce": nonce})
    request.user = user
    return request


def test_a_second_post_goes_where_the_first_one_led(rf, world):
    done = []

    def deed():
        done.append(1)
        return f"/teams/{len(done)}/"

    answers = [once(post(rf, world["trainer"]), deed) for _ in range(3)]

    assert [answer.url for answer in answers] == ["/teams/1/"] * 3
    assert len(done) == 1


def test_a_nonce_belongs_to_one_person(rf, world):
    done = []
    for name in ("trainer", "participant"):
        once(post(rf, world[name]), lambda: done.append(1) or "/")

    assert len(done) == 2


def test_a_deed_that_fails_can_be_done_again(rf, world):
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(post(rf, world["trainer"]), fail)

    assert not Nonce.objects.exists()
    assert once(post(rf, world["trainer"]), lambda: "/klaar/").url == "/klaar/"
    assert str(Nonce.objects.get()) == KEY


@pytest.mark.parametrize("nonce", ["", "kort", "spatie in de sleutel....", "x" * 33])
def test_a_form_without_a_good_nonce_is_refused(rf, world, nonce):
    with pytest.raises(BadRequest):
        once(post(rf, world["trainer"], nonce), lambda: "/")


def test_the_database_keeps_a_nonce_once(world):
    Nonce.objects.create(user=world["trainer"], key=KEY)

    with pytest.raises(IntegrityError):
        Nonce.objects.create(user=world["trainer"], key=KEY)


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_makes_one(rf):
    user = User.objects.create_user("tineke@example.org", name="Tineke")
    start, urls = threading.Barrier(2), []

    def deed():
        made = Organisation.objects.create(name="Nieuw", slug=f"nieuw-{Organisation.objects.count()}")
        return f"/o/{made.pk}/"

    def tap():
        try:
            start.wait()
            urls.append(once(post(rf, user), deed).url)
        finally:
            connections.close_all()

    taps = [threading.Thread(target=tap) for _ in range(2)]
    for thread in taps:
        thread.start()
    for thread in taps:
        thread.join()

    assert Organisation.objects.count() == 1
    assert urls == [f"/o/{Organisation.objects.get().pk}/"] * 2
