"""What the check tests share: a small procedure, a thread, and the results of one check on a draft."""

from copilot.drafting import checks
from copilot.drafting.checks.rows import read_row

SOP = """
---
title: Returns
never_say: [legal advice]
escalate_when: lawyer
---
## Return window
Unworn shoes can be returned within 30 days of delivery. Sale articles cannot be returned.

## Refunds
The price is refunded to the original card within 5 working days. The delivery cost of €4.95 is not refunded.

## Damage
Damaged shoes are replaced free of charge if they are reported within 7 days with a photo.

## Contact
Labels are made at https://oxhill.example/labels. Write to help@oxhill.example. Two pairs fit in one parcel.

## Goodwill (internal)
Agents may give a voucher of €20 once a year without asking the lead. Ask Harriet about doubtful cases.
""".strip()


def row(draft, customer="Can I send my shoes back?", sop=SOP, **more):
    return {
        "id": 1,
        "sops": [{"id": "returns", "title": "Returns", "text": sop}],
        "thread": [{"from": "customer", "text": customer}],
        "draft": draft,
        **more,
    }


def run(draft, *arguments, **more):
    """Every result that is no pass."""
    return [each for each in checks.run(*read_row(row(draft, *arguments, **more))) if each.result != "pass"]


def verdict(check, draft, *arguments, **more):
    """The verdict of one check."""
    return checks.worst([each for each in run(draft, *arguments, **more) if each.check == check])
