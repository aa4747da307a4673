"""A published text never changes: the database itself refuses."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from copilot.models import Section, SopVersion
from copilot.sops import publishing
from tests.factories import make_category, make_sop

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    return make_sop(make_category()).versions.get()


@pytest.mark.parametrize("change", [{"markdown": "Other words"}, {"number": 9}, {"state": "draft"}])
def test_a_published_version(published, change):
    with pytest.raises(ProgrammingError, match="immutable"):
        SopVersion.objects.filter(pk=published.pk).update(**change)


@pytest.mark.parametrize("change", [{"text": "Other words"}, {"title": "Other"}, {"anchor": "other"}])
def test_its_sections(published, change):
    with pytest.raises(ProgrammingError, match="immutable"):
        Section.objects.filter(version=published).update(**change)


def test_a_superseded_version_too(published, admin):
    publishing.write(markdown=published.markdown + "\nMore.", by=admin, sop=published.sop)
    publishing.publish(sop=published.sop, by=admin)
    with pytest.raises(ProgrammingError, match="immutable"):
        SopVersion.objects.filter(pk=published.pk).update(markdown="Other words")


def test_an_unpublished_version_may_change(published, admin):
    version = publishing.write(markdown=published.markdown, by=admin, sop=published.sop)
    assert SopVersion.objects.filter(pk=version.pk).update(markdown="Other words") == 1


@pytest.mark.parametrize("state", ["draft", "published"])
def test_there_is_one_draft_and_one_published_version(published, state, admin):
    publishing.write(markdown=published.markdown, by=admin, sop=published.sop)
    with pytest.raises(IntegrityError, match="one_"), transaction.atomic():
        SopVersion.objects.create(sop=published.sop, number=7, state=state, markdown="x", digest="x")
