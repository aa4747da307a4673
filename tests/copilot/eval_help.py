"""What the tests of evals share: cases about the SOP that tests publish."""

from copilot.models import EvalCase

QUESTION = "Hello, can I return my shoes? They are too small."


def case_of(category, **fields):
    """A case that the offline draft for `tests.factories.SOP` passes, unless told otherwise."""
    values = {
        "name": "Shoes too small",
        "subject": "Sending shoes back",
        "thread": [["customer", QUESTION]],
        "customer_name": "Mara Lind",
        "figures": ["30 days"],
    }
    return EvalCase.objects.create(category=category, **{**values, **fields})
