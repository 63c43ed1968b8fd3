"""The wall of ideas of a team: what people bring, who backs it and who wants to work on it."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import SEATS, Cohort, Enrolment, Group, Seat
from lib import orm

MAX_TEXT = 1_000  # characters


def add_refusal(cohort: Cohort, *, by: Enrolment) -> str:
    """Say why this person cannot put something on the wall; empty when they can."""
    return cohort.group_refusal(by=by)


class IdeaQuerySet(models.QuerySet["Idea"]):
    def on_the_wall(self) -> "IdeaQuerySet":
        return self.filter(withdrawn_at=None, hidden_at=None)

    def free(self) -> "IdeaQuerySet":
        """On the wall, and no group has it yet."""
        return self.on_the_wall().filter(group=None)

    def visible_to(self, enrolment: Enrolment) -> "IdeaQuerySet":
        """The wall of the team; the author also sees what was taken off it, a trainer what was hidden."""
        ideas = self.filter(cohort=enrolment.cohort_id)
        if enrolment.is_mt:
            return ideas.none()
        shown = Q(withdrawn_at=None) if enrolment.is_trainer else Q(withdrawn_at=None, hidden_at=None)
        return ideas.filter(shown | Q(author=enrolment))

    def for_the_wall(self, enrolment: Enrolment) -> "IdeaQuerySet":
        """Each with its figures and people; what still looks for a group first, then by support."""
        backed = Support.objects.filter(idea=OuterRef("pk"), enrolment=enrolment)
        return (
            self.select_related("author__user", "group__cohort", "cohort")
            .prefetch_related(models.Prefetch("joins", Join.objects.waiting(), to_attr="joiners"))
            .annotate(
                backing=Count("supports", distinct=True),
                said=Count("comments", filter=Q(comments__hidden_at=None), distinct=True),
                backed=Exists(backed),
                taken=Exists(Idea.objects.filter(pk=OuterRef("pk"), group__isnull=False)),
            )
            .order_by("taken", "-backing", "pk")
        )


class Idea(models.Model):
    """A title and a few sentences that somebody brings; it may become the idea of a group."""

    title = models.CharField(_("your idea in a few words"), max_length=80)
    text = models.TextField(_("tell a little more"), max_length=MAX_TEXT)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="ideas")
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    group = models.OneToOneField(Group, models.SET_NULL, null=True, blank=True, related_name="from_idea")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(max_length=300, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(IdeaQuerySet)()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="idea_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="idea_hidden_with_a_reason",
                condition=Q(hidden_at=None, hidden_because="")
                | Q(hidden_at__isnull=False) & ~Q(hidden_because=""),
                violation_error_message=_("Say why you hide it."),
            ),
            models.CheckConstraint(
                name="idea_withdrawn_has_no_group",
                condition=Q(withdrawn_at=None) | Q(group=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pitches:idea_detail", kwargs={"team": self.cohort.slug, "idea_id": self.pk})

    @property
    def is_on_the_wall(self) -> bool:
        return not self.withdrawn_at and not self.hidden_at

    def off_refusal(self) -> str:
        """Say why nobody backs, joins or takes this idea; empty when it is on the wall."""
        return "" if self.is_on_the_wall else gettext("This idea is not on the wall any more.")

    def edit_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot change the idea or take it back."""
        if reason := self.cohort.write_refusal():
            return reason
        if by.pk != self.author_id:
            return gettext("Only who brought this idea changes it.")
        if self.hidden_at:
            return gettext("The trainer took this idea off the wall. Talk it over first.")
        if self.group_id:
            return gettext("A group works on this idea now. It goes on in their plan.")
        return ""

    def hide_refusal(self, *, by: Enrolment) -> str:
        if not by.trains(self.cohort):
            return gettext("Only the trainer can do this.")
        return self.cohort.write_refusal()

    def say_refusal(self, *, by: Enrolment) -> str:
        return add_refusal(self.cohort, by=by) or self.off_refusal()

    def support_refusal(self, *, by: Enrolment) -> str:
        if by.pk == self.author_id:
            return gettext("This is your own idea. Others back it.")
        return self.say_refusal(by=by)

    def free_refusal(self) -> str:
        """Say why no group can be made of this idea."""
        if reason := self.off_refusal():
            return reason
        return gettext("A group works on this idea already.") if self.group_id else ""

    def join_refusal(self, *, by: Enrolment) -> str:
        """Say why this person cannot join. A full idea is for the action: only the lock knows."""
        if not by.is_participant or by.left_at:
            return gettext("Only participants of this team are in a group.")
        if reason := add_refusal(self.cohort, by=by) or self.free_refusal():
            return reason
        if Seat.objects.filter(enrolment=by).exists():
            return gettext("You are already in a group. Leave that one first.")
        return ""

    def group_refusal(self, *, by: Enrolment) -> str:
        """A trainer, or somebody who joins, makes the group."""
        if reason := add_refusal(self.cohort, by=by) or self.free_refusal():
            return reason
        waiting = Join.objects.waiting().filter(idea=self)
        if not by.trains(self.cohort) and not waiting.filter(enrolment=by).exists():
            return gettext("Only who joins this idea or the trainer makes a group of it.")
        return "" if waiting.exists() else gettext("Nobody has joined this idea yet.")

    def take_refusal(self, group: Group, *, by: Enrolment) -> str:
        """Say why this group cannot take the idea."""
        if group.cohort_id != self.cohort_id:
            return gettext("This group is in another team.")
        if reason := add_refusal(self.cohort, by=by) or self.free_refusal():
            return reason
        if not by.trains(self.cohort) and not group.seats.filter(enrolment=by).exists():
            return gettext("Only the members of this group or the trainer take an idea.")
        if Idea.objects.filter(group=group).exists():
            return gettext("This group has an idea from the wall already. Put that one back first.")
        return ""

    def release_refusal(self, *, by: Enrolment) -> str:
        """Say why the idea cannot go back to the wall."""
        if reason := self.cohort.write_refusal():
            return reason
        group = self.group
        if group is None:
            return gettext("No group has this idea.")
        if not by.trains(self.cohort) and not group.seats.filter(enrolment=by).exists():
            return gettext("Only the members of this group or the trainer put an idea back.")
        return ""


class Support(models.Model):
    """ "A good idea": one of each person."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports")
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="+")

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "enrolment"], name="idea_is_backed_once_by_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.idea}"


class JoinQuerySet(models.QuerySet["Join"]):
    def waiting(self) -> "JoinQuerySet":
        """Who still waits for a group; who sits in one or left the team does not count any more."""
        return self.filter(enrolment__seat=None, enrolment__left_at=None).select_related("enrolment__user")


class Join(models.Model):
    """ "I want to work on this": one idea a person, five people an idea, as a group has five seats."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="joins")
    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="join")
    place = models.PositiveSmallIntegerField()

    objects = orm.Manager.from_queryset(JoinQuerySet)()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "place"], name="idea_place_is_taken_once"),
            models.CheckConstraint(name="idea_place_one_to_five", condition=Q(place__range=(1, SEATS))),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment} ({self.idea}, {self.place})"


class IdeaComment(models.Model):
    """What somebody says of an idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="comments")
    text = models.TextField(_("your comment"), max_length=MAX_TEXT)
    author = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="idea_comment_hidden_with_a_reason",
                condition=Q(hidden_at=None, hidden_because="")
                | Q(hidden_at__isnull=False) & ~Q(hidden_because=""),
                violation_error_message=_("Say why you hide it."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def remove_refusal(self, *, by: Enrolment) -> str:
        """An author takes a comment back; a trainer hides it, with the reason."""
        if by.pk != self.author_id and not by.trains(self.idea.cohort):
            return gettext("Only who wrote this, or the trainer, takes it away.")
        return self.idea.cohort.write_refusal()
