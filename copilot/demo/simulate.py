"""The simulator of customers: who writes, when, about what, in which words, and how they answer.

Everything is drawn from the `random.Random` handed in, so the same seed gives the same history. What comes
out is shown with `company.SIMULATED_LABEL`.
"""

import random
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import exp

from copilot.demo import customers
from copilot.demo.taxonomy import busy_categories, category
from copilot.demo.texts import Template, templates

# Shares of the messages, chosen to look like a small shop's mailbox; not measured anywhere.
TYPO_SHARE = 0.15
IRRITATED_SHARE = 0.06
SECOND_WISH_SHARE = 0.07
GREETING_SHARE = 0.7
CLOSING_SHARE = 0.6
OPTIONAL_PART_SHARE = 0.65
LANGUAGE_WEIGHT = {"en": 1.0, "de": 0.8, "fr": 0.6, "es": 0.5}

# Monday to Sunday, mean 1: customers write most after the weekend.
WEEKDAY_WEIGHTS = (1.42, 1.20, 1.10, 1.04, 0.96, 0.64, 0.64)
# Hour of the day in UTC: a morning rise, a lunch peak and a second one on the sofa.
HOUR_WEIGHTS = (1, 1, 0, 0, 0, 1, 3, 6, 10, 12, 12, 11, 13, 11, 10, 9, 8, 8, 9, 11, 12, 9, 5, 2)

OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
CHOICE = re.compile(r"<([^<>]*\|[^<>]*)>")
SLOT = re.compile(r"\{([a-z0-9_]+)\}")


@dataclass(frozen=True)
class SimulatedTicket:
    """A customer's first message.

    `facts` is everything true of this customer; `stated` names the facts the message gives away. `also_about`
    is the category of a second wish, if there is one.
    """

    subject: str
    body: str
    name: str
    email: str
    facts: Mapping[str, str]
    stated: tuple[str, ...]
    category_key: str
    also_about: str | None
    language: str

    @property
    def record(self) -> dict[str, str]:
        """What the shop's own systems know of this customer and show beside the ticket."""
        return {"city": self.facts["city"], "language": self.language, "club_points": self.facts["points"]}


@dataclass(frozen=True)
class FollowUp:
    """What the customer writes after an answer. `facts` are those true from now on; `after` is the pause."""

    kind: str
    body: str
    facts: Mapping[str, str]
    after: timedelta


@dataclass(frozen=True)
class Arrival:
    """A ticket will come at this moment (UTC) in this category."""

    at: datetime
    category_key: str


def customer_ticket(rng: random.Random, category_key: str, on: date) -> SimulatedTicket:
    """A new message about that category, written on that day. Raises KeyError for one nobody writes about."""
    template = _choose_template(rng, category_key)
    facts = _customer(rng, template.language, on)
    subject = _decide(rng, template.subject)
    body, also_about = _body(rng, template)
    return SimulatedTicket(
        subject=_fill(subject, facts),
        body=_fill(body, facts),
        name=facts["full_name"],
        email=facts["email"],
        facts=facts,
        stated=tuple(sorted(set(SLOT.findall(f"{subject}\n{body}")))),
        category_key=category_key,
        also_about=also_about,
        language=template.language,
    )


def follow_up(rng: random.Random, ticket: SimulatedTicket, agent_name: str = "") -> FollowUp | None:
    """What this customer writes after the answer, or None when they stay silent, as most do."""
    asked_for_order = "order_id" not in ticket.stated and _is_about_an_order(ticket.category_key)
    kind = _weighted(
        rng,
        {
            "": 0.50,
            "thanks": 0.17,
            "confirm": 0.07,
            "ambiguous": 0.05,
            "changed_fact": 0.04,
            "gives_order": 0.20 if asked_for_order else 0.0,
            "side_question": 0.05,
            "chase": 0.05,
            "unhappy": 0.04,
        },
    )
    if not kind:
        return None
    changes = _changed_facts(rng, ticket) if kind == "changed_fact" else {}
    known = {**ticket.facts, **changes, "agent_name": agent_name}
    sentence = rng.choice(customers.FOLLOW_UPS[kind][ticket.language])
    body = re.sub(r" +(?=[.,!])", "", _fill(sentence, known))
    facts = {**ticket.facts, **_facts_said(sentence, changes)}
    return FollowUp(kind, body, facts, timedelta(minutes=round(rng.lognormvariate(4.2, 1.3)) + 2))


def arrivals(rng: random.Random, category_key: str, first_day: date, days: int) -> list[Arrival]:
    """When tickets of one category come in: a Poisson number a day, more on Mondays, fewer at night."""
    per_day = category(category_key).per_day
    found = []
    for offset in range(days):
        day = first_day + timedelta(days=offset)
        for _ in range(_poisson(rng, per_day * WEEKDAY_WEIGHTS[day.weekday()])):
            found.append(Arrival(_moment(rng, day), category_key))
    return sorted(found, key=lambda arrival: arrival.at)


def history(seed: int, last_day: date, days: int = 60) -> list[Arrival]:
    """Every arrival of the last `days` days up to and including `last_day`, oldest first."""
    first_day = last_day - timedelta(days=days - 1)
    found = []
    for node in busy_categories():
        # One stream a category: changing one category's volume leaves the others as they were.
        rng = random.Random(f"{seed}/{node.key}")  # noqa: S311 - a simulator, nothing secret
        found += arrivals(rng, node.key, first_day, days)
    return sorted(found, key=lambda arrival: (arrival.at, arrival.category_key))


def pick_category(rng: random.Random) -> str:
    """A category for the next ticket of the trickle, as likely as its share of the traffic."""
    return _weighted(rng, {node.key: node.per_day for node in busy_categories()})


def _choose_template(rng: random.Random, category_key: str) -> Template:
    found = templates()[category_key]
    return rng.choices(found, [LANGUAGE_WEIGHT[template.language] for template in found])[0]


def _customer(rng: random.Random, language: str, on: date) -> dict[str, str]:
    """A person with an order: every fact that a message may mention, in the words of its language."""
    first = rng.choice(customers.FIRST_NAMES[language])
    last = rng.choice(customers.LAST_NAMES[language])
    shoe, shoe_price = rng.choice(sorted(customers.SHOES.items()))
    garment, garment_price = rng.choice(sorted(customers.GARMENTS.items()))
    product, price = rng.choice([(shoe, shoe_price), (shoe, shoe_price), (garment, garment_price)])
    size = rng.randint(36, 46)
    return {
        "first_name": first,
        "full_name": f"{first} {last}",
        "email": _address(rng, first, last),
        "order_id": f"MK-{rng.randint(20000, 69999)}",
        "repair_id": f"R-{rng.randint(10000, 39999)}",
        "product": product,
        "shoe": shoe,
        "garment": garment,
        "colour": rng.choice(customers.COLOURS),
        "size": str(size),
        "other_size": str(size + rng.choice((-1, 1, 1))),
        "amount": _amount(price + rng.choice((0.0, 4.95, 6.95, -10.0)), language),
        "date": _date(on - timedelta(days=rng.randint(6, 16)), language),
        "day": rng.choice(customers.WEEKDAYS[language]),
        "city": rng.choice(customers.CITIES[language]),
        "new_street": rng.choice(customers.STREETS[language]),
        "code": rng.choice(customers.CODES),
        "points": str(rng.randint(40, 620)),
        "last4": f"{rng.randint(0, 9999):04d}",
    }


def _body(rng: random.Random, template: Template) -> tuple[str, str | None]:
    """The whole message with its slots still open, and the category of its second wish."""
    text = _decide(rng, template.body)
    if template.plain:
        return text, None
    also_about, parts = None, [text]
    # Long letters bring their own closing; a second one would give the simulator away.
    complete = "{full_name}" in text.rsplit("\n", 1)[-1]
    if template.language == "en" and not complete:
        if rng.random() < IRRITATED_SHARE and template.category_key != "praise":
            parts.insert(0, rng.choice(customers.IRRITATION))
        if rng.random() < SECOND_WISH_SHARE:
            also_about, wish = _second_wish(rng, template.category_key)
            parts.append(wish)
    if not _greets(text) and rng.random() < GREETING_SHARE:
        parts.insert(0, rng.choice(customers.GREETINGS[template.language]))
    else:
        parts[0] = parts[0][0].upper() + parts[0][1:]
    if not complete and rng.random() < CLOSING_SHARE:
        parts.append(rng.choice(customers.CLOSINGS[template.language]))
    body = "\n\n".join(parts)
    mistyped = template.language == "en" and rng.random() < TYPO_SHARE
    return (_mistype(rng, body) if mistyped else body), also_about


def _second_wish(rng: random.Random, category_key: str) -> tuple[str, str]:
    return rng.choice([entry for entry in customers.SIDE_QUESTIONS if entry[0] != category_key])


def _is_about_an_order(category_key: str) -> bool:
    """Whether agents ask for an order number here: at least half of the messages could have one."""
    found = templates()[category_key]
    return 2 * sum("{order_id}" in template.subject + template.body for template in found) >= len(found)


def _greets(text: str) -> bool:
    return re.match(r"(hi|hello|dear|good (day|morning|evening))\b", text, re.IGNORECASE) is not None


def _decide(rng: random.Random, text: str) -> str:
    """Decide the optional parts and the choices of a template; its slots stay open."""
    text = OPTIONAL.sub(lambda part: part[1] if rng.random() < OPTIONAL_PART_SHARE else "", text)
    return CHOICE.sub(lambda part: rng.choice(part[1].split("|")), text).strip()


def _fill(text: str, facts: Mapping[str, str]) -> str:
    return SLOT.sub(lambda slot: facts[slot[1]], text).strip()


def _changed_facts(rng: random.Random, ticket: SimulatedTicket) -> dict[str, str]:
    size = int(ticket.facts["size"])
    return {
        "new_order_id": f"MK-{rng.randint(20000, 69999)}",
        "new_size": str(size + rng.choice((-2, 2))),
        "new_street": rng.choice(customers.STREETS[ticket.language]),
    }


def _facts_said(sentence: str, changes: Mapping[str, str]) -> dict[str, str]:
    """The facts that a follow-up really replaces, under the names they have in a ticket."""
    names = {"new_order_id": "order_id", "new_size": "other_size", "new_street": "new_street"}
    return {names[key]: value for key, value in changes.items() if f"{{{key}}}" in sentence}


def _mistype(rng: random.Random, text: str) -> str:
    """One to three slips of the finger, never in a number, an address or a name of ours."""
    words = text.split(" ")
    able = [index for index, word in enumerate(words) if len(word) > 4 and word.isalpha() and word.islower()]
    for index in rng.sample(able, min(len(able), rng.randint(1, 3))):
        word, place = words[index], rng.randrange(1, len(words[index]) - 1)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        words[index] = rng.choice(
            (swapped, word[:place] + word[place + 1 :], word[:place] + word[place - 1 :])
        )
    return " ".join(words)


def _address(rng: random.Random, first: str, last: str) -> str:
    plain = unicodedata.normalize("NFKD", f"{first}.{last}").encode("ascii", "ignore").decode().lower()
    local = re.sub(r"[^a-z.]", "", plain)
    return f"{local}{rng.choice(('', '', str(rng.randint(2, 99))))}@{rng.choice(customers.MAIL_DOMAINS)}"


def _amount(euros: float, language: str) -> str:
    return f"€{euros:.2f}" if language == "en" else f"{euros:.2f} €".replace(".", ",")


def _date(day: date, language: str) -> str:
    month = customers.MONTHS[language][day.month - 1]
    joints = {"en": f"{day.day} {month}", "de": f"{day.day}. {month}", "es": f"{day.day} de {month}"}
    return joints.get(language, f"{day.day} {month}")


def _moment(rng: random.Random, day: date) -> datetime:
    hour = rng.choices(range(24), HOUR_WEIGHTS)[0]
    return datetime(day.year, day.month, day.day, hour, rng.randrange(60), rng.randrange(60), tzinfo=UTC)


def _poisson(rng: random.Random, mean: float) -> int:
    """A Poisson number by Knuth's product of uniforms; fine for the small means of one category's day."""
    limit, product, count = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def _weighted(rng: random.Random, weights: Mapping[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
