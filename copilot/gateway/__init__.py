"""The one door to models: values in, values out; bounded, priced and recorded whether or not it worked."""

from copilot.gateway.calling import backend_name, complete, model_for, stream
from copilot.gateway.cancelling import Cancel
from copilot.gateway.embedding import embed
from copilot.gateway.types import (
    Cancelled,
    GatewayError,
    OverBudget,
    Refused,
    Reply,
    Request,
    SwitchedOff,
    Unavailable,
    UnusableAnswer,
)

__all__ = [
    "Cancel",
    "Cancelled",
    "GatewayError",
    "OverBudget",
    "Refused",
    "Reply",
    "Request",
    "SwitchedOff",
    "Unavailable",
    "UnusableAnswer",
    "backend_name",
    "complete",
    "embed",
    "model_for",
    "stream",
]
