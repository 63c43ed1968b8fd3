"""What editors fill in at a lesson."""

from dingen.forms.sheet import Sheet

__all__ = ["Sheet"]
