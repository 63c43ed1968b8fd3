"""The one road to what stands in the forum: from the caller's enrolment, or 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from cohorts.models import Enrolment
from dingen.models import Ding
from forum.models import Post, Topic


def topic_of(enrolment: Enrolment, topic_id: int) -> Topic:
    """Return the topic when this person may read it. Raises Http404."""
    topics = Topic.objects.visible_to(enrolment).with_seen(enrolment).with_follow(enrolment).for_a_list()
    topic = get_object_or_404(topics.select_related("solved_by__author__user"), pk=topic_id)
    topic.cohort = enrolment.cohort
    return topic


def merged_topic(enrolment: Enrolment, topic_id: int) -> Topic:
    """Return the topic that the posts of an older one went to. Raises Http404."""
    found = Topic.objects.merged_for(enrolment).filter(pk=topic_id).first()
    if not found or not found.merged_into:
        raise Http404
    return found.merged_into


def post_of(enrolment: Enrolment, topic_id: int, number: int) -> Post:
    """Return the post when this person may read its words. Raises Http404."""
    posts = topic_of(enrolment, topic_id).posts.readable_by(enrolment).select_related("author__user")
    return get_object_or_404(posts, number=number)


def ding_of(enrolment: Enrolment, slug: str) -> Ding:
    """Return a lesson that the library of this team may read. Raises Http404."""
    dingen = Ding.objects.readable().of(enrolment.cohort.organisation)
    if ding := dingen.filter(slug=slug).first():
        return ding
    raise Http404
