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

# Where review is required somebody else approves; applied ones can be taken back exactly.
CHANGE_SET = States(
    "change set",
    "draft",
    {
        "draft": ("proposed", "discarded"),
        "proposed": ("approved", "draft", "discarded"),
        "approved": ("applied", "draft", "discarded"),
        "applied": ("reverted",),
        "reverted": ("applied",),
        "discarded": (),
    },
)
