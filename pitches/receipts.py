"""Receipt words: eight letters that can be said aloud and that fit on a hand."""

import secrets

CONSONANTS = "bdfghjklmnprstvz"
VOWELS = "aeiou"


def word() -> str:
    """Return a random word such as "tibolanu": 41 million of them, all equally long."""
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(4))


def words(count: int) -> list[str]:
    """Return this many different words."""
    found: set[str] = set()
    while len(found) < count:
        found.add(word())
    return list(found)
