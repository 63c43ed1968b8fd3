"""What recurs over all rooms; `manage.py tick` calls it."""

import logging
from datetime import timedelta

from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.utils import timezone

from lib import files

logger = logging.getLogger(__name__)
A_DAY = timedelta(days=1)
MOST_A_RUN = 1000  # files removed at once; the rest waits a day
MOST_STRAY = 100  # more than this, and more than are known: then it is the database that is wrong


def keepers() -> list[type[models.Model]]:
    """Every kind of row that keeps a file, so that a new room cannot be forgotten."""
    return [model for model in apps.get_models() if any(f.name == "stored_as" for f in model._meta.fields)]


def sweep_files() -> int:
    """Once a day, remove files older than a day that no row knows; return how many.

    A row without its file is only told of: it may come back from a back-up.
    """
    if not cache.add("files-swept", "yes", A_DAY.total_seconds()):
        return 0
    known = {name for model in keepers() for name in model._base_manager.values_list("stored_as", flat=True)}
    on_disk = dict(files.everything())
    if missing := len(known - on_disk.keys()):
        logger.error("%d rows have lost their file. Put the media folder back from the back-up.", missing)
    before = (timezone.now() - A_DAY).timestamp()
    stray = [name for name, changed in on_disk.items() if name not in known and changed < before]
    if len(stray) > max(MOST_STRAY, len(known)):
        logger.error(
            "%d files belong to no row: is this the right database? Nothing was removed.", len(stray)
        )
        return 0
    for name in stray[:MOST_A_RUN]:
        files.remove(name)
    return len(stray[:MOST_A_RUN])
