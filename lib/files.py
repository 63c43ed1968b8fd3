"""Being written by the lead right now."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler as CappedUploadHandler  # noqa: F401
