"""A failed check marks the words it names, in the draft itself."""

import pytest

from copilot.views.drafts import marked
from tests.copilot.draft_help import ready_draft


def check(span, result="hold"):
    return {"check": "figures", "result": result, "span": span, "reason": "No source says so."}


@pytest.mark.parametrize(
    ("spans", "pieces"),
    [
        ([], ["Back within 45 days, free."]),
        (["45 days"], ["Back within ", "45 days", ", free."]),
        (["free", "45 days"], ["Back within ", "45 days", ", ", "free", "."]),
        (["45 days, free", "free"], ["Back within ", "45 days, free", "."]),
        (["elsewhere"], ["Back within 45 days, free."]),
        (["Back within 45 days, free."], ["Back within 45 days, free."]),
    ],
)
def test_a_text_is_cut_where_checks_name_it(spans, pieces):
    cut = marked("Back within 45 days, free.", [check(span) for span in spans])
    assert [piece for piece, _ in cut] == pieces
    assert [piece for piece, found in cut if found] == [piece for piece in pieces if piece in spans]


@pytest.mark.django_db
def test_the_panel_marks_them_and_says_why_above_the_buttons(as_agent):
    draft = ready_draft()
    draft.sentences = [{"text": "Back within 45 days.", "paragraph": 0, "sources": []}]
    draft.checks = [check("45 days")]
    draft.save()
    text = as_agent.get(f"/tickets/{draft.ticket_id}/draft/").content.decode()
    assert '<mark class="hold" title="No source says so.">45 days</mark>' in text
    assert text.index('<ul class="checks">') < text.index("data-use-draft")
