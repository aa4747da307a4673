"""Taxonomy files as other helpdesks export them, and the sentence that names each row at fault."""

import json

import pytest

from routing.taxonomy.importing import read
from routing.taxonomy.uploads import BadFile
from tests.routing.taxonomy_help import messy_csv


def paths(name, content):
    raw = content if isinstance(content, bytes) else content.encode()
    return sorted(" > ".join(entry.path) for entry in read(name, raw).entries)


ZENDESK = {
    "ticket_field": {
        "title": "Topic",
        "custom_field_options": [{"name": "A::B", "value": "a__b"}, {"name": "A::C"}],
    }
}
ZAMMAD_TREE = [
    {"name": "A", "value": "A", "children": [{"name": "B", "value": "A::B"}, {"name": "C", "value": "A::C"}]}
]
ZAMMAD_GROUPS = [
    {"id": 1, "name": "A", "parent_id": None, "active": True},
    {"id": 2, "name": "B", "parent_id": 1},
    {"id": 3, "name": "C", "parent_id": 1},
]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "path\nA > B\nA > C\n"),
        ("a.csv", "category\nA::B\nA::C\n"),
        ("a.txt", "A::B\nA::C\n"),
        ("a.txt", "A > B\n\nA > C"),
        ("a.csv", "id,parent_id,name\n1,,A\n2,1,B\n3,1,C\n"),
        ("a.csv", "ID;Parent;Title\n1;0;A\n2;1;B\n3;1.0;C\n"),
        ("a.csv", "name\tparent\nA\t\nB\tA\nC\tA\n"),
        ("a.csv", "Level 1,Level 2,Level 3\nA,B,\nA,C,\n"),
        ("a.csv", "Category,Subcategory\nA,B\nA,C\n"),
        ("a.csv", "path\nA > B\nA > C\n".encode("utf-16")),
        ("a.csv", "\ufeffpath\r\nA > B\r\nA > C\r\n"),
        ("a.json", json.dumps(ZENDESK)),
        ("a.json", json.dumps({"ticket_fields": [{"id": 7}, ZENDESK["ticket_field"]]})),
        ("a.json", json.dumps(ZAMMAD_TREE)),
        ("a.json", json.dumps(ZAMMAD_GROUPS)),
        ("a.json", json.dumps(["A::B", "A::C"])),
        ("a.json", json.dumps({"categories": [{"path": "A > B"}, {"path": "A > C"}]})),
    ],
)
def test_shapes(name, content):
    assert paths(name, content) == ["A", "A > B", "A > C"]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("", [(0, "The file holds no categories.")]),
        ("path\nA\n\nA > > B\n", [(4, "The path “A >  > B” has an empty step.")]),
        ("path,tickets\nA,1\nB,many\nC,2\nD,-1\n", [(3, "'tickets'"), (5, "'tickets'")]),
        (
            "id,parent,name\n1,,A\n1,,B\n2,1,\n,1,C\n",
            [(3, "The id 1 is in row 2 already."), (4, "There is no name."), (5, "There is no id.")],
        ),
        ("name,parent\nA,\nB,A\nA,B\n", [(4, "The name “A” is in row 2 already.")]),
        ("path\n" + "x" * 121, [(2, "longer than 120 characters")]),
        ("path,n\nA,1\nB,2,3,4\n", [(3, "4 cells under 2 columns")]),
        ('path\nA\n"B\n', [(3, "cannot be read")]),
        ("product,issue\nA,B\n", [(1, "do not say what a category is called")]),
        ("[1, 2]", [(1, "An object or a text is needed")]),
        ('[{"name": "A"},\n{"name": }]', [(2, "This is not JSON")]),
        ('{"a": 1}', [(0, "No list of categories")]),
        ("[" * 100_000, [(0, "nested too deeply")]),
        (b"path\nA\nCaf\xe9\n", [(3, "not UTF-8")]),
        (b"PK\x03\x04\x00\x00", [(1, "not a text file")]),
        (b"x" * 2_000_001, [(0, "larger than 2 MB")]),
        ("path\n" + "A\n" * 5001, [(5002, "more than 5,000")]),
    ],
)
def test_faults(content, faults):
    with pytest.raises(BadFile) as bad:
        read("a.csv", content if isinstance(content, bytes) else content.encode())
    assert [fault.row for fault in bad.value.faults] == [row for row, _ in faults]
    for fault, (_, words) in zip(bad.value.faults, faults, strict=True):
        assert words in fault.sentence


@pytest.mark.parametrize(
    ("content", "found", "note"),
    [
        ("path\nA\na\n", ["A"], "Row 3: “a” is in row 2 already; they become one."),
        (
            "id,parent,name\n1,9,A\n",
            ["A"],
            "Row 2: its parent 9 is not in the file, so it stands at the top.",
        ),
        ("id,parent,name\n1,2,A\n2,1,B\n3,2,C\n", ["A", "A > B", "A > B > C"], "Rows 2, 3 lie in a circle"),
        ("path,active\nA,\nB,false\nB > C,true\n", ["A"], "2 that are not active"),
    ],
)
def test_what_is_put_right_on_the_way(content, found, note):
    reading = read("a.csv", content.encode())
    assert sorted(" > ".join(entry.path) for entry in reading.entries) == found
    assert any(note in one for one in reading.notes)


def test_parents_come_before_their_children():
    seen = set()
    for entry in read("a.csv", messy_csv().encode()).entries:
        assert len(entry.path) == 1 or tuple(step.casefold() for step in entry.path[:-1]) in seen
        seen.add(tuple(step.casefold() for step in entry.path))


def test_a_slash_in_a_name_is_no_path():
    assert paths("a.csv", "name\nReturns / exchanges\n") == ["Returns / exchanges"]
    assert paths("a.csv", "path\nReturns / Size\n") == ["Returns", "Returns > Size"]
