"""The readiness page with 500 categories after a thousand and after a million outcomes.

    python benchmarks/readiness.py [--sizes 1000,100000] [--times 10] [--keep] [--json PATH]

Method: as desk.py, on the same databases: every ticket has a decision, a draft and an outcome, counted in
its day; 180 days, two versions. So after a million outcomes the page also stands beside a million tickets, a
sixth of them of the last 30 days. "Grouping all outcomes" is what the page would do without the daily
counts: one GROUP BY over every outcome, without a page around it.
"""

from __future__ import annotations

import tempfile

import _own


def main() -> None:
    parser = _own.parser(__doc__ or "")
    parser.add_argument(
        "--sizes", default="1000,100000", help="numbers of outcomes; the first is compared with"
    )
    parser.add_argument("--times", type=int, default=10, help="repetitions that count")
    parser.add_argument("--keep", action="store_true", help="leave the databases for the next time")
    options = parser.parse_args()
    _own.prepare()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure([int(size) for size in options.sizes.split(",")], options, folder)
    print(table(figures))
    _own.write_json(options.json, figures)


def measure(sizes: list[int], options, static: str) -> dict:
    from _desks import opened, put_away, use_own_files
    from _filling import MANAGER
    from _timing import repeat

    use_own_files(static)
    desks = {size: opened(size) for size in sizes}
    deeds = {
        desk: {
            "readiness page": desk.page("/readiness/", MANAGER),
            "one category's page": desk.page("/readiness/leaf-0/", MANAGER),
            "grouping all outcomes": group_all,
        }
        for desk in desks.values()
    }
    costs = repeat(desks.values(), deeds, options.times)
    figures = {
        "machine": _own.machine(),
        "times": options.times,
        "sizes": sizes,
        "pages": {
            name: {str(size): costs[desk][name].figures() for size, desk in desks.items()}
            for name in deeds[desks[sizes[0]]]
        },
        "categories": categories(desks[sizes[0]]),
    }
    for size, desk in desks.items():
        put_away(size, desk, keep=options.keep)
    return figures


def group_all() -> None:
    from django.db.models import Count, Q, Sum

    from copilot.models import Outcome

    bad = Count("id", filter=Q(unacceptable=True))
    list(
        Outcome.objects.order_by()
        .values("category", "version_key")
        .annotate(Count("id"), Sum("eer"), bad=bad)
    )


def categories(desk) -> int:
    from support.models import Category

    with desk.open():
        return Category.objects.filter(retired_at=None, children=None).count()


def table(figures: dict) -> str:
    first, *larger = map(str, figures["sizes"])
    head = ["page", "queries", *(f"{int(size):,}: CPU ms (py), wall" for size in (first, *larger))]
    head += [f"CPU {int(size):,} ÷ {int(first):,}" for size in larger]
    lines = [
        f"Measured {figures['machine']}; median of {figures['times']}; {figures['categories']} categories.",
        "",
    ]
    lines += [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for name, by_size in figures["pages"].items():
        cells = [name, "–".join(sorted({str(cost["queries"]) for cost in by_size.values()}))]
        cells += [
            f"{cost['cpu_with_database_ms']:.1f} ({cost['cpu_ms']:.1f}), {cost['wall_ms']:.1f}"
            for cost in by_size.values()
        ]
        base = by_size[first]["cpu_with_database_ms"]
        cells += [f"{by_size[size]['cpu_with_database_ms'] / base:.2f}" for size in larger]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
