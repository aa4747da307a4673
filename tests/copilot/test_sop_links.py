"""Links of an SOP: inside they must lead somewhere, outside they must be well formed."""

import pytest

from copilot.sops import links, publishing
from copilot.sops.rendering import render
from tests.factories import make_category, make_sop

SHELF = {"refunds": frozenset({"intro", "how-long"})}
TEXT = "# Returns\n\n## Window\n\n{}\n"


def problems(text):
    return [str(error) for error in links.broken(TEXT.format(text), "returns", SHELF)]


@pytest.mark.parametrize(
    "good",
    [
        "[a](#window)",
        "[a](refunds.md)",
        "[a](../money/refunds.md#how-long)",
        "[a](/sops/refunds/#how-long)",
        "[a](/sops/returns/#window)",
        "[a](https://example.com/x?y=1#z)",
        "[a](mailto:help@example.com) [b](tel:+4420123456)",
        "<https://example.com>",
        "`[a](nowhere.md)`",
        "no link at all",
    ],
)
def test_these_lead_somewhere(good):
    assert problems(good) == []


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("[a](#windw)", "Line 5: “#windw” leads to no section; there is no “windw”."),
        ("[a](repairs.md)", "Line 5: “repairs.md” leads to no published SOP."),
        ("[a](/sops/refunds/#howlong)", "Line 5: “/sops/refunds/#howlong” leads to no section"),
        ("one\ntwo [a](repairs.md)", "Line 6: “repairs.md”"),
        ("[a](https://exa mple)", None),
        ("[a](https:///path)", "“https:///path” is not a well-formed address."),
        ("[a](http://x:port/)", "is not a well-formed address."),
        ("[a](mailto:nobody)", "“mailto:nobody” is not a well-formed address."),
        ("[a](folder/page)", "“folder/page” leads nowhere from here"),
        ("[a]()", "“” leads nowhere from here"),
    ],
)
def test_these_do_not(bad, says):
    assert [says in line for line in problems(bad)] == ([True] if says else [])


def test_a_files_name_is_shown_as_the_sops_address():
    assert 'href="/sops/refunds/#how-long"' in render("# R\n\n[a](money/refunds.md#how-long)")


@pytest.mark.django_db
def test_a_link_breaks_when_the_other_sop_is_retired(admin):
    other = make_sop(make_category("Refunds"), title="Refunds")
    assert links.broken("# R\n\n[a](refunds.md#return-window)", "returns") == []
    publishing.retire(sop=other, by=admin, why="")
    assert "no published SOP" in links.broken("# R\n\n[a](refunds.md)", "returns")[0].sentence


@pytest.mark.django_db
def test_all_broken_links_of_what_is_published():
    text = "---\ntitle: Returns\n---\n## Window\nSee [this](#nowhere) and [that](#window)."
    sop = make_sop(make_category(), markdown=text)
    ((version, error),) = links.all_broken()
    assert (version.sop, error.line) == (sop, 5)
