"""Vectors for sections where an embedding model is configured: made in the background, used in drafting."""

import numpy as np
import pytest

from copilot.drafting import gathering, requesting
from copilot.models import Section
from copilot.sops import embedding
from copilot.tasks import sweep_missing
from tests.copilot.draft_help import waiting_ticket
from tests.factories import make_category, make_sop, open_drafting

pytestmark = pytest.mark.django_db


class Pretend:
    """Texts about sending things back point one way, all others another way."""

    name = "pretend-1"

    def __init__(self):
        self.seen = []

    def __call__(self, texts, /):
        self.seen += texts
        return np.array([[1.0, 0.0] if "retour" in t or "return" in t else [0.0, 1.0] for t in texts])


@pytest.fixture
def embedder(monkeypatch):
    pretend = Pretend()
    monkeypatch.setattr(embedding, "configured", lambda: pretend)
    monkeypatch.setattr(gathering, "configured", lambda: pretend)
    return pretend


def test_without_a_model_nothing_is_done(monkeypatch):
    monkeypatch.setattr(embedding, "configured", lambda: None)
    make_sop(make_category())
    assert embedding.embed_missing() == 0


def test_each_published_section_once(embedder):
    make_sop(make_category())
    assert embedding.embed_missing() == 2
    assert embedding.embed_missing() == 0
    assert set(Section.objects.values_list("embedded_with", flat=True)) == {"pretend-1"}


def test_a_section_is_embedded_with_its_sops_title(embedder):
    make_sop(make_category(), title="Sending back")
    embedding.embed_missing()
    assert embedder.seen[0].startswith("Sending back. Return window. Unworn shoes")


def test_the_minutely_sweep_does_it(embedder):
    make_sop(make_category())
    sweep_missing()
    assert not Section.objects.filter(embedding=None).exists()


def test_another_model_makes_its_own(embedder):
    make_sop(make_category())
    embedding.embed_missing()
    embedder.name = "pretend-2"
    assert embedding.embed_missing() == 2


def test_drafting_finds_by_meaning_what_shares_no_word(embedder):
    make_sop(make_category("Returns"))
    embedding.embed_missing()
    ticket = waiting_ticket(open_drafting(make_category("Foreign")), subject="Retour", body="retour svp")
    context = gathering.gather(requesting.request_draft(ticket=ticket), gathering.Timed())
    assert "return-window" in [section.anchor for section in context.sections]
