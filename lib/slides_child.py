"""Read a PDF from standard input, write a header line and a picture of each page; lib.slides starts it."""

import io
import json
import resource
import sys

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 40
SIDE = 1600  # pixels
SECONDS = 20
MEMORY = 1024 * 1024 * 1024  # bytes
MOST_WORDS = 2000  # characters of a page, for who cannot see it
DAMAGED, TOO_MUCH, PROTECTED, TOO_LONG = 2, 3, 4, 5


class Odd(Exception):
    """A file that we do not show; the code goes to the parent."""

    def __init__(self, code: int) -> None:
        self.code = code


def draw(data: bytes) -> tuple[list[dict[str, object]], bytes]:
    """Return for each page its size and words, and all pictures one after the other."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Odd(PROTECTED if "password" in str(error).lower() else DAMAGED) from None
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) != -1:
        raise Odd(PROTECTED)
    if not len(document):
        raise Odd(DAMAGED)
    if len(document) > MOST_PAGES:
        raise Odd(TOO_LONG)
    pages, pictures = [], []
    for page in document:
        picture = draw_page(page)
        words = page.get_textpage().get_text_bounded()[:MOST_WORDS]
        pages.append({"bytes": len(picture[0]), "width": picture[1], "height": picture[2], "text": words})
        pictures.append(picture[0])
        page.close()
    return pages, b"".join(pictures)


def draw_page(page: pypdfium2.PdfPage) -> tuple[bytes, int, int]:
    """Return a WebP of the page, at most SIDE pixels wide and high, without what moves or runs."""
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise Odd(TOO_MUCH)
    bitmap = page.render(scale=SIDE / max(width, height), may_draw_forms=False)
    picture = bitmap.to_pil().convert("RGB")
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=82, method=2)
    bitmap.close()
    return out.getvalue(), picture.width, picture.height


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        pages, pictures = draw(sys.stdin.buffer.read())
    except Odd as odd:
        return odd.code
    except MemoryError:
        return TOO_MUCH
    except Exception:  # noqa: BLE001 - a broken file may raise anything; the parent has one sentence for it
        return DAMAGED
    sys.stdout.buffer.write(json.dumps(pages).encode() + b"\n" + pictures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
