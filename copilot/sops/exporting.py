"""SOPs as Markdown files that can be brought in again."""

from __future__ import annotations

import io
import zipfile

from copilot.models import SopVersion
from copilot.sops.fronting import with_slug


def as_file(version: SopVersion) -> tuple[str, str]:
    """File name and text; the text names its own address, which a title may have left behind."""
    slug = version.sop.slug
    return f"{slug}.md", with_slug(version.markdown, slug)


def as_zip(versions: list[SopVersion]) -> bytes:
    """A zip archive of one Markdown file each; the same texts make the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for version in versions:
            name, text = as_file(version)
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
