"""Full-text search over tickets: what is indexed, and the query that is quick for rare and common words."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery
from django.db import connection

CONFIG = "english"
# A tsvector may hold one megabyte; nobody searches for the end of a pasted log file.
MOST_INDEXED = 20_000


# Room for one more message below the megabyte; a thread longer than this is found by its beginning.
MOST_BYTES = 800_000


def searchable(text: str) -> str:
    """Text as the index and a query both see it: words and numbers, nothing else.

    Left to itself, PostgreSQL keeps “cleo@example.net” and the “-12345” of “ORD-12345” as one piece, which
    nobody who types a part of it would find.
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text[:MOST_INDEXED]).lower())
    return " ".join(words)


def index_text(ticket_id: int, text: str, weight: str = "B") -> None:
    """Add text to what finds the ticket. Weight A is the subject, B everything else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE support_ticket SET search = coalesce(search, ''::tsvector)"
            " || setweight(to_tsvector(%s::regconfig, %s), %s)"
            " WHERE id = %s AND octet_length(coalesce(search, ''::tsvector)::text) < %s",
            [CONFIG, searchable(text), weight, ticket_id, MOST_BYTES],
        )


def query_for(words: str) -> SearchQuery | None:
    """Every word must occur; the last may be unfinished, unless it is a number.

    None when nothing searchable was typed.
    """
    terms = searchable(words).split()
    if not terms:
        return None
    quoted = [f"'{term}'" for term in terms]
    if not terms[-1].isdecimal():
        quoted[-1] += ":*"
    return SearchQuery(" & ".join(quoted), config=CONFIG, search_type="raw")
