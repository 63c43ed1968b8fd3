"""What goes on somebody's certificate, and who asks after one."""

from typing import Any

import segno
from django.utils.translation import gettext as _

from cohorts.models import Certificate, CertificateKind, Enrolment, Progress
from cohorts.models.certificate import Done


def refusal(enrolment: Enrolment, *, by: Enrolment) -> str:
    """Say why somebody cannot make a certificate; empty when they can, also in a closed team."""
    if by.pk != enrolment.pk or not enrolment.is_participant:
        return _("Participants make their own certificate.")
    if not enrolment.user.name:
        return _("Fill in your name on your page first: it stands on the paper.")
    if not enrolment.progress.finished().exists():
        return _("Finish a Ding first. From the first one on you can make a certificate.")
    return ""


def draft(enrolment: Enrolment) -> Certificate:
    """Return what the paper would say now, not stored; in two queries.

    The minutes are those of the lessons themselves: for each Ding that was done here, the minutes that
    its editors give up to the level that was done (`Ding.minutes`). What somebody knew already counts
    as done and for no time.
    """
    done = list(enrolment.progress.finished().select_related("ding").order_by("finished_at", "pk"))
    return Certificate(
        enrolment=enrolment,
        kind=kind_of(enrolment, {progress.ding_id for progress in done}),
        name=enrolment.user.name,
        programme=enrolment.cohort.programme.title,
        organisation=enrolment.cohort.organisation.name,
        minutes=sum(one.ding.minutes(one.level) for one in done if not one.known),
        dingen=[line(progress) for progress in done],
        made_on=enrolment.cohort.today,
    )


def kind_of(enrolment: Enrolment, done: set[int]) -> CertificateKind:
    plan = dict(enrolment.cohort.plan.values_list("ding", "weight"))
    if plan and plan.keys() <= done:
        return CertificateKind.FULL
    musts = {ding for ding, weight in plan.items() if weight == "must"}
    return CertificateKind.MUST if musts and musts <= done else CertificateKind.PART


def line(progress: Progress) -> Done:
    return {"title": progress.ding.title, "level": progress.level, "known": progress.known}


def by_code(typed: str) -> Certificate | None:
    """Return the certificate with this code, however it is written; None for one that nobody has."""
    found: Certificate | None = Certificate.objects.filter(code=typed.strip().upper()).first()
    return found


def paper(certificate: Certificate) -> dict[str, Any]:
    """What the sheet needs: the certificate and the picture that leads to its page."""
    return {
        "certificate": certificate,
        "qr": segno.make(certificate.address).svg_data_uri(border=0, omitsize=True),
    }
