"""Each condition by itself keeps the system from sending, and says so in a sentence."""

import pytest

from copilot.autonomy.eligibility import LONGEST_THREAD, MOST_MESSAGES, RULES, Facts, eligible, why_not

FINE = {
    "category": "Returns",
    "level": "auto",
    "may_send": True,
    "cap": 50,
    "signed": "v1",
    "version": "v1",
    "sources": 1,
    "path": "rule",
}


def unmet(**facts):
    return [condition.name for condition in eligible(Facts(**{**FINE, **facts})) if not condition.met]


AGAINST = [
    ({"may_send": False, "level": "suggest"}, "level"),
    ({"paused_by": "Mona"}, "pause"),
    ({"never_auto": True}, "never_auto"),
    ({"light": "red"}, "light"),
    ({"incidents": ("A critical error",)}, "incident"),
    ({"used": 50}, "cap"),
    ({"cap": 0}, "cap"),
    ({"budget_left": False}, "budget"),
    ({"version": "v2"}, "version"),
    ({"signed": "", "version": ""}, "version"),
    ({"ready": False}, "draft"),
    ({"failed_checks": ("figures_fit",)}, "checks"),
    ({"checked": False}, "checks"),
    ({"injected": True}, "injection"),
    ({"unknown": ("order_id",)}, "unknown"),
    ({"asks": True}, "unknown"),
    ({"sources": 0}, "sources"),
    ({"out_of_date": ("“Returns” is not in force yet.",)}, "sources"),
    ({"open": False}, "open"),
    ({"overtaken": "The customer has written again."}, "latest"),
    ({"path": ""}, "route"),
    ({"path": "learned"}, "route"),
    ({"path": "model"}, "route"),
    ({"second": "Delivery"}, "one_wish"),
    ({"topics": ("a legal matter (“lawyer”)",)}, "topics"),
    ({"wants_person": "call me"}, "person"),
    ({"attachments": 1}, "attachments"),
    ({"messages": MOST_MESSAGES + 1}, "length"),
    ({"characters": LONGEST_THREAD + 1}, "length"),
    ({"answered_by_system": True}, "first_answer"),
    ({"answered_by_us": True}, "first_answer"),
    ({"assignee": "Ada"}, "nobody_at_work"),
    ({"writing": ("Ada",)}, "nobody_at_work"),
    ({"called_off": "Ada"}, "nobody_at_work"),
    ({"asked_by": "Ada"}, "nobody_at_work"),
    ({"probed": True}, "probe"),
]


def test_with_nothing_against_it_every_condition_is_met():
    assert unmet() == []


@pytest.mark.parametrize(("facts", "name"), AGAINST, ids=[f"{name}-{facts}" for facts, name in AGAINST])
def test_each_is_enough_by_itself(facts, name):
    assert unmet(**facts) == [name]


def test_no_condition_was_forgotten_here():
    assert {rule.name for rule in RULES} == {name for _, name in AGAINST}


@pytest.mark.parametrize(("facts", "name"), AGAINST)
def test_the_reason_is_one_sentence_or_more(facts, name):
    reason = why_not(eligible(Facts(**{**FINE, **facts})))
    assert reason[0].isupper() or reason[0] == "“"
    assert reason.endswith(".")
    assert "{" not in reason


@pytest.mark.parametrize("path", ["learned", "model"])
def test_a_machines_route_counts_where_coverage_is_promised(path):
    assert unmet(path=path, promised=True) == []


def test_a_persons_route_always_counts():
    assert unmet(path="person") == []


def test_amber_alone_keeps_nothing_back():
    assert unmet(light="amber") == []


def test_names_are_text_and_never_read_as_a_blank():
    assert "{f.level}" in why_not(eligible(Facts(**{**FINE, "assignee": "{f.level}"})))
