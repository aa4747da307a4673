"""The mess that the demo shop's taxonomy holds on purpose is found, and nothing else."""

from datetime import date

from copilot.demo.taxonomy import categories
from routing.taxonomy.lint import Node, lint

TODAY = date(2026, 11, 21)


def test_the_demo_shop():
    nodes = [
        Node(
            id=row.key,
            parent=row.parent,
            name=row.name,
            description=row.description,
            updated=row.updated(TODAY),
            last_ticket=TODAY if row.per_day else None,
            tickets=round(row.per_day * 100),
            aliases=row.aliases,
        )
        for row in categories()
    ]
    assert [(one.kind, *one.nodes) for one in lint(nodes, today=TODAY)] == [
        ("misplaced_child", "womens_shoes", "shoes"),
        ("misplaced_child", "mens_shoes", "shoes"),
        ("duplicate", "missing_package", "lost_parcel"),
        ("overlap", "order_status", "delivery_late"),
        ("single_child", "workshop", "specialist_work"),
        ("single_child", "specialist_work", "insoles"),
        ("dead", "for_women"),
        ("dead", "for_men"),
        ("dead", "sandal_summer"),
        ("vague_name", "for_women"),
        ("vague_name", "for_men"),
        ("vague_name", "other"),
    ]
