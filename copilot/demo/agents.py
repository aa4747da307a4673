"""The simulator of agents: how a draft is edited before it is sent, and how long it is read.

How often a category's drafts are changed in substance is set here, on purpose very differently from category
to category, so that the readiness page has something to tell apart. These rates
are invented; the labels say so.
"""

import random
import re
from dataclasses import dataclass

KINDS = ("as_is", "greeting", "cosmetic", "added", "material", "rewrite")


@dataclass(frozen=True)
class QualityProfile:
    """Shares of what agents do with a draft, each between 0 and 1, together 1.

    `material` changes what the customer is told, `rewrite` replaces the text: both count as unacceptable.
    """

    name: str
    as_is: float
    greeting: float
    cosmetic: float
    added: float
    material: float
    rewrite: float

    @property
    def unacceptable(self) -> float:
        """The share of drafts that were not good enough."""
        return self.material + self.rewrite


EXCELLENT = QualityProfile("excellent", 0.715, 0.14, 0.09, 0.05, 0.004, 0.001)
GOOD = QualityProfile("good", 0.62, 0.16, 0.12, 0.08, 0.016, 0.004)
FAIR = QualityProfile("fair", 0.52, 0.17, 0.14, 0.12, 0.035, 0.015)
WEAK = QualityProfile("weak", 0.38, 0.17, 0.15, 0.15, 0.10, 0.05)
POOR = QualityProfile("poor", 0.22, 0.16, 0.15, 0.17, 0.17, 0.13)

# Every category with a customer-facing SOP; the rest never has a draft to edit.
PROFILES = {
    **dict.fromkeys(("order_status", "return_start", "sign_in", "delivery_times", "newsletter"), EXCELLENT),
    **dict.fromkeys(("refund_status", "exchange_size", "invoices", "sizing", "collection_points"), GOOD),
    **dict.fromkeys(("care_advice", "repair_status", "repair_prices"), GOOD),
    **dict.fromkeys(("delivery_late", "order_change", "order_cancel", "stock", "discount_codes"), FAIR),
    **dict.fromkeys(("club_points", "gift_cards", "payment_declined", "shoes", "clothing"), FAIR),
    **dict.fromkeys(("womens_shoes", "mens_shoes", "customs", "insoles", "missing_item"), FAIR),
    **dict.fromkeys(("lost_parcel", "not_received", "damaged_arrival", "wrong_item", "late_return"), WEAK),
    **dict.fromkeys(("price_drop", "charged_twice", "pay_later", "privacy"), WEAK),
    **dict.fromkeys(("missing_package", "faulty_item", "refund_amount", "complaints"), POOR),
    **dict.fromkeys(("repair_complaint", "account_security"), POOR),
}

GREETING = re.compile(r"\A(?:hello|hi|dear|good (?:morning|afternoon))\b[^\n,]*,[ \n]*", re.IGNORECASE)
CLOSING = re.compile(r"\n+(?:kind |best |warm )?regards,[^\n]*(?:\n[^\n]+)?\s*\Z", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.?!])(?=\s)")
# The end of a range is left alone: “3 to 2 working days” is a slip no agent makes.
COUNTED = re.compile(r"(?<!to )\b(\d+)(?= (?:working days|days|hours|minutes|weeks|months|years|%))")
PRICE = re.compile(r"€(\d+)\.(\d\d)\b")

SHORT = 60  # words

NEW_GREETINGS = ("Hi {name},", "Dear {name},", "Good morning {name},", "Hello again {name},")
NEW_CLOSINGS = (
    "Best regards, {agent}",
    "Kind regards,\n{agent}",
    "Warm regards,\n{agent}, Moorkirk",
    "Best wishes,\n{agent}",
)

# Ways of saying the same: no figure, no promise and no denial on either side.
SAME_MEANING = (
    ("Thank you for", "Many thanks for"),
    ("I am sorry", "I'm so sorry"),
    ("Could you send me", "Would you please send me"),
    ("Please ", "Kindly "),
    ("We answer", "We will answer"),
    ("at any time", "whenever you like"),
    ("You can also", "You may also"),
    ("You can ", "You may "),
    ("as soon as", "once"),
    ("at once", "right away"),
    ("because", "since"),
    ("from near", "from close up"),
    ("I understand", "I do understand"),
    ("I am glad to", "I'm happy to"),
)
EXTRA_SENTENCES = (
    "I know waiting is tiresome, so please write back whenever something is unclear.",
    "Just reply to this mail if anything is unclear; it comes straight back to me.",
    "Your photos were very helpful, by the way.",
    "I hope the rest of your week is a pleasant one.",
    "Thank you for being so patient with us.",
    "If it is easier for you, we can also talk on the telephone.",
    "It helps to keep the box somewhere dry in the meantime.",
    "I have left a note for my colleagues so that you need to explain this only to me.",
)
# Promises that no procedure makes for everybody: the sort of thing that must never slip into a draft.
EXTRA_PROMISES = (
    "As an exception, I have refunded €8.50 of the delivery cost as well.",
    "I have added a gift card of €15.00 to your account.",
    "I am sending a replacement today, so it should be with you in 48 hours.",
    "In your case we waive half of the fee, which is €1.98.",
    "I have extended the deadline by 21 days for you.",
    "A refund of 25 % is already on its way to you.",
)
REWRITES = (
    "I have just been down to the warehouse and looked at your parcel myself. It is on the packing "
    "table and the label had come off, which is our mistake. A colleague is writing a fresh one while I "
    "type this. You will see the first scan tonight.",
    "This case is a little unusual, so I would rather not send you the standard text. I have asked the "
    "person who packed your order to call me back this afternoon, and you will hear from me by tomorrow "
    "noon at the latest.",
    "Looking through everything you have written, I think two things got mixed up on our side. The "
    "first one is settled. For the second one my colleague in accounts needs the statement line; a "
    "screenshot is fine.",
    "You are right and I was looking at the wrong order. Please forget my last mail. What you describe "
    "should not happen, and I have put it on the list for Monday's meeting under your name.",
    "I rang the carrier. The driver remembers the house and says the parcel is with the bakery on the "
    "corner, who close at six. If it is not there, ring me on the direct line and I will take it from "
    "there.",
    "Lukas from the workshop had a look at your photos over lunch. He thinks the welt can be saved and "
    "would like to see the shoe before he says more, so I am sending you a prepaid label today.",
    "I would prefer to talk this through. Is there a time tomorrow when I may ring you? Mornings are "
    "quieter here, but any time suits me, and a number where you can be reached is all I need.",
    "Two of your messages had landed in different places, which is why the answers contradicted each "
    "other. I have joined them and read everything from the beginning. Here is how I suggest we do it.",
)


def agent_edit(
    rng: random.Random, draft_text: str, quality: QualityProfile, agent_name: str = "Moorkirk"
) -> tuple[str, str]:
    """The text that is sent and the kind of edit (one of KINDS).

    A draft with nothing to reword, or too short for a sentence more to be a small change, gets a new greeting
    instead; the kind returned is always the one that happened.
    """
    kind = rng.choices(KINDS, [getattr(quality, name) for name in KINDS])[0]
    nothing_to_reword = not any(old in draft_text for old, _ in SAME_MEANING)
    if (kind == "cosmetic" and nothing_to_reword) or (kind == "added" and len(draft_text.split()) < SHORT):
        kind = "greeting"
    edits = {
        "as_is": lambda: draft_text,
        "greeting": lambda: _with_frame(rng, draft_text, agent_name),
        "cosmetic": lambda: _reworded(rng, draft_text),
        "added": lambda: _insert(draft_text, rng.choice(EXTRA_SENTENCES)),
        "material": lambda: _changed(rng, draft_text),
        "rewrite": lambda: _rewritten(rng, draft_text, agent_name),
    }
    return edits[kind](), kind


def reading_seconds(rng: random.Random, ticket_text: str, draft_text: str) -> float:
    """Seconds an agent looks at ticket and draft before sending: about 4 words a second, some only skim."""
    words = len(ticket_text.split()) + len(draft_text.split())
    pace = rng.lognormvariate(0.0, 0.35) if rng.random() < 0.93 else rng.uniform(0.08, 0.25)
    return round(words / 4 * pace, 1)


def _with_frame(rng: random.Random, text: str, agent: str) -> str:
    """Another greeting and the agent's own closing around the same words."""
    found = GREETING.match(text)
    names = found[0].split(",")[0].split()[1:] if found else []
    greeting = rng.choice(NEW_GREETINGS).format(name=" ".join(names) or "there")
    body = CLOSING.sub("", text[found.end() :] if found else text)
    return f"{greeting}\n\n{body.strip()}\n\n{rng.choice(NEW_CLOSINGS).format(agent=agent)}"


def _reworded(rng: random.Random, text: str) -> str:
    able = [(old, new) for old, new in SAME_MEANING if old in text]
    for old, new in rng.sample(able, min(len(able), rng.randint(1, 2))):
        text = text.replace(old, new, 1)
    return text


def _insert(text: str, sentence: str) -> str:
    """The sentence as the last paragraph before the closing."""
    closing = CLOSING.search(text)
    place = closing.start() if closing else len(text.rstrip())
    return f"{text[:place]}\n\n{sentence}{text[place:]}"


def _changed(rng: random.Random, text: str) -> str:
    """A figure corrected, a sentence with a figure struck out, or a promise added."""
    ways = [lambda: _insert(text, rng.choice(EXTRA_PROMISES))]
    if COUNTED.search(text):
        ways += [lambda: _other_count(rng, text)] * 2
    if PRICE.search(text):
        ways.append(lambda: _other_price(rng, text))
    if droppable := _told_once(text):
        ways.append(lambda: text.replace(rng.choice(droppable), "", 1))
    return rng.choice(ways)()


def _told_once(text: str) -> list[str]:
    """The sentences with a figure that stands nowhere else: without one of them the customer knows less."""
    sentences = SENTENCE_END.split(text)
    counts = COUNTED.findall(text)
    return [each for each in sentences if any(counts.count(count) == 1 for count in COUNTED.findall(each))]


def _other_count(rng: random.Random, text: str) -> str:
    place = rng.choice(list(COUNTED.finditer(text)))
    count = int(place[1])
    said = {int(number) for number in re.findall(r"\d+", text)}
    other = rng.choice(
        [number for number in (count + 3, count * 2, count * 3, count + 50) if number not in said]
    )
    return f"{text[: place.start()]}{other}{text[place.end() :]}"


def _other_price(rng: random.Random, text: str) -> str:
    place = rng.choice(list(PRICE.finditer(text)))
    return f"{text[: place.start()]}€{int(place[1]) + rng.choice((1, 2, 5))}.{place[2]}{text[place.end() :]}"


def _rewritten(rng: random.Random, text: str, agent: str) -> str:
    """The agent's own answer; only the greeting of the draft survives."""
    found = GREETING.match(text)
    greeting = found[0].strip() if found else "Hello,"
    return f"{greeting}\n\n{rng.choice(REWRITES)}\n\nKind regards,\n{agent}"
