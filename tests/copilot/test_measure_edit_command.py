import json
from io import StringIO

import pytest
from django.core.management import call_command

from support.commandline import BadInput

ROW = {"id": "t1", "draft": "Send it within 30 days please.", "final": "Send it within 14 days please."}


@pytest.fixture
def run(tmp_path):
    def run(*lines, **options):
        path = tmp_path / "edits.jsonl"
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        out = StringIO()
        call_command("measure_edit", path, stdout=out, **options)
        return out.getvalue()

    return run


def test_a_json_line_for_each_row(run):
    first, second = map(json.loads, run(ROW, {"id": 2, "draft": "Ok", "final": "Ok"}, json="-").splitlines())
    assert first == {
        "id": "t1",
        "eer": 0.1667,
        "used": 0.8333,
        "added": 0.1667,
        "material": True,
        "facts": [{"kind": "duration", "draft": "30 days", "final": "14 days"}],
        "class": "material",
        "unacceptable": True,
    }
    assert (second["id"], second["class"], second["unacceptable"]) == (2, "as-is", False)


def test_a_table_for_a_person(run):
    assert "duration 30 days → 14 days" in run(ROW)


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{broken", "not JSON"),
        ({"id": "t2", "draft": "x"}, "'final' is missing"),
        ({"id": "t2", "draft": "x", "final": 3}, "'final' must be text, found int"),
        ({"id": ["t2"], "draft": "x", "final": "y"}, "'id' must be text or a number, found list"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(run, tmp_path, line, cause):
    with pytest.raises(BadInput, match=f"edits.jsonl: row 3: {cause}") as refusal:
        run(ROW, "", line, json=str(tmp_path / "out.jsonl"))
    assert refusal.value.returncode == 2
    assert not (tmp_path / "out.jsonl").exists()
