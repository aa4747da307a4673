"""The demo shop's categories as plain values, read from `taxonomy.toml`, which explains its fields."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("taxonomy.toml")
RISKS = ("low", "normal", "money")


@dataclass(frozen=True)
class Category:
    """One node of the tree. `per_day` is its mean number of new tickets a day (simulated), 0 for headings."""

    key: str
    name: str
    parent: str | None
    description: str
    when_to_use: str
    when_not_to_use: str
    aliases: tuple[str, ...]
    team: str
    risk: str
    per_day: float
    fixed_update: date | None
    update_age_days: int | None

    def updated(self, today: date) -> date:
        """The day of the last edit: fixed for what nobody touches, otherwise so many days before today."""
        if self.fixed_update is not None:
            return self.fixed_update
        return today - timedelta(days=self.update_age_days or 0)


@cache
def categories() -> tuple[Category, ...]:
    """All categories, every parent before its children."""
    rows = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["category"]
    return tuple(
        Category(
            key=row["key"],
            name=row["name"],
            parent=row.get("parent"),
            description=row["description"],
            when_to_use=row["when_to_use"],
            when_not_to_use=row["when_not_to_use"],
            aliases=tuple(row["aliases"]),
            team=row["team"],
            risk=row["risk"],
            per_day=float(row["per_day"]),
            fixed_update=row.get("updated"),
            update_age_days=row.get("updated_days"),
        )
        for row in rows
    )


def category(key: str) -> Category:
    """The category of that key. Raises KeyError for a key that does not exist."""
    return {node.key: node for node in categories()}[key]


def busy_categories() -> tuple[Category, ...]:
    """The categories that customers write to, in the order of the file."""
    return tuple(node for node in categories() if node.per_day > 0)
