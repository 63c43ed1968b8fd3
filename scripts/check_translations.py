"""Fail when a sentence of the interface has no Dutch, or the Dutch file is behind the code."""

import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

FILE = Path("locale/nl/LC_MESSAGES/django.po")


def messages() -> dict[tuple[str, ...], object]:
    """Return the entries by id, without the header."""
    with FILE.open("rb") as file:
        catalog = read_po(file, locale="nl")
    return {
        (entry.context or "", *([entry.id] if isinstance(entry.id, str) else entry.id)): entry
        for entry in catalog
        if entry.id
    }


def main() -> int:
    before = FILE.read_bytes()
    known = messages()
    subprocess.run(["make", "--silent", "messages"], check=True)
    wanted = messages()
    FILE.write_bytes(before)
    problems = [f"not in {FILE}: {key[-1]}" for key in wanted if key not in known]
    problems += [f"no longer used: {key[-1]}" for key in known if key not in wanted]
    for key, entry in known.items():
        strings = [entry.string] if isinstance(entry.string, str) else entry.string
        if not all(strings) or entry.fuzzy:
            problems.append(f"no Dutch: {key[-1]}")
    for problem in problems:
        print(problem)
    print(f"{len(known)} sentences, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
