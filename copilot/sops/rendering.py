"""Show a SOP: Markdown to HTML that any page may hold, a section's anchor being its heading's id."""

from __future__ import annotations

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from copilot.sops import front_matter, links
from copilot.sops.document import Document
from copilot.sops.parsing import normalise, parse

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code", "ul", "ol", "li"),
    *("a", "em", "strong", "del", "s", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, **{f"h{level}": {"id"} for level in range(1, 7)}}
SCHEMES = {"http", "https", "mailto", "tel"}


def render(markdown: str) -> SafeString:
    """Safe HTML of a SOP or of one section's text, without front matter; HTML in it shows as text."""
    text = normalise(markdown)
    _, body_start = front_matter.split(text)
    document = parse(text)
    anchors = {section.line - 1: section.anchor for section in document.sections if section.level}
    # Empty lines in place of the front matter keep line numbers, which tell headings apart.
    body = "\n" * body_start + "\n".join(text.split("\n")[body_start:])
    tokens = MARKDOWN.parse(body)
    for token in tokens:
        if anchor := _anchor(token, anchors):
            token.attrSet("id", anchor)
        for child in token.children or []:
            if child.type == "link_open":
                child.attrSet("href", links.address(str(child.attrGet("href") or "")))
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}) + _facts_table(document)
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )
    return mark_safe(clean)  # noqa: S308 (only listed tags and attributes are left)


def _facts_table(document: Document) -> str:
    """The front matter's facts, below the text, under the anchor they are cited by."""
    table = next((section for section in document.sections if section.facts), None)
    if table is None:
        return ""
    rows = format_html_join(
        "", "<tr><th>{}</th><td>{}</td></tr>", ((fact.name, fact.value) for fact in document.facts)
    )
    return format_html('<h2 id="{}">{}</h2><table><tbody>{}</tbody></table>', table.anchor, table.title, rows)


def _anchor(token: Token, anchors: dict[int, str]) -> str | None:
    if token.type != "heading_open" or token.level or not token.map:
        return None
    return anchors.get(token.map[0])
