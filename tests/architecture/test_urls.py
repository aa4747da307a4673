"""Login everywhere unless a view is on the short list of public ones."""

import re

import pytest
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLResolver, get_resolver

# What a stranger may open. Adding a line here is a decision, not a fix for a red test.
PUBLIC = {
    "support:contact",
    "support:contact_thanks",
    "support:rate",
    "support:healthz",
    "support:readyz",
    "login",
    "admin:login",
}
# Machines sign in with a token of their own, and are told 401 instead of being sent to a login page.
REFUSED = {401, 403}
SAMPLES = {
    "int": "1",
    "slug": "returns",
    "str": "x",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "path": "x",
}


def walk(resolver, prefix="", space=""):
    for entry in resolver.url_patterns:
        text = prefix + plain(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry, text, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}" if entry.name else text, "/" + text, entry.callback


def plain(pattern):
    """A path that the pattern matches."""
    text = re.sub(r"\(\?P<\w+>([^)|]+)[^)]*\)", r"\1", str(pattern))  # a regular expression's first choice
    text = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], text)
    return text.removeprefix("^").removesuffix("$").removesuffix("\\Z")


GUARDED = {name: path for name, path, _ in walk(get_resolver()) if name not in PUBLIC}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_log_in(db, method):
    stranger = Client()
    answers = {name: getattr(stranger, method)(path) for name, path in GUARDED.items()}
    assert [name for name, answer in answers.items() if not turned_away(answer)] == []


def turned_away(answer):
    if answer.status_code in REFUSED:
        return True
    return answer.status_code == 302 and answer.url.startswith((resolve_url("login"), "/admin/login/"))


def test_only_the_listed_views_are_public():
    unguarded = {name for name, _, view in walk(get_resolver()) if not getattr(view, "login_required", True)}
    assert unguarded == PUBLIC


def test_no_address_was_overlooked():
    assert {"support:queue", "routing:taxonomy", "copilot:readiness", "admin:index"} <= set(GUARDED)
    assert not [path for path in GUARDED.values() if re.search(r"[<>()|^$]", path)]
