from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from support.states import DELIVERY, TICKET


class Channel(models.TextChoices):
    FORM = "form", "Web form"
    EMAIL = "email", "E-mail"
    API = "api", "API"
    IMPORT = "import", "Import"


class Ticket(models.Model):
    """A customer's request. Its number is its primary key."""

    subject = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=TICKET.choices, default=TICKET.initial)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    customer = models.ForeignKey("support.Customer", models.PROTECT, related_name="tickets")
    category = models.ForeignKey(
        "support.Category", models.PROTECT, null=True, blank=True, related_name="tickets"
    )
    # Whose word the category is; the queue shows a machine's in its tint.
    filed_by = models.CharField(
        max_length=10, blank=True, choices=[("machine", "Understudy"), ("person", "A person")]
    )
    team = models.ForeignKey("support.Team", models.SET_NULL, null=True, blank=True, related_name="tickets")
    assignee = models.ForeignKey(
        "support.User", models.SET_NULL, null=True, blank=True, related_name="assigned_tickets"
    )
    created_at = models.DateTimeField(default=timezone.now)
    last_activity_at = models.DateTimeField(default=timezone.now)
    first_replied_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # The identifier in the system it was imported from: importing a file twice changes nothing.
    external_id = models.CharField(max_length=200, null=True, blank=True, unique=True)
    # Kept by whoever lets the system answer, for the queue and the ticket's page.
    answering_at = models.DateTimeField(
        null=True, blank=True, help_text="When the system means to answer it, unless somebody steps in"
    )
    # From then on only people answer it.
    answered_by_system = models.BooleanField(default=False)
    # Written by the demo's simulator; every screen that shows or counts it says so.
    simulated = models.BooleanField(default=False)
    search = SearchVectorField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index("status", F("last_activity_at").desc(), F("id").desc(), name="ticket_queue"),
            models.Index(
                "assignee", "status", F("last_activity_at").desc(), F("id").desc(), name="ticket_mine"
            ),
            models.Index("team", "status", F("last_activity_at").desc(), F("id").desc(), name="ticket_team"),
            models.Index(
                "category", "status", F("last_activity_at").desc(), F("id").desc(), name="ticket_category"
            ),
            models.Index(
                "category", F("last_activity_at").desc(), F("id").desc(), name="ticket_category_recent"
            ),
            models.Index(
                "status",
                F("last_activity_at").desc(),
                F("id").desc(),
                name="ticket_unassigned",
                condition=Q(assignee=None),
            ),
            models.Index("category", "created_at", name="ticket_volume"),
            models.Index("customer", F("id").desc(), name="ticket_customer"),
            models.Index(F("last_activity_at").desc(), F("id").desc(), name="ticket_recent"),
            models.Index(
                F("last_activity_at").desc(),
                F("id").desc(),
                name="ticket_about_to_be_answered",
                condition=Q(answering_at__isnull=False),
            ),
            GinIndex("search", name="ticket_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=TICKET.names), name="ticket_status_known"),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at__isnull=True)),
                name="closed_tickets_say_when",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("support:ticket", args=[self.pk])


class Message(models.Model):
    """One mail or note of a thread. An outbound message is also its own delivery job."""

    class Kind(models.TextChoices):
        INBOUND = "inbound", "From the customer"
        OUTBOUND = "outbound", "Reply"
        NOTE = "note", "Internal note"

    class Origin(models.TextChoices):
        CUSTOMER = "customer", "Customer"
        AGENT = "agent", "Agent"
        SYSTEM = "system", "Understudy"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    author = models.ForeignKey(
        "support.User", models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    # The identifier its channel gave it (form token, Message-ID, import row): received twice, stored once.
    channel_id = models.CharField(max_length=300, null=True, blank=True, unique=True)

    # Outbound only.
    answers = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    send_key = models.UUIDField(null=True, blank=True, unique=True)
    mail_id = models.UUIDField(default=uuid.uuid4, editable=False)
    delivery = models.CharField(max_length=10, choices=DELIVERY.choices, blank=True, default="")
    send_after = models.DateTimeField(null=True, blank=True)
    delivery_since = models.DateTimeField(null=True, blank=True)
    delivery_error = models.TextField(blank=True)
    # What the composer reported of how the text came about: used_draft, read_seconds, read_end,
    # open_seconds. The desk only keeps it; measuring and reports read it.
    composing = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index("ticket", "id", name="message_thread"),
            models.Index(
                "send_after", name="message_due", condition=Q(delivery__in=["queued", "sending", "failed"])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="outbound") & Q(delivery__in=DELIVERY.names) & Q(send_key__isnull=False))
                | (~Q(kind="outbound") & Q(delivery="") & Q(send_key__isnull=True)),
                name="only_outbound_is_delivered",
            ),
            models.CheckConstraint(
                condition=Q(kind="inbound", origin="customer", author__isnull=True)
                | (~Q(kind="inbound") & ~Q(origin="customer")),
                name="inbound_comes_from_the_customer",
            ),
        ]

    @property
    def is_inbound(self) -> bool:
        return self.kind == self.Kind.INBOUND

    @property
    def sender(self) -> str:
        """Who wrote it, for people; an imported reply knows no author."""
        if self.author is not None:
            return self.author.name
        return {"customer": "the customer", "agent": "the team", "system": "Understudy"}[self.origin]

    @property
    def can_undo(self) -> bool:
        return self.delivery == "queued" and self.send_after is not None and self.send_after > timezone.now()


class Attachment(models.Model):
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments/%Y/%m/")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField(help_text="Bytes")


class UnsentText(models.Model):
    """What an agent has typed and not sent. It is theirs: nothing else ever writes here."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="unsent")
    user = models.ForeignKey("support.User", models.CASCADE, related_name="unsent")
    kind = models.CharField(max_length=10, choices=[("outbound", "Reply"), ("note", "Note")])
    body = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user", "kind"], name="one_unsent_text_per_kind")
        ]


class Presence(models.Model):
    """Who has a ticket open, so that two people do not answer it at once."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="presence")
    user = models.ForeignKey("support.User", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    typing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="one_presence_per_person")]


class SavedView(models.Model):
    """A queue filter somebody gave a name; shared with everyone when it has no owner."""

    name = models.CharField(max_length=80)
    owner = models.ForeignKey(
        "support.User", models.CASCADE, null=True, blank=True, related_name="saved_views"
    )
    query = models.CharField(max_length=500, blank=True, help_text="The queue's query string")

    class Meta:
        ordering = ["name"]
