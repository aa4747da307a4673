"""The demo shop's content keeps its promises: it parses, it cites, and its facts agree with themselves."""

import random
import re
from datetime import date, timedelta

import pytest

from copilot.demo import agents, company, customers
from copilot.demo.simulate import (
    WEEKDAY_WEIGHTS,
    arrivals,
    customer_ticket,
    follow_up,
    history,
    pick_category,
)
from copilot.demo.taxonomy import RISKS, busy_categories, categories, category
from copilot.demo.texts import HERE, LANGUAGES, WRITTEN_ON, sop_texts, templates
from copilot.measuring import measure
from copilot.sops.parsing import parse

TODAY = date(2026, 11, 21)
SOPS = {sop.slug: parse(sop.markdown) for sop in sop_texts(TODAY)}
CUSTOMER_SOPS = {slug: sop for slug, sop in SOPS.items() if not sop.internal}
MARKDOWN = {sop.slug: sop.markdown for sop in sop_texts(TODAY)}
KEYS = {node.key for node in categories()}
BUSY = [node.key for node in busy_categories()]

FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
LINK = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+\w|\b0\d\d \d{3} \d{4}\b")
COMMITMENTS = ("refund", "free", "guarantee", "replace", "cancel", "waive", "gift card", "repair first")
SIGN_IN_ADDRESSES = {"agent@example.com", "admin@example.com", "manager@example.com"}

each_sop = pytest.mark.parametrize("slug", sorted(SOPS))
each_customer_sop = pytest.mark.parametrize("slug", sorted(CUSTOMER_SOPS))
each_busy_category = pytest.mark.parametrize("key", BUSY)


def figures(text):
    return set(FIGURE.findall(LINK.sub(" ", text))) | {link.rstrip(".,;:)") for link in LINK.findall(text)}


# --- company and taxonomy -------------------------------------------------------------------------


def test_six_people_work_in_known_teams():
    assert len(company.PEOPLE) == 6
    assert {person.team for person in company.PEOPLE} == company.TEAM_KEYS
    assert {person.email for person in company.PEOPLE} >= SIGN_IN_ADDRESSES
    assert {person.role for person in company.PEOPLE} == {"agent", "admin", "manager"}


def test_every_category_resolves():
    seen = set()
    for node in categories():
        assert node.parent is None or node.parent in seen, f"{node.key} comes before its parent"
        assert node.team in company.TEAM_KEYS
        assert node.risk in RISKS
        seen.add(node.key)
    assert len(seen) == len(categories()) >= 45


def test_only_leaves_get_mail():
    parents = {node.parent for node in categories()}
    assert not parents & set(BUSY)


def test_the_mess_is_there():
    siblings = {
        category(key).parent for key in ("shoes", "womens_shoes", "mens_shoes", "for_women", "for_men")
    }
    assert siblings == {"products"}
    assert category("for_women").updated(TODAY).year == category("for_men").updated(TODAY).year == 2019
    assert category("lost_parcel").parent != category("missing_package").parent
    assert [node.key for node in categories() if node.parent == "workshop"] == ["specialist_work"]
    assert [node.key for node in categories() if node.parent == "specialist_work"] == ["insoles"]


def test_recent_edits_move_with_today():
    node = category("return_start")
    assert node.updated(TODAY + timedelta(days=5)) - node.updated(TODAY) == timedelta(days=5)


# --- procedures -----------------------------------------------------------------------------------


@each_sop
def test_sop_parses_without_a_mistake(slug):
    sop = SOPS[slug]
    assert not sop.errors, "; ".join(map(str, sop.errors))
    assert sop.slug == slug
    assert sop.categories
    assert set(sop.categories) <= KEYS
    assert sop.owner in {person.email for person in company.PEOPLE}
    assert 250 <= len(MARKDOWN[slug].split()) <= 700


@each_customer_sop
def test_figures_of_a_reply_stand_in_what_it_cites(slug):
    sop = CUSTOMER_SOPS[slug]
    for line in sop.reply:
        source = sop.section(line.cites).text if line.cites else ""
        assert figures(line.text) <= figures(source), f"{line.text} [^{line.cites}]"


@each_customer_sop
def test_promises_of_a_reply_stand_in_what_it_cites(slug):
    sop = CUSTOMER_SOPS[slug]
    for line in sop.reply:
        for word in COMMITMENTS:
            if re.search(rf"\b{word}", line.text.lower()) and not line.question_for and line.cites:
                assert word in sop.section(line.cites).text.lower(), f"{word}: {line.text}"


@each_customer_sop
def test_a_bare_promise_is_never_made(slug):
    promise = re.compile(r"\b(we|you (?:get|choose)) (?:refund|replace|guarantee|waive|send a free)")
    uncited = [
        line.text for line in CUSTOMER_SOPS[slug].reply if not line.cites and promise.search(line.text)
    ]
    assert not uncited


@each_customer_sop
def test_a_reply_always_says_something(slug):
    plain = [line for line in CUSTOMER_SOPS[slug].reply if not line.condition_words and not line.slots]
    assert len(plain) >= 2, "beside the closing, one sentence has to hold for everybody"


def test_internal_overlapping_and_overdue_procedures_exist():
    assert {slug for slug, sop in SOPS.items() if sop.internal} == {"product-safety", "chargebacks"}
    assert [slug for slug, sop in SOPS.items() if sop.review < TODAY] == ["pay-later"]
    overlap = figures(SOPS["lost-parcel"].reply[3].text) & figures(MARKDOWN["missing-package"])
    assert overlap, "lost-parcel and missing-package tell the same story"
    assert len(SOPS) >= 28


def test_procedure_dates_move_with_today():
    later = parse(sop_texts(TODAY + timedelta(days=100))[0].markdown)
    assert later.review - parse(sop_texts(TODAY)[0].markdown).review == timedelta(days=100)
    assert WRITTEN_ON <= TODAY


# The same rule told in two procedures has the same figure in both.
@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (r"(?<!order is )returned? (?:it )?within (\d+ days) of delivery", "30 days"),
        (r"deduct (€[\d.]+) for the label", "€3.95"),
        (r"less (€[\d.]+) for handling", "€5.00"),
        (r"refund(?:ed)? within (\d+ working days) of its arrival", "5 working days"),
        (r"no tracking movement for (\d+ working days)", "3 working days"),
        (r"trace takes up to (\d+ working days)", "5 working days"),
        (r"placed before (\d\d:\d\d)", "14:00"),
        (r"repair takes (\d+ working days) from arrival", "15 working days"),
        (r"(\w+)-year guarantee", "two"),
        (r"whole rubber sole costs (€[\d.]+)", "€65.00"),
        (r"re-wax\w* a (?:Thorne )?jacket[^€\n]*(€\d+\.\d\d)", "€45.00"),
        (r"WELCOME10 gives (\d+) %", "10"),
        (r"express delivery costs (€[\d.]+)", "€12.95"),
        (r"keep invoices for (\d+ years)|Invoices are kept for (\d+ years)", "6 years"),
    ],
)
def test_a_rule_is_the_same_everywhere(rule, value):
    found = re.findall(rule, "\n".join(MARKDOWN.values()), re.IGNORECASE)
    told = {part for match in found for part in ([match] if isinstance(match, str) else match) if part}
    assert told == {value}


# --- customers ------------------------------------------------------------------------------------


@each_busy_category
def test_enough_voices_in_every_busy_category(key):
    found = templates()[key]
    assert len(found) >= 12
    assert len({template.language for template in found}) > 1
    assert {template.language for template in found} <= set(LANGUAGES)


def test_messages_belong_to_busy_categories():
    assert set(templates()) == set(BUSY)


@each_busy_category
def test_no_open_slot_is_left(key):
    rng = random.Random(1)
    for _ in range(20):
        ticket = customer_ticket(rng, key, TODAY)
        assert not re.search(r"[{}|]|\[\[|\]\]", ticket.subject + ticket.body), ticket.body


def test_same_seed_same_history():
    def tell(seed):
        rng = random.Random(seed)
        tickets = [customer_ticket(rng, pick_category(rng), TODAY) for _ in range(30)]
        edits = [agents.agent_edit(rng, DRAFT, agents.WEAK) for _ in range(30)]
        return tickets, [follow_up(rng, ticket, "Priya") for ticket in tickets], edits

    assert tell(4) == tell(4)
    assert tell(4) != tell(5)
    assert history(4, TODAY, days=5) == history(4, TODAY, days=5)


def test_stated_facts_are_in_the_message():
    rng = random.Random(2)
    for _ in range(100):
        ticket = customer_ticket(rng, "exchange_size", TODAY)
        text = ticket.subject + ticket.body
        assert all(ticket.facts[name] in text for name in ticket.stated)
        assert ("order_id" in ticket.stated) == (ticket.facts["order_id"] in text)


def test_some_forget_their_order_number():
    rng = random.Random(3)
    forgot = sum("order_id" not in customer_ticket(rng, "order_status", TODAY).stated for _ in range(200))
    assert 20 < forgot < 180


def test_a_corrected_order_number_is_true_afterwards():
    rng = random.Random(6)
    ticket = customer_ticket(rng, "order_status", TODAY)
    replies = [follow_up(rng, ticket) for _ in range(800)]
    corrected = [reply for reply in replies if reply and reply.facts["order_id"] != ticket.facts["order_id"]]
    assert corrected
    assert all(reply.facts["order_id"] in reply.body for reply in corrected)


def test_follow_ups_come_in_every_language_and_kind():
    assert all(set(lines) == set(LANGUAGES) for lines in customers.FOLLOW_UPS.values())
    rng = random.Random(8)
    ticket = customer_ticket(rng, "refund_status", TODAY)
    kinds = {reply.kind for reply in (follow_up(rng, ticket) for _ in range(2000)) if reply}
    assert {"thanks", "confirm", "ambiguous", "changed_fact", "side_question", "chase", "unhappy"} <= kinds


def test_follow_ups_leave_no_slot_open():
    rng = random.Random(9)
    for _ in range(300):
        reply = follow_up(rng, customer_ticket(rng, pick_category(rng), TODAY))
        assert reply is None or not re.search(r"[{}]", reply.body)


def test_mondays_are_busier_than_sundays():
    found = arrivals(random.Random(5), "order_status", date(2026, 1, 5), 28 * 7)
    by_day = [sum(arrival.at.weekday() == day for arrival in found) for day in range(7)]
    assert by_day[0] > by_day[6] * 1.5
    assert sum(WEEKDAY_WEIGHTS) == pytest.approx(7)


def test_history_stays_inside_its_days():
    found = history(1, TODAY, days=3)
    assert {arrival.at.date() for arrival in found} == {TODAY - timedelta(days=offset) for offset in range(3)}
    assert found == sorted(found, key=lambda arrival: arrival.at)


# --- agents ---------------------------------------------------------------------------------------

DRAFT = """Hello Anna,

Thank you for your patience with the refund for order MK-48213. We check a return and refund within 5 working
days of its arrival in our warehouse, and a mail confirms the sum on the same day. Cards then need another
3 to 5 working days to show the refund.

Wallet payments need 1 to 2 working days. You can return everything within 30 days of delivery.

Kind regards, Moorkirk Customer Care"""


def only(kind):
    return agents.QualityProfile(kind, **{name: float(name == kind) for name in agents.KINDS})


@pytest.mark.parametrize("kind", agents.KINDS)
def test_an_edit_is_measured_as_what_it_is(kind):
    rng = random.Random(11)
    for _ in range(25):
        final, told = agents.agent_edit(rng, DRAFT, only(kind), "Priya")
        assert told == kind
        assert measure(DRAFT, final).unacceptable == (kind in {"material", "rewrite"}), final


def test_profiles_add_up_and_differ():
    ladder = [agents.EXCELLENT, agents.GOOD, agents.FAIR, agents.WEAK, agents.POOR]
    assert [round(profile.unacceptable, 3) for profile in ladder] == [0.005, 0.02, 0.05, 0.15, 0.3]
    for profile in ladder:
        assert sum(getattr(profile, kind) for kind in agents.KINDS) == pytest.approx(1)


def test_every_answerable_category_has_a_profile():
    answerable = {key for sop in CUSTOMER_SOPS.values() for key in sop.categories}
    assert set(agents.PROFILES) == answerable & set(BUSY)


def test_most_drafts_are_read():
    rng = random.Random(12)
    pace = len(DRAFT.split()) / 4
    seconds = [agents.reading_seconds(rng, "", DRAFT) for _ in range(300)]
    assert 0.85 < sum(each >= 0.3 * pace for each in seconds) / 300 < 0.98


# --- nothing real ---------------------------------------------------------------------------------


def test_no_address_outside_example():
    texts = [
        path.read_text(encoding="utf-8") for path in HERE.rglob("*") if path.suffix in {".md", ".py", ".toml"}
    ]
    rng = random.Random(13)
    texts += [customer_ticket(rng, key, TODAY).email for key in BUSY]
    for text in texts:
        for address in re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text):
            assert address.endswith(".example") or address == "example.com", address
        for host in re.findall(r"https?://([\w.-]+\w)", text):
            assert host == company.DOMAIN
