"""Draw static/card.png: what a chat program shows beside a link to the site.

In the house style, with the house's own font and colours, so it needs `npm run build` first.
Usage: scripts/card.py
"""

import base64
import io
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "static" / "card.png"
WIDTH, HEIGHT = 1200, 630  # what Open Graph asks for
COLOURS = 64  # flat colours; the file stays small
DONE, HERE = {1, 2, 3, 5, 7, 8, 10, 13}, 14

PAGE = """<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: House; src: url(data:font/woff2;base64,%(font)s); font-weight: 200 800; }
* { box-sizing: border-box; margin: 0; }
body { width: 1200px; height: 630px; padding: 64px; background: #fbf8f3; color: #17243a; font-family: House;
  display: grid; grid-template-columns: 600px 1fr; gap: 48px; align-items: center; }
.brand { display: flex; align-items: center; gap: 20px; font-size: 40px; font-weight: 800; }
.mark { display: grid; place-items: center; width: 84px; height: 84px; border-radius: 22px;
  background: #ffc94a; font-size: 42px; transform: rotate(-4deg); }
h1 { font-size: 68px; line-height: 1.08; font-weight: 800; letter-spacing: -0.02em; margin: 44px 0 28px; }
p { font-size: 31px; line-height: 1.35; color: #565f70; }
ol { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(5, 1fr); gap: 12px; }
li { display: grid; place-items: center; height: 80px; border-radius: 16px; border: 3px dashed #d3cabb;
  font-size: 29px; font-weight: 800; color: #857f72; background: #fff; }
li.done { background: #23754a; border: 0; color: #fff; }
li.here { background: #ffc94a; border: 4px solid #a87400; color: #17243a; }
</style><div><div class="brand"><span class="mark">23</span>VerdiepDingen</div>
<h1>Leren door te doen, samen met je collega’s</h1>
<p>Korte lessen voor teams van bibliotheken en archieven</p></div><ol>%(tiles)s</ol>"""


def draw() -> bytes:
    """Return the card as a PNG."""
    font = base64.b64encode((ROOT / "static" / "vendor" / "atkinson.woff2").read_bytes()).decode()
    tiles = "".join(
        f'<li class="{"done" if number in DONE else "here" if number == HERE else ""}">{number}</li>'
        for number in range(1, 24)
    )
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(PAGE % {"font": font, "tiles": tiles})
        page.evaluate("document.fonts.ready")
        picture = page.screenshot()
        browser.close()
    small = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    OUT.write_bytes(draw())
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size // 1000} kB")
