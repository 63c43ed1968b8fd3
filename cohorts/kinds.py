"""What a team does not have: an open edition has no groups, a programme on your own no colleagues either."""

from cohorts.models import Cohort

# The word after the team in an address. A new page below such a word is covered by itself.
IN_GROUPS = frozenset({"groepen", "pitches", "slot", "mt", "besluit", "pilot", "ideeen"})
WITH_OTHERS = frozenset({"vraagbaak", "leden", "voortgang"})


def has_page(cohort: Cohort, path: str) -> bool:
    """Tell whether this team has the page at this address, /teams/<team>/<word>/...

    Whatever is about groups, pitches and the decision exists only in a team that works in groups.
    """
    word = [*path.strip("/").split("/"), "", ""][2]
    if word in IN_GROUPS:
        return cohort.has_groups
    return word not in WITH_OTHERS or not cohort.is_alone
