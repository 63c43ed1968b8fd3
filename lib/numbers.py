"""Numbers that somebody typed, or put in an address."""

MOST_FIGURES = 18  # what every database holds; Python itself refuses thousands of figures with an error


def number(typed: str) -> int | None:
    """Return the whole number, 0 or more; None for anything else, and for one of over 18 figures."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_FIGURES else None
