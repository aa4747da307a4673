"""Taxonomy files: what is understood, and what is refused with file, row and cause."""

import gzip
import json
from datetime import date

import pytest

from routing.taxonomy import reading
from routing.taxonomy.lint import Node
from routing.taxonomy.reading import read_nodes
from support.commandline import BadInput


@pytest.fixture
def file(tmp_path):
    def write(text, name="tree.csv"):
        path = tmp_path / name
        raw = text if isinstance(text, bytes) else text.encode()
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    return write


HEADER = "id,parent_id,name,description,updated_at,last_ticket_at,tickets,active\n"


@pytest.mark.parametrize("name", ["tree.csv", "tree.csv.gz"])
def test_all_columns(file, name):
    text = (
        HEADER
        + 'a,,Orders,"Before, and after",2019-03-11,2020-01-02T23:30:00+00:00,5,true\nb,a,Status,,,,,no\n'
    )
    assert read_nodes(file(text, name)) == [
        Node("a", None, "Orders", "Before, and after", date(2019, 3, 11), date(2020, 1, 2), 5),
        Node("b", "a", "Status", active=False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": 1, "parent_id": null, "name": "Orders"}, {"id": 2, "parent_id": 1, "name": "Status"}]',
        '{"nodes": [{"id": 1, "parent_id": 0, "name": "Orders"},'
        ' {"id": 2, "parent_id": "1", "name": "Status"}]}',
    ],
)
def test_json_keeps_the_type_of_ids(file, text):
    assert read_nodes(file(text, "t.json")) == [Node(1, None, "Orders"), Node(2, 1, "Status")]


def test_a_spreadsheet_writes_parents_with_a_point(file):
    assert [node.parent for node in read_nodes(file("id,parent_id,name\n1,,A\n2,1.0,B\n"))] == [None, "1"]


@pytest.mark.parametrize("path", ["Orders::Late > 3 days", "Orders > Late", "Orders/Late"])
def test_paths(file, path):
    mark = "::" if "::" in path else path[6:-4].strip()
    top, leaf = (part.strip() for part in path.split(mark))
    nodes = read_nodes(file(f"path,tickets\n{path},4\n"))
    assert nodes == [Node(top, None, top), Node(f"{top} > {leaf}", top, leaf, tickets=4)]


def test_paths_with_ids(file):
    nodes = read_nodes(file("id,path\n7,A > B\n8,A\n"))
    assert [(node.id, node.parent) for node in nodes] == [("7", "8"), ("8", None)]


def test_missing_parents_and_circles_are_read(file):
    assert [node.parent for node in read_nodes(file("id,parent_id,name\n1,2,A\n2,1,B\n3,9,C\n"))] == [
        "2",
        "1",
        "9",
    ]


def test_a_formula_is_text_and_a_terminal_is_safe(file):
    (node,) = read_nodes(file('id,parent_id,name\n1,,"=HYPERLINK(1)\x1b[31m\nred"\n'))
    assert node.name == "=HYPERLINK(1) [31m red"


BAD_CSV = [
    ("name\nA\n", "row 1: no column id"),
    ("id,name\n1,A\n", "row 1: no column parent_id"),
    ("id,parent_id,name\n", "holds no rows"),
    ("id,parent_id,name\n1,,A\n1,,B\n", "row 3: the id 1 is in row 2 already"),
    ("id,parent_id,name\n1,,A\n,,B\n", "row 3: 'id' must be"),
    ("id,parent_id,name\n1,,A\n2,,  \n", "row 3: 'name' is empty"),
    ("id,parent_id,name\n1,,A,more\n", "row 2: as many cells"),
    ("id,parent_id,name,updated_at\n1,,A,11/03/2019\n", "row 2: 'updated_at' must be a day such as"),
    ("id,parent_id,name,tickets\n1,,A,-3\n", "row 2: 'tickets' must be a whole number"),
    ("id,parent_id,name,tickets\n1,,A,many\n", "row 2: 'tickets' must be a whole number"),
    ("id,parent_id,name,active\n1,,A,perhaps\n", "row 2: 'active' must be true or false"),
    ("path\nA > B\nA > B\n", "row 3: the path is in row 2 already"),
    ("path\nA > > B\n", "row 2: the path is empty or has an empty step"),
    ("id,parent_id,name\n1,,Caf\xe9\n".encode("latin-1"), "row 2: not UTF-8"),
]


@pytest.mark.parametrize(("text", "cause"), BAD_CSV, ids=[cause for _, cause in BAD_CSV])
def test_a_bad_csv_is_refused(file, text, cause):
    with pytest.raises(BadInput, match=cause) as refused:
        read_nodes(file(text))
    assert "tree.csv" in str(refused.value)
    assert "\n" not in str(refused.value)


BAD_JSON = [
    ("{", "not JSON"),
    ("[" * 100_000, "not JSON"),
    ("3", "expected a list"),
    ("[]", "holds no rows"),
    ('["a"]', "row 1: expected an object"),
    ('[{"id": true, "parent_id": null, "name": "A"}]', "row 1: 'id' must be"),
    ('[{"id": 1, "parent_id": [], "name": "A"}]', "row 1: 'parent_id' must be"),
    ('[{"id": 1, "parent_id": null, "name": {}}]', "row 1: 'name' must be text"),
    (
        '[{"id": 1, "parent_id": null, "name": "A"}, {"id": "1", "parent_id": null, "name": "B"}]',
        "row 2: the id 1 is",
    ),
    ('[{"id": 1, "parent_id": null, "name": "A", "updated_at": 2019}]', "row 1: 'updated_at'"),
]


@pytest.mark.parametrize(("text", "cause"), BAD_JSON, ids=[cause for _, cause in BAD_JSON])
def test_bad_json_is_refused(file, text, cause):
    with pytest.raises(BadInput, match=cause):
        read_nodes(file(text, "t.json"))


@pytest.mark.parametrize("name", ["t.csv", "t.csv.gz"])
def test_too_large_is_refused_before_it_is_read(file, name, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    with pytest.raises(BadInput, match="larger than"):
        read_nodes(file("id,parent_id,name\n" + "1,,A\n" * 1000, name))


def test_other_files_are_refused(file):
    with pytest.raises(BadInput, match=r"must end in \.csv"):
        read_nodes(file("x", "t.xlsx"))
    with pytest.raises(BadInput, match="no such file"):
        read_nodes(file("x").with_name("absent.csv"))


def test_json_lines_and_values_as_json_writes_them(file):
    row = {"id": "a", "parent_id": None, "name": "A", "tickets": 4.0, "active": False}
    (node,) = read_nodes(file(json.dumps(row) + "\n", "t.jsonl"))
    assert (node.tickets, node.active) == (4, False)
