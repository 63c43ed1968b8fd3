"""Every page of the demo, by stage and by person; the pictures (make shots) are taken of the same."""

T = "/teams/eindhoven"
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
        "petra": [f"{T}/", f"{T}/even-weg/"], "karin": [f"{T}/"],
        "joost": [f"{T}/", f"{T}/vraagbaak/"],
        "dirk": [f"{T}/"],
        "tineke": [
            f"{T}/", f"{T}/voortgang/", f"{T}/voortgang/?toon=hulp&alleen=must", f"{T}/maandag/",
            f"{T}/or-notitie/", f"{T}/uitvoer/",
            f"{T}/leden/", f"{T}/plan/", f"{T}/instellen/", "/teams/nieuw/",
            "/teams/open-editie/leden/open/", f"{T}/groepen/vullen/",
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
            "/redactie/berichten-apps/publiceren/",
        ],
        "marit": [f"{T}/", f"{T}/mt/"],
    },
    "plan": {"mira": [f"{T}/", f"{T}/pitches/"], "tineke": [f"{T}/", f"{T}/pitches/inleveren/"]},
    "slot": {
        "tineke": [f"{T}/", f"{T}/slot/", f"{T}/slot/scherm/", f"{T}/slot/afspraken/", f"{T}/slot/papier/"],
        "mira": [f"{T}/", f"{T}/slot/mee/", f"{T}/pitches/"],
    },
    "mt": {
        "marit": [f"{T}/", f"{T}/voortgang/", f"{T}/mt/", f"{T}/mt/besluit/"],
        "mira": [f"{T}/", f"{T}/slot/verslag/"],
    },
    "pilot": {
        "mira": [f"{T}/", f"{T}/opbrengst/", f"{T}/pilot/", f"{T}/groei/", f"{T}/bewijs/", "/mijn/"],
        "marit": [f"{T}/", f"{T}/pilot/"],
        "tineke": [f"{T}/"],
        "ada": ["/organisatie/"],
    },
}  # fmt: skip
