"""A desk of any size, written by PostgreSQL itself: a million tickets in minutes. Everything is made up.

tickets      30 % open, 10 % waiting, 60 % closed, at every age; last activity spread over 180 days
assignees    20 % the measured agent, 20 % nobody, the rest 18 others
teams        five of equal size, the agent is in two; a sixth team has 20 open tickets at every size
categories   500 leaves under 20 headings: one has 30 %, the rest fall off; one has 20 tickets at every size
words        50 a ticket, of which SEARCHES are placed at the stated rates
per ticket   three messages, two audit events, a decision, a ready draft, an outcome counted in its day
one ticket   (the newest) has 300 messages
"""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection

from copilot.autonomy import verdict_days
from support.models import Category, Team, User

AGENT, NIGHT, MANAGER = "agent@example.com", "night@example.com", "manager@example.com"
LEAVES, HEADINGS, TEAMS, OTHERS = 500, 20, 5, 18
LONG_THREAD = 300

# The word to search for → how many tickets have it.
SEARCHES = {
    "quokka": "none",
    "zirconium": "10 tickets",
    "parcel": "0.4 %",
    "refund": "2 %",
    "bankholiday": "the oldest 2 %",
    "delivery": "64 %",
}

BUSY_TABLES = (
    "support_ticket",
    "support_message",
    "support_auditevent",
    "routing_decision",
    "copilot_draft",
    "copilot_outcome",
    "copilot_evidenceday",
    "copilot_verdict",
)

CUSTOMERS = """
INSERT INTO support_customer (id, name, email, attributes, created_at)
SELECT n, 'Customer ' || n, 'customer' || n || '@example.net', '{}', now()
FROM generate_series(1, greatest(1, %(n)s / 3)) AS n
"""

DICE = """
CREATE TEMPORARY TABLE dice AS
SELECT n, random() AS status, random() AS assignee, random() AS category, random() AS leaf, random() AS team,
    random() AS delivery, random() AS refund, random() AS parcel, random() AS customer,
    now() - (%(n)s - n) * (interval '180 days' / %(n)s) AS at
FROM generate_series(1, %(n)s) AS n
"""

# Every word of the long tail is one of 20,000, so that the index is as large as a real one's.
TEXTS = """
CREATE TEMPORARY TABLE texts AS
SELECT n, (
    SELECT string_agg('term' || to_hex((hashtext(n || '-' || place) & 1048575) %% 20000), ' ')
    FROM generate_series(1, 42) AS place
    ) || ' order arrived box shop'
    || CASE WHEN delivery < 0.64 THEN ' delivery' ELSE '' END
    || CASE WHEN refund < 0.02 THEN ' refund' ELSE '' END
    || CASE WHEN parcel < 0.004 THEN ' parcel' ELSE '' END
    || CASE WHEN n %% greatest(1, %(n)s / 10) = 0 THEN ' zirconium' ELSE '' END
    || CASE WHEN n <= %(n)s / 50 THEN ' bankholiday' ELSE '' END AS body
FROM dice
"""

TICKETS = """
INSERT INTO support_ticket (id, subject, status, channel, customer_id, category_id, filed_by, team_id,
    assignee_id, created_at, last_activity_at, closed_at, simulated, answered_by_system, search)
SELECT n, 'Question ' || n || ' about an order', picked.status, 'form',
    1 + floor(customer * greatest(1, %(n)s / 3))::int,
    CASE WHEN n %% greatest(1, %(n)s / 20) = 7 THEN %(rare)s WHEN category < 0.3 THEN %(leaf)s
         WHEN category < 0.7 THEN %(leaf)s + floor(%(leaves)s * power(leaf, 4))::int
         ELSE %(leaf)s + floor(%(leaves)s * leaf)::int END,
    CASE WHEN category < 0.8 THEN 'machine' ELSE 'person' END,
    CASE WHEN small THEN %(night)s ELSE %(team)s + floor(team * %(teams)s)::int END,
    CASE WHEN small OR assignee < 0.2 THEN NULL WHEN assignee < 0.4 THEN %(agent)s
         ELSE %(agent)s + 1 + floor((assignee - 0.4) / 0.6 * %(others)s)::int END,
    at - interval '2 days' * leaf, at, CASE WHEN picked.status = 'closed' THEN at END, false, false,
    setweight(to_tsvector('english', 'Question ' || n || ' about an order'), 'A')
    || setweight(to_tsvector('english', body), 'B')
FROM dice JOIN texts USING (n),
LATERAL (SELECT n %% greatest(1, %(n)s / 20) = 3 AS small) AS one,
LATERAL (SELECT CASE WHEN small OR dice.status < 0.3 THEN 'open' WHEN dice.status < 0.4 THEN 'waiting'
         ELSE 'closed' END AS status) AS picked
ORDER BY n
"""

MESSAGES = """
INSERT INTO support_message (id, ticket_id, kind, origin, author_id, body, created_at, mail_id, send_key,
    delivery, delivery_error, composing)
SELECT 3 * n - 3 + place, n, kind, origin, CASE WHEN place = 2 THEN %(agent)s END,
    CASE WHEN place = 1 THEN body ELSE 'Thank you for writing. ' || left(body, 200) END,
    at - interval '1 hour' * (3 - place), gen_random_uuid(),
    CASE WHEN place = 2 THEN gen_random_uuid() END, CASE WHEN place = 2 THEN 'sent' ELSE '' END, '', '{}'
FROM dice JOIN texts USING (n),
    (VALUES (1, 'inbound', 'customer'), (2, 'outbound', 'agent'), (3, 'inbound', 'customer'))
    AS threads (place, kind, origin)
ORDER BY n, place
"""

LONG = """
INSERT INTO support_message (id, ticket_id, kind, origin, author_id, body, created_at, mail_id,
    delivery_error, delivery, composing)
SELECT 3 * %(n)s + place, %(n)s, CASE WHEN place %% 2 = 0 THEN 'note' ELSE 'inbound' END,
    CASE WHEN place %% 2 = 0 THEN 'agent' ELSE 'customer' END, CASE WHEN place %% 2 = 0 THEN %(agent)s END,
    'One more thing about the order. ' || place, now(), gen_random_uuid(), '', '', '{}'
FROM generate_series(1, %(long)s - 3) AS place
"""

AUDIT = """
INSERT INTO support_auditevent (subject, action, actor_name, before, after, why, at, previous_hash, hash)
SELECT 'ticket:' || n, action, 'customer', '{}', after::jsonb, '', at,
    CASE WHEN place = 1 THEN '' ELSE md5(n::text) END,
    CASE WHEN place = 1 THEN md5(n::text) ELSE md5('second ' || n) END
FROM dice, (VALUES (1, 'ticket_received', '{"channel": "form"}'),
    (2, 'ticket_filed', '{"category": "Returns"}')) AS story (place, action, after)
"""

DECISIONS = """
INSERT INTO routing_decision (ticket_id, message_id, state, current, created_at, attempts, category_id, path,
    confidence, reason, runners_up, considered, milliseconds, decided_at, promised)
SELECT n, 3 * n - 2, 'decided', true, dice.at, 1, ticket.category_id, 'learned', 0.9, 'Words: order, box.',
    jsonb_build_array(jsonb_build_object('category', %(leaf)s + 1, 'confidence', 0.05)), '[]', 5, dice.at,
    true
FROM dice JOIN support_ticket AS ticket ON ticket.id = n
"""

DRAFTS = """
INSERT INTO copilot_draft (id, ticket_id, message_id, category_id, state, kind, created_at, attempts,
    ready_at, reason, body, sentences, sources, checks, unknown, backend, model, degraded,
    version, version_key, shadow, opinion)
SELECT n, n, 3 * n, category_id, 'ready', 'reply', at, 1, at, '', (
        SELECT string_agg('You can return unworn shoes within 30 days of delivery. ', '')
        FROM generate_series(1, 6)),
    (SELECT jsonb_agg(jsonb_build_object('text', 'You can return unworn shoes within 30 days of delivery.',
        'paragraph', i / 2, 'sources', jsonb_build_array(1))) FROM generate_series(1, 6) AS i),
    '[{"n": 1, "section": 1, "sop": "returns", "title": "Return window", "anchor": "return-window",
       "version": 1, "quote": "Unworn shoes can be returned within 30 days of delivery."}]',
    '[{"check": "cited_section_exists", "result": "pass", "span": "", "reason": "Every source exists."},
      {"check": "figures_have_a_source", "result": "pass", "span": "", "reason": "Figures have sources."}]',
    '[]', 'offline', '', '', '{}', CASE WHEN n > 0.3 * %(n)s THEN 'second' ELSE 'first' END, false, '{}'
FROM dice JOIN support_ticket AS ticket ON ticket.id = n
"""

OUTCOMES = """
INSERT INTO copilot_outcome (draft_id, message_id, ticket_id, category_id, version_key, eer, used, added,
    material, edit_class, unacceptable, facts, reasons, excluded, simulated, by_id, at)
SELECT n, 3 * n - 1, n, category_id, version_key, 0.2 * parcel, 0.9, 0.1, refund < 0.02,
    CASE WHEN refund < 0.02 THEN 'material' ELSE 'light' END, refund < 0.02, '[]', '[]', '', false,
    %(agent)s, at
FROM dice JOIN copilot_draft AS draft ON draft.id = n
"""

EVIDENCE = """
INSERT INTO copilot_evidenceday (category_id, version_key, day, simulated, outcomes, excluded, unacceptable,
    misrouted, as_is, cosmetic, light, rewrite, material, eer_sum, eer_square_sum, used_sum)
SELECT category_id, version_key, at::date, false, count(*), 0, count(*) FILTER (WHERE unacceptable), 0, 0, 0,
    count(*) FILTER (WHERE edit_class = 'light'), 0, count(*) FILTER (WHERE edit_class = 'material'),
    sum(eer), sum(eer * eer), sum(used)
FROM copilot_outcome GROUP BY category_id, version_key, at::date
"""

VERDICTS = """
INSERT INTO copilot_verdict (source, ticket_id, draft_id, category_id, version_key, unacceptable, critical,
    reasons, excluded, holdout, propensity, reviewer_id, simulated, at)
SELECT 'edit', ticket_id, draft_id, category_id, version_key, unacceptable, false, '[]', '', false, 1.0,
    by_id, false, at
FROM copilot_outcome
"""

STEPS = (
    *(CUSTOMERS, DICE, TEXTS, TICKETS, MESSAGES, LONG, AUDIT),
    *(DECISIONS, DRAFTS, OUTCOMES, EVIDENCE, VERDICTS),
)


def fill(n: int) -> None:
    """Fill the connection's empty database with n tickets and everything around them."""
    call_command("migrate", verbosity=0)
    given = {"n": n, "long": LONG_THREAD, "leaves": LEAVES, "teams": TEAMS, "others": OTHERS, **people()}
    with connection.cursor() as cursor:
        # What is made up here refers to what exists; checking three million times that it does helps nobody.
        cursor.execute(
            "SET session_replication_role = replica; SET synchronous_commit = off; SELECT setseed(0.42)"
        )
        definitions = drop_indexes(cursor)
        for step in STEPS:
            cursor.execute(step, given)
        for definition in definitions:
            cursor.execute(definition)
        verdict_days.mend()  # triggers are off meanwhile
        for table in ("support_customer", "support_ticket", "support_message", "copilot_draft"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT; RESET session_replication_role; RESET synchronous_commit")
    connection.close()


def people() -> dict[str, int]:
    """Teams, people and categories; the ids that the statements refer to."""
    teams = Team.objects.bulk_create(Team(name=f"Team {number}") for number in range(1, TEAMS + 1))
    night = Team.objects.create(name="Night shift")
    agent = User.objects.create(email=AGENT, name="Ada Agent", password="!")
    User.objects.bulk_create(
        User(email=f"agent{number}@example.com", name=f"Agent {number}", password="!")
        for number in range(1, OTHERS + 1)
    )
    agent.teams.set(teams[:2])
    User.objects.create(email=NIGHT, name="Noor Night", password="!").teams.add(night)
    User.objects.create(email=MANAGER, name="Mona Manager", role="manager", password="!")
    headings = Category.objects.bulk_create(
        Category(key=f"heading-{number}", name=f"Heading {number}") for number in range(HEADINGS)
    )
    leaves = Category.objects.bulk_create(
        Category(key=f"leaf-{number}", name=f"Leaf {number}", parent=headings[number % HEADINGS])
        for number in range(LEAVES)
    )
    rare = Category.objects.create(key="rare", name="Rare", parent=headings[0])
    return {"agent": agent.pk, "team": teams[0].pk, "night": night.pk, "leaf": leaves[0].pk, "rare": rare.pk}


def drop_indexes(cursor) -> list[str]:
    """Remove the indexes that are no constraint's, and return what makes them anew: much quicker in bulk."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[])"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
        [list(BUSY_TABLES)],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _, definition in found]
