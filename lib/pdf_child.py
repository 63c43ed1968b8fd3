"""Read HTML from standard input and write it as PDF; lib.pdf starts it.

The page reaches nothing: no address, no file but the stylesheet and the font that are named here.
"""

import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 1536 * 1024 * 1024  # bytes
ROOT = Path(__file__).parent.parent
STYLE = ROOT / "static" / "src" / "pdf.css"
FONT = ROOT / "static" / "vendor" / "atkinson.woff2"


def main() -> int:
    try:
        from weasyprint import HTML  # noqa: PLC0415 - a second of work, and Pango may be missing
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError:
        return 3

    class Fetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """Pictures inside the page itself, our stylesheet and our font; nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:image/") or url in (STYLE.as_uri(), FONT.as_uri()):
                return super().fetch(url, headers)
            raise ValueError("a page reaches nothing outside itself")

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    source = sys.stdin.buffer.read().decode()
    try:
        page = HTML(
            string=source, base_url="about:blank", url_fetcher=Fetcher(allowed_protocols=["data", "file"])
        )
        data = page.write_pdf(stylesheets=[STYLE.as_uri()], pdf_variant="pdf/ua-1")
    except MemoryError:
        return 2
    sys.stdout.buffer.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
