"""What the style guide shows; only with DEBUG. Every sentence is invented."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.html import format_html

from accounts.models import User

LINE = [
    "Afspraak",
    "Dingen",
    "Groepen",
    "Plan",
    "Pitch",
    "Stemming",
    "Voordracht",
    "Besluit",
    "Pilot",
    "Opbrengst",
]
TITLES = [
    ("Klaar voor de start", "flag", "must", "done", 5),
    ("Je eerste bericht", "message-square-plus", "must", "done", 5),
    ("Veilig inloggen", "lock", "must", "done", 6),
    ("Jouw digitale spoor", "eye", "can", "", 5),
    ("Foto’s maken en delen", "image", "can", "done", 5),
    ("Beeld bewerken en maken", "image", "free", "", 5),
    ("Eerlijk delen", "heart", "must", "", 5),
    ("Volgen en bewaren", "bell", "free", "", 5),
    ("Samen schrijven", "pencil", "must", "done", 4),
    ("Wikipedia en Wikidata", "book-open", "free", "", 5),
    ("Boeken online", "book-open", "can", "", 5),
    ("Tussenstop", "hand", "can", "", 3),
    ("AI-assistenten", "rocket", "must", "busy", 5),
    ("Echt of nep?", "eye", "must", "", 5),
    ("Sociale netwerken", "users", "free", "", 5),
    ("Het open sociale web", "users", "free", "", 5),
    ("Berichten-apps", "message-circle", "must", "", 6),
    ("Podcasts", "mic", "free", "", 5),
    ("Korte video", "play", "can", "busy", 5),
    ("QR-codes en kaarten", "qr-code", "must", "", 5),
    ("Toegankelijk voor iedereen", "hand", "must", "", 5),
    ("De digitale overheid", "house", "free", "", 5),
    ("Terugkijken en verder", "undo-2", "must", "", 4),
]


class SampleForm(forms.Form):
    """One of each kind of field, with a mistake in it."""

    title = forms.CharField(label="Titel", max_length=80, help_text="Kort, zoals de kop van een krant.")
    email = forms.EmailField(label="E-mailadres")
    text = forms.CharField(label="Je bericht", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    when = forms.DateField(label="Datum", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    group = forms.ChoiceField(label="Groep", choices=[("1", "Digitaal klantcontact"), ("2", "Screencasts")])
    kind = forms.ChoiceField(
        label="Wat voor bericht is het?",
        choices=[("e", "Een ervaring"), ("q", "Een vraag")],
        widget=forms.RadioSelect,
    )
    follow = forms.BooleanField(label="Stuur me een mail als iemand reageert", required=False)
    picture = forms.FileField(label="Sleep een foto hierheen of kies er een", required=False)


def thread(here: int) -> list[dict[str, object]]:
    """Return the ten stations with this one (from 1) as where the team is."""
    return [
        {
            "number": number,
            "label": label,
            "state": "done" if number < here else "here" if number == here else "ahead",
            "url": "#" if number <= here else None,
        }
        for number, label in enumerate(LINE, 1)
    ]


def tiles() -> list[dict[str, object]]:
    """Return the board of somebody half-way."""
    return [
        {
            "number": number,
            "title": title,
            "icon": icon,
            "weight": weight,
            "state": state,
            "steps": steps,
            "done_steps": steps if state == "done" else 3,
            "here": number == 13,
            "url": "#bord",
        }
        for number, (title, icon, weight, state, steps) in enumerate(TITLES, 1)
    ]


def sample() -> dict[str, Any]:
    """Return the context of templates/styleguide.html."""
    now = timezone.now()
    wrong = SampleForm(
        {"title": "", "email": "mira@", "text": "Hallo allemaal,", "group": "1", "follow": "on"}
    )
    wrong.is_valid()
    people = [
        User(name=name, email=f"{name[:4].lower()}@example.org")
        for name in ("Mira Bos", "Joost Kamp", "Anja Veld")
    ]
    return {
        "thread": thread(4),
        "tiles": tiles(),
        "form": SampleForm(auto_id="sample_%s"),
        "wrong": wrong,
        "people": people,
        "author": people[1],
        "now": now,
        "until": now + timedelta(minutes=5),
        "page": Paginator(range(95), 10).get_page(4),
        "html": format_html("<p>{}</p>", "Zet je openingstijden in het afwezigheidsbericht."),
        "crumbs": [("Bord", "#"), ("Forum", "#")],
        "bars": [
            {"label": "Digitaal klantcontact", "count": 9, "won": True},
            {"label": "Screencasts", "count": 4},
            {"label": "Livestream", "count": 2},
            {"label": "Foto-activiteit", "count": 1},
        ],
        "matrix": [
            ("Anja V.", ["done", "done", "done", "busy", ""], 3),
            ("Bram D.", ["done", "done", "help", "", ""], 2),
            ("Chantal K.", ["done", "done", "done", "done", "done"], 5),
        ],
        "numbers": [1, 2, 3, 9, 13],
    }
