from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from support.models import Attachment, Message
from support.texts import clean_line


def attach(message: Message, uploads: Sequence[UploadedFile[Any]]) -> None:
    for upload in uploads:
        attachment = Attachment(
            message=message,
            name=clean_line(upload.name or "file", 255),
            content_type=clean_line(upload.content_type or "application/octet-stream", 120),
            size=upload.size or 0,
        )
        # On disk under a name of ours: theirs may be too long, or mean something to a server.
        attachment.file.save(uuid4().hex, upload, save=False)
        attachment.save()
