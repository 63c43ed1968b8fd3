"""What somebody wrote and did not post: where it waits for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from cohorts.models import Enrolment
from forum.models import Draft, Post, Topic

MOST = 5  # on the page; the newest


@dataclass(frozen=True)
class Waiting:
    """A text that is not posted yet: what it is for, how it begins, and where to go on."""

    draft: Draft
    about: str
    url: str

    @property
    def words(self) -> str:
        return Truncator(" ".join(self.draft.text.split())).words(12)


def waiting(enrolment: Enrolment) -> list[Waiting]:
    """Return the newest texts that somebody did not post, where they can still be posted."""
    drafts = list(enrolment.drafts.with_words()[:MOST])
    visible = Topic.objects.visible_to(enrolment)
    topics = {one.pk: one for one in visible.filter(pk__in=_keys(drafts, "topic"))}
    own = enrolment.posts.filter(pk__in=_keys(drafts, "edit"), topic__in=visible)
    posts = {one.pk: one for one in own.select_related("topic")}
    found = (_place(draft, enrolment, topics, posts) for draft in drafts)
    return [one for one in found if one]


def _keys(drafts: Iterable[Draft], kind: str) -> list[int]:
    """Return the keys in the places of one kind; a place is whatever a page once sent."""
    places = (draft.place.split(":") for draft in drafts)
    return [int(rest[0]) for name, *rest in places if name == kind and _is_key(rest)]


def _is_key(rest: list[str]) -> bool:
    return len(rest) == 1 and rest[0].isdecimal() and len(rest[0]) < 18


def _place(
    draft: Draft, enrolment: Enrolment, topics: dict[int, Topic], posts: dict[int, Post]
) -> Waiting | None:
    team = enrolment.cohort.slug
    name, *rest = draft.place.split(":")
    key = int(rest[0]) if _is_key(rest) else 0
    if name == "topic" and key in topics:
        url = reverse("forum:post_create", kwargs={"team": team, "topic_id": key})
        return Waiting(draft, gettext("Reply in: %(title)s") % {"title": topics[key].title}, url)
    if name == "edit" and key in posts:
        post = posts[key]
        place = {"team": team, "topic_id": post.topic_id, "number": post.number}
        about = gettext("Change in: %(title)s") % {"title": post.topic.title}
        return Waiting(draft, about, reverse("forum:post_edit", kwargs=place))
    if name == "new":
        asked = dict(zip(("kind", "ding", "step"), rest, strict=False))
        url = reverse("forum:topic_create", kwargs={"team": team})
        about = draft.title or gettext("New message")
        return Waiting(draft, about, f"{url}?{urlencode(asked)}" if asked else url)
    return None
