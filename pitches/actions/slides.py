"""The PDF of a pitch: stored beside the pictures of its pages; the written slides stay as they are."""

from django.db import transaction

from cohorts.models import Enrolment
from lib import files
from lib.documents import Document
from lib.refusal import check
from lib.slides import PagePicture
from pitches.models import Pitch, SlidePage, SlidePdf


@transaction.atomic
def put_pdf(*, pitch: Pitch, document: Document, pages: list[PagePicture], by: Enrolment) -> SlidePdf:
    """Show this PDF from now on, in place of the one that was there."""
    pitch = _lock(pitch)
    check(pitch.edit_refusal(by=by))
    SlidePdf.objects.filter(pitch=pitch).delete()  # the sweeper removes what no row knows
    pdf: SlidePdf = SlidePdf.objects.create(
        pitch=pitch,
        name=document.name,
        stored_as=files.store(document.data, "pdf"),
        size=len(document.data),
        by=by,
    )
    SlidePage.objects.bulk_create(
        SlidePage(
            pdf=pdf,
            number=number,
            stored_as=files.store(page.data, "webp"),
            width=page.width,
            height=page.height,
            text=page.text,
        )
        for number, page in enumerate(pages, 1)
    )
    pitch.slide_count = len(pages)
    pitch.save(update_fields=["slide_count"])
    return pdf


@transaction.atomic
def drop_pdf(*, pitch: Pitch, by: Enrolment) -> None:
    """Take the PDF away; the written slides show again. A second time changes nothing."""
    pitch = _lock(pitch)
    check(pitch.edit_refusal(by=by))
    SlidePdf.objects.filter(pitch=pitch).delete()
    pitch.slide_count = pitch.slides.count()
    pitch.save(update_fields=["slide_count"])


def _lock(pitch: Pitch) -> Pitch:
    locked: Pitch = (
        Pitch.objects.select_related("group__cohort")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=pitch.pk)
    )
    return locked
