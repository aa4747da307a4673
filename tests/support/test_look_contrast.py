"""Every text stands out from every surface it may lie on, in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import math
import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
PAIR = re.compile(r"--([\w-]+):\s*light-dark\(oklch\(([^)]*)\),\s*oklch\(([^)]*)\)\)")
COLOURS = {name: (day, night) for name, day, night in PAIR.findall(TOKENS)}

SURFACES = ("paper", "raised", "wash", "machine-soft", "good-soft", "warn-soft", "bad-soft", "note-soft")
TEXTS = ("ink", "ink-soft", "machine", "good", "warn", "bad", "focus")
FILLED = ("ink", "ink-soft", "machine")  # these also carry text in the colour of paper


def luminance(oklch: str) -> float:
    """Relative luminance of WCAG 2.2; the matrices are those of Ottosson's Oklab and of linear sRGB."""
    lightness, chroma, hue = (float(part) for part in oklch.split()[:3])
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: int) -> float:
    light, dark = sorted((luminance(COLOURS[name][theme]) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_measures_21():
    assert (luminance("1 0 0") + 0.05) / (luminance("0 0 0") + 0.05) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_text_reads_on_every_surface(theme):
    weak = {pair: round(contrast(*pair, theme), 2) for pair in product(TEXTS, SURFACES)}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("fill", FILLED)
def test_paper_reads_on_what_is_filled(fill, theme):
    assert contrast("paper", fill, theme) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("surface", ["paper", "raised", "wash"])
def test_edges_of_controls_can_be_seen(surface, theme):
    assert contrast("edge", surface, theme) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_no_surface_is_pure(theme):
    assert all(0.02 < luminance(COLOURS[name][theme]) + 0.02 < 1.019 for name in ("paper", "raised"))
