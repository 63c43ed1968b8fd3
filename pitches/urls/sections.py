"""The sections of a plan as Dutch words in an address."""

from pitches.models import SectionKind

WORDS = {
    SectionKind.PROBLEM: "probleem",
    SectionKind.FOR_WHOM: "voor-wie",
    SectionKind.IDEA: "idee",
    SectionKind.DINGEN: "dingen",
    SectionKind.STEPS: "stappen",
    SectionKind.WHO: "wie",
    SectionKind.HOURS: "uren",
    SectionKind.MONEY: "geld",
    SectionKind.RISKS: "risico",
    SectionKind.SUCCESS: "geslaagd",
    SectionKind.SLIDES: "dias",
}
KINDS = {word: kind for kind, word in WORDS.items()}


class SectionConverter:
    regex = "|".join(KINDS)

    def to_python(self, value: str) -> SectionKind:
        return KINDS[value]

    def to_url(self, value: str) -> str:
        return WORDS[SectionKind(value)]
