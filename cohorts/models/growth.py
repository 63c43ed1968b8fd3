"""What somebody says and answers for themselves, and the totals that nobody can be read from."""

from typing import NamedTuple

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohort import Cohort, Enrolment
from dingen.models import SelfCheck
from lib import orm

FEWEST = 5  # people in a total, and people that it changes by


class Moment(models.TextChoices):
    START = "start", _("at the start")
    END = "end", _("at the end")


class Statement(models.TextChoices):
    """Five statements to agree with, 1 to 5: able, daring, useful (CONTENT, kunnen-durven-nut)."""

    ABLE = "able", _("I can find my way in new apps and sites.")
    HELPING = "helping", _("I can help a customer with a digital question.")
    DARING = "daring", _("I dare to try something that I do not know yet.")
    SHARING = "sharing", _("I dare to share with colleagues what I am still learning.")
    USEFUL = "useful", _("I see what digital tools bring my library.")


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    def by_statement(self) -> dict[str, int]:
        """The scores of one person at one moment."""
        return dict(self.values_list("statement", "score"))

    def to_count(self, cohort: Cohort) -> list[int]:
        """The places of who said all of it twice, and is in no total yet; the first ones first."""
        whole = self.filter(enrolment__cohort=cohort, counted=False).order_by().values_list("enrolment")
        twice = whole.annotate(said=Count("pk")).filter(said=len(Statement) * len(Moment))
        return list(twice.order_by("enrolment").values_list("enrolment", flat=True))


class SelfAssessment(models.Model):
    """What somebody says of themselves. Only they see it; a team sees averages, five people at a time."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="assessments")
    moment = models.CharField(max_length=5, choices=Moment)
    statement = models.CharField(max_length=10, choices=Statement)
    score = models.PositiveSmallIntegerField()
    counted = models.BooleanField(default=False, editable=False)  # in GrowthTotal; what changes later is not

    objects = orm.Manager.from_queryset(SelfAssessmentQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "moment", "statement"], name="assessed_once_per_moment"
            ),
            models.CheckConstraint(name="assessment_moment_is_known", condition=Q(moment__in=Moment)),
            models.CheckConstraint(
                name="assessment_statement_is_known", condition=Q(statement__in=Statement)
            ),
            models.CheckConstraint(name="assessment_score_one_to_five", condition=Q(score__range=(1, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.score}"


class Growth(NamedTuple):
    """One statement for all who were counted: the averages at the start and at the end, 1 to 5."""

    statement: str
    label: str
    start: float
    end: float
    people: int


class GrowthTotalQuerySet(models.QuerySet["GrowthTotal"]):
    def totals(self) -> list[Growth]:
        """Of one team, each statement with its averages; nothing before five people said all of it twice.

        The totals only ever change by five people at a time, and not at all when somebody changes
        their mind, leaves or is erased: so no two of them differ by one person.
        """
        rows = {row.statement: row for row in self}
        return [rows[one].averages() for one in Statement if one in rows]


class GrowthTotal(models.Model):
    """What five or more people of a team said together of one statement; nobody's own score is in it."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="growth")
    statement = models.CharField(max_length=10, choices=Statement)
    people = models.PositiveIntegerField()
    start = models.PositiveIntegerField()  # the sum of their scores
    end = models.PositiveIntegerField()

    objects = orm.Manager.from_queryset(GrowthTotalQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "statement"], name="growth_once_per_statement"),
            models.CheckConstraint(name="growth_statement_is_known", condition=Q(statement__in=Statement)),
            models.CheckConstraint(name="growth_of_five_people_or_more", condition=Q(people__gte=FEWEST)),
            models.CheckConstraint(
                name="growth_sums_are_possible",
                condition=Q(
                    start__gte=F("people"),
                    end__gte=F("people"),
                    start__lte=F("people") * 5,
                    end__lte=F("people") * 5,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.statement}"

    def averages(self) -> Growth:
        label = str(Statement(self.statement).label)
        return Growth(self.statement, label, self.start / self.people, self.end / self.people, self.people)


class CheckAnswer(models.Model):
    """What a participant answered to a question of a lesson: theirs alone, without a time or a score."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="check_answers")
    question = models.ForeignKey(SelfCheck, models.CASCADE, related_name="+")
    choice = models.PositiveSmallIntegerField()  # the place of the answer, from 0

    objects = orm.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "question"], name="check_answered_once"),
        ]

    def __str__(self) -> str:
        return str(self.choice)
