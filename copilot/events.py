"""The copilot's own facts, told after commit like those of `support.events`."""

from django.dispatch import Signal

verdict_changed = Signal()  # category_id: a verdict of this category is new, different or gone
