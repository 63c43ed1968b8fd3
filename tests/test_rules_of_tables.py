"""What the tables of people, mail and the forum refuse, whoever writes in them."""

import pytest
from django.db.models import F
from django.utils import timezone

from accounts.models import Purpose
from forum.models import Mention, Topic
from notifications.models import Digest, MailChoice, Mailing
from tests.forum import make_topic
from tests.tables import refused_by

DAY = "2026-11-23"


def digest(world, **values):
    return Digest.objects.create(recipient=world["participant"], day=DAY, **values)


def choice(world, **values):
    return MailChoice.objects.create(user=world["participant"], **values)


def topic(world, **values):
    made = make_topic(world, kind="talk")
    return Topic.objects.filter(pk=made.pk).update(**values)


def mention(world):
    return Mention.objects.create(
        post=Topic.objects.latest("pk").posts.get(), enrolment=world.enrolments["helper"]
    )


def secret(world, **values):
    one = {"purpose": Purpose.FEED, "token_hash": "a"}
    return world["participant"].secret_addresses.create(**one | values)


IMPOSSIBLE = {
    "user_bounce_has_a_time": lambda w: type(w["mt"]).objects.update(bounce_reason="Weg."),
    "closed_day_once": lambda w: [w.ours.closed_days.create(day=DAY) for _ in range(2)],
    "secret_address_once_per_purpose": lambda w: [secret(w, token_hash=n) for n in "ab"],
    "secret_address_purpose_is_known": lambda w: secret(w, purpose="spy"),
    "mail_choice_rhythm_is_known": lambda w: choice(w, rhythm="hourly"),
    "mail_choice_has_a_day": lambda w: choice(w, days=0),
    "mail_choice_in_office_hours": lambda w: choice(w, hour=7),
    "digest_once_a_day": lambda w: [digest(w) for _ in range(2)],
    "digest_mailing_is_known": lambda w: digest(w, mailing=Mailing.DIGEST),
    "digest_sent_has_a_time": lambda w: digest(w, mailing=Mailing.SENT),
    "digest_lease_while_sending": lambda w: digest(w, leased_until=timezone.now()),
    "topic_call_is_known": lambda w: topic(w, called="crowd"),
    "topic_claimed_at_needs_a_helper": lambda w: topic(w, claimed_at=timezone.now()),
    "topic_thanks_for_an_answer": lambda w: topic(w, thanks="Dank je!"),
    "topic_merged_into_another": lambda w: [topic(w), Topic.objects.update(merged_into=F("pk"))],
    "mention_once_per_post": lambda w: [topic(w), mention(w), mention(w)],
    "forum_log_act_is_known": lambda w: [
        topic(w),
        Topic.objects.latest("pk").log.create(cohort=w.cohort, by=w.enrolments["trainer"], act="sing"),
    ],
}


@pytest.mark.parametrize("rule", IMPOSSIBLE)
def test_the_database_refuses(world, rule):
    with refused_by(rule):
        IMPOSSIBLE[rule](world)
