"""Numbers that somebody typed or put in an address, and numbers that tell about people."""

FEWEST = 5  # a total over fewer people would tell who it is
MOST_FIGURES = 18  # what every database holds; Python itself refuses thousands of figures with an error


def number(typed: str) -> int | None:
    """Return the whole number, 0 or more; None for anything else, and for one of over 18 figures."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_FIGURES else None


def in_fives(count: int) -> int:
    """Return the number of people that are there at least, in steps of five.

    Who compares today with yesterday then does not learn what the one colleague did who came or left.
    """
    return count // FEWEST * FEWEST
