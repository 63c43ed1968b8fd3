"""Pictures of every page of the demo, on a phone and a desk, in light and dark: shots/.

Starts the site on a free port with a demo of its own, looks at it as each person of the story,
and stops it. Usage: scripts/shots.py [stage ...] (default: all stages, a few pages each).
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "shots"
SERVE = ROOT / "scripts" / "serve"
T = "/teams/eindhoven"
# For each stage: person -> pages. The person is the first word of a name in home/demo/story.py.
PAGES: dict[str, dict[str, list[str]]] = {
    "start": {"tineke": [f"{T}/", f"{T}/leden/", f"{T}/groepen/"], "mira": [f"{T}/"]},
    "halverwege": {
        "": ["/", "/dingen/", "/dingen/23-dingen/", "/dingen/23-dingen/berichten-apps/", "/account/login/"],
        "mira": [
            "/", f"{T}/", f"{T}/dingen/berichten-apps/", f"{T}/forum/", f"{T}/forum/nieuw/", f"{T}/groepen/",
            "/mijn/", "/mijn/berichten/", "/mijn/wie-ziet-wat/", "/zoeken/?q=app",
        ],
        "joost": [f"{T}/", f"{T}/vraagbaak/"],
        "dirk": [f"{T}/"],
        "tineke": [
            f"{T}/", f"{T}/voortgang/", f"{T}/leden/", f"{T}/plan/", f"{T}/instellen/", "/teams/nieuw/",
        ],
        "marit": [f"{T}/", f"{T}/mt/"],
    },
    "plan": {"mira": [f"{T}/", f"{T}/pitches/"], "tineke": [f"{T}/"]},
    "slot": {
        "tineke": [f"{T}/", f"{T}/slot/", f"{T}/slot/scherm/", f"{T}/slot/afspraken/"],
        "mira": [f"{T}/", f"{T}/slot/mee/", f"{T}/pitches/"],
    },
    "mt": {"marit": [f"{T}/", f"{T}/mt/", f"{T}/mt/besluit/"], "mira": [f"{T}/", f"{T}/slot/verslag/"]},
    "pilot": {"mira": [f"{T}/", f"{T}/pilot/"], "marit": [f"{T}/", f"{T}/pilot/"], "tineke": [f"{T}/"]},
}  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def take(browser: Browser, site: str, stage: str, person: str, paths: list[str]) -> None:
    for device, width, height in (("phone", 390, 844), ("desk", 1280, 900)):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL"
            )
            page = context.new_page()
            if person:
                page.goto(f"{site}/account/login/")
                page.locator(f'button[name="email"][value="{person}@example.org"]').click()
                page.wait_for_load_state()
            for path in paths:
                answer = page.goto(site + path)
                name = f"{stage}-{person or 'niemand'}-{path.strip('/').replace('/', '_').replace('?', '_') or 'voor'}"
                page.screenshot(path=OUT / f"{name}-{device}-{scheme}.png", full_page="scherm" not in path)
                if answer and answer.status != 200:
                    print(f"{answer.status} {stage} {person} {path}")
            context.close()


def main() -> None:
    stages = sys.argv[1:] or list(PAGES)
    OUT.mkdir(exist_ok=True)
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    for stage in stages:
        with tempfile.TemporaryDirectory() as data:
            port = free_port()
            environment = os.environ | {"PORT": str(port), "DATA_DIR": data}
            for command in (["prepare"], ["demo", "--stage", stage]):
                subprocess.run(
                    [ROOT / "scripts" / "serve", *command],
                    env=environment,
                    check=True,
                    stdout=subprocess.DEVNULL,
                )
            server = subprocess.Popen(
                [ROOT / "scripts" / "serve"], env=environment, stdout=subprocess.DEVNULL
            )
            try:
                wait_for(f"http://127.0.0.1:{port}/healthz")
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(
                        executable_path=found, args=["--no-sandbox", "--disable-gpu"]
                    )
                    for person, paths in PAGES[stage].items():
                        take(browser, f"http://127.0.0.1:{port}", stage, person, paths)
                    browser.close()
            finally:
                server.terminate()
                server.wait(20)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


def wait_for(address: str) -> None:
    for _ in range(60):
        try:
            urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"No answer from {address}")


if __name__ == "__main__":
    main()
