"""A member of the MT learns nothing about one person: none of their pages changes when somebody learns."""

import re

from django.urls import reverse
from django.utils import timezone

from tests.access import plan, started_pilot
from tests.pitching import handed_in
from tests.test_access import PATTERNS

# What differs between two readings of the same page.
FLEETING = re.compile(
    r'name="(csrfmiddlewaretoken|nonce)" value="[^"]*"|data-(now|poll-version)="[^"]*"|ticket=[^"]*'
)


def readable(client, world) -> dict[str, str]:
    """Every page under the team that needs no more than this team's own things, as the MT reads it."""
    values = {"team": world.cohort.slug, "slug": world.dingen[0].slug, "pitch_id": handed_in(world)[0].pk}
    pages = {}
    for name, converters in PATTERNS.items():
        if "team" not in converters or not set(converters) <= set(values) or name.endswith("_pdf"):
            continue
        answer = client.get(reverse(name, kwargs={key: values[key] for key in converters}))
        body = b"".join(answer)
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            pages[name] = FLEETING.sub("", body.decode())
    return pages


def test_no_page_of_the_mt_changes_when_somebody_learns(as_, world):
    plan.address(world)
    started_pilot.address(world)
    before = readable(as_("mt"), world)
    progress = world.enrolments["participant"].progress.create(ding=world.dingen[0])
    progress.steps_done.create(step_key="stap-1")
    progress.finished_at = timezone.now()
    progress.save()
    world.enrolments["participant"].mark_active()

    after = readable(as_("mt"), world)

    assert {"pitches:mt_desk", "pitches:pilot_detail", "home:team_desk"} <= set(before)
    assert [name for name in before if before[name] != after[name]] == []
    assert set(before) == set(after)
