"""States of the copilot's rows."""

from support.states import States

# stale: the customer wrote again, or another draft was asked for; it can be read, not sent in one click.
DRAFT = States(
    "draft",
    "pending",
    {
        "pending": ("working", "stale"),
        "working": ("ready", "failed", "pending", "stale"),
        "ready": ("stale",),
        "failed": ("pending", "stale"),
        "stale": (),
    },
)

SOP_VERSION = States(
    "SOP version",
    "draft",
    {
        "draft": ("published", "discarded"),
        "published": ("superseded", "retired"),
        "superseded": (),
        "retired": (),
        "discarded": (),
    },
)

LIVE_DRAFT = ("pending", "working", "ready")

# considered: eligibility is written down, the arm not yet drawn; held: people answer.
RESOLUTION = States(
    "resolution",
    "considered",
    {
        "considered": ("scheduled", "held"),
        "scheduled": ("sent", "cancelled", "held"),
        "held": (),
        "cancelled": (),
        "sent": (),
    },
)

# A correction that was taken back inside the undo window is a suggestion again.
REMEDY = States(
    "remedy",
    "suggested",
    {"suggested": ("sent", "dismissed"), "dismissed": ("suggested",), "sent": ("suggested",)},
)

CALIBRATION_SESSION = States("calibration session", "open", {"open": ("closed",), "closed": ()})

FAILURE_MODE = States("failure mode", "open", {"open": ("fixed",), "fixed": ("open",)})

# blocked: it ran and may not go live; failed: it could not be run to its end.
EVAL_RUN = States(
    "eval run",
    "pending",
    {
        "pending": ("working",),
        "working": ("passed", "blocked", "failed"),
        "passed": (),
        "blocked": (),
        "failed": (),
    },
)

RELEASE = States("release", "candidate", {"candidate": ("live",), "live": ("retired",), "retired": ("live",)})

# cancelled: whoever asked stopped it. However it ends but done, the draft it was to replace stands as before.
REVISION = States(
    "revision",
    "pending",
    {
        "pending": ("working", "cancelled"),
        "working": ("done", "failed", "cancelled"),
        "done": (),
        "failed": (),
        "cancelled": (),
    },
)

LIVE_REVISION = ("pending", "working")
