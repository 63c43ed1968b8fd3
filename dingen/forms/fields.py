"""Fields of a working copy. It may be unfinished: none is required, dingen.checks says what is missing."""

from typing import Any

from django import forms

from lib import text

MOST = 9999  # minutes or a year: what is over it cannot be meant


class Line(forms.CharField):
    """A text on one line; white space counts once. The browser cuts nothing off: too long is said.

    `needed`, here and below: the field is marked as one that a published lesson has.
    """

    def __init__(self, *, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(required=needed, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(text.clean(str(value or "")).split())

    def validate(self, value: Any) -> None:
        """Let it be empty."""


class Words(forms.CharField):
    """A text in Markdown, without empty lines around it."""

    def __init__(self, *, rows: int = 4, needed: bool = False, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=needed, strip=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return text.clean(str(value or "")).strip("\n")

    def validate(self, value: Any) -> None:
        """Let it be empty."""


class Number(forms.IntegerField):
    """A whole number; 0 as long as nothing is filled in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MOST, **kwargs)

    def validate(self, value: Any) -> None:
        """Let it be empty."""

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0

    def prepare_value(self, value: Any) -> Any:
        return "" if value in (0, "0") else value


class Tools(Line):
    """Words with commas between them."""

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(word.strip() for word in str(super().clean(value)).split(",") if word.strip())


class Choice(forms.ChoiceField):
    """One of a list, or nothing yet."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class Day(forms.DateField):
    """A date. It stands in the page as the browser sends it, whatever the language."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y"], **kwargs)

    def validate(self, value: Any) -> None:
        """Let it be empty."""
