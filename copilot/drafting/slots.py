"""Facts the customer mentions, under the names SOP sentences use: `{order_id}`, `{repair_id}`, `{size}`, …

The last mention wins, because people correct themselves. These are the customer's words, never an authority.
"""

from __future__ import annotations

import re

from copilot.drafting.context import Context
from copilot.sops.parsing import facts_in

# Each with its short form: “Jan”, “January”.
_MONTH = "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
_MONTH += "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"

# After the word “order” any token with a digit is one; elsewhere it needs the look of one: #12345, MK-10423.
ORDER = re.compile(
    r"\border(?:[ -]?(?:id|no|nr|num|number|ref|reference))?\b\.?(?:\s+(?:is|was|of))?[\s:#]*"
    r"(?=[A-Z0-9-]*\d{3})([A-Z0-9][A-Z0-9-]{2,24}[A-Z0-9])\b"
    r"|#\s?(?=[A-Z0-9-]*\d{3})([A-Z0-9][A-Z0-9-]{2,24}[A-Z0-9])\b|(?<![\w-])([A-Z]{2,4}-?\d{4,12})(?![\w-])",
    re.IGNORECASE,
)
REPAIR = re.compile(
    r"\brepair(?:[ -]?(?:id|no|number|ref|reference))?\b\.?[\s:#]*"
    r"(?=[A-Z0-9-]*\d{3})([A-Z0-9][A-Z0-9-]{2,24})\b"
    r"|(?<![\w-])(R-\d{4,8})(?![\w-])",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?:[.,]\d{2})?"
AMOUNT = re.compile(
    rf"(?<![\w.,])(?:[€£$]\s?{_NUMBER}(?!\d)|{_NUMBER}\s?(?:€|£|(?:EUR|GBP|USD)\b))", re.IGNORECASE
)
DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b(?:,? \d{{4}})?"
    rf"|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?)",
    re.IGNORECASE,
)
SIZE = re.compile(
    r"\b(?:size|sized)\s*:?\s*((?:EU|UK|US)\s?)?(\d{1,2}(?:[.,]5)?|XXS|XS|S|M|L|XL|XXL|3XL)\b"
    r"|\b((?:EU|UK|US)\s?)(\d{1,2}(?:[.,]5)?)\b",
    re.IGNORECASE,
)


def extract(text: str) -> dict[str, str]:
    """The facts found in a customer's text; a name is absent when nothing was found for it."""
    found = {
        "order_id": _last(ORDER, text).upper(),
        "repair_id": _last(REPAIR, text).upper(),
        "amount": _last(AMOUNT, text, whole=True),
        "date": _last(DATE, text, whole=True),
        "size": _last(SIZE, text).upper(),
    }
    return {name: value for name, value in found.items() if value}


def known_facts(context: Context) -> dict[str, str]:
    """Every fact a reply may be filled with: the SOP's facts table, the customer's words, our own records.

    Where two know the same name the later one in this list counts. The facts table is that of the SOP the
    reply is made from.
    """
    name = context.customer_name.strip()
    names = {"customer_name": name, "first_name": name.split()[0]} if name else {}
    records = {key: str(value) for key, value in context.facts.items() if str(value).strip()}
    return {**_table(context), **extract(context.customer_text), **names, **records}


def _table(context: Context) -> dict[str, str]:
    leading = context.sections[0].sop_slug if context.sections else ""
    table = (one for one in context.sections if one.is_facts and one.sop_slug == leading and not one.internal)
    return {slot: value for section in table for slot, value in facts_in(section.text).items()}


def _last(pattern: re.Pattern[str], text: str, *, whole: bool = False) -> str:
    value = ""
    for match in pattern.finditer(text):
        value = match[0] if whole else "".join(group for group in match.groups() if group)
    return " ".join(value.split())
