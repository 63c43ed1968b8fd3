from django.db import models


class AuditEntry(models.Model):
    """One line of the book of votes and decisions; accounts.audit writes and checks it."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    deed = models.CharField(max_length=60)
    on = models.CharField(max_length=80)
    result = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    objects = models.Manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.deed}"
