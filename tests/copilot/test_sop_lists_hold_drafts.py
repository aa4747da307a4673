"""The lists and the facts table of a published SOP reach the drafts that are made of it."""

from dataclasses import replace

import pytest

from copilot.drafting import checks
from copilot.drafting.asking import draft_request
from tests.copilot.compose_help import WINDOW
from tests.copilot.compose_help import context as compose_context
from tests.copilot.draft_help import ready_draft
from tests.factories import make_category, make_sop, open_drafting

pytestmark = pytest.mark.django_db

SOP = """---
title: Returns
categories: [returns]
never_say: [we may inspect]
escalate_when: [lawyer]
facts:
  return window: 30 days
---
## Policy
Unworn shoes can be returned within the window that starts with delivery. We may inspect them.

## Reply
Hello {customer_name},

Unworn shoes can be returned within {return_window} of delivery. [^policy]
if worn: We may inspect them. [^policy]
"""


@pytest.fixture
def category():
    category = make_category("Returns")
    make_sop(category, markdown=SOP)
    return open_drafting(category)


def failures(draft):
    return {check["check"]: check["result"] for check in draft.checks if check["result"] != "pass"}


def test_a_fact_fills_its_sentence_and_is_a_source_of_its_figure(category):
    draft = ready_draft(category, body="Can I return my shoes?")
    assert "returned within 30 days of delivery." in draft.body
    assert failures(draft) == {}


def test_never_say_holds_a_draft(category):
    assert failures(ready_draft(category, body="I have worn them once.")) == {"never_say": checks.HOLD}


def test_escalate_when_holds_a_draft(category):
    draft = ready_draft(category, body="My Lawyer asks about the return.")
    assert failures(draft) == {"escalate_when": checks.HOLD}


def test_another_sops_lists_say_nothing(category):
    other = make_category("Parcels")
    make_sop(other, markdown=SOP.replace("Returns", "Parcels").replace("[returns]", "[parcels]"))
    plain = make_category("Repairs")
    text = SOP.replace("title: Returns", "title: Repairs").replace("[returns]", "[repairs]")
    make_sop(plain, markdown=text.replace("[lawyer]", "[court]"))
    draft = ready_draft(open_drafting(plain), body="My lawyer asks about the repair.")
    assert "escalate_when" not in failures(draft)


def test_the_model_is_told_what_not_to_say():
    told = replace(WINDOW, never_say=("we guarantee",))
    request = draft_request(compose_context(sections=(told,)), (told,), {})
    assert "Never write any of these: we guarantee." in request.user
    assert "Never write" not in draft_request(compose_context(sections=(WINDOW,)), (WINDOW,), {}).user
