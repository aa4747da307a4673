"""Texts with personal data planted in them, and texts full of numbers that are none: made from a seed.

Nothing here reads the finders that are measured; check digits are worked out here a second time.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PREFIXES = {
    "Visa": (["4"], 16),
    "Mastercard": (["51", "53", "55", "2221", "2720", "2500"], 16),
    "American Express": (["34", "37"], 15),
    "Discover": (["6011", "644", "65"], 16),
    "Diners": (["300", "36", "38"], 14),
    "JCB": (["3528", "3589"], 16),
    "UnionPay": (["62"], 16),
    "Maestro": (["5018", "6304", "6759"], 16),
    "Visa, 19 digits": (["4"], 19),
    "Visa, 13 digits": (["4"], 13),
}
IBANS = {"DE": 18, "FR": 23, "NL": 4, "BE": 12, "ES": 20, "IT": 4, "AT": 16, "CH": 17, "PL": 24, "GB": 4}
SCRIPTS = {"Arabic": "٠١٢٣٤٥٦٧٨٩", "full-width": "０１２３４５６７８９", "Devanagari": "०१२३४५६७८९"}

AROUND = {
    "plain": "My number is {}, please look.",
    "alone": "{}",
    "end of a sentence": "It is {}.",
    "brackets": "as before ({})",
    "quotation": "you wrote “{}” yesterday",
    "quoted mail": "> I gave you {}\n> Ada",
    "colon": "Number:{}",
    "label": "Card/IBAN/mail={};",
    "HTML cell": "<td>{}</td>",
    "HTML attribute": '<a href="{}">here</a>',
    "JSON": '{{"value":"{}"}}',
    "tab": "row\t{}\tend",
    "comma": "first,{},second",
    "slash": "either {}/or",
    "question": "Is it {}?",
    "exclamation": "{}!",
    "no-break space": "number\u00a0{}\u00a0here",
    "asterisks": "it is **{}** now",
    "pipe": "|{}|",
    "line": "see\n{}\nthanks",
    "semicolon": "{}; thanks",
    "order before": "Order 100245, paid with {} on Monday",
    "figure after": "{} 12/27, 3 pairs",
    "lower word before": "number{}",
}


@dataclass(frozen=True)
class Planted:
    """A text, what must not be left in it, what kind of thing that is, and how it was written."""

    text: str
    secret: str
    kind: str
    style: str


def luhn(digits: str) -> str:
    """The digits with their check digit."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def card(draw: random.Random) -> str:
    prefixes, length = PREFIXES[draw.choice(list(PREFIXES))]
    prefix = draw.choice(prefixes)
    return luhn(prefix + "".join(draw.choices("0123456789", k=length - len(prefix) - 1)))


def spaced(number: str, draw: random.Random) -> tuple[str, str]:
    """(style, the number written in it)"""
    fours = [number[at : at + 4] for at in range(0, len(number), 4)]
    amex = [number[:4], number[4:10], number[10:]] if len(number) == 15 else fours
    styles: dict[str, Callable[[], str]] = {
        "unbroken": lambda: number,
        "spaces": lambda: " ".join(amex),
        "dashes": lambda: "-".join(fours),
        "dots": lambda: ".".join(fours),
        "no-break spaces": lambda: "\u00a0".join(fours),
        "thin spaces": lambda: "\u2009".join(fours),
        "two spaces": lambda: "  ".join(fours),
        "en dashes": lambda: "\u2013".join(fours),
        "digit by digit": lambda: " ".join(number),
        "pairs": lambda: " ".join(number[at : at + 2] for at in range(0, len(number), 2)),
        "space, dash, space": lambda: " - ".join(fours),
        "broken line": lambda: " ".join(fours[:2]) + "\n" + " ".join(fours[2:]),
        "broken line of a quotation": lambda: " ".join(fours[:2]) + "\n> " + " ".join(fours[2:]),
        "HTML spaces": lambda: "&nbsp;".join(fours),
        "zero-width spaces": lambda: "\u200b".join(fours),
    }
    if draw.random() < 0.15:
        script = draw.choice(list(SCRIPTS))
        return f"{script} digits", " ".join(fours).translate(str.maketrans("0123456789", SCRIPTS[script]))
    style = draw.choice(list(styles))
    return style, styles[style]()


FIRST = [
    "ada",
    "grace.hopper",
    "o'neill",
    "j.r.r",
    "a+returns",
    "first_last",
    "x",
    "kai-uwe",
    "4you",
    "müller",
    "josé",
    "渡辺",
    "info",
    "no-reply",
]
DOMAINS = [
    "example.org",
    "mail.example.co.uk",
    "sub.sub2.example.com",
    "exämple.de",
    "xn--exmple-cua.de",
    "example.museum",
    "example-shop.io",
    "EXAMPLE.COM",
    "e.co",
    "例え.jp",
]


def address(draw: random.Random) -> tuple[str, str]:
    local, domain = draw.choice(FIRST), draw.choice(DOMAINS)
    plain = f"{local}@{domain}"
    styles = {
        "plain": plain,
        "capitals": plain.upper(),
        "angle brackets": f"<{plain}>",
        "mailto": f"mailto:{plain}",
        "full-width @": f"{local}\uff20{domain}",
        "HTML @": f"{local}&#64;{domain}",
        "percent": f"{local}%40{domain}",
        "quoted local part": f'"ada lovelace"@{domain}',
        "number as host": f"{local}@[192.0.2.17]",
        "odd signs": f"{local}!#$&*=?^`{{|}}~@{domain}",
        "zero-width": f"{local}@\u200b{domain}",
        "link": f"https://shop.example/u?mail={plain}&x=1",
    }
    style = draw.choice(list(styles))
    return style, styles[style]


def hidden_address(draw: random.Random) -> tuple[str, str]:
    name, host, top = (
        draw.choice(["ada", "grace", "jan"]),
        draw.choice(["example", "shop"]),
        draw.choice(["com", "org"]),
    )
    styles = {
        "words": f"{name} at {host} dot {top}",
        "brackets": f"{name} [at] {host} [dot] {top}",
        "round": f"{name}(at){host}(dot){top}",
        "spaces": f"{name} @ {host}.{top}",
        "at only": f"{name} (at) {host}.{top}",
        "capitals": f"{name} AT {host} DOT {top}",
    }
    style = draw.choice(list(styles))
    return style, styles[style]


def iban(draw: random.Random) -> tuple[str, str]:
    country = draw.choice(list(IBANS))
    rest = "".join(draw.choices("0123456789", k=IBANS[country]))
    if country in ("NL", "IT", "GB"):  # letters of the bank, then digits
        bank = {"NL": "ABNA", "IT": "X", "GB": "NWBK"}[country]
        rest = bank + "".join(draw.choices("0123456789", k={"NL": 10, "IT": 22, "GB": 14}[country]))
    numbers = "".join(str(int(letter, 36)) for letter in rest + country + "00")
    whole = f"{country}{98 - int(numbers) % 97:02d}{rest}"
    fours = [whole[at : at + 4] for at in range(0, len(whole), 4)]
    styles = {
        "unbroken": whole,
        "spaces": " ".join(fours),
        "small letters": " ".join(fours).lower(),
        "dashes": "-".join(fours),
        "no-break spaces": "\u00a0".join(fours),
        "word after": " ".join(fours) + " from today",
    }
    style = draw.choice(list(styles))
    return style, styles[style]


def phone(draw: random.Random) -> tuple[str, str]:
    digits = "".join(draw.choices("123456789", k=9))
    a, b, c = digits[:3], digits[3:6], digits[6:]
    styles = {
        "international": f"+44 {a} {b} {c}",
        "unbroken": f"+49{digits}",
        "with nought": f"+49 (0){a} {b}{c}",
        "double nought": f"0049 {a} {b}{c}",
        "national": f"0{a} {b} {c}",
        "slash": f"0{a}/{b}{c}",
        "American": f"({a}) {b}-{c}1",
        "dots": f"{a}.{b}.{c}1",
        "dashes": f"{a}-{b}-{c}1",
        "French": f"0{a[0]} {a[1:]} {b[:2]} {b[2:]}{c[0]} {c[1:]}",
    }
    style = draw.choice(list(styles))
    return style, styles[style]


KINDS: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "card": lambda draw: spaced(card(draw), draw),
    "mail address": address,
    "mail address, disguised": hidden_address,
    "IBAN": iban,
    "telephone": phone,
}


def planted(kind: str, n: int, seed: int) -> Iterator[Planted]:
    draw = random.Random(f"{kind} {seed}")
    for _ in range(n):
        style, secret = KINDS[kind](draw)
        frame = draw.choice(list(AROUND))
        yield Planted(AROUND[frame].format(secret), secret, kind, f"{style}; {frame}")


def harmless(n: int, seed: int) -> Iterator[Planted]:
    """Texts whose numbers must stay: orders, parcels, dates, prices, sizes, addresses of pages."""
    draw = random.Random(f"harmless {seed}")

    def digits(count: int) -> str:
        return "".join(draw.choices("0123456789", k=count))

    makers: dict[str, Callable[[], str]] = {
        "order, letters": lambda: f"MK-{digits(5)}",
        "order, short": lambda: digits(draw.choice([5, 6, 7, 8])),
        "order, ten digits": lambda: "1" + digits(9),
        "order, grouped": lambda: f"{digits(3)}-{digits(7)}-{digits(7)}",
        "order, dashes": lambda: f"ORD-2026-{digits(6)}",
        "invoice": lambda: f"INV/2026/{digits(5)}",
        "parcel, 20 digits": lambda: "0034" + digits(16),
        "parcel, 1Z": lambda: "1Z" + "".join(draw.choices("0123456789ABCDEFGHJKLMNP", k=16)),
        "parcel, JD": lambda: "JD0" + digits(17),
        "parcel, RR": lambda: f"RR{digits(9)}DE",
        "article": lambda: "9" + digits(12),
        "date": lambda: f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
        "date, dots": lambda: f"{draw.randint(1, 28):02d}.{draw.randint(1, 12):02d}.2026",
        "time": lambda: f"{draw.randint(10, 23)}:{draw.randint(10, 59)}",
        "price": lambda: f"EUR {draw.randint(1, 9)},{digits(3)}.{digits(2)}",
        "price each": lambda: f"{draw.randint(2, 9)} @ {draw.randint(5, 99)}.{digits(2)}",
        "quantities": lambda: f"{digits(2)} {digits(2)} {digits(2)} {digits(3)}",
        "page": lambda: f"https://shop.example/p/{digits(8)}?ref={digits(6)}",
        "uuid": lambda: "-".join("".join(draw.choices("0123456789abcdef", k=k)) for k in (8, 4, 4, 4, 12)),
        "version": lambda: f"{draw.randint(1, 9)}.{draw.randint(0, 20)}.{draw.randint(0, 20)}",
        "handle": lambda: f"@{draw.choice(['shop', 'ada_l', 'support'])}",
        "place": lambda: f"meet me at {draw.choice(['noon', 'gate 4', 'the shop'])}",
        "16 digits, no check": lambda: _unchecked(draw),
    }
    for _ in range(n):
        style = draw.choice(list(makers))
        value = makers[style]()
        frame = draw.choice([name for name in AROUND if name not in ("figure after", "lower word before")])
        yield Planted(AROUND[frame].format(value), value, "harmless", f"{style}; {frame}")


def _unchecked(draw: random.Random) -> str:
    """Sixteen digits that no card has."""
    while True:
        number = "".join(draw.choices("0123456789", k=16))
        if luhn(number[:-1]) != number:
            return number
