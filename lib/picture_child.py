"""Read a picture from standard input, write a header line and new pixels; lib.images starts it."""

import io
import json
import resource
import sys
import warnings

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 25_000_000
SIDE = 2000  # pixels
MEMORY = 768 * 1024 * 1024  # bytes


def draw_anew(data: bytes) -> tuple[dict[str, object], bytes]:
    """Return the header and the file of a picture that holds nothing but pixels."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        bare = is_bare(picture, data)
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture)
        mode = "RGBA" if upright.has_transparency_data else "RGB"
        pixels = upright.convert(mode)
    pixels.thumbnail((SIDE, SIDE))
    fresh = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    form, extension = ("PNG", "png") if mode == "RGBA" else ("JPEG", "jpg")
    out = io.BytesIO()
    fresh.save(out, form, quality=85, optimize=True)
    header = {"content_type": f"image/{form.lower()}", "extension": extension, "bare": bare}
    return header | {"width": fresh.width, "height": fresh.height}, out.getvalue()


def is_bare(picture: Image.Image, data: bytes) -> bool:
    """Whether the file is a JPEG of a size that we keep with nothing in it but pixels."""
    segments = {name for name, _content in getattr(picture, "applist", [("none", b"")])}
    fits = max(picture.size) <= SIDE and data.endswith(b"\xff\xd9")
    return picture.format == "JPEG" and picture.mode == "RGB" and fits and segments <= {"APP0"}


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        header, data = draw_anew(sys.stdin.buffer.read())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return 3
    except Exception:  # noqa: BLE001 - a broken file may raise anything; the parent has one sentence for it
        return 2
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
