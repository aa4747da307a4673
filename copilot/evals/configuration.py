"""What is tried by an eval run: models, ladder, prompts, checks and thresholds, as one value with a digest.

SOPs and the taxonomy are not part of it. They change daily, for one category at a time; a run older than a
category's newest change no longer speaks for that category (gate.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings

from copilot import gateway, versions
from copilot.drafting.compose import LADDER, Complete
from copilot.measuring import verdict
from copilot.models import Release
from copilot.prompts import FOLDER, load

MODELS = ("strong", "small")
# What a release may say; anything else in its config is a mistake.
CHOICES = (*MODELS, "ladder")


def live() -> Release | None:
    return Release.objects.filter(state="live").first()


def of(release: Release | None) -> dict[str, Any]:
    """The whole configuration under a release; None means as the settings have it."""
    chosen = release.config if release else {}
    online = gateway.backend_name() == "openai"
    return {
        "backend": gateway.backend_name(),
        "server": settings.OPENAI_BASE_URL if online else "",
        "models": {route: chosen.get(route) or gateway.model_for(route) for route in MODELS}
        if online
        else {},
        "ladder": list(chosen.get("ladder") or (LADDER if online else LADDER[-1:])),
        "prompts": {path.stem: load(path.stem).digest for path in sorted(FOLDER.glob("*.md"))},
        "checks": versions.CHECKS,
        "thresholds": [verdict.COSMETIC_UP_TO, verdict.LIGHT_UP_TO, verdict.DISCARDED_BELOW],
    }


def present() -> dict[str, Any]:
    """What drafts are made with now."""
    return of(live())


def chosen(door: Complete = gateway.complete) -> tuple[Sequence[str] | None, Complete]:
    """The ladder and the door to models that drafts use: the live release's, or as the settings have it."""
    release = live()
    if release is None:
        return None, door
    config = of(release)
    return config["ladder"], with_models(config, door)


def with_models(config: Mapping[str, Any], complete: Complete) -> Complete:
    """The door, with each step of the ladder asking the configuration's model."""

    def ask(request: gateway.Request) -> gateway.Reply:
        return complete(replace(request, model=request.model or config["models"].get(request.route, "")))

    return ask


def fingerprint(config: dict[str, Any]) -> str:
    """SHA-256 over a configuration, in hexadecimal."""
    return hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()
