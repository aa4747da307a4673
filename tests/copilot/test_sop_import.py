"""An import: looked at first, brought in as draft versions, and out again to the same files."""

import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from copilot.models import Sop, SopVersion
from copilot.sops import publishing
from copilot.sops.fronting import scalar, with_categories, with_slug, with_title
from copilot.sops.importing import bringing, planning
from copilot.sops.parsing import parse
from support.actions.tickets import Refused
from support.commandline import BadInput
from tests.copilot.sop_file_help import MARKDOWN, archive, markdown
from tests.factories import make_category, make_sop

pytestmark = pytest.mark.django_db
PAGE = "/sops/import/"


def steps(*files):
    return [(one.slug, one.step.value) for one in planning.plan_files(files).planned]


def looked_at(client, *files):
    uploads = [SimpleUploadedFile(file.name, file.raw) for file in files]
    return client.post(PAGE, {"files": uploads})


def test_a_look_writes_nothing(as_admin):
    page = looked_at(as_admin, markdown())
    assert page.context["steps"]["new"] == 1
    assert not Sop.objects.exists()


def test_said_so_they_are_draft_versions(as_admin):
    page = looked_at(as_admin, archive({"returns.md": MARKDOWN, "late.md": "# Late\n\nText."}))
    as_admin.post(PAGE, {"texts": page.context["texts"]})
    assert sorted(SopVersion.objects.values_list("sop__slug", "state")) == [
        ("late", "draft"),
        ("returns", "draft"),
    ]


def test_one_that_is_here_gets_a_new_version_or_is_left_alone(admin):
    sop = make_sop(make_category("Returns"))
    plan = planning.plan_files([markdown()])
    assert [(one.slug, one.step.value) for one in plan.planned] == [("returns", "version")]
    with pytest.raises(Refused, match="nothing to bring in"):
        bringing.bring_in(plan=plan, by=admin, skip_existing=True)
    bringing.bring_in(plan=plan, by=admin)
    assert list(sop.versions.values_list("number", "state")) == [(2, "draft"), (1, "published")]


def test_the_same_text_is_told_as_such(admin):
    bringing.bring_in(plan=planning.plan_files([markdown()]), by=admin)
    assert steps(markdown()) == [("returns", "same")]


def test_somebodys_unfinished_version_is_not_overwritten(admin, agent):
    publishing.write(markdown="# Returns\n\nMine.", by=agent)
    (one,) = planning.plan_files([markdown()]).planned
    assert (one.step.value, one.why) == (
        "blocked",
        "Ada Agent is writing version 1; publish or set it aside first.",
    )


def test_a_version_begun_after_the_look_is_not_overwritten_either(admin, agent):
    sop = make_sop(make_category("Returns"))
    plan = planning.plan_files([markdown(), markdown("new.md", "# New things\n\nText.")])
    publishing.write(markdown="# Returns\n\nMine.", by=agent, sop=sop)
    with pytest.raises(Refused, match="meanwhile"):
        bringing.bring_in(plan=plan, by=admin)
    assert Sop.objects.count() == 1


def test_two_files_with_one_address_are_named():
    plan = planning.plan_files([markdown("a/returns.md"), markdown("b/returns.md")])
    assert [str(fault) for fault in plan.faults] == [
        "b/returns.md: “returns” is the address of a/returns.md too."
    ]


def test_mistakes_and_unknown_categories_are_said_and_stop_nothing():
    text = "---\ntitle: R\ncategories: [nowhere]\n---\n## Reply\nYes. [^gone]\n[x](ftp:y)"
    (one,) = planning.plan_files([markdown("r.md", text)]).planned
    assert any("no section “gone”" in mistake for mistake in one.mistakes)
    assert "There is no category “nowhere”" in one.notes[0]
    assert "leads nowhere from here" in one.notes[1]


def test_an_address_that_is_a_page_of_ours_is_refused():
    assert steps(markdown("import.md")) == [("import", "blocked")]


def test_an_agent_may_not(as_agent, agent):
    assert as_agent.get(PAGE).status_code == 403
    with pytest.raises(PermissionDenied):
        bringing.bring_in(plan=planning.plan_files([markdown()]), by=agent)


@pytest.mark.parametrize("fields", [{}, {"texts": "forged"}])
def test_nothing_chosen_or_forged_is_answered_with_a_sentence(as_admin, fields):
    assert as_admin.post(PAGE, fields).status_code == 422
    assert not Sop.objects.exists()


def test_a_bad_file_beside_a_good_one_is_named_and_left_out(as_admin):
    page = looked_at(as_admin, markdown(), markdown("b.pdf"))
    assert page.context["steps"]["new"] == 1
    assert "Of this kind no SOP is read" in page.content.decode()


def test_out_and_in_again_is_the_same(as_admin, admin):
    make_sop(make_category("Returns"))
    packed = as_admin.get("/sops/export/").content
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert opened.namelist() == ["returns.md"]
    page = looked_at(as_admin, archive({"returns.md": opened_text(packed)}))
    assert page.context["steps"] == {"new": 0, "version": 0, "same": 1, "blocked": 0}


def opened_text(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return opened.read("returns.md")


def test_an_exported_file_names_its_address_though_the_title_moved_on(as_agent, admin):
    sop = make_sop(make_category("Returns"))
    publishing.write(markdown="# Sending back\n\nText.", by=admin, sop=sop)
    answer = as_agent.get("/sops/returns/2/markdown/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="returns.md"'
    assert parse(answer.content.decode()).slug == "returns"


@pytest.mark.parametrize(
    "text",
    ["Returns", "Size: how", "“quoted” & 'so'", "null", "[a]", "#1", "- x", "a, b", "返品", "50 %", "x:"],
)
def test_any_text_can_stand_in_front_matter(text):
    made = with_categories(with_slug(with_title("## A\nText.", text), "x"), [text, "b"])
    document = parse(made)
    assert (document.title, document.slug, document.categories) == (text, "x", (text, "b"))
    assert document.errors == ()


def test_front_matter_that_is_there_is_kept():
    made = with_title(with_slug("---\nslug: old\nowner: Ada\nfacts:\n  a b: c\n---\n## A\nT", "new"), "T")
    document = parse(made)
    assert (document.slug, document.owner, document.facts[0].value) == ("new", "Ada", "c")
    assert scalar("plain words") == "plain words"


def run(*arguments):
    out = io.StringIO()
    call_command("import_sops", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_brings_a_folder_in(tmp_path, admin):
    (tmp_path / "returns.md").write_text(MARKDOWN)
    (tmp_path / "more.jsonl").write_text('{"title": "More", "text": "Text."}\n')
    rows = [json.loads(line) for line in run(tmp_path, "--by", admin.email, "--json", "-").splitlines()]
    assert sorted((row["slug"], row["done"]) for row in rows) == [("more", "new"), ("returns", "new")]
    assert Sop.objects.count() == 2


def test_a_dry_run_writes_nothing(tmp_path, admin):
    (tmp_path / "returns.md").write_text(MARKDOWN)
    assert "returns" in run(tmp_path, "--by", admin.email, "--dry-run")
    assert not Sop.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.jsonl", b'{"title": "a", "text": "b"}\n{"title": 1}', "a.jsonl: row 2: 'text' is missing"),
        ("a.md", b"\xe9", "a.md: row 1: This is not UTF-8 text"),
        ("a.zip", b"x", "a.zip: It is damaged"),
    ],
)
def test_a_fault_ends_the_command_and_writes_nothing(tmp_path, admin, name, content, says):
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.md").write_text(MARKDOWN)
    with pytest.raises(BadInput, match=says) as bad:
        run(tmp_path / "good.md", tmp_path / name, "--by", admin.email)
    assert bad.value.returncode == 2
    assert not Sop.objects.exists()


def test_the_command_wants_somebody_who_may(tmp_path, agent):
    (tmp_path / "a.md").write_text(MARKDOWN)
    with pytest.raises(BadInput, match="may not import SOPs"):
        run(tmp_path, "--by", agent.email)
    with pytest.raises(BadInput, match="nobody has this address"):
        run(tmp_path, "--by", "nobody@example.com")
