"""The Eindhoven story as data: invented people, the four ideas, a forum that talks.

What happened is known from public sources (16 participants, four groups, the choice, the
WhatsApp button). The people, their sentences and all figures in the plans are invented.
"""

from typing import NamedTuple

ORGANISATION = "Bibliotheek Eindhoven (demo)"
TEAM = "Publieksdiensten"
SLUG = "eindhoven"
GOAL = (
    "Over tien weken kent iedereen aan de balie de apps waar klanten naar vragen. "
    "En we hebben één idee dat onze dienstverlening echt beter maakt."
)
SPONSOR = "Hoofd Publieksdiensten"

TRAINER = ("Tineke Visser", "tineke")
MT = [("Marit Smit", "marit"), ("Ruud Kok", "ruud"), ("Saskia Prins", "saskia")]
EDITOR = ("Rens Schaap", "rens")
ADMIN = ("Ada Bos", "ada")


class Person(NamedTuple):
    """A participant; `pace` is the share of the must-do's that is done half-way, 0 to 1."""

    name: str
    pace: float

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@example.org"


class GroupStory(NamedTuple):
    name: str
    title: str
    summary: str
    people: list[Person]  # the first one is the helper
    plan: dict[str, str]


GROUPS = [
    GroupStory(
        "Screencasts",
        "Kijk mee: uitleg in twee minuten",
        "Korte filmpjes laten klanten zien hoe iets werkt, ook als wij dicht zijn.",
        [
            Person("Anja Verbeek", 0.6),
            Person("Bram Dijkstra", 0.5),
            Person("Chantal Kuipers", 0.9),
            Person("Dirk Mulder", 0.15),
        ],
        {
            "problem": "Klanten vragen elke dag hetzelfde: hoe reserveer ik, hoe leen ik een e-book? "
            "We leggen het uit, maar thuis zijn ze het kwijt.",
            "for_whom": "Leden die thuis willen nakijken hoe iets werkt. En collega’s die het willen uitleggen.",
            "idea": "We maken tien **screencasts** van hooguit twee minuten. Ze staan op de website en achter een "
            "QR-code aan de balie.",
            "dingen": "Zonder ondertiteling kan niet iedereen mee: dat leerden we bij Toegankelijk voor iedereen.",
            "steps": "1. Vragen turven aan de balie (twee weken)\n2. Drie filmpjes maken en testen met klanten\n"
            "3. Verbeteren en de andere zeven maken",
            "who": "Anja: script. Bram: opname. Chantal: ondertiteling. Dirk: turven en testen.",
            "hours": "4 uur in de week, acht weken lang: samen 32 uur.",
            "money": "Een camera hebben we niet nodig: we nemen het scherm op.",
            "risks": "Een site verandert en het filmpje klopt niet meer. Daarom kijken we ze elk half jaar na.",
            "success": "Als klanten de filmpjes vinden en we een vraag minder vaak twee keer krijgen.",
        },
    ),
    GroupStory(
        "Livestream",
        "Lezing thuis op de bank",
        "Wie niet kan komen, kijkt mee met een lezing in de bibliotheek.",
        [
            Person("Fatima Benali", 0.85),
            Person("Els Pietersen", 0.2),
            Person("Gijs Rutten", 0.5),
            Person("Hanneke Snoek", 0.85),
        ],
        {
            "problem": "Lezingen zitten vol, of mensen kunnen ’s avonds de deur niet uit.",
            "for_whom": "Mantelzorgers, mensen die slecht ter been zijn en leden die verder weg wonen.",
            "idea": "Vier keer per jaar zenden we een lezing live uit, met een moderator voor de vragen.",
            "dingen": "Het draaiboek schreven we samen in één document, net als bij Samen schrijven.",
            "steps": "1. Draaiboek\n2. Proefuitzending met collega’s\n3. Eerste lezing",
            "who": "Fatima: regie. Els: vragen in de chat. Gijs: techniek. Hanneke: sprekers.",
            "hours": "20 uur voor de eerste lezing, daarna 10 uur per keer.",
            "money": "De zaal en de sprekers betalen we al.",
            "risks": "De verbinding valt weg. We nemen altijd ook op. En we vragen de spreker om toestemming.",
            "success": "Als er bij de derde lezing meer kijkers thuis zijn dan in de zaal.",
        },
    ),
    GroupStory(
        "Digitaal klantcontact",
        "App de bibliotheek",
        "Klanten stellen hun vraag met WhatsApp en krijgen binnen een uur antwoord.",
        [
            Person("Joost Kramer", 0.85),
            Person("Ilse Jonker", 1.0),
            Person("Karin Lammers", 0.4),
            Person("Mira Bos", 1.0),
        ],
        {
            "problem": "Een mail blijft soms een dag liggen. Bellen kan alleen als wij open zijn en jij tijd hebt.",
            "for_whom": "Iedereen met een korte vraag: is dit boek binnen, hoe laat zijn jullie open?",
            "idea": "Een **WhatsApp-knop** op de voorpagina. Wie telefoondienst heeft, beantwoordt ook de berichten. "
            "We spreken vier regels af: we zeggen je, we openen en sluiten vast, we zijn zuinig met emoji, "
            "en we antwoorden binnen een uur.",
            "dingen": "Het idee kwam bij het oefengesprek in Berichten-apps.",
            "steps": "1. Toestel en zakelijk account regelen\n2. Antwoorden en regels opschrijven\n"
            "3. Drie maanden proef op de voorpagina\n4. Tellen en vragen wat klanten ervan vinden",
            "who": "Joost: account en privacy. Ilse: antwoorden. Karin: rooster. Mira: website en tellen.",
            "hours": "30 uur om te beginnen. Daarna kost het geen extra dienst.",
            "money": "Een tweede toestel is niet nodig: wie telefoondienst heeft, heeft de telefoon bij zich.",
            "risks": "Klanten sturen persoonlijke gegevens. We vragen er niet om en wissen elke week. "
            "Is het te druk? Dan staat de knop een uur uit.",
            "success": "Als we na drie maanden honderd vragen binnen een uur hebben beantwoord.",
        },
    ),
    GroupStory(
        "Foto-activiteit",
        "De stad in beeld",
        "Bewoners lopen met ons een fotowandeling en hun foto’s komen in de bibliotheek.",
        [
            Person("Nadia El Amrani", 0.75),
            Person("Leo Wouters", 0.1),
            Person("Olaf Terpstra", 0.3),
            Person("Petra Hendriks", 0.15),
        ],
        {
            "problem": "Veel bewoners kennen de collectie over de stad niet. En wij kennen hun verhalen niet.",
            "for_whom": "Bewoners die van fotograferen of van de stad houden.",
            "idea": "Elk seizoen een fotowandeling met een thema. De mooiste foto’s hangen een maand in de hal.",
            "dingen": "Bij Eerlijk delen leerden we wat er mag met foto’s van anderen.",
            "steps": "1. Route en thema kiezen\n2. Regels voor portretrecht op één kaart\n3. Eerste wandeling\n4. Tentoonstelling",
            "who": "Nadia: route. Leo: foto’s. Olaf: kaart met regels. Petra: contact met de wijk.",
            "hours": "25 uur per wandeling.",
            "money": "Dit is voor één wandeling met een tentoonstelling.",
            "risks": "Regen, en mensen die niet op de foto willen. Voor allebei hebben we een kaartje.",
            "success": "Als er twintig mensen meelopen en er tien terugkomen.",
        },
    ),
]
PEOPLE = [person for group in GROUPS for person in group.people]

# The agreement with the team: must-do's and can-do's by slug; the rest is a free choice.
MUST = [
    "klaar-voor-de-start", "je-eerste-bericht", "veilig-inloggen", "fotos-maken-en-delen", "samen-schrijven",
    "ai-assistenten", "berichten-apps", "digitaal-klantcontact", "van-idee-naar-pitch",
]  # fmt: skip
CAN = [
    "jouw-digitale-spoor", "eerlijk-delen", "korte-video", "qr-codes-en-kaarten", "screencasts-maken",
    "toegankelijk-voor-iedereen", "echt-of-nep",
]  # fmt: skip


class Talk(NamedTuple):
    """A topic: who, kind, Ding (or none), title, text, replies (who, text), the reply that solved it."""

    who: str
    kind: str
    ding: str
    title: str
    text: str
    replies: list[tuple[str, str]]
    solved_by: int | None = None
    week: int = 1


TALKS = [
    Talk("Tineke", "announcement", "", "Welkom allemaal",
        "Fijn dat jullie er zijn. Begin met Ding 1 en zet daarna je eerste bericht neer. "
        "Loop je vast? Tik op **Ik loop vast** bij de stap. Je vraagbaak kijkt mee.",
        [("Mira", "Leuk! Ik ben er klaar voor."), ("Gijs", "Ik ook, tussen twee klanten door.")]),
    Talk("Mira", "experience", "je-eerste-bericht", "Ik ben Mira en ik leer elke dag iets van klanten",
        "Vorige week vroeg een mevrouw hoe je een foto van een boekomslag opzoekt. Dat wist ik niet. "
        "Samen hebben we het gevonden. Zo wil ik de komende weken leren: gewoon proberen.",
        [("Ilse", "Herkenbaar. Ik schrijf zulke vragen op een briefje bij de kassa."),
         ("Joost", "Goed idee, Ilse. Zullen we die briefjes hier verzamelen?")], week=1),
    Talk("Els", "question", "veilig-inloggen", "Waar bewaart mijn telefoon die wachtwoorden eigenlijk?",
        "Bij stap 2 vraagt mijn telefoon of hij het wachtwoord mag bewaren. Is dat hetzelfde als een kluis?",
        [("Joost", "Ja, dat is een kluis die bij je telefoon hoort. Je opent hem met je vingerafdruk of code. Je vindt hem bij Instellingen, onder Wachtwoorden."),
         ("Els", "Gevonden! Er stonden er al twaalf in.")], solved_by=0, week=2),
    Talk("Chantal", "experience", "fotos-maken-en-delen", "Drie foto’s van het magazijn",
        "Ik heb het magazijn gefotografeerd, met de oude fiches. Niemand wist dat we die nog hadden. "
        "Morgen hang ik een foto op bij de balie, met de vraag: wie heeft hiermee nog gezocht?",
        [("Leo", "Ik! Met een potloodje aan een touwtje."), ("Petra", "Mag ik meedoen met foto’s van de leeszaal?")],
        week=2),
    Talk("Hanneke", "experience", "samen-schrijven", "Met z’n tweeën in één document",
        "Fatima en ik schreven tegelijk aan de aankondiging van de leeskring. In het begin typten we door elkaar. "
        "Nu spreken we af wie welke alinea doet.",
        [("Fatima", "En opmerkingen in de kantlijn in plaats van mailtjes. Dat houd ik erin.")], week=3),
    Talk("Olaf", "question", "qr-codes-en-kaarten", "QR-code wordt niet herkend op de poster",
        "Mijn QR-code werkt op het scherm, maar niet op de geprinte poster. Wat doe ik fout?",
        [("Nadia", "Laat een witte rand om de code staan en print hem minstens twee centimeter groot. Zwart op wit werkt het best."), ("Olaf", "De rand was weg. Nu doet hij het!")], solved_by=0, week=3),
    Talk("Ilse", "experience", "ai-assistenten", "Vijf vragen aan een chatbot",
        "Drie antwoorden klopten. Eén boek bestond niet. En onze openingstijden waren van vorig jaar. "
        "Onze afspraak aan de balie: eerst zelf kijken, dan pas doorvertellen. En nooit gegevens van klanten intypen.",
        [("Karin", "Dat boek dat niet bestond, heb ik ook gekregen. Met een schrijver erbij."),
         ("Bram", "Goede afspraak. Zullen we die ophangen bij de informatiebalie?")], week=4),
    Talk("Joost", "experience", "berichten-apps", "Een klant die liever appt",
        "We oefenden een gesprek in de chat. Je leert kort schrijven. Eén vraag per bericht werkt het best.",
        [("Mira", "Stel dat we dit echt gaan doen. Zet je openingstijden dan in het afwezigheidsbericht."),
         ("Anja", "Dat scheelt de helft van de vragen, denk ik.")], week=4),
    Talk("Dirk", "question", "je-eerste-bericht", "Kunnen klanten dit ook lezen?",
        "Ik wil iets schrijven over een lastig gesprek. Wie leest hier mee?",
        [("Anja", "Alleen ons team en Tineke. Het MT leest niet mee. Schrijf de naam van de klant er niet bij.")],
        solved_by=0, week=1),
    Talk("Petra", "question", "korte-video", "Hoe zet ik ondertiteling onder mijn filmpje?",
        "Ik heb dertig seconden film, maar zonder geluid snap je er niets van. Welke app gebruiken jullie?",
        [], week=5),
    Talk("Nadia", "talk", "", "Wie doet er mee met een fotowandeling?",
        "Ik wil een keer proeflopen met een groepje, gewoon in de pauze. Woensdag om half een bij de uitgang.",
        [("Petra", "Ik loop mee."), ("Gijs", "Als het droog is, ik ook.")], week=5),
]  # fmt: skip

# What people think of a Ding: useful and doable from 1 to 5, and a sentence.
OPINIONS = {
    "klaar-voor-de-start": [
        ("Mira", 4, 5, "Fijn dat je rustig kunt beginnen."),
        ("Ilse", 4, 4, ""),
        ("Joost", 5, 5, "Nu weet ik waar ik over tien weken wil zijn."),
        ("Hanneke", 3, 5, ""),
        ("Fatima", 4, 4, "Leuk om te zien wat collega’s willen leren."),
        ("Chantal", 5, 5, ""),
    ],
    "veilig-inloggen": [
        ("Mira", 5, 3, "Pittig, maar thuis heb ik het meteen ook gedaan."),
        ("Ilse", 5, 3, ""),
        ("Joost", 5, 4, "Eindelijk snap ik wat ik klanten kan aanraden."),
        ("Hanneke", 4, 2, "Stap drie mag in kleinere stukjes."),
        ("Chantal", 5, 3, ""),
    ],
    "samen-schrijven": [("Hanneke", 5, 4, "Met z’n tweeën was het zo gedaan."), ("Fatima", 5, 4, "")],
}
REMARKS = [
    ("Karin", "ai-assistenten", "Bij de eerste stap heet de knop nu anders dan in de les staat."),
    ("Nadia", "qr-codes-en-kaarten", "De website in stap 2 vraagt tegenwoordig om een account."),
]

TIPS = [
    ("Digitaal klantcontact", "Anja", "top", "Het kost geen extra dienst. Dat is sterk."),
    ("Digitaal klantcontact", "Hanneke", "tip", "Zet op de knop hoe snel je antwoord geeft."),
    ("Digitaal klantcontact", "Olaf", "question", "Wat doe je met een klacht?"),
    ("Screencasts", "Mira", "top", "Dat je het eerst met klanten test."),
    ("Livestream", "Nadia", "tip", "Vraag of de spreker een microfoon meeneemt."),
    ("Foto-activiteit", "Karin", "top", "Zo komen er mensen binnen die we nog niet kennen."),
]
# Who voted for which group: unanimous as far as the rule allows (nobody votes for their own group).
WINNER = "Digitaal klantcontact"
AMOUNT, HOURS = 500, 40
INTERESTS = {"Ruud": {"Foto-activiteit": "Ik zit in de werkgroep van het stadsjubileum."}}
REASON = (
    "Klanten vragen erom en jullie hebben aan alles gedacht: regels, rooster en privacy. "
    "We beginnen met drie maanden proef. Daarna kijken we samen naar de cijfers."
)
ANSWERS = {
    "Screencasts": "Een mooi en haalbaar plan. Maak alvast één filmpje over reserveren. In het voorjaar praten we verder.",
    "Livestream": "We willen dit graag, maar er is dit jaar geen geld voor een camera. Doe wel de proef met een telefoon.",
    "Foto-activiteit": "Dit past bij het stadsjubileum. We brengen jullie in contact met de wijkwerkers.",
}
PULSE = "Negentig vragen in de eerste maand. Het rooster werkt, de drukte valt mee."

# The pilot as its group keeps it: what and on which day after the start; for what, euro, hours, day.
MILESTONES = [
    ("Toestel en zakelijk account geregeld", 7, True),
    ("Knop op de voorpagina", 14, True),
    ("Honderd vragen beantwoord", 60, False),
    ("Klanten gevraagd wat zij ervan vinden", 85, False),
]
SPENDINGS = [
    ("Telefoon", "239.95", "0", 3),
    ("Rooster en regels opschrijven", "0", "6.5", 6),
    ("Abonnement, eerste kwartaal", "45", "0", 8),
    ("Uitleg aan alle collega’s", "0", "8", 13),
]
PILOT_NEWS = [
    "De knop staat op de voorpagina! De eerste vraag kwam na elf minuten: of de leeszaal op zondag open is.",
    "We hebben de vaste opening iets korter gemaakt. Klanten vonden hem te plechtig.",
]
PILOT_TIP = (
    "Zet het nummer ook achter op de folder met openingstijden.",
    "Goed idee. De nieuwe folder gaat volgende week naar de drukker, met het nummer erop.",
)
