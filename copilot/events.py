"""The copilot's own facts, told after commit like those of `support.events`."""

from django.dispatch import Signal

draft_ready = Signal()  # ticket_id, draft_id
verdict_changed = Signal()  # category_id: a verdict of this category is new, different or gone
incident_opened = Signal()  # incident_id
sop_changed = Signal()  # sop_id: another version of it is in force, or none
