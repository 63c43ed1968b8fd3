"""What people do on the wall of ideas, up to the group that comes of it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from cohorts import actions as groups
from cohorts.models import SEATS, Cohort, Enrolment, Group
from lib.refusal import Refused, check
from notifications.models import Kind
from notifications.notify import notify
from pitches.actions import plan
from pitches.models import Idea, IdeaComment, Join, Support
from pitches.models.ideas import add_refusal


@transaction.atomic
def add(*, cohort: Cohort, title: str, text: str, by: Enrolment, joining: bool = False) -> Idea:
    """Put an idea on the wall; who brings it may join it at once."""
    check(add_refusal(cohort, by=by))
    idea: Idea = cohort.ideas.create(title=title, text=text, author=by)
    if joining and not idea.join_refusal(by=by):
        join(idea=idea, by=by)
    return idea


@transaction.atomic
def edit(*, idea: Idea, title: str, text: str, by: Enrolment) -> Idea:
    """Say it better."""
    idea = _lock(idea)
    check(idea.edit_refusal(by=by))
    idea.title, idea.text, idea.edited_at = title, text, timezone.now()
    idea.save(update_fields=["title", "text", "edited_at"])
    return idea


@transaction.atomic
def withdraw(*, idea: Idea, by: Enrolment) -> Idea:
    """Take one's own idea off the wall; who joined it is free again."""
    idea = _lock(idea)
    check(idea.edit_refusal(by=by))
    idea.joins.all().delete()
    idea.withdrawn_at = timezone.now()
    idea.save(update_fields=["withdrawn_at"])
    return idea


@transaction.atomic
def put_back(*, idea: Idea, by: Enrolment) -> Idea:
    """Put one's own idea on the wall again."""
    idea = _lock(idea)
    check(idea.edit_refusal(by=by))
    idea.withdrawn_at = None
    idea.save(update_fields=["withdrawn_at"])
    return idea


@transaction.atomic
def hide(*, idea: Idea, because: str, by: Enrolment) -> Idea:
    """Take an idea off the wall for everybody but its author, who reads why. Raises Refused."""
    idea = _lock(idea)
    check(idea.hide_refusal(by=by))
    if not because:
        raise Refused(gettext("Say why you hide it."))
    idea.hidden_at, idea.hidden_because = timezone.now(), because
    idea.save(update_fields=["hidden_at", "hidden_because"])
    _tell([idea.author], idea, "hidden", by, about=f"hidden:{idea.hidden_at.timestamp():.0f}", reason=because)
    return idea


@transaction.atomic
def show(*, idea: Idea, by: Enrolment) -> Idea:
    """Let everybody see a hidden idea again."""
    idea = _lock(idea)
    check(idea.hide_refusal(by=by))
    idea.hidden_at, idea.hidden_because = None, ""
    idea.save(update_fields=["hidden_at", "hidden_because"])
    return idea


@transaction.atomic
def support(*, idea: Idea, on: bool, by: Enrolment) -> None:
    """Back an idea, or not any more; saying so twice changes nothing."""
    check(idea.support_refusal(by=by))
    if on:
        Support.objects.get_or_create(idea=idea, enrolment=by)
    else:
        idea.supports.filter(enrolment=by).delete()


@transaction.atomic
def join(*, idea: Idea, by: Enrolment) -> Join:
    """Join an idea at its first free place, and leave the one before. Raises Refused for a sixth."""
    idea = _lock(idea)
    here: Join | None = idea.joins.filter(enrolment=by).first()
    if here and not idea.join_refusal(by=by):
        return here
    check(idea.join_refusal(by=by))
    idea.joins.exclude(pk__in=Join.objects.waiting().values("pk")).delete()  # they found another group
    taken = set(idea.joins.values_list("place", flat=True))
    place = next((place for place in range(1, SEATS + 1) if place not in taken), None)
    if place is None:
        raise Refused(gettext("Five people have joined this idea already. Choose another one."))
    Join.objects.filter(enrolment=by).delete()
    try:
        with transaction.atomic():
            made: Join = idea.joins.create(enrolment=by, place=place)
    except IntegrityError:  # the same person joined another idea meanwhile
        raise Refused(gettext("You have just joined another idea.")) from None
    _tell([idea.author], idea, "joined", by, about=f"join:{by.pk}")
    return made


@transaction.atomic
def leave(*, idea: Idea, by: Enrolment) -> None:
    """Join no longer; a second time changes nothing."""
    check(idea.cohort.write_refusal())
    idea.joins.filter(enrolment=by).delete()


@transaction.atomic
def comment(*, idea: Idea, text: str, by: Enrolment) -> IdeaComment:
    """Say something of an idea, and tell who brought it and who join."""
    check(idea.say_refusal(by=by))
    made: IdeaComment = idea.comments.create(text=text, author=by)
    people = [idea.author, *(one.enrolment for one in Join.objects.waiting().filter(idea=idea))]
    _tell(people, idea, "comment", by, about=f"comment:{made.pk}")
    return made


@transaction.atomic
def remove_comment(*, comment: IdeaComment, because: str, by: Enrolment) -> None:
    """Take one's own comment back; a trainer hides somebody else's and says why."""
    check(comment.remove_refusal(by=by))
    if by.pk == comment.author_id:
        comment.delete()
        return
    if not because:
        raise Refused(gettext("Say why you hide it."))
    comment.hidden_at, comment.hidden_because = timezone.now(), because
    comment.save(update_fields=["hidden_at", "hidden_because"])


@transaction.atomic
def make_group(*, idea: Idea, name: str, helper: Enrolment | None, by: Enrolment) -> Group:
    """Make a group of who joined: each gets a seat, and the idea begins its plan. Raises Refused."""
    idea = _lock(idea)
    check(idea.group_refusal(by=by))
    people = [one.enrolment for one in Join.objects.waiting().filter(idea=idea)]
    group = groups.create_group(cohort=idea.cohort, name=name, by=by)
    seats = [groups.take_seat(group=group, enrolment=person, by=person) for person in people]
    if seat := next((seat for seat in seats if helper and seat.enrolment_id == helper.pk), None):
        groups.make_helper(seat=seat, by=by)
    _hand_over(idea, group, people[0])
    _tell([idea.author, *people], idea, "group", by, about=f"group:{group.pk}", path=group.get_absolute_url())
    return group


@transaction.atomic
def take(*, idea: Idea, group: Group, by: Enrolment) -> Idea:
    """Let a group that is there already work on the idea. Raises Refused."""
    idea = _lock(idea)
    check(idea.take_refusal(group, by=by))
    member = group.seats.select_related("enrolment").first()
    _hand_over(idea, group, member.enrolment if member else None)
    path = group.get_absolute_url()
    _tell([idea.author], idea, "taken", by, about=f"taken:{group.pk}", path=path, group=group.name)
    return idea


@transaction.atomic
def release(*, idea: Idea, by: Enrolment) -> Idea:
    """Put the idea of a group back on the wall; the plan stays as it is."""
    idea = _lock(idea)
    check(idea.release_refusal(by=by))
    idea.group = None
    idea.save(update_fields=["group"])
    return idea


def _hand_over(idea: Idea, group: Group, writer: Enrolment | None) -> None:
    """Begin the plan with the words of the idea, where nothing is written yet."""
    idea.group = group
    idea.save(update_fields=["group"])
    idea.joins.all().delete()
    if writer:
        plan.begin(group=group, title=idea.title, text=idea.text, by=writer)


def _lock(idea: Idea) -> Idea:
    """Let one person at a time change where an idea goes."""
    locked: Idea = (
        Idea.objects.select_related("cohort", "author__user")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=idea.pk)
    )
    return locked


def _tell(
    people: list[Enrolment],
    idea: Idea,
    news: str,
    by: Enrolment,
    *,
    about: str,
    path: str = "",
    **more: object,
) -> None:
    words: dict[str, Any] = {
        "news": news,
        "who": str(by),
        "idea": idea.title,
        "team": idea.cohort.name,
        **more,
    }
    notify(
        {one.user for one in people if one.pk != by.pk and not one.left_at},
        Kind.IDEA,
        about=f"idea:{idea.pk}:{about}",
        path=path or idea.get_absolute_url(),
        mail=True,
        thread=f"idea:{idea.pk}",
        **words,
    )
