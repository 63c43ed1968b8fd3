"""Pictures of every page of the demo, on a phone and a desk, in light and dark: shots/.

Starts the site on a free port with a demo of its own, looks at it as each person of the story,
and stops it. Usage: scripts/shots.py [stage ...] (default: all stages, a few pages each).
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.browser.pages import PAGES, links_on, resolve

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "shots"
SERVE = ROOT / "scripts" / "serve"


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
            links: list[str] = []
            for path in (resolve(path, links) for path in paths):
                answer = page.goto(site + path)
                links += links_on(page)
                name = (
                    f"{stage}-{person or 'niemand'}-{re.sub('[^a-z0-9-]+', '_', path.strip('/')) or 'voor'}"
                )
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
