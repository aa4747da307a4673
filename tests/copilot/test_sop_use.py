"""Which drafts cite an SOP, which of its sentences people change, and the change that suggests."""

import pytest

from copilot.sops import publishing, suggesting, using
from tests.copilot.draft_help import outcome_of, ready_draft
from tests.factories import make_category, make_sop, open_drafting

pytestmark = pytest.mark.django_db

TEXT = """---
title: Returns
categories: [returns]
---
## Return window
Unworn shoes can be returned within 30 days of delivery.

## Damage
Damaged shoes are replaced.

## Reply
Hello {customer_name},

You can return unworn shoes within 30 days of delivery. [^return-window]
if label: The label for {order_id} is in the parcel. It is free.
"""
SENTENCE = "You can return unworn shoes within 30 days of delivery."
SHORTER = "Unworn shoes may come back within 30 days."


@pytest.fixture
def category():
    category = make_category("Returns")
    make_sop(category, markdown=TEXT)
    return open_drafting(category)


@pytest.fixture
def sop(category):
    return category.sops.get()


def answered(category, old="", new="", **fields):
    draft = ready_draft(category, **fields)
    return outcome_of(draft, draft.body.replace(old, new) if old else None)


def lines(sop):
    edits = using.edits_of(sop, sop.versions.get(state="published"))
    return {use.line.text: (use.kept, use.changed, use.dropped) for use in edits.lines}


def test_drafts_that_cite_it_are_counted_by_section(category, sop):
    ready_draft(category)
    use = using.use_of(sop)
    assert (use.looked_at, use.citing) == (1, 1)
    assert [(section.anchor, section.drafts) for section in use.sections] == [
        ("return-window", 1),
        ("damage", 0),
    ]
    assert [section.anchor for section in use.never_cited] == ["damage"]


def test_kept_changed_and_dropped_sentences_are_told_apart(category, sop):
    answered(category)
    answered(category, SENTENCE, SHORTER)
    answered(category, SENTENCE, "", body="Where is the label for order MK-10423?")
    assert lines(sop)[SENTENCE] == (1, 1, 1)


def test_a_draft_thrown_away_says_nothing_of_one_sentence(category, sop):
    answered(category)
    draft = ready_draft(category)
    outcome_of(draft, "Please call us about this, the warehouse has to look first.")
    edits = using.edits_of(sop, sop.versions.get())
    assert (edits.outcomes, edits.anew, edits.edited) == (1, 1, [])


def test_a_filled_slot_is_recognised(category, sop):
    answered(category, "in the parcel", "on the box", body="Where is the label for order MK-10423?")
    (text,) = [text for text in lines(sop) if text.startswith("The label")]
    assert lines(sop)[text] == (1, 1, 0)


def test_people_s_wording_gets_its_slots_back(category, sop):
    outcome = answered(
        category,
        "is in the parcel",
        "lies on the box",
        body="Where is the label for order MK-10423?",
    )
    line = suggesting.line_at(TEXT, 15)
    assert using.wording_of(line, outcome) == "The label for {order_id} lies on the box."


def test_only_so_many_are_looked_at(category, sop, monkeypatch):
    monkeypatch.setattr(using, "NEWEST", 2)
    for _ in range(3):
        answered(category)
    assert using.edits_of(sop, sop.versions.get()).outcomes == 2
    assert using.use_of(sop).looked_at == 2


def test_the_suggestion_opens_the_editor_and_saves_nothing(category, sop, as_agent):
    outcome = answered(category, SENTENCE, SHORTER)
    page = as_agent.get(f"/sops/returns/suggest/14/{outcome.message_id}/")
    assert f"{SHORTER} [^return-window]" in page.context["form"]["markdown"].value()
    assert sop.versions.count() == 1


def test_saved_from_there_it_is_a_draft_version(category, sop, as_agent):
    outcome = answered(category, SENTENCE, SHORTER)
    address = f"/sops/returns/suggest/14/{outcome.message_id}/"
    form = as_agent.get(address).context["form"]
    as_agent.post(
        address, {"markdown": form["markdown"].value(), "seen": form["seen"].value(), "propose": "1"}
    )
    version = sop.versions.get(state="draft")
    assert SHORTER in version.markdown
    assert version.proposed_at is not None


def test_the_version_being_written_is_the_one_suggested_to(category, sop, as_agent, admin):
    outcome = answered(category, SENTENCE, SHORTER)
    publishing.write(markdown=TEXT.replace("are replaced", "are replaced free"), by=admin, sop=sop)
    text = as_agent.get(f"/sops/returns/suggest/14/{outcome.message_id}/").context["form"]["markdown"].value()
    assert "are replaced free" in text
    assert SHORTER in text


def test_a_sentence_rewritten_meanwhile_is_left_alone(category, sop, as_agent, admin):
    outcome = answered(category, SENTENCE, SHORTER)
    publishing.write(markdown=TEXT.replace(SENTENCE, "Shoes can come back."), by=admin, sop=sop)
    answer = as_agent.get(f"/sops/returns/suggest/14/{outcome.message_id}/")
    assert answer.url == "/sops/returns/edit/"


@pytest.mark.parametrize("line", [0, 1, 5, 999])
def test_a_line_without_a_sentence_is_not_found(category, sop, as_agent, line):
    outcome = answered(category, SENTENCE, SHORTER)
    assert as_agent.get(f"/sops/returns/suggest/{line}/{outcome.message_id}/").status_code == 404


def test_the_page_says_how_many_it_looked_at(category, sop, as_agent):
    answered(category, SENTENCE, SHORTER)
    page = as_agent.get("/sops/returns/use/").content.decode()
    assert "1 of the newest 1 drafts" in page
    assert "1 of 1: 1 changed, 0 left out" in page


@pytest.mark.parametrize(
    ("raw", "wording", "made"),
    [
        ("You have 30 days. [^a]", "It is 30 days.", "It is 30 days. [^a]"),
        ("if late, slow: Sorry for that. [^a]", "We are sorry.", "if late, slow: We are sorry. [^a]"),
        ("? {order_id}: Which order?", "Which order is it?", "? {order_id}: Which order is it?"),
    ],
)
def test_condition_and_citation_of_a_sentence_stay(raw, wording, made):
    text = f"# R\n\n## A\nText.\n\n## Reply\n{raw}\nBye."
    changed = suggesting.with_wording(text, suggesting.line_at(text, 7), wording)
    assert changed.split("\n")[6] == made


def test_what_belongs_to_one_customer_is_not_suggested_for_all():
    text = "Hi Ada, dear Ada Lovelace: we wrote to ada@example.com."
    made = suggesting.for_everybody(text, "Ada Lovelace")
    assert made.startswith("Hi {first_name}, dear {customer_name}: we wrote to [[")
    assert "ada@" not in made


def test_a_sentence_left_out_is_gone():
    text = "# R\n\n## Reply\nHello.\nYou have 30 days.\nBye."
    assert "30 days" not in suggesting.with_wording(text, suggesting.line_at(text, 5), "")
