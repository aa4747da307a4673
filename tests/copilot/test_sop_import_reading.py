"""Files to SOP texts: every kind is read, every odd one is refused with a sentence."""

import json

import pytest

from copilot.sops.importing import files, reading
from copilot.sops.importing.files import BadFile, NamedFile, unpacked
from copilot.sops.parsing import parse
from tests.copilot.sop_file_help import HTML, MARKDOWN, archive, markdown, word


def only(file):
    ((candidate,), faults) = reading.read(file)
    assert faults == []
    return candidate.markdown


def test_markdown_stays_as_it_is_and_gets_its_files_name_as_address():
    document = parse(only(markdown("money/return-policy.md")))
    assert (document.title, document.slug, document.errors) == ("Returns", "return-policy", ())


def test_its_own_address_wins():
    assert parse(only(markdown(text=MARKDOWN.replace("---\n##", "slug: mine\n---\n##")))).slug == "mine"


@pytest.mark.parametrize("name", ["README.md", "a/index.md"])
def test_a_name_that_says_nothing_is_no_address(name):
    assert parse(only(markdown(name))).slug == "returns"


def test_without_a_title_the_files_name_is_one():
    assert parse(only(markdown("late_returns.md", "## Window\nText."))).title == "Late returns"


def test_a_page_becomes_markdown():
    text = only(NamedFile("lost.html", HTML.encode()))
    document = parse(text)
    assert (document.title, [section.title for section in document.sections]) == (
        "Lost parcels",
        ["What to do"],
    )
    assert "**order_id**" in text
    assert "[See returns](returns.md#window)" in text
    assert not any(word in text for word in ("alert", "Home", "x.png"))


def test_a_page_may_name_its_encoding():
    raw = '<meta charset="iso-8859-1"><title>Rückgabe</title><p>Schuhe</p>'.encode("latin-1")
    assert parse(only(NamedFile("r.html", raw))).title == "Rückgabe"


def test_a_word_file_becomes_markdown():
    text = only(word(("T", "Lost parcels"), ("H1", "What to do"), ("", "Ask for {order_id} &amp; wait.")))
    document = parse(text)
    assert (document.title, document.errors) == ("Lost parcels", ())
    assert document.sections[0].title == "What to do"
    assert document.sections[0].text == "Ask for {order_id} & wait."


def test_a_word_file_cannot_open_other_files():
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    parts = archive({"word/document.xml": f"<?xml version='1.0'?>{bomb}<x>&a;</x>"}, "x.docx")
    with pytest.raises(BadFile, match=r"x\.docx: "):
        reading.read(parts)


def test_rows_become_sops():
    rows = [
        {"id": "returns-1", "title": "Returns", "text": "## Window\n30 days", "categories": ["returns"]},
        {"id": 7, "title": "Size, and fit: how", "text": "Measure it."},
        {"id": "account/recover name", "title": "Recover", "content": "Ask."},
        {"title": "Steps", "steps": [{"text": "Look", "subtext": ["twice"]}]},
    ]
    found, faults = reading.read(NamedFile("x.jsonl", "\n\n".join(map(json.dumps, rows)).encode()))
    documents = [parse(one.markdown) for one in found]
    assert faults == []
    assert [one.row for one in found] == [1, 3, 5, 7]
    assert [document.slug for document in documents] == [
        "returns-1",
        "size-and-fit-how",
        "account-recover-name",
        "steps",
    ]
    assert documents[0].categories == ("returns",)
    assert [document.errors for document in documents] == [(), (), (), ()]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "row 2: Not JSON"),
        ("[1]", "row 2: A JSON object is needed, this is list."),
        ('{"title": "x"}', "row 2: 'text' is missing."),
        ('{"title": "x", "text": " "}', "row 2: 'text' must be text that says something."),
        ('{"text": "no heading"}', "row 2: 'title' is missing."),
        ('{"title": 5, "text": "x"}', "row 2: 'title' must be text."),
        ('{"title": "x", "text": "y", "categories": [1]}', "row 2: 'categories' must be a list of keys."),
        ('{"title": "x", "sections": "y"}', "row 2: 'sections' must be a list of objects."),
        ('{"text":' + "[" * 100_000, "row 2: "),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(line, says):
    raw = f'{{"title": "a", "text": "b"}}\n{line}\n{{"title": "c", "text": "d"}}'.encode()
    found, (fault,) = reading.read(NamedFile("x.jsonl", raw))
    assert len(found) == 2
    assert str(fault).startswith(f"x.jsonl: {says}")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (NamedFile("a.md", "é".encode("latin-1")), "a.md: row 1: This is not UTF-8 text."),
        (NamedFile("a.md", b"x\n\0"), "a.md: row 2: This is not a text file."),
        (NamedFile("a.html", b"<meta charset=none><p>\xe9"), "a.html: It says it is none"),
        (NamedFile("a.html", b"<script>x</script>"), "a.html: There is no text in it."),
        (NamedFile("a.html", b"<div>" * 20_000 + b"x"), "a.html: Its parts are nested too deeply"),
        (NamedFile("a.docx", b"PK no"), "a.docx: It is damaged"),
        (word(("", "x"), name="a.docx"), None),
    ],
)
def test_what_cannot_be_read_is_named(file, says):
    if says is None:
        assert reading.read(file)
        return
    with pytest.raises(BadFile) as bad:
        reading.read(file)
    assert str(bad.value).startswith(says)


def test_an_archive_is_opened_and_what_is_of_no_use_passed_over():
    given = archive(
        {"s/returns.md": MARKDOWN, "s/pic.png": "x", "__MACOSX/s/returns.md": "x", ".hidden.md": "x"}
    )
    found, faults = unpacked([given])
    assert ([file.name for file in found], faults) == (["s/returns.md"], [])


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../../etc/x.md", "leads out of the folder"),
        ("/etc/x.md", "leads out of the folder"),
        ("C:\\x.md", "leads out of the folder"),
        ("..\\x.md", "leads out of the folder"),
        ("inner.zip", "an archive inside an archive"),
    ],
)
def test_suspicious_names_are_refused_and_the_rest_is_read(name, says):
    found, (fault,) = unpacked([archive({name: "x", "good.md": MARKDOWN})])
    assert [file.name for file in found] == ["good.md"]
    assert says in str(fault)


def test_a_zip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_TOGETHER", 10_000)
    found, (fault,) = unpacked([archive({"a.md": "x" * 9_000, "b.md": "x" * 9_000})])
    assert found == []
    assert "unpacks to more than" in str(fault)


def test_a_word_file_of_endless_text_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_XML", 1_000)
    with pytest.raises(BadFile, match="of text; an SOP is a few pages"):
        reading.read(word(("", "x" * 2_000)))


def test_a_word_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_TOGETHER", 1_000)
    with pytest.raises(BadFile, match="unpacks to more than"):
        reading.read(word(("", "x" * 2_000)))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (NamedFile("a.pdf", b"x"), "a.pdf: Of this kind no SOP is read"),
        (NamedFile("a.md", b" \n"), "a.md: It is empty."),
        (NamedFile("a.md", b"x" * (files.MOST_BYTES + 1)), "a.md: It is larger than 5 MB"),
        (NamedFile("a.zip", b"PK nothing"), "a.zip: It is damaged, or no zip archive."),
        (archive({"pic.png": "x"}), "sops.zip: It holds no file that could be an SOP."),
    ],
)
def test_files_that_are_no_sops(given, says):
    found, (fault,) = unpacked([given])
    assert found == []
    assert str(fault).startswith(says)


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 1)
    found, (fault,) = unpacked([markdown("a.md"), markdown("b.md")])
    assert found == []
    assert "more than 1 files" in str(fault)
