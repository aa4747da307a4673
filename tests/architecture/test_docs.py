"""Documents name files that exist, and state what the code states."""

import re

import pytest

from copilot.autonomy import ladder
from copilot.models import Level
from tests.architecture.source import ROOT

DOCUMENTS = [ROOT / "CONTEXT.md", *sorted((ROOT / "docs").rglob("*.md"))]
FOLDERS = "support|routing|copilot|config|templates|static|tests|docs|benchmarks"
FILE = re.compile(rf"`((?:{FOLDERS})/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_it_names_exist(document):
    text = document.read_text()
    assert [name for name in FILE.findall(text) if not (ROOT / name).exists()] == []
    assert [name for name in LINK.findall(text) if not (document.parent / name).exists()] == []


@pytest.mark.parametrize("level", Level.values)
def test_capabilities_say_what_each_level_may_do(level):
    agency = ladder.AGENCY[level]
    row = f"| {level} | {agency.reads} | {agency.writes} | {agency.sends} | {agency.people_keep} |"
    assert row in (ROOT / "docs/capabilities.md").read_text()


@pytest.mark.parametrize("decision", sorted((ROOT / "docs/adr").glob("0*.md")), ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_it_costs(decision):
    text = decision.read_text()
    assert text.startswith(f"# {int(decision.stem[:4])}. ")
    assert all(f"**{part}.**" in text for part in ("Question", "Decision", "Why", "Price"))
    assert f"({decision.name})" in (decision.parent / "README.md").read_text()
