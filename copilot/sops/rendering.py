"""Show a SOP: Markdown to HTML that any page may hold, a section's anchor being its heading's id."""

from __future__ import annotations

from collections.abc import Iterator

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from copilot.sops import front_matter, links
from copilot.sops.document import SLOT, Document
from copilot.sops.parsing import normalise, parse
from copilot.sops.replies import is_reply

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
    # Empty lines in place of what is shown otherwise keep line numbers, which tell headings apart.
    lines = [""] * body_start + text.split("\n")[body_start:]
    reply = next((section for section in document.sections if is_reply(section)), None)
    if reply is None:
        return _html(lines, anchors) + _facts_table(document)
    before = lines[: reply.line]
    after = [""] * reply.end_line + lines[reply.end_line :]
    return _html(before, anchors) + _reply(document) + _html(after, anchors) + _facts_table(document)


def _html(lines: list[str], anchors: dict[int, str]) -> SafeString:
    tokens = MARKDOWN.parse("\n".join(lines))
    for token in tokens:
        if anchor := _anchor(token, anchors):
            token.attrSet("id", anchor)
        for child in token.children or []:
            if child.type == "link_open":
                child.attrSet("href", links.address(str(child.attrGet("href") or "")))
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    clean = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer"
    )
    return mark_safe(clean)  # noqa: S308 (only listed tags and attributes are left)


def _reply(document: Document) -> SafeString:
    """The reply sentences one by one: when each is used, what it says, what supports it."""
    return format_html('<ul class="reply-lines">{}</ul>', format_html_join("", "{}", _lines(document)))


def _lines(document: Document) -> Iterator[tuple[SafeString]]:
    paragraph = 0
    for line in document.reply:
        opens = "reply-opens" if line.paragraph != paragraph else ""
        paragraph = line.paragraph
        used = [
            f"if the customer says {', '.join(line.condition_words)}" if line.condition_words else "",
            f"asked while {line.question_for} is not known" if line.question_for else "",
        ]
        when = "; ".join(filter(None, used))
        yield (
            format_html(
                '<li class="{}">{}{}{}</li>',
                opens,
                format_html('<span class="reply-when">{}</span> ', when) if when else "",
                _with_slots(line.text),
                format_html(' <a class="reply-cites" href="#{0}">{0}</a>', line.cites) if line.cites else "",
            ),
        )


def _with_slots(sentence: str) -> SafeString:
    """The sentence with its slots marked."""
    parts = SLOT.split(sentence)
    return format_html_join(
        "",
        "{}",
        ((format_html("<code>{{{}}}</code>", part) if n % 2 else part,) for n, part in enumerate(parts)),
    )


def _facts_table(document: Document) -> SafeString:
    """The front matter's facts, below the text, under the anchor they are cited by."""
    table = next((section for section in document.sections if section.facts), None)
    if table is None:
        return SafeString("")
    rows = format_html_join(
        "", "<tr><th>{}</th><td>{}</td></tr>", ((fact.name, fact.value) for fact in document.facts)
    )
    return format_html('<h2 id="{}">{}</h2><table><tbody>{}</tbody></table>', table.anchor, table.title, rows)


def _anchor(token: Token, anchors: dict[int, str]) -> str | None:
    if token.type != "heading_open" or token.level or not token.map:
        return None
    return anchors.get(token.map[0])
