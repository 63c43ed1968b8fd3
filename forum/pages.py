"""What a page of the forum shows, gathered in a fixed number of questions to the database."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext

from cohorts.models import Enrolment, Role
from dingen.models import Ding
from forum.desk import keep_refusal
from forum.models import POSTS_A_PAGE, Audience, Post, Thanks, Topic
from forum.people import is_helper, seat_of


@dataclass(frozen=True)
class Shown:
    """A post as one reader sees it: the words, and the buttons that work for them."""

    post: Post
    topic: Topic
    reader: Enrolment

    @property
    def mine(self) -> bool:
        return self.post.author_id == self.reader.pk

    @property
    def is_new(self) -> bool:
        return self.post.number > self.topic.seen and not self.mine

    @property
    def is_answer(self) -> bool:
        return self.topic.solved_by_id == self.post.pk

    @property
    def readable(self) -> bool:
        """The words of a hidden post: see PostQuerySet.readable_by."""
        return not self.post.hidden_at or self.mine or (self.reader.is_trainer and not self.post.is_withdrawn)

    @property
    def role(self) -> str:
        if self.post.author.is_trainer:
            return gettext("trainer")
        return gettext("helper") if is_helper(self.post.author) else ""

    @property
    def may_edit(self) -> bool:
        return not self.post.edit_refusal(by=self.reader)

    @property
    def may_withdraw(self) -> bool:
        return not self.post.withdraw_refusal(by=self.reader)

    @property
    def may_hide(self) -> bool:
        return not self.mine and not self.post.hide_refusal(by=self.reader)

    @property
    def may_restore(self) -> bool:
        return not self.post.restore_refusal(by=self.reader)

    @property
    def may_report(self) -> bool:
        return not self.reader.is_trainer and not self.post.report_refusal(by=self.reader)

    @property
    def may_quote(self) -> bool:
        """Whether the reader can give a sentence of this post to the outcome, or ask for one."""
        fits = self.post.author.is_participant and not self.post.hidden_at and not self.topic.hidden_at
        return fits and (self.mine or self.reader.is_trainer) and not self.topic.cohort.write_refusal()

    @property
    def may_see_history(self) -> bool:
        return bool(self.post.edited_at) and not self.post.history_refusal(by=self.reader)

    @property
    def may_mark(self) -> bool:
        """Whether this reply can be named the answer."""
        fits = not (self.post.opens_the_topic or self.post.hidden_at or self.is_answer)
        return fits and self.topic.is_question and not self.topic.solve_refusal(by=self.reader)

    @property
    def may_thank(self) -> bool:
        """Whether the reader asked this and can still say thanks for this answer."""
        said = self.is_answer and self.topic.thanks
        return (
            self.topic.author_id == self.reader.pk
            and not said
            and not self.topic.solve_refusal(by=self.reader)
        )

    @property
    def may_keep(self) -> bool:
        return self.is_answer and not keep_refusal(self.topic, by=self.reader)

    @property
    def may_unmark(self) -> bool:
        return self.is_answer and not self.topic.solve_refusal(by=self.reader)

    @property
    def address(self) -> str:
        return self.topic.address_of(self.post.number)

    @property
    def has_buttons(self) -> bool:
        return any(
            (
                self.may_mark,
                self.may_unmark,
                self.may_edit,
                self.may_withdraw,
                self.may_restore,
                self.may_hide,
                self.may_report,
                self.may_quote,
            )
        )

    @property
    def given(self) -> list[dict[str, Any]]:
        return [reaction for reaction in self.reactions if reaction["count"]]

    @cached_property
    def reactions(self) -> list[dict[str, Any]]:
        """Each reaction of the small set: how many, of whom, and whether it is yours too."""
        given = list(self.post.reactions.all())
        return [
            {
                "kind": kind.value,
                "label": kind.label,
                "names": ", ".join(str(one.enrolment) for one in given if one.kind == kind),
                "count": sum(one.kind == kind for one in given),
                "mine": any(one.kind == kind and one.enrolment_id == self.reader.pk for one in given),
            }
            for kind in Thanks
        ]


class PostPaginator(Paginator[Any]):
    """The pages of a topic, which knows how many posts it has."""

    def __init__(self, topic: Topic) -> None:
        super().__init__(topic.posts.for_a_page(), POSTS_A_PAGE)
        self.topic = topic

    @cached_property
    def count(self) -> int:
        return self.topic.posts_count

    def page(self, number: int | str) -> "Page[Any]":
        """Numbers have no gaps, so the last page is found as quickly as the first."""
        number = self.validate_number(number)
        before = (number - 1) * self.per_page
        posts = self.topic.posts.for_a_page().filter(number__gt=before, number__lte=before + self.per_page)
        return Page(posts, number, self)


def posts_page(topic: Topic, reader: Enrolment, number: str | int | None) -> "Page[Any]":
    """Return a page of posts, each as this reader sees it."""
    paginator = PostPaginator(topic)
    page = paginator.get_page(paginator.num_pages if number == "laatste" else number)
    page.object_list = [Shown(post, topic, reader) for post in page.object_list]
    return page


def conversation(topic: Topic, reader: Enrolment, number: str | int | None) -> dict[str, Any]:
    """Return what the page of a topic shows, and remember how far this person has read.

    What is read here is not told again, in the inbox nor in a digest.
    """
    page = posts_page(topic, reader, number)
    last = page.object_list[-1].post.number if page.object_list else 0
    first_new = topic.seen + 1
    context = {
        "topic": topic,
        "page": page,
        "answer_url": topic.address_of(topic.solved_by.number) if topic.solved_by else "",
        "reply_refusal": topic.reply_refusal(by=reader),
        "may_claim": topic.is_question and not topic.claim_refusal(by=reader),
        "claimed_by_me": topic.claimed_by_id == reader.pk,
        "may_steer": not topic.steer_refusal(by=reader),
        "may_widen": topic.author_id == reader.pk and topic.audience != Audience.TEAM,
        "trail": list(topic.log.everybody_may_know()),
        "new_elsewhere": topic.where_you_were if topic.seen > 0 and not on_page(page, first_new) else "",
    }
    if last > topic.seen:
        topic.mark_read(by=reader, number=last)
    shown = [f"post:{one.post.pk}{more}" for one in page.object_list for more in ("", ":thanks")]
    reader.user.notifications.about_one_of(shown, path=topic.get_absolute_url()).mark_read()
    return context


def on_page(page: "Page[Any]", number: int) -> bool:
    """Tell whether a post is on this page, or nowhere at all."""
    return number > page.paginator.count or page.start_index() <= number <= page.end_index()


def topics_per_ding(enrolment: Enrolment) -> list[dict[str, Any]]:
    """Return the Dingen of the plan in their order, then others that are talked about, with a count."""
    counts: dict[int, int] = dict(
        Topic.objects.visible_to(enrolment)
        .exclude(ding=None)
        .order_by()
        .values_list("ding")
        .annotate(Count("pk"))
    )
    rows = [
        {"number": item.number, "ding": item.ding, "count": counts.pop(item.ding_id, 0)}
        for item in enrolment.cohort.plan.select_related("ding")
    ]
    others = Ding.objects.filter(pk__in=counts)
    return rows + [{"number": "", "ding": ding, "count": counts[ding.pk]} for ding in others]


def audience_cards(enrolment: Enrolment, allowed: list[str], chosen: str) -> list[dict[str, Any]]:
    """Return the choices of readers with, for each, who that is by name."""
    people = list(enrolment.cohort.enrolments.present().exclude(role=Role.MT).by_name())
    seat = seat_of(enrolment)
    trainers = ", ".join(str(one) for one in people if one.is_trainer) or gettext("the trainer")
    mates = set(seat.group.seats.values_list("enrolment", flat=True)) if seat else set()
    group = ", ".join(str(one) for one in people if one.pk in mates and one.pk != enrolment.pk)
    words = {
        Audience.TEAM: gettext("All %(count)d colleagues in the team, and %(trainers)s")
        % {"count": sum(one.is_participant for one in people), "trainers": trainers},
        Audience.GROUP: gettext("You, %(group)s and %(trainers)s")
        % {"group": group or gettext("nobody else yet"), "trainers": trainers},
        Audience.TRAINER: gettext("You and %(trainers)s") % {"trainers": trainers},
    }
    return [
        {"value": kind.value, "title": capfirst(kind.label), "sub": words[kind], "checked": kind == chosen}
        for kind in Audience
        if kind in allowed
    ]
