"""What a SOP text is once it has been read: plain values, shared by parsing, drafting and the checks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class SopError:
    """A mistake its author can mend. `line` counts from 1 in the text as it was given."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}"


@dataclass(frozen=True)
class Section:
    """The unit a draft cites. `line` to `end_line` (both included) is where it stands in the text.

    `text` is the Markdown below the heading. `level` is the heading's, 0 for the introduction. `facts` marks
    the section made of the front matter's facts table.
    """

    anchor: str
    title: str
    level: int
    text: str
    ordinal: int
    internal: bool
    line: int
    end_line: int
    facts: bool = False


@dataclass(frozen=True)
class Fact:
    """A line of the facts table: “return window: 30 days”, which reply sentences know as {return_window}."""

    name: str
    value: str

    @property
    def slot(self) -> str:
        """The name as reply sentences write it between braces; empty where no Latin letter is in it."""
        plain = unicodedata.normalize("NFKD", self.name.lower()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("_0123456789")


@dataclass(frozen=True)
class ReplyLine:
    """One sentence of the Reply section, or the question that obtains the fact `question_for`.

    `condition_words` are lower case; when there are any, one of them must occur in the customer's message.
    `paragraph` counts from 0.
    """

    text: str
    cites: str | None
    condition_words: tuple[str, ...]
    question_for: str | None
    paragraph: int
    line: int

    @property
    def slots(self) -> tuple[str, ...]:
        """The facts this sentence needs, in order of appearance."""
        return tuple(dict.fromkeys(SLOT.findall(self.text)))


@dataclass(frozen=True)
class FrontMatter:
    """What the front matter says; every value has a default, so that a text without one is still a SOP."""

    title: str = ""
    slug: str = ""
    categories: tuple[str, ...] = ()
    audience: str = "customer"
    owner: str = ""
    effective: date | None = None
    review: date | None = None
    never_say: tuple[str, ...] = ()
    escalate_when: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    facts_line: int = 0


@dataclass(frozen=True)
class Document:
    """A SOP as read. With `errors` it can be shown and mended, and must not be published."""

    title: str
    slug: str
    categories: tuple[str, ...]
    audience: str
    owner: str
    effective: date | None
    review: date | None
    sections: tuple[Section, ...]
    reply: tuple[ReplyLine, ...]
    errors: tuple[SopError, ...]
    never_say: tuple[str, ...] = ()
    escalate_when: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def internal(self) -> bool:
        """Whether customers must see nothing of this SOP."""
        return self.audience == "internal"

    def section(self, anchor: str) -> Section | None:
        """The section with this anchor, or None."""
        return next((section for section in self.sections if section.anchor == anchor), None)
