"""Words that are taken back, hidden, put back or reported."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cohorts.models import Enrolment
from forum.models import Act, ForumLog, Post, Report, Topic
from forum.telling import tell_of_hiding, tell_of_report
from lib.refusal import check
from notifications.models import Notification, NotificationQuerySet


@transaction.atomic
def withdraw(*, post: Post, by: Enrolment) -> Post:
    """Take one's own words back. A topic in which nobody replied goes with its opening post."""
    topic = post.topic.locked()
    post = topic.posts.get(pk=post.pk)
    check(post.withdraw_refusal(by=by))
    _hide(topic, post, by, reason="", whole=post.opens_the_topic and topic.posts_count == 1)
    ForumLog.note(topic, Act.WITHDRAW, by=by, words=f"#{post.number}")
    return post


@transaction.atomic
def hide(*, post: Post, by: Enrolment, reason: str) -> Post:
    """Hide a post, with the reason in its place. Hiding the opening post hides the whole topic."""
    topic = post.topic.locked()
    post = topic.posts.get(pk=post.pk)
    check(post.hide_refusal(by=by) or ("" if reason.strip() else gettext("Say why you hide it.")))
    _hide(topic, post, by, reason=reason.strip(), whole=post.opens_the_topic)
    for report in post.reports.open():
        report.mark_handled(by=by)
    tell_of_hiding(post, by)
    ForumLog.note(topic, Act.HIDE, by=by, words=f"#{post.number}: {reason.strip()}")
    return post


@transaction.atomic
def restore(*, post: Post, by: Enrolment) -> Post:
    """Show a hidden post again, and its topic when it opens one."""
    topic = post.topic.locked()
    post = topic.posts.get(pk=post.pk)
    check(post.restore_refusal(by=by))
    post.hidden_at, post.hidden_by, post.hidden_reason = None, None, ""
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    if post.opens_the_topic:
        topic.hidden_at = None
        topic.save(update_fields=["hidden_at"])
    ForumLog.note(topic, Act.RESTORE, by=by, words=f"#{post.number}")
    return post


@transaction.atomic
def report(*, post: Post, by: Enrolment, reason: str) -> Report:
    """Ask the trainer to look at a post; a second time adds nothing."""
    check(post.report_refusal(by=by) or ("" if reason.strip() else gettext("Say what is wrong.")))
    made, new = post.reports.get_or_create(reported_by=by, defaults={"reason": reason.strip()})
    if new:
        tell_of_report(post, by)
        ForumLog.note(post.topic, Act.REPORT, by=by, words=f"#{post.number}: {reason.strip()}")
    return made


@transaction.atomic
def settle(*, report: Report, by: Enrolment) -> Report:
    """Say that a reported post can stay; a second trainer who presses the same button changes nothing."""
    report = Report.objects.select_for_update(of=("self",)).select_related("post__topic").get(pk=report.pk)
    if not report.handled_at:
        report.mark_handled(by=by)
        _told_of(report.post.topic).about_reports_of(report.post_id).mark_read()
        ForumLog.note(report.post.topic, Act.HANDLE, by=by, words=f"#{report.post.number}")
    return report


def _hide(topic: Topic, post: Post, by: Enrolment, *, reason: str, whole: bool) -> None:
    """Take words away from who read them, and what was told of them."""
    post.hidden_at, post.hidden_by, post.hidden_reason = timezone.now(), by, reason
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    if whole:
        topic.hidden_at = post.hidden_at
    if topic.solved_by_id == post.pk:
        topic.solved_by = None
    topic.save(update_fields=["hidden_at", "solved_by"])
    told = _told_of(topic)
    told.about_reports_of(post.pk).mark_read()
    told.about_post(post.pk).unread().delete()
    if whole:
        told.under(topic.get_absolute_url()).exclude(recipient__in=topic.readers().values("user")).delete()


def _told_of(topic: Topic) -> NotificationQuerySet:
    """What the people of the team of this topic were told of anything."""
    return Notification.objects.to(Enrolment.objects.filter(cohort=topic.cohort_id).values("user"))
