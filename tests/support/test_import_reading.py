"""Rows of an export, and the sentence a bad one gets."""

import gzip

import pytest

from support.commandline import BadInput
from support.importing import check_importable, read_tickets
from tests.support.import_help import write


def test_rows_are_cleaned(tmp_path):
    [row] = read_tickets(
        write(tmp_path / "a.jsonl", {"id": 7, "body": "one\r\ntwo\x00", "email": "Cleo@X.de"})
    )
    assert (row.id, row.body, row.email, row.number) == ("7", "one\ntwo", "cleo@x.de", 1)


def test_a_csv_counts_its_header_as_a_row(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b'id,subject,body,email,reply\n1,Hi,"two\nlines",a@example.net,\n'))
    [row] = read_tickets(path)
    assert (row.number, row.body, row.reply, row.created_at) == (2, "two\nlines", "", None)


@pytest.mark.parametrize(
    "customer",
    ["Ada <ada@example.net>", {"name": "Ada", "email": "ada@example.net"}],
    ids=["text", "object"],
)
def test_a_customer_may_be_name_and_address(tmp_path, customer):
    [row] = read_tickets(write(tmp_path / "a.jsonl", {"email": None, "customer": customer}))
    assert (row.name, row.email) == ("Ada", "ada@example.net")


def test_a_customer_may_be_a_name(tmp_path):
    [row] = read_tickets(write(tmp_path / "a.jsonl", {"email": None, "customer": "Ada Berg"}))
    assert (row.name, row.email) == ("Ada Berg", "")


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ({"email": ""}, "address is missing"),
        ({"email": "nobody"}, "not an e-mail address"),
        ({"status": "solved"}, "'status' must be open, waiting, closed"),
        ({"created_at": "yesterday"}, "'created_at' must be a time"),
        ({"created_at": "2999-01-01"}, "between 1970 and now"),
        ({"body": 5}, "'body' must be text"),
        ({"id": "two\nlines"}, "one line"),
        ({"id": True}, "'id' must be"),
        ({"subject": "", "body": " "}, "both empty"),
        ({"id": "A-1"}, "in row 1 already"),
    ],
)
def test_a_bad_row_is_named(tmp_path, row, cause):
    path = write(tmp_path / "a.jsonl", {}, {"id": "A-2", **row})
    with pytest.raises(BadInput, match=r"a\.jsonl: row 2: .*" + cause):
        check_importable(path, read_tickets(path))


def test_blank_lines_are_counted(tmp_path):
    path = write(tmp_path / "a.jsonl", {"body": 5})
    path.write_text("\n" + path.read_text())
    with pytest.raises(BadInput, match="row 2"):
        read_tickets(path)


def test_another_encoding_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id,subject,body,email\n1,Schuhe,zurück,a@example.net\n".encode("latin-1"))
    with pytest.raises(BadInput, match="row 2: not UTF-8"):
        read_tickets(path)


def test_another_kind_of_file_is_told(tmp_path):
    with pytest.raises(BadInput, match=r"must end in \.jsonl"):
        read_tickets(tmp_path / "a.xlsx")
