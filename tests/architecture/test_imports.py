"""Data flows support → routing → copilot; imports point back the other way, and nobody imports config."""

import pytest

from tests.architecture.source import APPS, imports, python_files

MAY_IMPORT = {
    "support": {"support"},
    "routing": {"support", "routing"},
    "copilot": {"support", "routing", "copilot"},
}
OURS = {*APPS, "config", "tests", "benchmarks"}


@pytest.mark.parametrize("app", APPS)
def test_imports_point_one_way(app):
    files = python_files(app)
    against = [
        f"{path} imports {name}"
        for path in files
        for name in imports(path)
        if name.split(".")[0] in OURS - MAY_IMPORT[app]
    ]
    assert files
    assert against == []


@pytest.mark.parametrize(
    ("module", "only"),
    [
        ("openai", "copilot/gateway/openai_client.py"),
        ("django.core.mail", "support/actions/delivery.py"),
    ],
)
def test_one_door(module, only):
    """Models, and mail that leaves, each pass through one file."""
    found = [
        str(path)
        for path in python_files(*APPS, "config")
        if any(name.split(".")[: module.count(".") + 1] == module.split(".") for name in imports(path))
    ]
    assert found == [only]


def test_tests_are_not_shipped_code():
    files = python_files("config")
    assert [path for path in files for name in imports(path) if name.split(".")[0] == "tests"] == []
