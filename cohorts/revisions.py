"""What a new text of a lesson changes for a team that has begun."""

from dataclasses import dataclass
from typing import Self

from django.db.models import Count, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cohorts.models import Cohort, PlanItem, Progress, StepDone
from dingen.diff import Change
from dingen.differences import between_texts
from dingen.models import Link, Revision, Step
from dingen.texts import LessonText, StepText


@dataclass(frozen=True)
class Gone:
    """A step that the new text does not have, and how many participants ticked it."""

    step: Step
    ticks: int


@dataclass
class NewText:
    """The text that a team has beside the published one, and who is busy with it."""

    item: PlanItem
    begun: int  # participants, those who are done included
    finished: int
    ticks: dict[str, int]  # by step

    @classmethod
    def of(cls, item: PlanItem) -> Self:
        """Read both texts of an outdated Ding, and count what hangs on it."""
        mine = Progress.objects.of_team(item.cohort).filter(ding=item.ding_id)
        people = mine.aggregate(begun=Count("pk"), finished=Count("finished_at"))
        ticks = StepDone.objects.filter(progress__in=mine).order_by().values_list("step_key")
        text = cls(item, people["begun"], people["finished"], dict(ticks.annotate(Count("pk"))))
        prefetch_related_objects([text.old, text.new], "steps", "questions", "links")
        return text

    @property
    def old(self) -> Revision:
        assert self.item.revision  # an outdated item has both: PlanItemQuerySet.outdated
        return self.item.revision

    @property
    def new(self) -> Revision:
        assert self.item.ding.revision
        return self.item.ding.revision

    @property
    def notes(self) -> list[str]:
        """What the editors wrote about each text since the one of the team, oldest first."""
        since = self.item.ding.revisions.filter(number__gt=self.old.number, number__lte=self.new.number)
        return list(since.exclude(change="").order_by("number").values_list("change", flat=True))

    @cached_property
    def steps(self) -> tuple[dict[str, Step], dict[str, Step]]:
        """The steps by key, of the old text and of the new one."""
        return by_key(self.old), by_key(self.new)

    @property
    def added(self) -> list[Step]:
        old, new = self.steps
        return [step for key, step in new.items() if key not in old]

    @property
    def gone(self) -> list[Gone]:
        old, new = self.steps
        return [Gone(step, self.ticks.get(key, 0)) for key, step in old.items() if key not in new]

    @property
    def changed(self) -> list[Step]:
        """Steps that stay, with other words, minutes or level."""
        old, new = self.words
        before = {step.key: step for step in old.steps}
        other = {step.key for step in new.steps if step != before.get(step.key, step)}
        return [step for key, step in self.steps[1].items() if key in other]

    @property
    def links_added(self) -> list[Link]:
        return other_links(self.new, self.old)

    @property
    def links_gone(self) -> list[Link]:
        return other_links(self.old, self.new)

    @property
    def other_parts(self) -> list[str]:
        """The parts beside steps and links that read differently, named."""
        old, new = self.words
        parts = {
            _("the explanation"): old.body != new.body,
            _("the route without an account"): old.without_account != new.without_account,
            _("the questions to test yourself"): old.questions != new.questions,
            _("what you share"): old.share != new.share,
            _("what it means for your work"): old.work != new.work,
            _("the order of the steps"): order(old.steps, new.steps) != order(new.steps, old.steps),
        }
        return [name for name, differs in parts.items() if differs]

    @property
    def changes(self) -> list[Change]:
        """All that differs, word for word."""
        return between_texts(*self.words)

    @cached_property
    def words(self) -> tuple[LessonText, LessonText]:
        return LessonText.of(self.old), LessonText.of(self.new)


def by_key(revision: Revision) -> dict[str, Step]:
    return {step.key: step for step in revision.steps.all()}


def other_links(those: Revision, than: Revision) -> list[Link]:
    """The links of a text that another text does not have to the same address."""
    known = {link.url for link in than.links.all()}
    return [link for link in those.links.all() if link.url not in known]


def order(steps: tuple[StepText, ...], shared_with: tuple[StepText, ...]) -> list[str]:
    """The keys of the steps that both texts have, as they come in the first."""
    both = {step.key for step in shared_with}
    return [step.key for step in steps if step.key in both]


def begun_by(cohort: Cohort, items: list[PlanItem]) -> dict[int, int]:
    """How many participants began each of these Dingen."""
    rows = Progress.objects.of_team(cohort).filter(ding__in=[item.ding_id for item in items])
    return dict(rows.order_by().values_list("ding").annotate(Count("pk")))
