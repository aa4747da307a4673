"""A file through the pages: looked at, made a change set, applied, reverted; a bad one changes nothing."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from routing.models import ChangeSet
from routing.taxonomy import change_sets
from support.models import Category
from tests.factories import make_category
from tests.routing.change_set_help import database
from tests.routing.taxonomy_help import messy_csv, messy_paths

pytestmark = pytest.mark.django_db

IMPORT = "/change-sets/import/"


def look(client, text, **values):
    return client.post(IMPORT, {"text": text, **values})


def made_of(client, text, **values):
    look(client, text, confirm="1", **values)
    return ChangeSet.objects.first()


def names():
    return set(Category.objects.filter(retired_at=None).values_list("name", flat=True))


def test_looking_at_it_changes_nothing(as_admin):
    make_category("Orders")
    before = database()
    answer = as_admin.post(IMPORT, {"file": SimpleUploadedFile("old.csv", messy_csv().encode())})
    assert answer.status_code == 200
    assert answer.context["match"].new
    assert database() == before
    assert not ChangeSet.objects.exists()


def test_300_rows_applied_reverted_and_applied_again(as_admin, admin):
    make_category("Orders")
    before = database()
    change_set = made_of(as_admin, messy_csv())
    change_sets.apply(change_set=change_set, by=admin)
    wanted = {path.rsplit(" > ", 1)[-1].casefold() for path in messy_paths()}
    assert wanted <= {name.casefold() for name in names()}
    applied = names()
    change_sets.revert(change_set=change_set, by=admin)
    assert database() == before
    change_sets.apply(change_set=change_set, by=admin)
    assert names() == applied


def test_importing_it_twice_is_no_change(as_admin, admin):
    change_sets.apply(change_set=made_of(as_admin, messy_csv()), by=admin)
    answer = look(as_admin, messy_csv(), confirm="1")
    assert answer.status_code == 422
    assert "already what the file says" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("path\nA\nB > > C\n", "<b>Row 3:</b> The path “B &gt;  &gt; C” has an empty step."),
        ("", "Choose a file, or paste the categories."),
        ("product,issue\nA,B\n", "<b>Row 1:</b>"),
    ],
)
def test_a_bad_file_says_which_row_and_changes_nothing(as_admin, text, said):
    before = database()
    answer = look(as_admin, text, confirm="1")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Nothing was changed" in answer.content.decode()
    assert database() == before
    assert not ChangeSet.objects.exists()


def test_under_a_category_of_ours(as_admin, admin):
    make_category("Orders")
    change_sets.apply(change_set=made_of(as_admin, "path\nLate\n", under="Orders"), by=admin)
    assert Category.objects.get(name="Late").parent.name == "Orders"


def test_under_something_that_is_not_there(as_admin):
    assert "is not a category here" in look(as_admin, "path\nLate\n", under="Nowhere").content.decode()


def test_what_the_file_does_not_name_stays_or_is_retired(as_admin, admin):
    make_category("Faxes")
    change_sets.apply(change_set=made_of(as_admin, "path\nLate\n"), by=admin)
    assert names() == {"Faxes", "Late"}
    change_sets.apply(change_set=made_of(as_admin, "path\nLate\n", retire_missing="1"), by=admin)
    assert names() == {"Late"}


def test_what_leads_somewhere_by_an_old_path_is_not_made_again(as_admin, admin):
    from tests.routing.change_set_help import applied, rename

    late = make_category("Late", make_category("Orders"))
    applied(admin, rename(late, "Delayed"))
    assert look(as_admin, "path\nOrders > Late\n").context["match"].new == ()


def test_our_own_export_comes_back_with_new_names_and_parents(as_admin, admin):
    make_category("Late", make_category("Orders"), description="=1+1")
    make_category("Delivery")
    text = as_admin.get("/taxonomy.csv").content.decode("utf-8-sig")
    assert look(as_admin, text, confirm="1").status_code == 422  # nothing to change
    rows = list(csv.DictReader(io.StringIO(text)))
    assert next(row for row in rows if row["key"] == "late")["description"] == "'=1+1"
    for row in rows:
        if row["key"] == "late":
            row["name"], row["parent_id"] = (
                "Delayed",
                next(one["id"] for one in rows if one["key"] == "delivery"),
            )
    changed = io.StringIO()
    writer = csv.DictWriter(changed, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    change_set = made_of(as_admin, changed.getvalue())
    assert sorted(edit.action for edit in change_set.edits.all()) == ["move", "rename"]


def test_the_json_export_is_the_same_tree(as_admin):
    make_category("Late", make_category("Orders"))
    rows = json.loads(as_admin.get("/taxonomy.json").content)
    assert [(row["path"], row["active"]) for row in rows] == [("Orders", True), ("Orders > Late", True)]
    assert look(as_admin, json.dumps(rows), confirm="1").status_code == 422


def test_names_that_look_like_markup_are_text(as_admin):
    answer = look(as_admin, "path\n<script>alert(1)</script>\n")
    assert "<script>alert" not in answer.content.decode()


def test_the_mends_of_the_lint_fit_into_the_same_change_set(as_admin, admin):
    change_set = made_of(as_admin, "path\nProducts > Shoes\nProducts > Women's shoes\n")
    assert "is a kind of" in as_admin.get(f"/change-sets/{change_set.pk}/findings/").content.decode()
    as_admin.post(f"/change-sets/{change_set.pk}/mend/", {"all": "1"})
    change_sets.apply(change_set=change_set, by=admin)
    assert Category.objects.get(name="Women's shoes").parent.name == "Shoes"
