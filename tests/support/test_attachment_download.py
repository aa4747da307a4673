"""A customer's file is handed out as a download, never as a page of ours."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from support.models import Attachment
from tests.factories import make_ticket

pytestmark = pytest.mark.django_db

PAGE = b"<script>alert(1)</script>"


def attach(name="page.html", content=PAGE, kind="text/html"):
    make_ticket(attachments=[SimpleUploadedFile(name, content, kind)])
    return Attachment.objects.get()


def test_html_does_not_run_here(as_agent):
    answer = as_agent.get(f"/attachments/{attach().pk}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PAGE


def test_a_name_cannot_break_out_of_its_header(as_agent):
    attachment = attach(name='a"; filename=evil.exe')
    answer = as_agent.get(f"/attachments/{attachment.pk}/")
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "\n" not in answer["Content-Disposition"]


def test_the_name_on_disk_is_ours():
    stored = attach(name="evil.php.html").file.name
    assert "evil" not in stored


def test_a_stranger_is_sent_to_log_in():
    assert Client().get(f"/attachments/{attach().pk}/").url.startswith("/accounts/login/")


def test_a_file_that_is_gone_is_not_found(as_agent):
    attachment = attach()
    attachment.file.delete(save=False)
    assert as_agent.get(f"/attachments/{attachment.pk}/").status_code == 404


def test_the_thread_names_it_and_its_size(as_agent):
    attachment = attach(name="bill.pdf", content=b"x" * 2048)
    page = as_agent.get(attachment.message.ticket.get_absolute_url()).content.decode()
    assert "bill.pdf" in page
    assert "2.0\xa0KB" in page
