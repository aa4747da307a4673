"""Traces of copying a text through another program: HTML entities and tags, Markdown emphasis."""

from __future__ import annotations

import html
import re

# Only tags that lay text out. What else stands between < and > may be an address or the writer's own words.
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|blockquote|font|h[1-6])(?:\s[^<>]{0,200})?\s?/?>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"</?(?:p|br|div|li|ul|ol|blockquote|h[1-6])\b", re.IGNORECASE)
# With its semicolon: “?id=4&copy=2” is an address, and holds no ©.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_EMPHASIS = re.compile(r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")


def without_traces(text: str) -> str:
    """The text as a reader would see it."""
    if "<" in text:
        text = _TAG.sub(lambda found: "\n" if _BREAKS.match(found[0]) else "", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return _EMPHASIS.sub("", text) if "_" in text else text
