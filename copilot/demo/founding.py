"""The demo's shop before its first ticket: people, teams, taxonomy, owners, SOPs, rules and levels.

Everything that has an action is made through it, so that permissions, refusals and the audit trail are the
product's own; only the dates of the rows are moved back to where the story has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from copilot.autonomy import ladder
from copilot.demo import company, taxonomy
from copilot.demo.texts import sop_texts
from copilot.models import CategoryAutonomy, Level, LevelChange, Sop, SopVersion
from copilot.sops import publishing
from routing import ruling
from support import audit
from support.actions.categories import edit_category
from support.models import Category, CategoryAlias, Team, User
from support.signing_in import DEMO_PASSWORD

BY_HAND = "demo"
MANAGER = "manager@example.com"
# Audited and calibrated until it may answer by itself (copilot/demo/first_step.py).
FIRST_TO_ANSWER = "return_start"
# Whose categories they are, and who stands in: the first of each pair that is not already the owner.
OWNERS = {
    "orders": ("agent@example.com", "admin@example.com"),
    "returns": ("priya.raman@moorkirk.example", "admin@example.com"),
    "workshop": ("lukas.brandt@moorkirk.example", "agent@example.com"),
    "accounts": ("ines.marques@moorkirk.example", "manager@example.com"),
}

# When drafting was switched on, in sixtieths of the history: proven ground first, doubtful cases last.
FIRST, SECOND, THIRD = 6, 12, 20
SUGGEST_FROM = {
    **dict.fromkeys(("order_status", "return_start", "delivery_times", "sign_in"), FIRST),
    **dict.fromkeys(("refund_status", "exchange_size", "sizing", "newsletter", "invoices"), SECOND),
    **dict.fromkeys(("delivery_late", "order_change", "order_cancel", "stock", "discount_codes"), SECOND),
    **dict.fromkeys(("repair_prices", "repair_status", "care_advice", "collection_points"), SECOND),
    **dict.fromkeys(("lost_parcel", "not_received", "faulty_item", "wrong_item", "missing_item"), THIRD),
    **dict.fromkeys(("damaged_arrival", "charged_twice", "refund_amount", "gift_cards"), THIRD),
    **dict.fromkeys(("club_points", "payment_declined", "complaints", "shoes", "clothing"), THIRD),
}
WHY_SUGGEST = {
    FIRST: "Asked often, the same answer every time, and the procedure is fresh. We start here.",
    SECOND: "The first categories went well; the procedure has been read through with the team.",
    THIRD: "People want a text to start from. Every reply is still read and sent by a person.",
}
# Kept at route on purpose, with owners, so that the reason can be seen.
ROUTE_WITH_OWNERS = (
    "missing_package",
    "privacy",
    "account_security",
    "chargebacks",
    "product_safety",
    "price_drop",
)

RETIRED = ("phone_orders", "Telephone orders", "orders", "order_change", 430)

RULES: tuple[dict[str, Any], ...] = (
    {
        "name": "Bank disputes",
        "category": "chargebacks",
        "any": True,
        "when": [("text", "contains", "chargeback"), ("text", "contains", "dispute the payment")],
        "note": "A bank may read every sentence. Never left to chance.",
    },
    {
        "name": "Somebody was hurt",
        "category": "product_safety",
        "any": True,
        "when": [
            ("text", "contains", "allergic"),
            ("text", "contains", "rash"),
            ("text", "contains", "needle"),
        ],
        "note": "Safety first: the workshop hears of it within the hour.",
    },
    {
        "name": "Stolen account or false mail",
        "category": "account_security",
        "any": True,
        "when": [("text", "contains", "phishing"), ("text", "contains", "hacked")],
        "note": "",
    },
    {
        "name": "Data protection",
        "category": "privacy",
        "any": True,
        "when": [("text", "contains", "GDPR"), ("text", "contains", "DSGVO"), ("text", "contains", "RGPD")],
        "note": "A legal period runs from the day of the request.",
    },
    {
        "name": "Unsubscribe",
        "category": "newsletter",
        "any": True,
        "when": [("subject", "contains", "unsubscribe"), ("subject", "contains", "newsletter")],
        "note": "The subject says it all.",
    },
    {
        "name": "Invoice in the subject",
        "category": "invoices",
        "any": True,
        "when": [("subject", "contains", "invoice"), ("subject", "contains", "Rechnung")],
        "note": "Companies write one line and an order number.",
    },
)


@dataclass(frozen=True)
class Shop:
    """What the story needs to know of the shop. Keys are category keys; times are when drafting began."""

    people: dict[str, User]
    categories: dict[str, Category]
    drafting_since: dict[str, datetime] = field(default_factory=dict)

    @property
    def admin(self) -> User:
        return self.people["admin@example.com"]

    @property
    def manager(self) -> User:
        return self.people[MANAGER]


def found(start: datetime, days: int, today: date) -> Iterator[str | Shop]:
    """Set the shop up, naming each step before it is done; the shop comes last.

    `start` is when its simulated history begins, `days` how long that is.
    """
    yield "people and categories"
    shop = Shop(hire(start), plant(today))
    appoint(shop)
    yield "procedures"
    write_procedures(shop, today)
    yield "rules and levels"
    write_rules(shop, start)
    raise_levels(shop, start, days)
    yield shop


def hire(start: datetime) -> dict[str, User]:
    """The six people; one hash for all, because the password is one and published anyway."""
    teams = {team.key: Team.objects.create(name=team.name) for team in company.TEAMS}
    password = make_password(DEMO_PASSWORD)
    people = {}
    for person in company.PEOPLE:
        user = User.objects.create(
            email=person.email,
            name=person.name,
            role=person.role,
            password=password,
            joined_at=start - timedelta(days=200),
        )
        user.teams.add(teams[person.team])
        audit.record(user, "person_added", by=BY_HAND, after={"role": user.role}, why="demo")
        people[person.email] = user
    return people


def plant(today: date) -> dict[str, Category]:
    """The taxonomy with its old dates and other names; parents come before their children."""
    teams = {team.key: Team.objects.get(name=team.name) for team in company.TEAMS}
    planted: dict[str, Category] = {}
    for node in taxonomy.categories():
        edited = _morning(node.updated(today))
        planted[node.key] = Category.objects.create(
            key=node.key,
            name=node.name,
            parent=planted[node.parent] if node.parent else None,
            description=node.description,
            when_to_use=node.when_to_use,
            when_not_to_use=node.when_not_to_use,
            risk=node.risk,
            owner_team=teams[node.team],
            created_at=min(edited, _morning(date(2022, 3, 1))),
            edited_at=edited,
        )
        audit.record(planted[node.key], "category_created", by=BY_HAND, after={"name": node.name})
        _name_otherwise(planted[node.key], node.aliases)
    _retire_one(planted, today)
    return planted


def _name_otherwise(category: Category, names: tuple[str, ...]) -> None:
    CategoryAlias.objects.bulk_create(CategoryAlias(name=name, category=category) for name in names)


def _retire_one(planted: dict[str, Category], today: date) -> None:
    """A category closed long ago: takes no tickets, and its name now leads to the one that does its work."""
    key, name, parent, successor, days = RETIRED
    closed = _morning(today - timedelta(days=days))
    category = Category.objects.create(
        key=key, name=name, parent=planted[parent], edited_at=closed, created_at=closed, retired_at=closed
    )
    audit.record(category, "category_created", by=BY_HAND, after={"name": name})
    audit.record(category, "category_retired", by=BY_HAND, why="We no longer take orders by telephone.")
    _name_otherwise(planted[successor], (name,))


def appoint(shop: Shop) -> None:
    """An owner and a deputy for every category whose drafts may be switched on."""
    teams = {node.key: node.team for node in taxonomy.categories()}
    for key in (*SUGGEST_FROM, *ROUTE_WITH_OWNERS):
        owner, deputy = OWNERS[teams[key]]
        values = {"owner": shop.people[owner], "deputy": shop.people[deputy]}
        shop.categories[key] = edit_category(category=shop.categories[key], values=values, by=shop.manager)


def write_procedures(shop: Shop, today: date) -> None:
    """Write and publish every SOP as its owner and an admin would; published on the day it took effect."""
    for text in sop_texts(today):
        version = publishing.write(markdown=text.markdown, by=shop.admin)
        version = publishing.publish(sop=version.sop, by=shop.admin)
        at = _morning(min(version.effective or today, today - timedelta(days=1)))
        SopVersion.objects.filter(pk=version.pk).update(published_at=at, edited_at=at - timedelta(hours=3))
        owner = next(
            (user for email, user in shop.people.items() if f"owner: {email}" in text.markdown), None
        )
        Sop.objects.filter(pk=version.sop_id).update(created_at=at - timedelta(days=4), owner=owner)


def write_rules(shop: Shop, start: datetime) -> None:
    for rule in RULES:
        saved = ruling.save_rule(
            rule=None,
            values={
                "name": rule["name"],
                "note": rule["note"],
                "category": shop.categories[rule["category"]].pk,
                "match_any": rule["any"],
            },
            conditions=[
                dict(zip(("field", "operator", "value"), each, strict=True)) for each in rule["when"]
            ],
            by=shop.admin,
        )
        saved.created_at = start
        saved.save(update_fields=["created_at"])


def raise_levels(shop: Shop, start: datetime, days: int) -> None:
    """Switch drafting on, category by category, by the audited ladder; the rows say when in the story."""
    for key, sixtieths in sorted(SUGGEST_FROM.items(), key=lambda item: item[1]):
        category = shop.categories[key]
        at = start + timedelta(days=days) * (sixtieths / 60)
        why = WHY_SUGGEST[sixtieths]
        change = ladder.set_level(category=category, to=Level.SUGGEST, by=shop.manager, why=why)
        LevelChange.objects.filter(pk=change.pk).update(at=at)
        CategoryAutonomy.objects.filter(category=category).update(since=at)
        shop.drafting_since[key] = at


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo(company.TIME_ZONE))
