"""Full-text search over tickets: what is indexed, and the query that is quick for rare and common words."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery
from django.db import connection

CONFIG = "english"
# A tsvector may hold one megabyte; nobody searches for the end of a pasted log file.
MOST_INDEXED = 20_000


def index_text(ticket_id: int, text: str, weight: str = "B") -> None:
    """Add text to what finds the ticket. Weight A is the subject, B everything else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE support_ticket SET search = coalesce(search, ''::tsvector)"
            " || setweight(to_tsvector(%s::regconfig, %s), %s) WHERE id = %s",
            [CONFIG, text[:MOST_INDEXED], weight, ticket_id],
        )


def query_for(words: str) -> SearchQuery | None:
    """Every word must occur; the last may be unfinished. None when nothing searchable was typed."""
    terms = re.findall(r"\w+", words, re.UNICODE)
    if not terms:
        return None
    quoted = [f"'{term}'" for term in terms]
    quoted[-1] += ":*"
    return SearchQuery(" & ".join(quoted), config=CONFIG, search_type="raw")
