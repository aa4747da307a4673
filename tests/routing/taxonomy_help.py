"""A large and messy taxonomy as another helpdesk exports it, the same every time."""

from __future__ import annotations

TOPICS = (
    "Billing",
    "Orders",
    "Delivery",
    "Returns",
    "Account",
    "Products",
    "Payments",
    "Shop",
    "Warranty",
    "Press",
)
MATTERS = (
    "Change address",
    "Wrong item",
    "Damaged on arrival",
    "Cannot log in",
    "Invoice missing",
    "Charged twice",
    "Voucher does not work",
    "Size exchange",
    "Late parcel",
    "Cancel",
    "Delete my data",
    "Gift card",
    "Colour fades",
    "Sole comes off",
    "Laces",
    "Opening hours",
    "Newsletter",
    "Discount for students",
    "Spare parts",
    "Repair",
    "Collect in store",
    "Tracking link broken",
    "Neighbour has it",
    "Customs",
    "Bank transfer",
    "Instalments",
    "Photo of the fault",
    "Recall",
)
MESS = (
    "Products > Shoes",
    "Products > Women's shoes",
    "Products > Men's shoes",
    "Delivery > Lost parcel",
    "Orders > Missing package",
    "orders > missing package",
    "Billing > Misc",
    "Returns > For women",
    "Returns > For men",
    "Shop > Workshop > Specialist work > Insoles",
    "=SUM(A1)",
)


def messy_paths() -> list[str]:
    """About 300 rows; duplicates in meaning and in words, a chain, vague names, a formula."""
    return [f"{topic} > {topic}: {matter}" for topic in TOPICS for matter in MATTERS] + list(MESS)


def messy_csv() -> str:
    return "path,description\n" + "".join(
        f'"{path}","About {path.rsplit(">", 1)[-1].strip()}"\n' for path in messy_paths()
    )
