"""What recurs in the catalogue; `manage.py tick` calls it."""

from django.utils import timezone

from dingen.actions.publishing import publish_due
from dingen.models import WorkingCopy


def publish_scheduled() -> int:
    """Publish the texts whose moment has come; return how many. Two ticks at once publish each once."""
    due = WorkingCopy.objects.due(timezone.now()).select_related("edited_by").order_by("publish_at")
    return sum(publish_due(copy=copy, by=copy.edited_by) for copy in due)
