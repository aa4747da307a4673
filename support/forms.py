from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from support.texts import MOST_CHARACTERS

MOST_FILES = 5
MOST_BYTES = 10 * 1024 * 1024


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several small files; a field of our own because Django's takes one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=ManyFiles(), required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: list[UploadedFile[Any]] = [
            super(FilesField, self).clean(file, initial) for file in data or [] if file
        ]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"{len(files)} files; {MOST_FILES} is the most.")
        for file in files:
            if (file.size or 0) > MOST_BYTES:
                raise forms.ValidationError(f"“{file.name}” is larger than 10 MB.")
        return files


class ContactForm(forms.Form):
    """What a customer fills in. `token` makes a form sent twice one ticket."""

    name = forms.CharField(max_length=200, label="Your name")
    email = forms.EmailField(max_length=254, label="Your e-mail address", help_text="We answer here.")
    subject = forms.CharField(max_length=300, label="What is it about?")
    body = forms.CharField(
        max_length=MOST_CHARACTERS,
        label="Your message",
        help_text="An order number helps, if there is one.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    attachments = FilesField(label="Files")
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # People never see this field; programs that fill in every field do.
    website = forms.CharField(required=False, widget=forms.HiddenInput)


# What the composer tells beside the text.
REPORTED = ("used_draft", "read_seconds", "read_end", "open_seconds")


# What the button pressed asks for; “repair” only puts back the text that was offered with a refusal.
THEN = [("wait", "Send"), ("close", "Send and close"), ("repair", "Put the right text in")]


class WriteForm(forms.Form):
    """A reply or a note from the composer."""

    kind = forms.ChoiceField(choices=[("reply", "Reply"), ("note", "Note")])
    body = forms.CharField(required=False, strip=False)
    send_key = forms.UUIDField()
    last_seen = forms.IntegerField(min_value=0)
    then = forms.ChoiceField(choices=THEN, required=False)
    attachments = FilesField()
    used_draft = forms.IntegerField(required=False, min_value=0)
    read_seconds = forms.FloatField(required=False, min_value=0)
    read_end = forms.IntegerField(required=False, min_value=0, max_value=1)
    open_seconds = forms.FloatField(required=False, min_value=0)

    def composing(self) -> dict[str, float]:
        """What the composer reported about how the text came about."""
        reported = {name: self.cleaned_data.get(name) for name in REPORTED}
        return {name: value for name, value in reported.items() if value is not None}


class PreferencesForm(forms.Form):
    keys_enabled = forms.BooleanField(
        required=False,
        label="Single-key shortcuts",
        help_text="Keys such as j, k, r and u, outside text fields.",
    )
