"""The figure of another row of a table is held, that of the row that is named is not."""

import pytest

from tests.copilot.check_help import verdict

SOP = """# Plans

## Backups
| Plan | Monthly price | Backups kept |
|---|---|---|
| Start | $6 | 7 days |
| Grow | $14 | 14 days |
"""


@pytest.mark.parametrize(
    ("draft", "expected"),
    [("On Start, backups are kept for 14 days.", "hold"), ("On Grow, backups are kept for 14 days.", "pass")],
)
def test_row(draft, expected):
    assert verdict("figures_fit", draft, "How long?", SOP) == expected
