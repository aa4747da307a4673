"""Everything a replay's lines depend on, as one digest: another digest, another journal.

`--limit` is no part of it: the rows before a limit come out alike whatever the limit is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from copilot import gateway
from copilot.models import Section, Sop, SopVersion
from routing import working
from routing.embeddings import Embedder
from routing.models import ClassifierVersion
from support.taxonomy import Taxonomy

ROOT = Path(__file__).resolve().parents[2]
# The code whose change may change a line, and the library that learns.
CODE = (
    "copilot/classifier.py",
    "copilot/embedder.py",
    "copilot/drafting/**/*.py",
    "copilot/gateway/*.py",
    "copilot/measuring/*.py",
    "copilot/prompts/*",
    "copilot/replaying/*.py",
    "copilot/sops/*.py",
    "routing/*.py",
    "routing/embeddings/*.py",
    "routing/learned/*.py",
    "support/importing.py",
    "support/taxonomy.py",
)


def fingerprint(file: Path, sops: Path | None, tree: Taxonomy, embedder: Embedder | None) -> str:
    """Sixteen hexadecimal digits."""
    whole = hashlib.sha256()
    for part in _parts(file, sops, tree, embedder):
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:16]


def _parts(file: Path, sops: Path | None, tree: Taxonomy, embedder: Embedder | None) -> Iterator[bytes]:
    yield file.read_bytes()
    yield sops.read_bytes() if sops else repr(_published()).encode()
    yield repr((sorted(tree.nodes.items()), sorted(tree.aliases.items()))).encode()
    yield repr((working.rule_values(), _classifier())).encode()
    yield repr((_models(), embedder.name if embedder else "", version("scikit-learn"))).encode()
    for pattern in CODE:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                yield path.read_bytes()


def _published() -> tuple[list[object], ...]:
    versions = SopVersion.objects.filter(state="published", sop__retired_at=None).order_by("sop_id")
    embedded = Section.objects.exclude(embedded_with="").filter(version__in=versions).order_by("pk")
    return (
        list(versions.values_list("sop_id", "sop__title", "number", "digest", "effective")),
        list(
            Sop.categories.through.objects.order_by("sop_id", "category_id").values_list(
                "sop_id", "category_id"
            )
        ),
        list(embedded.values_list("pk", "embedded_with")),
    )


def _classifier() -> tuple[int, str] | None:
    return ClassifierVersion.objects.filter(live=True).values_list("pk", "artifact_digest").first()


def _models() -> tuple[str, ...]:
    if gateway.backend_name() == "offline":
        return ("offline",)
    asked = [("strong", "draft"), ("small", "draft"), ("small", "route")]
    models = [gateway.model_for(step, purpose) for step, purpose in asked]
    return ("openai", settings.OPENAI_BASE_URL, settings.ROUTING_CLASSIFIER, *models)
