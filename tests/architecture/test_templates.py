"""Names in templates and views lead somewhere: addresses, included pieces, rendered pages."""

import re

from django.template.loader import get_template
from django.urls import get_resolver

from tests.architecture.source import APPS, TEMPLATES, first_texts, python_files
from tests.architecture.test_urls import walk

NAMES = {name for name, _, _ in walk(get_resolver())}
URL_TAG = re.compile(r"""{%\s*url\s+['"]([^'"]+)['"]""")
PIECE = re.compile(r"""{%\s*(?:include|extends)\s+['"]([^'"]+)['"]""")
PAGES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


def test_addresses_in_templates_resolve():
    named = {page: set(URL_TAG.findall((TEMPLATES / page).read_text())) for page in PAGES}
    assert {page: names - NAMES for page, names in named.items() if names - NAMES} == {}


def test_templates_and_their_pieces_exist():
    """Parsing them also finds what Django would only complain of when a person opens the page."""
    pieces = {piece for page in PAGES for piece in PIECE.findall((TEMPLATES / page).read_text())}
    for name in {*PAGES, *pieces}:
        get_template(name)


def test_addresses_in_python_resolve():
    wrong = {
        f"{path}: {name}"
        for path in python_files(*APPS)
        for name in first_texts(path, "reverse", "redirect", "reverse_lazy")
        if ":" in name and name not in NAMES
    }
    assert wrong == set()


def test_rendered_templates_exist():
    rendered = {
        name
        for path in python_files(*APPS)
        for name in [
            *first_texts(path, "render", position=1),
            *first_texts(path, "render_to_string", "get_template"),
        ]
        if name.endswith(".html")
    }
    assert rendered - set(PAGES) == set()


BLOCK = r"form|ul|ol|dl|div|p|details|table|section|fieldset|blockquote|pre|hr|article|header|nav|h[1-6]"
TORN = re.compile(rf"<p\b[^>]*>(?:(?!</p>).)*?<(?:{BLOCK})\b", re.DOTALL)


def test_no_block_stands_inside_a_paragraph():
    """A browser ends the paragraph there, and what follows falls out of its line."""
    found = {page: TORN.search((TEMPLATES / page).read_text()) for page in PAGES}
    assert {page: match[0] for page, match in found.items() if match} == {}


def test_a_torn_paragraph_is_seen():
    assert TORN.search("<p class='x'>Open <form>")
    assert not TORN.search("<p>Open</p><form>")
