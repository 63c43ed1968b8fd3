"""Colours that can be read: contrast by WCAG 2.2, and the nearest shade of a colour that has enough of it."""

import re

ENOUGH = 4.5  # of text against what is behind it: WCAG 2.2, success criterion 1.4.3
WRITTEN = re.compile(r"#[0-9a-f]{6}")
WHITE, BLACK = "#ffffff", "#000000"
STEPS = 100


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return how light a colour is, 0 to 1 (WCAG 2.2, relative luminance)."""
    parts = [value / 255 for value in channels(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str, papers: list[str]) -> bool:
    return all(contrast(colour, paper) >= ENOUGH for paper in papers)


def mix(colour: str, other: str, part: float) -> str:
    """Return the colour with this part of the other one in it, 0 to 1."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def towards(colour: str, other: str, papers: list[str]) -> str:
    """Return the shade nearest to the colour, mixed with black or white, that can be read on these papers."""
    shades = (mix(colour, other, step / STEPS) for step in range(STEPS + 1))
    return next((shade for shade in shades if readable_on(shade, papers)), other)
