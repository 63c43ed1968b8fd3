"""The colour of a library on its team pages: the one that somebody chose, and the shades that follow.

The papers are those of static/src/css/tokens.css; a test compares them.
"""

from accounts.models import Organisation
from lib.colour import BLACK, WHITE, mix, readable_on, towards

PAPERS = ["#fbf8f3", "#ffffff", "#f3eee5"]  # paper, card and sunk in the light
NIGHTS = ["#121925", "#1b2433", "#161e2b"]  # the same in the dark
NOTE = "#ffe2a1"  # the small words on the card of whose turn it is


def is_readable(colour: str) -> bool:
    """Tell whether a colour can be read on every paper of ours."""
    return readable_on(colour, PAPERS)


def nearest(colour: str) -> str:
    """Return the nearest darker shade that can be read."""
    return towards(colour, BLACK, PAPERS)


def shades(accent: str) -> dict[str, tuple[str, str]]:
    """Return for each token its value in the light and in the dark."""
    soft, night_soft = mix(accent, WHITE, 0.88), mix(accent, NIGHTS[1], 0.72)
    deep = mix(accent, BLACK, 0.25)
    card = towards(accent, BLACK, [NOTE, WHITE])
    return {
        "--accent": (accent, towards(accent, WHITE, NIGHTS)),
        "--accent-fill": (accent, accent),
        "--accent-deep": (deep, deep),
        "--accent-soft": (soft, night_soft),
        "--accent-ink": (towards(accent, BLACK, [soft, *PAPERS]), towards(accent, WHITE, [night_soft])),
        "--now-from": (mix(card, BLACK, 0.35), mix(card, BLACK, 0.35)),
        "--now-to": (card, card),
    }


def stylesheet(library: Organisation) -> str:
    """Return the few lines of CSS that give the pages of a library its colour; none when it has none."""
    if not library.accent:
        return ""
    lines = (
        f"  {token}: var(--light, {light}) var(--dark, {dark});"
        for token, (light, dark) in shades(library.accent).items()
    )
    return ":root,\n[data-theme] {\n" + "\n".join(lines) + "\n}\n"
