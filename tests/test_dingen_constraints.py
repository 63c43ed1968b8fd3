"""What the tables of the catalogue refuse, whoever writes in them."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from dingen.models import Ding, KnownWord, Programme, WorkingCopy


def ding(world):
    return world.dingen[0]


def picture(world, **values):
    one = {"name": "balie.png", "stored_as": "1", "content_type": "image/png", "alt": "Een balie."}
    return ding(world).pictures.create(**one | {"size": 1, "width": 1, "height": 1} | values)


def copy(world, **values):
    return WorkingCopy.objects.create(ding=ding(world), content={}, **values)


def answer(world, **values):
    one = {"question": "Hoe?", "source": "Zo.", "html": "<p>Zo.</p>", "about": "post:1"}
    return ding(world).kept_answers.create(**one | values)


IMPOSSIBLE = {
    "ding_status_is_known": lambda w: Ding.objects.update(status="weg"),
    "ding_readable_has_a_revision": lambda w: Ding.objects.update(revision=None),
    "ding_levels_take_longer_and_longer": lambda w: Ding.objects.update(minutes_doen=5),
    "ding_review_follows_check": lambda w: Ding.objects.update(review_by="2026-11-01"),
    "ding_successor_is_another": lambda w: Ding.objects.filter(pk=ding(w).pk).update(successor=ding(w)),
    "ding_origin_is_another": lambda w: Ding.objects.filter(pk=ding(w).pk).update(origin=ding(w)),
    "lessonpicture_name_once_in_a_lesson": lambda w: [picture(w, stored_as=f"{n}") for n in "12"],
    "lessonpicture_has_a_description": lambda w: picture(w, alt=""),
    "remark_says_something": lambda w: ding(w).remarks.create(text=""),
    "remark_handled_by_needs_a_time": lambda w: ding(w).remarks.create(text="x", handled_by=w["trainer"]),
    "workingcopy_state_is_known": lambda w: copy(w, state="kwijt"),
    "workingcopy_scheduled_has_a_moment": lambda w: copy(w, state="scheduled"),
    "workingcopy_version_starts_at_one": lambda w: copy(w, version=0),
    "knownword_is_a_word": lambda w: KnownWord.objects.create(word=""),
    "programme_leaves_a_word_free": lambda w: Programme.objects.update(slug="meer"),
    "programme_has_a_ding_once": lambda w: w.programme.items.create(ding=ding(w), number=9),
    "programme_number_is_unique": lambda w: w.programme.items.update(number=1),
    "programme_number_starts_at_one": lambda w: w.programme.items.filter(number=1).update(number=0),
    "revision_number_is_unique": lambda w: ding(w).revisions.create(number=1, source="x", html="x"),
    "revision_number_starts_at_one": lambda w: ding(w).revisions.update(number=0),
    "step_key_is_unique_in_a_revision": lambda w: ding(w).revision.steps.update(key="stap-1"),
    "step_level_is_known": lambda w: ding(w).revision.steps.update(level="expert"),
    "step_takes_time": lambda w: ding(w).revision.steps.update(minutes=0),
    "selfcheck_position_is_unique": lambda w: [
        ding(w).revision.questions.create(position=1, question="?", answers=[]) for _ in range(2)
    ],
    "link_position_is_unique": lambda w: [
        ding(w).revision.links.create(position=1, title="x", url="https://example.org") for _ in range(2)
    ],
    "link_state_is_known": lambda w: ding(w).revision.links.create(
        position=1, title="x", url="https://example.org", state="zombie", checked_at=timezone.now()
    ),
    "link_checked_has_a_time": lambda w: ding(w).revision.links.create(
        position=1, title="x", url="https://example.org", state="alive"
    ),
    "lineage_named_once": lambda w: [ding(w).lineage.create(year=2004, name="Hyves") for _ in range(2)],
    "lineage_year_is_digital": lambda w: ding(w).lineage.create(year=1850, name="Telegraaf"),
    "keptanswer_state_is_known": lambda w: answer(w, state="kwijt"),
    "keptanswer_has_both": lambda w: answer(w, source=""),
    "evaluation_once_per_person": lambda w: [
        ding(w).evaluations.create(user=w["participant"], useful=3, doable=3) for _ in range(2)
    ],
    "evaluation_waits_or_is_shown": lambda w: ding(w).evaluations.create(
        user=w["participant"], useful=3, doable=3, waits=False
    ),
    "evaluation_scores_one_to_five": lambda w: ding(w).evaluations.create(
        user=w["participant"], useful=6, doable=3
    ),
}


@pytest.mark.parametrize("rule", IMPOSSIBLE)
def test_the_database_refuses(world, rule):
    with pytest.raises(IntegrityError), transaction.atomic():
        IMPOSSIBLE[rule](world)
    assert Ding.objects.filter(status="published").count() == 3


def test_every_rule_of_the_catalogue_has_a_test():
    models = apps.get_app_config("dingen").get_models()
    assert {rule.name for model in models for rule in model._meta.constraints} == set(IMPOSSIBLE)
