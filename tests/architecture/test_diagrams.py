"""The pictures in docs/architecture.md are drawn from the tables the code obeys."""

import pytest
from django.core.management import call_command

from support.management.commands.draw_states import drawn, machines, missing
from support.states import States
from tests.architecture.source import ROOT

DOCUMENT = (ROOT / "docs/architecture.md").read_text()
LAMP = States("lamp", "off", {"off": ("on",), "on": ("off", "broken"), "broken": ()})
PAGE = "Before\n<!-- states: lamp -->\nan old picture\n<!-- end of states -->\nAfter\n"


def test_pictures_are_up_to_date():
    assert drawn(DOCUMENT, machines()) == DOCUMENT, "run `manage.py draw_states`"


def test_every_machine_has_a_picture():
    assert missing(DOCUMENT, machines()) == []


def test_known_machines_are_found():
    assert {"ticket", "delivery", "decision", "draft", "SOP version"} <= set(machines())


def test_only_what_is_between_the_marks_changes():
    text = drawn(PAGE, {"lamp": LAMP})
    assert text.startswith("Before\n<!-- states: lamp -->\n```mermaid\n")
    assert "on --> broken" in text
    assert "broken --> [*]" in text
    assert "old picture" not in text
    assert text.endswith("<!-- end of states -->\nAfter\n")


def test_drawing_twice_is_drawing_once():
    once = drawn(PAGE, {"lamp": LAMP})
    assert drawn(once, {"lamp": LAMP}) == once


def test_a_picture_of_nothing_is_refused():
    with pytest.raises(KeyError):
        drawn(PAGE, {})


def test_the_command_agrees(capsys):
    call_command("draw_states", "--check")
    assert "ticket" in capsys.readouterr().out
