from support.models.audit import AuditEvent
from support.models.people import Customer, Role, Team, User
from support.models.rating import Rating
from support.models.taxonomy import Category, CategoryAlias, Risk
from support.models.ticket import Attachment, Channel, Message, Presence, SavedView, Ticket, UnsentText

__all__ = [
    "Attachment",
    "AuditEvent",
    "Category",
    "CategoryAlias",
    "Channel",
    "Customer",
    "Message",
    "Presence",
    "Rating",
    "Risk",
    "Role",
    "SavedView",
    "Team",
    "Ticket",
    "UnsentText",
    "User",
]
