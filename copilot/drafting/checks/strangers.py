"""Names of people in a reply that nobody has named: not the thread, not our records, not a procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.lexicon import STOP
from copilot.measuring.vocabulary import MONTH, WEEKDAY

_NAME = r"[A-ZÀ-ÞŠŽŁ][\w'’-]*[a-zß-ÿ][\w'’-]*"
# “Lars Edman”, “Willem van der Zee”: two words with capitals, perhaps with particles between.
FULL_NAME = re.compile(
    rf"(?<![.!?:›>–-] )(?<=\s)({_NAME}(?: (?:van|von|de|der|den|del|di|da|la|le|bin|al))* {_NAME})(?!\w)"
)
# Things that carry two capitals everywhere.
NO_PERSON = re.compile(
    r"\b(?:App|Play|Store|Google|Apple|Android|Microsoft|Windows|Pay|Black Friday|New|Year|North"
    r"|South|East|West|United"
    r"|Great|Customer|Support|Service|Team|Settings|Account|Terms|Privacy|Policy|Center|Centre|Help|Street"
    r"|Road|Avenue"
    r"|Station|Airport|Bank|Card|Plan|Order|English|German|French|Spanish|European|British|American|Union"
    r"|Christmas"
    r"|Easter|Club|Kingdom|States|Islands?|Express|Direct|Standard|Premium|Basic|Pro|Post|Mail|Credit"
    r"|Debit|Net)\b"
)
# People have no article where these languages' places do: “del Reino Unido”.
ARTICLE = re.compile(r"(?i)\b(?:del|al|du|au|im|zum|en el|dans le)\s*$")
CLOSING = re.compile(
    r"(?im)^\W*(?:(?:kind|best|warm|many)? ?(?:regards|wishes|greetings)|best|cheers|sincerely"
    r"|yours|thanks|thank you|all the best"
    r"|take care|love|viele grüße|mit freundlichen grüßen|liebe grüße|herzliche grüße"
    r"|cordialement|bien à vous|saludos"
    r"|un saludo|atentamente|cordiali saluti|met vriendelijke groet)\b[^\n]{0,40}$"
)
# An agent may say who they are.
INTRODUCTION = re.compile(
    r"(?i)\b(?:my name is|this is|i am|i'm|here is|speaking|signed|ich bin|mein name ist|je suis|soy)\s*$"
)


def full_names(body: str) -> Iterator[str]:
    """Names of two words or more inside sentences; the closing lines are the agent's."""
    closing = CLOSING.search(body)
    text = body[: closing.start()] if closing else body
    for line in text.splitlines():
        for match in FULL_NAME.finditer(line):
            words = match[1].split()
            known = any(
                word.lower() in STOP or word.lower() in WEEKDAY or word.lower() in MONTH for word in words
            )
            if (
                not known
                and not NO_PERSON.search(match[1])
                and not ARTICLE.search(line[: match.start()])
                and not INTRODUCTION.search(line[: match.start()])
            ):
                yield match[1]
