"""Deeds on a certificate. Only the person it is about makes it and takes it back."""

from django.db import transaction

from accounts.models import User
from cohorts.certifying import draft, refusal
from cohorts.models import Certificate, Enrolment
from lib.refusal import check


@transaction.atomic
def make_certificate(*, enrolment: Enrolment, by: Enrolment) -> Certificate:
    """Make the paper as things stand now, with a code of its own; one that was there is no longer valid.

    Raises Refused without a finished Ding or without a name.
    """
    Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    check(refusal(enrolment, by=by))
    Certificate.objects.filter(enrolment=enrolment).delete()
    certificate = draft(enrolment)
    certificate.save()
    return certificate


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, by: User) -> None:
    """Take a certificate back: its code shows nothing from now on. Somebody else's is left alone."""
    Certificate.objects.visible_to(by).filter(pk=certificate.pk).delete()
