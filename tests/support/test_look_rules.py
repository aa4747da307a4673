"""What the content security policy forbids is in no template; colours are named in one file only."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
ICONS = (ROOT / "static/icons.svg").read_text()

FORBIDDEN = re.compile(
    r"\sstyle\s*=|<style\b|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|\shx-on[:-]|hx-vals=[\"']js:|javascript:",
    re.IGNORECASE,
)
EVENT_FILTER = re.compile(r"hx-trigger=\"[^\"{]*\[")
LITERAL_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color(-mix)?)a?\(", re.I)
NAMED_COLOUR = re.compile(r":[^;{}]*\b(?:white|black|red|green|blue|gray|grey|yellow|orange)\b[^;{}]*[;}]")


def without_comments(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("rule", [FORBIDDEN, EVENT_FILTER])
def test_templates_keep_to_the_policy(rule):
    found = {str(path.relative_to(ROOT)): rule.search(path.read_text()) for path in TEMPLATES}
    assert {page: match[0] for page, match in found.items() if match} == {}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_takes_colours_from_tokens(path):
    text = without_comments(path)
    if path.name != "tokens.css":
        assert not LITERAL_COLOUR.search(text)
    assert not NAMED_COLOUR.search(text)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_uses_only_tokens_that_exist(path):
    declared = set(re.findall(r"(--[\w-]+)\s*:", "".join(without_comments(sheet) for sheet in SHEETS)))
    assert set(re.findall(r"var\((--[\w-]+)", without_comments(path))) <= declared


def test_icons_named_in_templates_are_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', ICONS))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'_icon\.html" with name="([\w-]+)"', path.read_text())
    }
    assert named <= drawn


def test_the_rules_catch_what_they_forbid():
    for bad in (
        '<p style="x">',
        "<script>x</script>",
        '<a onclick="x">',
        '<b hx-on:click="x">',
        '<i hx-on::load="x">',
    ):
        assert FORBIDDEN.search(bad)
    assert not FORBIDDEN.search('<script type="module" src="x.js"></script>')
