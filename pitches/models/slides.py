"""The slides of a pitch: written in the browser, or a PDF that is shown page by page as pictures."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from cohorts.models import Enrolment
from lib import orm
from lib.images import MOST_BYTES
from pitches.models.plan import Pitch

MOST_SLIDES = 40


@dataclass(frozen=True)
class Shown:
    """A slide as the page shows it: HTML, or a picture of a PDF page with the words on it."""

    number: int
    html: str = ""
    notes: str = ""
    picture: "SlidePage | None" = None


class Slide(models.Model):
    """One slide of the text, rendered when it was saved."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="slides")
    number = models.PositiveSmallIntegerField()
    html = models.TextField(blank=True)
    notes = models.TextField(blank=True)  # for who speaks

    objects = orm.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["pitch", "number"], name="slide_has_its_own_number"),
            models.CheckConstraint(name="slide_one_to_forty", condition=Q(number__range=(1, MOST_SLIDES))),
        ]

    def __str__(self) -> str:
        return f"{self.pitch}: {self.number}"


class SlidePdf(models.Model):
    """The PDF of a group. Only its pages are shown; the file itself is only there to keep."""

    pitch = models.OneToOneField(Pitch, models.CASCADE, related_name="pdf")
    name = models.CharField(max_length=120)
    stored_as = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(Enrolment, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager()

    class Meta:
        constraints = [models.CheckConstraint(name="slides_at_most_10_mb", condition=Q(size__lte=MOST_BYTES))]

    def __str__(self) -> str:
        return self.name


class SlidePage(models.Model):
    """One page of the PDF as a picture, with its words for who cannot see it."""

    pdf = models.ForeignKey(SlidePdf, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    stored_as = models.CharField(max_length=80, unique=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    objects = orm.Manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["pdf", "number"], name="slide_page_has_its_own_number"),
            models.CheckConstraint(
                name="slide_page_one_to_forty", condition=Q(number__range=(1, MOST_SLIDES))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pdf}: {self.number}"


def slide_of(pitch: Pitch, number: int) -> Shown | None:
    """Return a slide of the pitch: of its PDF when it has one, else of its text."""
    page = SlidePage.objects.filter(pdf__pitch=pitch, number=number).first()
    if page:
        return Shown(number, picture=page)
    if SlidePdf.objects.filter(pitch=pitch).exists():
        return None
    found = pitch.slides.filter(number=number).first()
    return Shown(number, html=found.html, notes=found.notes) if found else None
