"""Show a SOP: Markdown to HTML that any page may hold, a section's anchor being its heading's id."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from copilot.sops import front_matter
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
    anchors = {section.line - 1: section.anchor for section in parse(text).sections if section.level}
    # Empty lines in place of the front matter keep line numbers, which tell headings apart.
    body = "\n" * body_start + "\n".join(text.split("\n")[body_start:])
    tokens = MARKDOWN.parse(body)
    for token in tokens:
        if anchor := _anchor(token, anchors):
            token.attrSet("id", anchor)
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )
    return mark_safe(clean)  # noqa: S308 (only listed tags and attributes are left)


def _anchor(token: Token, anchors: dict[int, str]) -> str | None:
    if token.type != "heading_open" or token.level or not token.map:
        return None
    return anchors.get(token.map[0])
