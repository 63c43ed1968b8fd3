"""What somebody did on the MT and in a pilot, for the file that they may ask for."""

from typing import Any

from cohorts.models import Enrolment
from pitches.models import (
    Chair,
    Interest,
    PilotPicture,
    PilotTip,
    PilotUpdate,
    Showcase,
    SignedVote,
    Spending,
)


def decided_and_piloted(place: Enrolment) -> dict[str, list[Any]]:
    """Return QuerySets with the columns to show; a vote by name is everybody's, so it is here too."""
    return {
        "chair_of_the_mt": [Chair.objects.filter(enrolment=place), "set_at"],
        "interests": [
            Interest.objects.filter(declaration__enrolment=place),
            "pitch__title",
            "what",
            "declaration__declared_at",
        ],
        "votes_by_name": [
            SignedVote.objects.filter(turnout__enrolment=place),
            "turnout__ballot__electorate",
            "choices",
            "reason",
        ],
        "used_in_the_pilot": [
            Spending.objects.filter(booked_by=place), "what", "euro", "hours", "spent_on",
        ],
        "news_of_the_pilot": [PilotUpdate.objects.filter(author=place), "text", "created_at"],
        "pictures_of_the_pilot": [PilotPicture.objects.filter(update__author=place), "alt"],
        "yes_for_the_showcase_as_group": [
            Showcase.objects.filter(group_by=place), "pitch__title", "group_at",
        ],
        "yes_for_the_showcase_as_mt": [Showcase.objects.filter(mt_by=place), "pitch__title", "mt_at"],
        "tips_for_the_pilot": [PilotTip.objects.filter(author=place), "text", "answer", "created_at"],
    }  # fmt: skip
