import json

import numpy as np
import pytest
from django.core.management import call_command
from django.db import connection

from routing import embeddings
from support.commandline import BadInput

pytestmark = pytest.mark.django_db
SOPS = [
    {"id": "refund", "title": "Refunds", "text": "Money goes back to the card within five days."},
    {"id": "delivery", "title": "Late delivery", "text": "Track the parcel and tell the customer the date."},
    {"id": "password", "title": "Forgotten password", "text": "Send the reset link."},
]


class Colours:
    """Embeds by the first of three words it meets."""

    name = "colours"

    def __call__(self, texts):
        return (
            np.array([[float(word in text) for word in ("card", "parcel", "link")] for text in texts]) + 0.01
        )


@pytest.fixture
def retrieve(tmp_path, capsys, monkeypatch):
    def run(queries, sops=SOPS, embed=None):
        monkeypatch.setattr(embeddings, "load", lambda: embed)
        for name, rows in (("sops", sops), ("queries", queries)):
            (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        arguments = [f"--{name}={tmp_path / name}.jsonl" for name in ("sops", "queries")]
        call_command("retrieve", *arguments, "--json=-", verbosity=0)
        return json.loads(capsys.readouterr().out)

    return run


def query(text, sop):
    return {"id": 1, "text": text, "sop_id": sop}


def test_recall_is_counted(retrieve):
    result = retrieve([query("my parcel is late", "delivery"), query("my parcel is late", "refund")])
    assert (result["n"], result["recall_at_1"], result["recall_at_5"]) == (2, 0.5, 0.5)
    assert set(result) == {"n", "recall_at_1", "recall_at_3", "recall_at_5", "mrr", "ms_p50"}


def test_conversation_is_not_searched_for(retrieve):
    chatty = [*SOPS, {"id": "hello", "title": "Small talk", "text": "Hello, thanks, please, help me, sorry."}]
    text = "Hello! Please help me, thanks. I want my money back, sorry"
    assert retrieve([query(text, "refund")], chatty)["recall_at_1"] == 1


def test_words_stem_alike_in_texts_and_questions(retrieve):
    assert retrieve([query("two refunded deliveries", "refund")])["recall_at_3"] == 1


def test_meaning_is_used_where_it_is_installed(retrieve):
    rows = [query("it left on my link, nothing else matches", "password")]
    assert retrieve(rows, embed=Colours())["recall_at_1"] == 1


@pytest.mark.parametrize("text", ["", "?!", "'; DROP TABLE x; --", "a\\'b | & ! <-> :*", "\0"])
def test_any_text_can_be_asked(retrieve, text):
    assert retrieve([query(text, "refund")])["n"] == 1


def test_an_unknown_sop_is_refused_with_its_row(retrieve):
    with pytest.raises(BadInput, match=r"queries.jsonl: row 2: no SOP has the id “nowhere”"):
        retrieve([query("a", "refund"), query("b", "nowhere")])


def test_the_same_sop_twice_is_refused(retrieve):
    with pytest.raises(BadInput, match=r"sops.jsonl: row 4: the id “refund” is there already"):
        retrieve([query("a", "refund")], [*SOPS, SOPS[0]])


def test_nothing_is_left_behind(retrieve):
    retrieve([query("a parcel", "delivery")])
    assert "copilot_section" in connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM copilot_section")
        assert cursor.fetchone() == (0,)
