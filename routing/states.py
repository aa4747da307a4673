"""The states of a routing decision, which is also the routing job."""

from support.states import States

DECISION = States(
    "decision",
    "pending",
    {
        "pending": ("working", "superseded"),
        "working": ("decided", "pending", "failed", "superseded"),
        "failed": ("pending", "superseded"),
        "decided": (),
        "superseded": (),
    },
)
