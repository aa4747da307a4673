"""Searching what is published: which SOPs count, and what a category's own SOPs get."""

import numpy as np
import pytest
from django.utils import timezone

from copilot.models import Section
from copilot.sops import retrieval
from tests.factories import make_category, make_sop

pytestmark = pytest.mark.django_db
TEXT = "---\ntitle: {title}\ncategories: [{key}]\n---\n## {heading}\n{text}\n"


def publish(category, title="Parcels", heading="Lost parcels", text="We search for a lost parcel."):
    markdown = TEXT.format(title=title, key=category.key, heading=heading, text=text)
    return make_sop(category, markdown)


@pytest.fixture
def category():
    return make_category("Delivery")


def found(text="My parcel got lost", **more):
    return [one.sop for one in retrieval.search(text, **more)]


def test_a_published_sop_is_found_with_its_section(category):
    sop = publish(category)
    (one,) = retrieval.search("My parcel got lost")
    assert (one.sop, one.shared) == (sop.pk, ("lost", "parcel"))
    assert [Section.objects.get(pk=key).anchor for key in one.sections] == ["lost-parcels"]


def test_a_retired_sop_is_not_found(category):
    sop = publish(category)
    sop.retired_at = timezone.now()
    sop.save()
    assert found() == []


def test_the_categorys_own_sop_leads(category):
    better = publish(category)
    own = publish(make_category("Returns"), title="Sending back", heading="Labels", text="Print one.")
    assert found() == [better.pk]
    returns = own.categories.get()
    assert found(category=returns.pk) == [own.pk, better.pk]


def test_a_heading_finds_its_section_before_the_others(category):
    text = "Nothing here.\n## Customs\nA parcel may wait.\n## Parcel lost\nWe search."
    publish(category, heading="First", text=text)
    (one,) = retrieval.search("parcel lost")
    assert Section.objects.get(pk=one.sections[0]).anchor == "parcel-lost"


def test_only_vectors_of_the_same_model_are_compared(category):
    sop = publish(category)
    Section.objects.update(embedding=[1.0, 0.0], embedded_with="this")

    def embed(texts):
        return np.array([[1.0, 0.0]])

    assert found("zebra", embed=embed, embedded_with="this") == [sop.pk]
    assert found("zebra", embed=embed, embedded_with="another") == []


def test_a_customers_other_word_finds_the_sop(category):
    sop = publish(category, title="Coupons", heading="Using one", text="Enter it at the checkout.")
    (one,) = retrieval.search("the voucher")
    assert (one.sop, one.shared) == (sop.pk, ("coupon",))


def test_saying_ones_name_does_not_ask_about_names(category):
    publish(category, title="Changing a name", heading="Name", text="Change the name.")
    assert found("My name is Ada") == []
