"""Who is away from a place for a while: what happens there waits in the inbox and is not mailed."""

from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from typing import Any

from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from lib import orm


class AwayQuerySet(models.QuerySet["Away"]):
    def on(self, day: date) -> "AwayQuerySet":
        return self.filter(Q(until=None) | Q(until__gt=day))

    def users_of(self, path: str) -> "models.QuerySet[Away, int]":
        """The keys of everybody who is away from the place of this page today."""
        today = self.on(timezone.localdate())
        return today.filter(place__in=list(places(path))).values_list("user_id", flat=True)


class Away(models.Model):
    """Somebody gets no mail about a place and all that is below it, until a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="aways")
    place = models.CharField(max_length=120)  # the start of an address: "/teams/lindenhof/"
    until = models.DateField(null=True, blank=True)  # back on this day; none: until they say so

    objects = orm.Manager.from_queryset(AwayQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "place"], name="away_once_per_place"),
            models.CheckConstraint(
                name="away_place_is_ours", condition=Q(place__startswith="/") & Q(place__endswith="/")
            ),
        ]

    def __str__(self) -> str:
        return self.place


def places(path: str) -> Iterable[str]:
    """Yield every place that a page is below: /teams/, /teams/lindenhof/, ..."""
    parts = path.partition("?")[0].split("/")[1:-1]
    return accumulate((f"{part}/" for part in parts), initial="/")


def told_meanwhile(news: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Of these messages, those about a place that their reader is away from today."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    here = Away.objects.on(timezone.localdate()).filter(user=OuterRef("recipient"))
    return news.filter(Exists(here.alias(told=path).filter(told__startswith=F("place"))))
