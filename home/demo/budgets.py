"""What stands beside the words of the demo plans: budgets, hours, Dingen and slides."""

from cohorts.models import PlanItem
from pitches.models import Section, SectionKind
from pitches.models.sections import More

# Group -> rows of what, how much, how often, note.
MONEY = {
    "Screencasts": [
        ("Microfoon", 90, "once", "op een voet, ook voor podcasts"),
        ("Kaartjes met QR-code", 60, "once", "vijfhonderd stuks"),
        ("Programma voor ondertitels", 48, "yearly", ""),
    ],
    "Livestream": [
        ("Camera en statief", 450, "once", ""),
        ("Licht", 120, "once", "twee lampen, tweedehands"),
    ],
    "Digitaal klantcontact": [
        ("Telefoon", 250, "once", ""),
        ("Abonnement", 180, "yearly", "15 euro in de maand"),
    ],
    "Foto-activiteit": [
        ("Afdrukken", 200, "once", "twintig foto’s op A3"),
        ("Koffie", 60, "once", ""),
    ],
}
HOURS = {
    "Screencasts": [("Turven, maken en testen", 32, "once", "acht weken"), ("Nakijken", 1, "weekly", "")],
    "Livestream": [
        ("Eerste lezing", 20, "once", ""),
        ("Elke volgende lezing", 10, "once", "drie keer per jaar"),
    ],
    "Digitaal klantcontact": [
        ("Account, regels en rooster", 30, "once", ""),
        ("Berichten beantwoorden", 0, "weekly", "binnen de telefoondienst"),
    ],
    "Foto-activiteit": [("Eén wandeling, van route tot hal", 25, "once", "")],
}
DINGEN = {
    "Screencasts": ["screencasts-maken", "korte-video", "qr-codes-en-kaarten", "toegankelijk-voor-iedereen"],
    "Livestream": ["samen-schrijven", "eerlijk-delen"],
    "Digitaal klantcontact": ["berichten-apps", "digitaal-klantcontact"],
    "Foto-activiteit": ["fotos-maken-en-delen", "eerlijk-delen"],
}
SLIDES = {
    "Screencasts": """# Kijk mee
Uitleg in twee minuten, ook als wij dicht zijn

Notities: begin met de mevrouw die drie keer terugkwam.
---
## Elke dag dezelfde vragen
- Hoe reserveer ik?
- Hoe leen ik een e-book?
- Waar vind ik mijn verlengingen?
---
## Tien filmpjes
Hooguit **twee minuten**, met ondertiteling
Op de website en achter een QR-code aan de balie
---
## Wat we vragen
| | |
|---|---|
| Geld | 198 euro in het eerste jaar |
| Tijd | 32 uur, daarna een uur in de week |
""",
    "Livestream": """# Lezing thuis op de bank
---
## Vol is vol
Bij de laatste drie lezingen moesten we mensen weigeren.
---
## Zo gaat het
1. Draaiboek
2. Proef met collega’s
3. De eerste lezing live

Notities: Gijs laat hier het filmpje van de proef zien.
---
## Wij vragen 570 euro en twintig uur
""",
    "Digitaal klantcontact": """# App de bibliotheek
Binnen een uur antwoord
---
## Nu
- Een mail blijft soms een dag liggen
- Bellen kan alleen als wij open zijn
- Een kort vraagje stel je liever even tussendoor

Notities: vraag in de zaal wie vandaag al een appje stuurde.
---
## Vier regels
1. We zeggen je
2. Vaste opening en afsluiting
3. Zuinig met emoji
4. Antwoord binnen een uur
---
## Wat het kost
**430 euro** in het eerste jaar
**30 uur** om te beginnen
---
## Drie maanden proef
Honderd vragen binnen een uur beantwoord: dan gaan we door.
""",
    "Foto-activiteit": """# De stad in beeld
---
## Jouw straat, onze collectie
Bewoners lopen mee en fotograferen. Wij laten zien hoe het was.
---
## Elk seizoen een wandeling
Twintig foto’s hangen een maand in de hal.

Notities: Leo heeft vier oude foto’s bij zich om rond te geven.
""",
}


def beside(section: Section, group: str) -> More:
    """Return the rows or Dingen of this section in the story."""
    if section.kind == SectionKind.MONEY:
        return {"rows": [list(row) for row in MONEY[group]]}
    if section.kind == SectionKind.HOURS:
        return {"rows": [list(row) for row in HOURS[group]]}
    if section.kind == SectionKind.DINGEN:
        plan = PlanItem.objects.filter(cohort=section.pitch.group.cohort, ding__slug__in=DINGEN[group])
        return {
            "dingen": [list(one) for one in plan.order_by("ding__title").values_list("ding", "ding__title")]
        }
    return {}
