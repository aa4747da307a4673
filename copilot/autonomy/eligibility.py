"""May this draft be sent by the system itself? Every condition with a sentence, from plain values. Pure.

Read twice: when the draft is ready, where the answer is stored before the arm is drawn, and again inside the
transaction that sends, from rows read there. In doubt the answer is no: people answer as they always did.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from copilot.autonomy.gate import Condition

# A conversation that took longer than this to explain is read by a person.
MOST_MESSAGES = 3
LONGEST_THREAD = 8_000  # characters the customer wrote


@dataclass(frozen=True)
class Facts:
    """What is known about a draft, its ticket and its category at one moment.

    Texts are empty, and tuples too, where nothing speaks against sending; they hold what to name where
    something does.
    """

    # The category
    category: str
    level: str  # as people call it
    may_send: bool
    paused_by: str = ""
    never_auto: bool = False
    light: str = "clear"
    incidents: tuple[str, ...] = ()  # open ones; amber alone is none
    cap: int = 0
    used: int = 0  # of the cap today
    budget_left: bool = True
    # The draft
    ready: bool = True  # a whole reply that nothing has overtaken, made to be shown
    signed: str = ""  # version keys
    version: str = ""
    checked: bool = True
    failed_checks: tuple[str, ...] = ()
    injected: bool = False
    unknown: tuple[str, ...] = ()
    asks: bool = False
    sources: int = 0
    out_of_date: tuple[str, ...] = ()  # sentences on SOPs
    probed: bool = False  # a planted fault is or was shown in it
    # The ticket
    open: bool = True
    overtaken: str = ""  # how the thread moved on since, as a sentence
    path: str = ""  # how it came to its category; empty when no decision put it there
    promised: bool = False
    second: str = ""
    topics: tuple[str, ...] = ()
    wants_person: str = ""
    attachments: int = 0
    messages: int = 1
    characters: int = 0
    answered_by_system: bool = False
    answered_by_us: bool = False
    assignee: str = ""
    writing: tuple[str, ...] = ()
    called_off: str = ""  # who cancelled an automatic answer here before
    asked_by: str = ""  # who asked for this draft


@dataclass(frozen=True)
class Rule:
    """How a condition is judged, and what is said of it; the sentences may name fields of the facts."""

    name: str
    holds: Callable[[Facts], bool]
    yes: str
    no: str
    no_words: Callable[[Facts], str] = field(default=lambda facts: "")


def _list(name: str) -> Callable[[Facts], str]:
    return lambda facts: ", ".join(getattr(facts, name))


RULES: tuple[Rule, ...] = (
    Rule(
        "level",
        lambda f: f.may_send,
        "“{f.category}” is at level {f.level}, which may send.",
        "“{f.category}” is at level {f.level}: only people send its replies.",
    ),
    Rule("pause", lambda f: not f.paused_by, "Nothing is paused.", "Paused by {f.paused_by}."),
    Rule(
        "never_auto",
        lambda f: not f.never_auto,
        "The category may be automatic.",
        "“{f.category}” stays with people whatever the numbers say.",
    ),
    Rule("light", lambda f: f.light != "red", "The detector is {f.light}.", "The detector shows red."),
    Rule(
        "incident",
        lambda f: not f.incidents,
        "No incident is open.",
        "An incident is open: {words}.",
        _list("incidents"),
    ),
    Rule(
        "cap",
        lambda f: f.used < f.cap,
        "{f.used} of {f.cap} automatic answers are used today.",
        "Today's {f.cap} automatic answers are used up.",
    ),
    Rule(
        "budget", lambda f: f.budget_left, "There is model budget left.", "Today's model budget is used up."
    ),
    Rule(
        "version",
        lambda f: bool(f.signed) and f.version == f.signed,
        "The draft was made by the version that was signed for.",
        "The draft was made by another version (model, prompt, SOPs, taxonomy, checks) than was signed for.",
    ),
    Rule(
        "draft",
        lambda f: f.ready,
        "A whole reply stands ready.",
        "There is no reply that stands ready.",
    ),
    Rule(
        "checks",
        lambda f: f.checked and not f.failed_checks,
        "Every check passed.",
        "Not every check passed: {words}.",
        lambda f: ", ".join(f.failed_checks) if f.checked else "the draft was not checked",
    ),
    Rule(
        "injection",
        lambda f: not f.injected,
        "Nothing in the messages speaks to a machine.",
        "Something in the messages speaks to a machine.",
    ),
    Rule(
        "unknown",
        lambda f: not f.unknown and not f.asks,
        "Nothing is left unknown, and the customer is asked nothing.",
        "{words}",
        lambda f: f"Still unknown: {', '.join(f.unknown)}." if f.unknown else "The draft asks a question.",
    ),
    Rule(
        "sources",
        lambda f: f.sources > 0 and not f.out_of_date,
        "It rests on SOPs that are in force today.",
        "{words}",
        lambda f: " ".join(f.out_of_date) or "It rests on no SOP.",
    ),
    Rule(
        "probe",
        lambda f: not f.probed,
        "It is shown as it was made.",
        "It was shown with a planted fault: a person answers.",
    ),
    Rule("open", lambda f: f.open, "The ticket is open.", "The ticket is not open."),
    Rule("latest", lambda f: not f.overtaken, "It answers the latest message.", "{f.overtaken}"),
    Rule(
        "route",
        lambda f: f.path in ("rule", "person") or (f.path in ("learned", "model") and f.promised),
        "It is surely filed where it belongs ({f.path}).",
        "It is not sure that it is filed where it belongs.",
    ),
    Rule("one_wish", lambda f: not f.second, "It asks for one thing.", "It also asks about “{f.second}”."),
    Rule(
        "topics",
        lambda f: not f.topics,
        "It touches nothing that stays with people.",
        "It is about {words}; that stays with people.",
        _list("topics"),
    ),
    Rule(
        "person",
        lambda f: not f.wants_person,
        "Nobody asks for a person.",
        "The customer asks for a person (“{f.wants_person}”).",
    ),
    Rule(
        "attachments",
        lambda f: f.attachments == 0,
        "Nothing is attached.",
        "The customer attached files; a person looks at them.",
    ),
    Rule(
        "length",
        lambda f: f.messages <= MOST_MESSAGES and f.characters <= LONGEST_THREAD,
        "The conversation is short.",
        "The conversation is long ({f.messages} messages, {f.characters} characters); a person reads it.",
    ),
    Rule(
        "first_answer",
        lambda f: not (f.answered_by_system or f.answered_by_us),
        "Nobody of us has written yet.",
        "{words}",
        lambda f: (
            "It was answered automatically before."
            if f.answered_by_system
            else "One of us has written in it already."
        ),
    ),
    Rule(
        "nobody_at_work",
        lambda f: not (f.assignee or f.writing or f.called_off or f.asked_by),
        "Nobody is working on it.",
        "{words}",
        lambda f: _at_work(f),
    ),
)


def _at_work(facts: Facts) -> str:
    if facts.assignee:
        return f"It is assigned to {facts.assignee}."
    if facts.writing:
        return f"{', '.join(facts.writing)} began to write an answer."
    if facts.called_off:
        return f"{facts.called_off} called off an automatic answer to it."
    return f"{facts.asked_by} asked for this draft."


def eligible(facts: Facts) -> list[Condition]:
    """Every condition in a fixed order; the system may send when all are met."""
    return [_judged(rule, facts) for rule in RULES]


def _judged(rule: Rule, facts: Facts) -> Condition:
    met = rule.holds(facts)
    text = rule.yes if met else rule.no
    return Condition(rule.name, met, text.format(f=facts, words="" if met else rule.no_words(facts)))


def why_not(conditions: list[Condition]) -> str:
    """The sentences of all conditions that are not met; empty when the system may send."""
    return " ".join(condition.sentence for condition in conditions if not condition.met)
