"""Every page of the demo, by stage and by person; the pictures (make shots) are taken of the same."""

import re

from playwright.sync_api import Page

T = "/teams/eindhoven"
GROUP, PITCH = rf"{T}/groepen/\d+", rf"{T}/pitches/\d+"
# An address with a number in it is that of the first link like it on the pages before it.
# stage -> first name of somebody in home/demo/story.py (none: not signed in) -> pages.
PAGES: dict[str, dict[str, list[str]]] = {
    "start": {"tineke": [f"{T}/", f"{T}/leden/", f"{T}/groepen/"], "mira": [f"{T}/"]},
    "halverwege": {
        "": [
            "/", "/dingen/", "/dingen/23-dingen/", "/dingen/23-dingen/berichten-apps/", "/account/login/",
            "/dingen/?thema=beeld&minuten=45", "/dingen/meer/", "/dingen/stamboom/",
            "/video/youtube/jNQXAC9IVRw/",
        ],
        "mira": [
            "/", f"{T}/", f"{T}/dingen/berichten-apps/", f"{T}/forum/", f"{T}/forum/nieuw/", f"{T}/groepen/",
            f"{T}/ideeen/", f"{T}/ideeen/nieuw/",
            f"{T}/dingen/berichten-apps/klopt-niet-meer/", f"{T}/dingen/berichten-apps/mening/",
            f"{T}/tijd/?minuten=20", "/mijn/voorkeuren/", "/mijn/", "/mijn/berichten/", "/mijn/wie-ziet-wat/",
            "/zoeken/?q=app", f"{T}/groei/", f"{T}/groei/end/", f"{T}/even-weg/", f"{T}/bewijs/",
            "/mijn/agenda/", f"{T}/dingen/veilig-inloggen/kende-ik-al/", "/bewijs/onbekend/",
        ],
        "petra": [f"{T}/", f"{T}/even-weg/"], "olaf": [f"{T}/"], "karin": [f"{T}/"],
        "joost": [f"{T}/", f"{T}/vraagbaak/"],
        "dirk": [f"{T}/"],
        "tineke": [
            f"{T}/", f"{T}/voortgang/", f"{T}/voortgang/?toon=hulp&alleen=must", f"{T}/maandag/",
            f"{T}/or-notitie/", f"{T}/uitvoer/",
            f"{T}/leden/", f"{T}/plan/", f"{T}/instellen/", "/teams/nieuw/",
            "/teams/open-editie/leden/open/", "/teams/open-editie/leden/open/poster/", f"{T}/groepen/vullen/",
            f"{T}/kopie/", "/teams/nieuw/kopie/", "/bibliotheken/", "/bibliotheken/zonneveld-demo/",
            "/teams/zonneveld/", "/teams/zonneveld/plan/", "/teams/zonneveld/ritme/",
            "/teams/zonneveld/bijeenkomsten/", "/teams/zonneveld/starten/",
            f"{T}/nieuwe-teksten/", f"{T}/forum/beheerd/",
        ],
        "fenna": [
            "/", "/teams/voor-mezelf/", "/teams/voor-mezelf/dingen/klaar-voor-de-start/",
            "/teams/voor-mezelf/logboek/", "/teams/voor-mezelf/forum/nieuw/", "/teams/voor-mezelf/afronden/",
            "/teams/open-editie/",
        ],
        "rens": [
            "/redactie/", "/redactie/?deel=meningen", "/redactie/nieuw/", "/redactie/berichten-apps/",
            "/redactie/berichten-apps/versies/", "/redactie/berichten-apps/afbeeldingen/",
            "/redactie/berichten-apps/publiceren/", "/redactie/antwoorden/",
        ],
        "marit": [f"{T}/", f"{T}/mt/"],
    },
    "plan": {
        "mira": [f"{T}/", f"{T}/pitches/", f"{PITCH}/", f"{PITCH}/dia/1/"],
        "fatima": [
            f"{T}/", f"{GROUP}/", f"{GROUP}/titel/", f"{GROUP}/idee/", f"{GROUP}/idee/reacties/",
            f"{GROUP}/idee/eerder/", f"{GROUP}/dias/", f"{GROUP}/pdf/",
        ],
        "tineke": [f"{T}/", f"{T}/pitches/inleveren/"],
    },
    "slot": {
        "tineke": [f"{T}/", f"{T}/slot/", f"{T}/slot/scherm/", f"{T}/slot/afspraken/", f"{T}/slot/papier/"],
        "mira": [f"{T}/", f"{T}/slot/mee/", f"{T}/pitches/"],
    },
    "mt": {
        "marit": [
            f"{T}/", f"{T}/voortgang/", f"{T}/mt/", f"{T}/mt/besluit/", f"{T}/mt/stemming/",
            f"{T}/mt/belang/",
        ],
        "tineke": [f"{T}/mt/", f"{T}/mt/stemming/", f"{T}/mt/voorzitter/"],
        "mira": [f"{T}/", f"{T}/slot/verslag/"],
    },
    "pilot": {
        "": ["/", "/etalage/eindhoven-demo/", r"/etalage/eindhoven-demo/\d+/"],
        "mira": [f"{T}/", f"{T}/opbrengst/", f"{T}/pilot/", f"{T}/groei/", f"{T}/bewijs/", "/mijn/"],
        "joost": [
            f"{T}/pilot/", f"{T}/pilot/60-dagen/", f"{T}/pilot/mijlpaal/", f"{T}/pilot/besteed/",
            f"{T}/pilot/nieuws/", rf"{T}/pilot/tip/\d+/", f"{PITCH}/etalage/",
        ],
        "fatima": [f"{T}/pilot/tip/"],
        "marit": [f"{T}/", f"{T}/pilot/", f"{T}/besluit/", "/etalage/"],
        "tineke": [f"{T}/"],
        "ada": ["/organisatie/"],
    },
}  # fmt: skip


def resolve(path: str, links: list[str]) -> str:
    """Return the address; where the path leaves a number open, that of the first of these links like it."""
    return next(link for link in links if re.fullmatch(path, link)) if r"\d" in path else path


def links_on(page: Page) -> list[str]:
    """Return the addresses that a page leads to."""
    found: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    return found
