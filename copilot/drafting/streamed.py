"""The words of a draft out of JSON that is still being written, for people to read along."""

from __future__ import annotations

import json
import re

# A finished or unfinished string after the key; what follows an unfinished escape is left for later.
_TEXT = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)')
LONGEST = 20_000


def texts_so_far(raw: str) -> str:
    """The sentences as far as they have come, the last perhaps in its middle; empty before the first."""
    return " ".join(filter(None, (_plain(found) for found in _TEXT.findall(raw[:LONGEST]))))


def _plain(escaped: str) -> str:
    try:
        text = json.loads(f'"{escaped}"', strict=False)
    except ValueError:
        return ""
    # Half of a pair of surrogates: the other half has not come yet.
    return str(text).encode("utf-8", "ignore").decode().strip()
