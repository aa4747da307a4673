"""What follows a merge without being written: a person's word, labels, SOP bindings and old names."""

import pytest

from copilot.sops import retrieval
from copilot.versions import version_of
from routing import corrections, working
from routing.deciding import Verdict
from routing.taxonomy.changes import Change
from support import taxonomy
from tests.factories import customer_writes, make_category, make_sop, make_ticket
from tests.routing.change_set_help import applied, merge, move, rename, retire, reverted

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return make_category("Missing package", make_category("Delivery")), make_category("Lost parcel")


def test_a_persons_word_means_what_it_was_merged_into(admin, pair):
    ticket = make_ticket(category=pair[0])
    applied(admin, merge(*pair))
    decision = working.request_decision(customer_writes(ticket))
    working.route(decision.pk)
    decision.refresh_from_db()
    assert (decision.path, decision.category) == ("person", pair[1])


def test_a_persons_word_for_what_was_retired_is_no_longer_one(admin, pair):
    ticket = make_ticket(category=pair[0])
    applied(admin, retire(pair[0], tickets_to=pair[1]))
    assert working.filed_by_person(ticket) is None


def test_labels_teach_what_it_was_merged_into_until_it_is_reverted(admin, pair):
    make_ticket(category=pair[0])
    change_set = applied(admin, merge(*pair))
    assert [key for _, key, _ in corrections.labels()] == ["lost-parcel"]
    reverted(change_set, admin)
    assert [key for _, key, _ in corrections.labels()] == ["missing-package"]


def test_its_sops_answer_for_it(admin, pair):
    sop = make_sop(pair[0])
    tuple_before = version_of(pair[1], backend="offline", model="", prompt_hash="")
    change_set = applied(admin, merge(*pair))
    assert [found.sop for found in retrieval.search("xyzzy", category=pair[1].pk)] == [sop.pk]
    assert version_of(pair[1], backend="offline", model="", prompt_hash="")["sops"] == ["returns@1"]
    reverted(change_set, admin)
    assert retrieval.search("xyzzy", category=pair[1].pk) == []
    assert version_of(pair[1], backend="offline", model="", prompt_hash="") == tuple_before


@pytest.mark.parametrize(
    "name", ["Missing package", "missing PACKAGE", "Delivery > Missing package", "missing-package"]
)
def test_old_names_lead_there(admin, pair, name):
    applied(admin, merge(*pair))
    assert taxonomy.load().resolve(name) == pair[1].pk


def test_for_ever(admin, pair):
    """However often it is merged, moved and renamed."""
    shop = make_category("Shop")
    applied(admin, rename(pair[0], "Gone astray"))
    applied(admin, merge(*pair))
    applied(admin, move(pair[1], shop), rename(pair[1], "Lost"))
    applied(admin, rename(shop, "Store"), rename(pair[0].parent, "Shipping"))
    tree = taxonomy.load()
    for name in ("Missing package", "Gone astray", "Lost parcel", "Shop > Lost", "Delivery > Gone astray"):
        assert tree.resolve(name) == pair[1].pk, name


def test_a_name_that_many_have_leads_on_by_its_path_only(admin):
    homes = [make_category(name) for name in ("Orders", "Delivery")]
    others = [make_category("Other", home) for home in homes]
    target = make_category("Anything else")
    applied(admin, merge(others[0], target))
    tree = taxonomy.load()
    assert tree.resolve("Orders > Other") == target.pk
    assert tree.resolve("Delivery > Other") == others[1].pk
    assert tree.resolve("Other") == others[1].pk


def test_another_name_given_by_hand(admin, pair):
    applied(admin, Change("alias", pair[1].pk, {"name": "Stolen from the porch"}))
    assert taxonomy.load().resolve("stolen from the  porch") == pair[1].pk


def test_a_name_kept_when_the_category_is_edited_by_hand(admin, pair):
    from support.actions.categories import edit_category

    edit_category(category=pair[1], values={"name": "Lost"}, by=admin)
    assert taxonomy.load().resolve("Lost parcel") == pair[1].pk


def test_a_verdict_reached_before_the_merge_files_where_the_others_went(admin, pair):
    ticket = make_ticket()
    decision = working.request_decision(ticket.messages.get())
    type(decision).objects.filter(pk=decision.pk).update(state="working")
    applied(admin, merge(*pair))
    working.store(decision, Verdict(pair[0].pk, "learned", 0.9, "It looked so."), 1.0)
    ticket.refresh_from_db()
    assert ticket.category == pair[1]
