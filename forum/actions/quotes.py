"""A sentence from the forum in the outcome of the team: the author gives it, or the trainer asks."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from cohorts.models import Cohort, Enrolment
from forum.models import Post, Quote
from forum.models.quotes import flat, quote_refusal, words_of
from lib.refusal import Refused, check
from notifications.models import Kind
from notifications.notify import notify


@transaction.atomic
def give_quote(*, post: Post, sentence: str, named: bool, by: Enrolment) -> Quote:
    """Let a sentence of one's own go along in the outcome. Raises Refused for words that are not in it."""
    post = _lock(post)
    check(quote_refusal(post, by=by) or _foreign(post, sentence))
    if post.author_id != by.pk:
        raise Refused(gettext("Only the author can say yes."))
    quote: Quote = Quote.objects.get_or_create(post=post, defaults={"sentence": flat(sentence)})[0]
    quote.allow(sentence=flat(sentence), named=named)
    return quote


@transaction.atomic
def ask_quote(*, post: Post, sentence: str, by: Enrolment) -> Quote:
    """Ask the author whether a sentence may go along; nothing goes along before they say yes."""
    post = _lock(post)
    check(quote_refusal(post, by=by) or _foreign(post, sentence))
    if Quote.objects.filter(post=post).exists():
        raise Refused(gettext("This post was asked for, or given, already."))
    asked = Quote(post=post, sentence=flat(sentence), asked_by=by)
    asked.save()
    topic = post.topic
    notify(
        [post.author.user],
        Kind.QUOTE,
        about=f"post:{post.pk}",
        path=reverse(
            "forum:quote_edit",
            kwargs={"team": topic.cohort.slug, "topic_id": topic.pk, "number": post.number},
        ),
        team=str(topic.cohort),
        trainer=str(by),
        sentence=asked.sentence,
    )
    return asked


@transaction.atomic
def drop_quote(*, post: Post, by: Enrolment) -> None:
    """Say no, or take a yes back; the author may always, the trainer withdraws a question."""
    post = _lock(post)
    if post.author_id != by.pk and not by.trains(post.topic.cohort):
        raise Refused(gettext("Only the author can take a sentence back."))
    Quote.objects.filter(post=post).delete()


def _lock(post: Post) -> Post:
    """Let one deed at a time at a sentence. Who is being erased holds the team (home.actions)."""
    Cohort.objects.select_for_update(no_key=True).get(topics__posts=post)
    found: Post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("topic__cohort", "author__user", "author__cohort")
        .get(pk=post.pk)
    )
    return found


def _foreign(post: Post, sentence: str) -> str:
    if flat(sentence) and flat(sentence) in words_of(post):
        return ""
    return gettext("These words are not in the post. Take a sentence from it as it is.")
