"""The invented shop of the demo: who works there, in which teams, and what is true on every page.

Moorkirk does not exist. Its domain is reserved (`.example`), its phone number comes from a range kept for
fiction, and its carrier and payment partner are invented too.
"""

from dataclasses import dataclass

NAME = "Moorkirk"
TAGLINE = "Shoes, clothes and a cobbler's bench"
DOMAIN = "moorkirk.example"
WEBSITE = f"https://{DOMAIN}"
SUPPORT_ADDRESS = f"help@{DOMAIN}"
PHONE = "020 915 0148"
OPENING_HOURS = "Monday to Friday, 9:00 to 17:30"
TIME_ZONE = "Europe/Dublin"
CURRENCY = "EUR"
CARRIER = "Wren Parcel"
PAY_LATER_PARTNER = "Tally Pay"
LOYALTY_CLUB = "Stride Club"

# Shown wherever a simulated ticket, reply, verdict or figure appears.
SIMULATED_LABEL = "Simulated: written by the demo, not by customers or staff"


@dataclass(frozen=True)
class Team:
    """A group of people that owns categories and SOPs."""

    key: str
    name: str
    description: str


@dataclass(frozen=True)
class Person:
    """Somebody who signs in. `role` is agent, admin or manager (design words)."""

    email: str
    name: str
    role: str
    team: str
    signs_as: str
    about: str


TEAMS = (
    Team("orders", "Orders & Delivery", "Everything between the checkout and the doorstep."),
    Team("returns", "Returns & Refunds", "Returns, exchanges, faulty goods and the money that goes back."),
    Team(
        "workshop",
        "Products & Workshop",
        "Size and care advice, and the repair bench in the back of the shop.",
    ),
    Team("accounts", "Accounts & Payments", "Sign-in, privacy, invoices, gift cards and payments."),
)

PEOPLE = (
    Person(
        "agent@example.com",
        "Niamh Brennan",
        "agent",
        "orders",
        "Niamh",
        "Joined the shop floor first; knows every parcel route by heart.",
    ),
    Person(
        "admin@example.com",
        "Tomasz Wolny",
        "admin",
        "returns",
        "Tomasz",
        "Looks after the categories and the returns procedures.",
    ),
    Person(
        "manager@example.com",
        "Adaeze Okoro",
        "manager",
        "accounts",
        "Adaeze",
        "Leads customer care and signs off every step towards autonomy.",
    ),
    Person(
        f"priya.raman@{DOMAIN}",
        "Priya Raman",
        "agent",
        "returns",
        "Priya",
        "Assesses faulty shoes from photographs faster than anyone else.",
    ),
    Person(
        f"lukas.brandt@{DOMAIN}",
        "Lukas Brandt",
        "agent",
        "workshop",
        "Lukas",
        "Trained shoemaker; answers for the workshop three days a week.",
    ),
    Person(
        f"ines.marques@{DOMAIN}",
        "Inês Marques",
        "admin",
        "accounts",
        "Inês",
        "Keeps payments, invoices and privacy requests in order.",
    ),
)

TEAM_KEYS = frozenset(team.key for team in TEAMS)
