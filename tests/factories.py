"""People, tickets and SOPs for tests, made through the product's own actions.

Nothing here is read from a file or a clock of its own: every value can be given, and what is not given is
plain. Receivers of events (the pipeline) run at commit; inside a test's transaction that is `committed()`:

    with committed():
        ticket = make_ticket()      # now routing has been asked for, as after a real commit
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from itertools import count
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Model
from django.test import TestCase
from django.utils.text import slugify

from copilot.autonomy import ladder
from copilot.models import Level, Sop
from copilot.sops import publishing
from routing import corrections
from routing.models import Correction
from support.actions import replies, tickets
from support.models import Category, Customer, Message, Ticket, User

numbers = count(1)

NAMES = {"agent": "Ada Agent", "admin": "Amos Admin", "manager": "Mona Manager"}

SOP = """---
title: {title}
categories: [{category}]
---
## Return window

Unworn shoes can be returned within 30 days of delivery. The refund reaches the card within 5 working days.

## Reply

Hello {{customer_name}},

You can return unworn shoes within 30 days of delivery. [^return-window]
"""


def committed() -> AbstractContextManager[list]:
    """Run what waits for the commit when the block ends, although the test's transaction stays open."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def make_user(role: str = "agent", **fields) -> User:
    number = next(numbers)
    values = {"email": f"{role}{number}@example.com", "name": NAMES[role], "password": "a long password"}
    return User.objects.create_user(**{**values, "role": role, **fields})


def make_customer(**fields) -> Customer:
    values = {"email": f"customer{next(numbers)}@example.net", "name": "Cleo Customer"}
    return Customer.objects.create(**{**values, **fields})


def make_category(name: str = "Returns", parent: Category | None = None, **fields) -> Category:
    key = slugify(name)
    if Category.objects.filter(key=key).exists():
        key = f"{key}-{next(numbers)}"
    return Category.objects.create(**{"key": key, "name": name, "parent": parent, **fields})


def make_ticket(*, customer: Customer | None = None, category: Category | None = None, **fields) -> Ticket:
    """A ticket as the web form brings it; with a category, a person has filed it there."""
    customer = customer or make_customer()
    values = {
        "subject": "Sending shoes back",
        "body": "Hello, can I return my shoes? They are too small.",
        "email": customer.email,
        "channel": "form",
        "channel_id": f"test-{uuid4()}",
    }
    ticket = tickets.receive_ticket(**{**values, **fields})
    if category is not None:
        file_under(ticket, category, by=make_user())
        ticket.refresh_from_db()
    return ticket


def customer_writes(ticket: Ticket, body: str = "One more thing: the box is open.") -> Message:
    return tickets.receive_message(ticket=ticket, body=body, channel_id=f"test-{uuid4()}")


def reply(ticket: Ticket, by: User, body: str = "Yes, within 30 days.", **fields) -> Message:
    """An agent who has seen the whole thread answers."""
    last = ticket.messages.order_by("-id").first()
    values = {"send_key": uuid4(), "last_seen": last.pk if last else 0}
    return replies.send_reply(ticket=ticket, body=body, by=by, **{**values, **fields})


def file_under(ticket: Ticket, category: Category, by: User) -> Correction:
    return corrections.correct(ticket=ticket, category=category, by=by)


def make_sop(category: Category, markdown: str = "", by: User | None = None, title: str = "Returns") -> Sop:
    """A published SOP of the category. `markdown` is a whole SOP; its front matter must name the category."""
    by = by or make_user("admin")
    text = markdown or SOP.format(title=title, category=category.key)
    version = publishing.write(markdown=text, by=by)
    publishing.publish(sop=version.sop, by=by)
    return Sop.objects.get(pk=version.sop_id)


def open_drafting(category: Category, by: User | None = None) -> Category:
    """Give the category its owners and move it to level suggest, as a manager would who has looked at it all.

    What is looked at for the decision takes longer than many a test, so it has been decided here.
    """
    by = by or make_user("manager")
    category.owner, category.deputy = make_user(), make_user()
    category.save(update_fields=["owner", "deputy"])
    with transaction.atomic():
        ladder.change_level(
            category, Level.SUGGEST, by=by, why="a test needs drafts", columns={"shadow": False}
        )
    return category


def rows_like(row: Model, **columns: list) -> list[int]:
    """Many rows in one statement: like `row`, which is not saved, but for the columns given value by value.

    Hundreds of rows of evidence take a few milliseconds so; returns their keys in the same order.
    """
    meta = row._meta
    fixed = [field for field in meta.concrete_fields if field is not meta.pk and field.attname not in columns]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fixed]
    arrays = [f"%s::{meta.get_field(name).db_type(connection)}[]" for name in columns]
    names = [connection.ops.quote_name(field.column) for field in fixed] + list(columns)
    picked = ["%s"] * len(fixed) + [f"given.{name}" for name in columns]
    statement = (
        f"INSERT INTO {meta.db_table} ({', '.join(names)}) SELECT {', '.join(picked)} "
        f"FROM unnest({', '.join(arrays)}) AS given({', '.join(columns)}) RETURNING {meta.pk.column}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *columns.values()])
        return [key for (key,) in cursor.fetchall()]
