"""The live taxonomy as a file: for spreadsheets and other helpdesks, and to be changed and imported again."""

from __future__ import annotations

import json
from typing import Any

from routing.taxonomy import live
from support import taxonomy
from support.csvfiles import as_csv

COLUMNS = (
    "id",
    "parent_id",
    "key",
    "name",
    "path",
    "description",
    "when_to_use",
    "when_not_to_use",
    "aliases",
    "active",
    "tickets",
    "updated_at",
    "last_ticket_at",
)


def rows() -> list[dict[str, Any]]:
    """Every category, parents before their children; retired ones say so."""
    tree, used = taxonomy.load(), {node.id: node for node in live.load()}
    found = []
    for _, node in tree.walk():
        facts = used[node.id]
        last = max(filter(None, (facts.last_ticket, facts.last_filed)), default=None)
        found.append(
            {
                "id": node.id,
                "parent_id": node.parent,
                "key": node.key,
                "name": node.name,
                "path": tree.path_name(node.id),
                "description": node.description,
                "when_to_use": node.when_to_use,
                "when_not_to_use": node.when_not_to_use,
                "aliases": "; ".join(facts.aliases),
                "active": not node.retired,
                "tickets": facts.tickets,
                "updated_at": facts.updated.isoformat() if facts.updated else "",
                "last_ticket_at": last.isoformat() if last else "",
            }
        )
    return found


def to_csv() -> str:
    return as_csv(rows(), COLUMNS)


def to_json() -> str:
    return json.dumps(rows(), ensure_ascii=False, indent=1) + "\n"
