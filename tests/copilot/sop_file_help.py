"""What the import tests share: files of each kind, made here."""

import io
import zipfile

from copilot.sops.importing.files import NamedFile

MARKDOWN = "---\ntitle: Returns\n---\n## Window\nShoes come back within 30 days.\n"
HTML = """<html><head><title>Lost parcels</title><script>alert(1)</script></head><body>
<nav>Home</nav><h2>What to do</h2><p>Ask for the <b>order_id</b>.</p><ul><li>Look</li></ul>
<a href="returns.html#window">See returns</a><img src="x.png"></body></html>"""
WORD = """<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body>{}</w:body></w:document>"""
RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="word/document.xml"/></Relationships>"""
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"""
STYLES = """<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>"""


def markdown(name="returns.md", text=MARKDOWN):
    return NamedFile(name, text.encode())


def archive(contents, name="sops.zip"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in contents.items():
            made.writestr(path, content)
    return NamedFile(name, buffer.getvalue())


def word(*paragraphs, name="lost-parcels.docx"):
    """A Word file; each paragraph is (style id, text)."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/styles.xml": STYLES,
        "word/document.xml": WORD.format(body),
    }
    return archive(parts, name)
