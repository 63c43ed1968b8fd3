"""Spreading the people without a group over the groups: as many in each, and as much experience in each."""

from dataclasses import dataclass, field
from hashlib import sha256
from math import ceil

from django.db.models import Avg, Count, Q
from django.utils.translation import gettext as _

from cohorts.models import SEATS, Cohort, Enrolment, Group, Moment

LOWEST, HIGHEST = 1.0, 5.0  # of the start measurement


@dataclass
class Table:
    """A group while it is being filled; without a group it is a new one."""

    name: str
    group: Group | None
    seated: list[Enrolment]
    joining: list[Enrolment] = field(default_factory=list)
    experience: float = 0.0

    @property
    def size(self) -> int:
        return len(self.seated) + len(self.joining)

    @property
    def average(self) -> float:
        return self.experience / self.size if self.size else 0.0

    def add(self, person: Enrolment, experience: float) -> None:
        self.joining.append(person)
        self.experience += experience


@dataclass(frozen=True)
class Proposal:
    """Who would sit where; nobody sees why, because the start measurement is everybody's own."""

    tables: list[Table]

    @property
    def changed(self) -> list[Table]:
        return [table for table in self.tables if table.joining]

    @property
    def people(self) -> int:
        return sum(len(table.joining) for table in self.tables)

    @property
    def mark(self) -> str:
        """A word for exactly this proposal, to see that nothing changed since it was shown."""
        rows = [
            (table.group.pk if table.group else table.name, [one.pk for one in table.seated + table.joining])
            for table in self.tables
        ]
        return sha256(repr(rows).encode()).hexdigest()[:16]


def propose(cohort: Cohort) -> Proposal:
    """Return a seat for everybody without one, in as few new groups as it takes. Four queries."""
    groups = list(cohort.groups.with_seats())
    waiting = list(cohort.enrolments.without_group().by_name())
    seated = [seat.enrolment for group in groups for seat in group.seats.all()]
    known = experience_of(cohort, [*waiting, *seated])
    tables = [_table(group, known) for group in groups]
    free = sum(SEATS - table.size for table in tables)
    tables += [
        Table(name, None, []) for name in _new_names(groups, ceil(max(0, len(waiting) - free) / SEATS))
    ]
    for person in sorted(waiting, key=lambda one: (-known[one.pk], one.pk)):
        open_ones = [table for table in tables if table.size < SEATS]
        # The smallest group first; of two as small, the one that has least experience.
        min(open_ones, key=lambda table: (table.size, table.average)).add(person, known[person.pk])
    return Proposal(tables)


def experience_of(cohort: Cohort, people: list[Enrolment]) -> dict[int, float]:
    """Return a figure from 1 to 5 for each: of the start measurement, else by the Dingen that are done."""
    rows = cohort.enrolments.filter(pk__in=[one.pk for one in people]).annotate(
        said=Avg("assessments__score", filter=Q(assessments__moment=Moment.START)),
        done=Count("progress", filter=Q(progress__finished_at__isnull=False), distinct=True),
    )
    found = {pk: (said, done) for pk, said, done in rows.values_list("pk", "said", "done")}
    most = max((done for _said, done in found.values()), default=0)
    return {
        pk: said if said is not None else LOWEST + (HIGHEST - LOWEST) * done / most if most else LOWEST
        for pk, (said, done) in found.items()
    }


def _table(group: Group, known: dict[int, float]) -> Table:
    seated = [seat.enrolment for seat in group.seats.all()]
    return Table(str(group), group, seated, experience=sum(known[one.pk] for one in seated))


def _new_names(groups: list[Group], number: int) -> list[str]:
    taken = {str(group) for group in groups}
    names = (_("Group %(n)s") % {"n": n} for n in range(1, len(groups) + number + len(taken) + 1))
    return [name for name in names if name not in taken][:number]
