"""My page: what is mine, what the site knows, who sees it, and how I go."""

import json
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from cohorts.models import Enrolment, Role, Seat, SelfAssessment, State
from dingen.models import Evaluation, Remark
from forum.models import Draft, PostEdit, Reaction, Report
from home import visibility
from lib.access import our_views
from notifications.feed import renew
from notifications.models import Digest, Kind, MailChoice, Mute, Notification
from tests.conftest import make_cohort
from tests.forum import make_topic, png_picture
from tests.pitching import decided

MINE, ERASE = "/mijn/", "/mijn/wissen/"
NONCE = {"nonce": "w" * 20}


def notes(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- My page --------------------------------------------------------------------------
def test_my_page_shows_my_teams_and_the_ways_on(as_, world):
    page = as_("participant").get(MINE).content.decode()

    assert '<a href="/teams/lindenhof/">Lindenhof</a>' in page
    assert "/teams/zandpoort/" not in page
    assert "anna@example.org" in page
    for address in ("/mijn/gegevens/", ERASE, "/mijn/wie-ziet-wat/", "/account/email/", "/mijn/voorkeuren/"):
        assert f'href="{address}"' in page


def test_name_and_language_are_mine_to_change(as_, world):
    client = as_("participant")

    response = client.post(MINE, {"name": "Anna Vos", "language": "en"})

    assert response.url == MINE
    assert notes(response) == ["Saved."]
    user = User.objects.get(pk=world["participant"].pk)
    assert (user.name, user.language) == ("Anna Vos", "en")
    assert "<h1>My page</h1>" in client.get(MINE).content.decode()


@pytest.mark.parametrize("wrong", [{"name": "", "language": "nl"}, {"name": "Anna", "language": "xx"}])
def test_what_does_not_fit_is_said_and_not_saved(as_, world, wrong):
    response = as_("participant").post(MINE, wrong)

    assert response.status_code == 422
    assert "Nog niet alles klopt" in response.content.decode()
    user = User.objects.get(pk=world["participant"].pk)
    assert (user.name, user.language) == ("Anna de Vries", "nl")


@pytest.mark.parametrize("more", [0, 2])
def test_my_page_queries(as_, world, django_assert_num_queries, more):
    for number in range(more):
        cohort = make_cohort(world.theirs, world.programme, f"team-{number}")
        cohort.enrolments.create(user=world["participant"], role=Role.MT)
    client = as_("participant")

    with django_assert_num_queries(5):
        client.get(MINE)


# --- My data --------------------------------------------------------------------------
@pytest.fixture
def full(world):
    """Anna has left a trace in every room; Hugo did the same things for himself."""
    anna, hugo = world.enrolments["participant"], world.enrolments["helper"]
    topic = make_topic(
        world, kind="question", title="Mijn vraag", source="Hoe doe ik dit?", picture=png_picture()
    )
    post = topic.posts.get()
    for place, word in ((anna, "anna"), (hugo, "hugo")):
        progress = place.progress.create(ding=world.dingen[0])
        progress.steps_done.create(step_key=f"stap-van-{word}")
        place.assessments.create(moment="start", statement="able", score=4)
        Draft.objects.create(enrolment=place, place="new", text=f"concept van {word}")
        PostEdit.objects.create(post=post, edited_by=place, source=f"eerst van {word}")
        Reaction.objects.create(post=post, enrolment=place, kind="thanks")
        Report.objects.create(post=post, reported_by=place, reason=f"melding van {word}")
        place.user.evaluations.create(ding=world.dingen[0], useful=4, doable=3, sentence=f"zin van {word}")
        world.dingen[0].remarks.create(sender=place.user, text=f"melding over de les van {word}")
        Mute.objects.create(user=place.user, kind=Kind.REPLY)
        Notification.objects.create(
            recipient=place.user, kind=Kind.ANNOUNCEMENT, about=f"topic:{word}", path="/",
            context={"title": f"nieuws voor {word}", "who": "Tineke", "line": "Hoi"},
        )  # fmt: skip
    pitch = decided(world).pitch
    pitch.tips.create(author=anna, kind="tip", text="tip van anna")
    pitch.tips.create(author=hugo, kind="tip", text="tip van hugo")
    return world


def exported(client):
    response = client.get("/mijn/gegevens/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    assert "no-store" in response.headers["Cache-Control"]
    return response.content.decode()


def test_the_file_holds_what_i_did_in_every_room_and_nothing_of_others(as_, full):
    text = exported(as_("participant"))
    data = json.loads(text)
    [team] = data["teams"]

    assert data["person"]["email"] == "anna@example.org"
    assert data["no_mail_about"] == [{"kind": "reply", "thread": ""}]
    assert [row["sentence"] for row in data["evaluations"]] == ["zin van anna"]
    assert [row["text"] for row in data["remarks"]] == ["melding over de les van anna"]
    assert "nieuws voor anna" in "".join(message["text"] for message in data["messages"])
    assert (team["team"], team["role"], team["group"]["helper"]) == ("Lindenhof", "participant", False)
    assert [row["steps"][0]["step_key"] for row in team["progress"]] == ["stap-van-anna"]
    assert team["self_assessments"] == [{"moment": "start", "statement": "able", "score": 4}]
    [post] = team["posts"]
    assert (post["topic"], post["text"], len(post["pictures"])) == ("Mijn vraag", "Hoe doe ik dit?", 1)
    assert [row["source"] for row in team["earlier_texts"]] == ["eerst van anna"]
    assert [row["text"] for row in team["drafts"]] == ["concept van anna"]
    assert [row["kind"] for row in team["reactions"]] == ["thanks"]
    assert [row["reason"] for row in team["reports"]] == ["melding van anna"]
    assert [row["text"] for row in team["tips"]] == ["tip van anna"]
    assert "hugo" not in text.lower()


def test_the_file_of_the_mt_holds_the_decision(as_, full):
    [team] = json.loads(exported(as_("mt")))["teams"]

    assert len(team["decisions"]) == 1
    assert team["group"] is None
    assert team["posts"] == []


def test_the_file_never_holds_a_vote(as_, full):
    text = exported(as_("participant")).lower()

    for word in ("choices", "receipt", "signed", "token"):
        assert f'"{word}' not in text


# --- Being forgotten --------------------------------------------------------------------
def test_asking_first_says_what_happens(as_, world):
    page = as_("participant").get(ERASE).content.decode()

    assert "Wil je gewist worden?" in page
    assert "Ja, wis mij" in page
    assert User.objects.get(pk=world["participant"].pk).is_active


def test_erased_is_gone_from_everywhere_and_the_words_stay(as_, full, client):
    anna, place = full["participant"], full.enrolments["participant"]
    browser = as_("participant")

    response = browser.post(ERASE, NONCE)

    assert response.url == "/"
    assert notes(response) == ["Je bent gewist. Bedankt dat je meedeed."]
    anna.refresh_from_db()
    place = Enrolment.objects.get(pk=place.pk)
    assert (anna.name, anna.is_active, str(anna)) == ("", False, "Oud-deelnemer")
    assert place.left_at is not None
    for rows in (
        Seat.objects.filter(enrolment=place),
        Draft.objects.filter(enrolment=place),
        SelfAssessment.objects.filter(enrolment=place),
        Evaluation.objects.filter(user=anna),
        Notification.objects.filter(recipient=anna),
        Mute.objects.filter(user=anna),
    ):
        assert not rows.exists()
    assert [post.source for post in place.posts.all()] == ["Hoe doe ik dit?"]
    assert [remark.sender for remark in Remark.objects.order_by("text")] == [None, full["helper"]]
    assert not any(str(anna.pk) == s.get_decoded().get("_auth_user_id") for s in Session.objects.all())
    assert browser.get(MINE).status_code == 302
    assert Draft.objects.filter(enrolment=full.enrolments["helper"]).exists()
    assert Enrolment.objects.get(pk=full.enrolments["helper"].pk).left_at is None


def test_without_its_nonce_nobody_is_erased(as_, world):
    assert as_("participant").post(ERASE).status_code == 400
    assert User.objects.get(pk=world["participant"].pk).is_active


def test_the_last_trainer_of_a_running_team_stays(as_, world):
    client = as_("trainer")
    reason = "Je bent de enige trainer van Lindenhof."

    page = client.get(ERASE).content.decode()
    response = client.post(ERASE, NONCE, headers={"referer": f"http://testserver{ERASE}"})

    assert reason in page
    assert "Ja, wis mij" not in page
    assert response.url == f"http://testserver{ERASE}"
    assert notes(response)[0].startswith(reason)
    assert User.objects.get(pk=world["trainer"].pk).is_active
    assert client.get(MINE).status_code == 200


def test_a_refused_trainer_may_try_again_with_the_same_form(as_, world):
    client = as_("trainer")
    client.post(ERASE, NONCE)
    world.cohort.enrolments.create(user=world["admin"], role=Role.TRAINER)

    client.post(ERASE, NONCE)

    assert not User.objects.get(pk=world["trainer"].pk).is_active


@pytest.mark.parametrize("way_out", ["second trainer", "closed", "draft", "left"])
def test_a_trainer_whom_nobody_needs_may_go(as_, world, way_out):
    if way_out == "second trainer":
        world.cohort.enrolments.create(user=world["admin"], role=Role.TRAINER)
    elif way_out == "left":
        Enrolment.objects.filter(user=world["trainer"]).update(left_at=timezone.now() - timedelta(days=1))
    else:
        world.cohort.state, world.cohort.stage = State(way_out), 1
        world.cohort.save()

    as_("trainer").post(ERASE, NONCE)

    assert not User.objects.get(pk=world["trainer"].pk).is_active


# --- Who sees what ----------------------------------------------------------------------
def who_can_open(title):
    [line] = [line for line in visibility.lines() if str(line.subject.title) == title]
    return line.who


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Wat ik schrijf in het forum", ["deelnemer", "trainer"]),
        ("Hoe ver ik ben", ["deelnemer", "trainer", "MT-lid"]),
        ("Schrijven in het plan van mijn groep", ["deelnemer"]),
        ("Wat ik meld als ‘klopt niet meer’", ["redacteur"]),
        ("Wat ik van een Ding vind", ["deelnemer", "trainer"]),
        ("Het bestand met al mijn gegevens", ["iedereen, alleen die van zichzelf"]),
    ],
)
def test_the_list_says_what_the_doors_say(db, title, who):
    assert who_can_open(title) == who


@pytest.mark.parametrize(
    ("access", "who"),
    [
        ("public: because", ["everybody"]),
        ("reader of the catalogue", ["everybody"]),
        ("editor", ["editor"]),
        ("signed in", ["signed in"]),
        ("enrolled as anything", ["participant", "trainer", "mt"]),
        ("enrolled as mt or trainer", ["trainer", "mt"]),
    ],
)
def test_a_door_is_read_as_it_is_declared(access, who):
    assert visibility.who_may(access) == who


def test_a_closed_catalogue_is_for_who_is_signed_in(settings):
    settings.PUBLIC_CATALOGUE = False

    assert visibility.who_may("reader of the catalogue") == ["signed in"]


def test_every_subject_is_a_page_of_this_site():
    routes = {route for route, _view in our_views()}

    assert {subject.route for subject in visibility.SUBJECTS} <= routes


def test_the_page_names_what_nobody_sees_and_who_opens_the_rest(as_, world):
    page = as_("participant").get("/mijn/wie-ziet-wat/").content.decode()

    assert "Wat je kiest bij een geheime stemming." in page
    for line in visibility.lines():
        assert str(line.subject.text) in page


def test_erased_leaves_no_feed_no_digest_and_no_word_of_a_mail_server(as_, full, client):
    anna = full["participant"]
    feed = renew(anna)
    MailChoice.stop(user_pk=anna.pk)
    Digest.objects.create(recipient=anna, day=timezone.localdate())
    anna.mark_bounced("550 <anna@example.org> unknown")

    as_("participant").post(ERASE, NONCE)

    anna.refresh_from_db()
    assert (anna.bounced_at, anna.bounce_reason) == (None, "")
    assert not anna.secret_addresses.exists()
    assert not Digest.objects.exists()
    assert not MailChoice.objects.exists()
    assert client.get(feed).status_code == 404
