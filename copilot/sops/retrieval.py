"""Find the SOPs and sections for a ticket: PostgreSQL finds and counts the words, `ranking` decides.

PostgreSQL's own rank is not used: it knows nothing of how rare a word is. Its stemmer and its index are, so
that what is found here and what people find by searching agree.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from django.db import connection
from numpy.typing import NDArray

from copilot.sops.chatter import CHATTER, without_introductions
from copilot.sops.ranking import Candidate, Found, SopSize, rank
from copilot.sops.synonyms import SYNONYMS, alike
from routing.embeddings import EmbeddingUnavailable
from support.search import CONFIG
from support.taxonomy import with_all_merged

logger = logging.getLogger(__name__)

Embed = Callable[[list[str]], NDArray[Any]]

MOST_CHARACTERS = 20_000  # of the customer's text; a pasted log file's end says nothing about the request
MOST_TERMS = 150  # different words looked for, the most repeated first

# What is published; whether it is in force on a day is decided where drafts are made. Any relation with these
# columns can stand in its place.
PUBLISHED = """(
    SELECT section.id, version.sop_id AS sop, sop.title AS sop_title, section.search, section.embedding,
           section.embedded_with
    FROM copilot_section section
    JOIN copilot_sopversion version ON version.id = section.version_id
    JOIN copilot_sop sop ON sop.id = version.sop_id
    WHERE version.state = 'published' AND sop.retired_at IS NULL
)"""


def search(
    text: str,
    *,
    category: int | None = None,
    embed: Embed | None = None,
    embedded_with: str = "",
    limit: int = 5,
    source: str = PUBLISHED,
) -> list[Found]:
    """At most `limit` SOPs for a customer's text, best first; `sop` and `sections` are row ids.

    SOPs bound to `category` lead, even when they share no word with the text. With `embed`, meaning counts
    as much as words, for the sections whose vector was made by the model named `embedded_with`; where the
    text's own vector cannot be had, words alone count.
    """
    text = text.replace("\0", " ")[:MOST_CHARACTERS]
    terms = query_terms(text)
    bound = frozenset(_bound_to(category)) if category is not None else frozenset()
    similarity = _similarities(source, embed, embedded_with, text) if embed else {}
    likewise = {term: others for term, others in _synonyms().items() if term in terms}
    candidates = _candidates(source, sorted({*terms, *chain(*likewise.values())}), similarity, bound)
    return rank(terms, _sizes(source), candidates, bound, likewise)[:limit]


def query_terms(text: str) -> dict[str, float]:
    """Stems of what the customer wrote, each with its weight 1 + ln(times said).

    Conversation, and the words with which people say who they are, are left out unless there is nothing else.
    """
    rows = _rows(
        "SELECT lexeme, cardinality(positions),"
        " lexeme = ANY(tsvector_to_array(to_tsvector(%s::regconfig, %s)))"
        " FROM unnest(to_tsvector(%s::regconfig, %s))",
        [CONFIG, CHATTER, CONFIG, without_introductions(text)],
    )
    telling = [row for row in rows if not row[2]] or rows
    telling.sort(key=lambda row: (-row[1], row[0]))
    return {lexeme: 1 + math.log(count) for lexeme, count, _ in telling[:MOST_TERMS]}


@cache
def _synonyms() -> Mapping[str, frozenset[str]]:
    rows = _rows(
        "SELECT word, (tsvector_to_array(to_tsvector(%s::regconfig, word)))[1]"
        " FROM unnest(%s::text[]) AS word WHERE length(to_tsvector(%s::regconfig, word)) > 0",
        [CONFIG, SYNONYMS.split(), CONFIG],
    )
    return alike(dict(rows))


def passage(sop_title: str, heading: str, text: str) -> str:
    """What is embedded for a section: it must make sense without the sections around it."""
    parts = dict.fromkeys(part for part in (sop_title, heading, text) if part)
    return ". ".join(parts)


def _sizes(source: str) -> list[SopSize]:
    rows = _rows(  # the only text put into a query is `source`: PUBLISHED, or a name in our own code
        "SELECT sop, length, sections, title.lexemes, title.counts FROM"  # noqa: S608
        " (SELECT sop, max(sop_title) AS sop_title, sum(length(search)) AS length, count(*) AS sections"
        f" FROM {source} AS section GROUP BY sop) AS size, LATERAL"
        " (SELECT array_agg(lexeme) AS lexemes, array_agg(cardinality(positions)) AS counts"
        " FROM unnest(to_tsvector(%s::regconfig, sop_title)) WHERE true) AS title ORDER BY sop",
        [CONFIG],
    )
    return [
        SopSize(sop, dict(zip(lexemes or [], counts or [], strict=True)), int(length or 0), sections)
        for sop, length, sections, lexemes, counts in rows
    ]


def _candidates(
    source: str, terms: list[str], similarity: dict[Hashable, float], bound: Iterable[Hashable]
) -> list[Candidate]:
    """Sections with one of the terms, with a vector, or of a bound SOP."""
    query = " | ".join("'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in terms)
    rows = _rows(
        "SELECT section.id, section.sop, length(section.search), found.lexemes, found.headings, found.texts"  # noqa: S608
        f" FROM {source} AS section, LATERAL (SELECT array_agg(lexeme) AS lexemes,"
        " array_agg(cardinality(array_positions(weights, 'A'))) AS headings,"
        " array_agg(cardinality(array_positions(weights, 'B'))) AS texts"
        " FROM unnest(section.search) WHERE lexeme = ANY(%s)) AS found"
        " WHERE section.search @@ %s::tsquery OR section.id = ANY(%s) OR section.sop = ANY(%s)"
        " ORDER BY section.id",
        [terms, query, list(similarity), list(bound)],
    )
    return [
        Candidate(
            section=section,
            sop=sop,
            heading=_counted(lexemes, headings),
            text=_counted(lexemes, texts),
            length=length or 0,
            similarity=similarity.get(section),
        )
        for section, sop, length, lexemes, headings, texts in rows
    ]


def _similarities(source: str, embed: Embed, embedded_with: str, text: str) -> dict[Hashable, float]:
    try:
        values = embed([text])[0]
    except EmbeddingUnavailable as error:
        logger.warning("Retrieval by words alone: %s", error)
        return {}
    vector = json.dumps([round(float(value), 6) for value in values])
    return dict(  # vectors of another width are another model's, whatever its name
        _rows(
            f"SELECT id, 1 - (embedding <=> %s::vector) FROM {source} AS section"  # noqa: S608
            " WHERE embedding IS NOT NULL AND embedded_with = %s AND vector_dims(embedding) = %s",
            [vector, embedded_with, len(values)],
        )
    )


def _bound_to(category: int) -> list[int]:
    return [
        row[0]
        for row in _rows(
            "SELECT sop_id FROM copilot_sop_categories WHERE category_id = ANY(%s)",
            [with_all_merged(category)],
        )
    ]


def _counted(lexemes: Sequence[str] | None, counts: Sequence[int] | None) -> dict[str, int]:
    return {word: count for word, count in zip(lexemes or [], counts or [], strict=True) if count}


def _rows(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
