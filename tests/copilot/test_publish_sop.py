"""Writing and publishing an SOP: versions, and who may."""

import pytest
from django.core.exceptions import PermissionDenied

from copilot.models import Section, Sop, SopVersion
from copilot.sops import publishing
from copilot.sops.publishing import BadSop
from support.actions.tickets import Refused
from support.models import AuditEvent
from tests.factories import SOP, make_category, make_sop

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return SOP.format(title="Returns", category=make_category("Returns").key)


def states(sop):
    return list(sop.versions.order_by("number").values_list("number", "state"))


def test_an_agent_may_write(agent, text):
    version = publishing.write(markdown=text, by=agent)
    assert (version.number, version.state, version.author, version.sop.slug) == (1, "draft", agent, "returns")


def test_an_agent_may_not_publish(agent, text):
    version = publishing.write(markdown=text, by=agent)
    with pytest.raises(PermissionDenied, match=r"Ada Agent .* may not publish SOPs"):
        publishing.publish(sop=version.sop, by=agent)
    assert states(version.sop) == [(1, "draft")]


def test_publishing_makes_its_sections_citable(admin, text):
    sop = publishing.write(markdown=text, by=admin).sop
    version = publishing.publish(sop=sop, by=admin)
    assert (version.state, version.published_by) == ("published", admin)
    assert list(version.sections.values_list("anchor", "is_reply")) == [
        ("return-window", False),
        ("reply", True),
    ]
    assert [category.name for category in sop.categories.all()] == ["Returns"]
    assert AuditEvent.objects.get(action="sop_published").after == {"version": 1}


def test_until_then_nothing_is_citable(admin, text):
    publishing.write(markdown=text, by=admin)
    assert not Section.objects.exists()


def test_saved_again_before_publishing_it_is_the_same_version(agent, admin, text):
    version = publishing.write(markdown=text, by=agent)
    again = publishing.write(markdown=text + "\nMore.", by=admin, sop=version.sop)
    assert (again.pk, again.author) == (version.pk, admin)


def test_the_next_version_takes_over(admin, text):
    sop = make_sop(make_category("Returns"), markdown=text)
    publishing.write(markdown=text.replace("30 days", "28 days"), by=admin, sop=sop)
    assert states(sop) == [(1, "published"), (2, "draft")]
    publishing.publish(sop=sop, by=admin)
    assert states(sop) == [(1, "superseded"), (2, "published")]
    assert "30 days" in sop.versions.get(number=1).sections.first().text


def test_with_nothing_new_there_is_nothing_to_publish(admin, text):
    sop = make_sop(make_category("Returns"), markdown=text)
    with pytest.raises(Refused, match="nothing new"):
        publishing.publish(sop=sop, by=admin)


def test_mistakes_can_be_saved_and_block_publishing(admin, text):
    version = publishing.write(markdown=text.replace("[^return-window]", "[^nowhere]"), by=admin)
    with pytest.raises(BadSop, match=r"^Line \d+: .*nowhere"):
        publishing.publish(sop=version.sop, by=admin)
    assert states(version.sop) == [(1, "draft")]
    assert not Section.objects.exists()


def test_an_unknown_category_is_named(admin, text):
    version = publishing.write(markdown=text.replace("[returns]", "[returns, refnuds]"), by=admin)
    with pytest.raises(Refused, match="There is no category “refnuds”"):
        publishing.publish(sop=version.sop, by=admin)


def test_a_second_one_with_the_same_address_is_refused(admin, text):
    publishing.write(markdown=text, by=admin)
    with pytest.raises(Refused, match="already an SOP with the address “returns”"):
        publishing.write(markdown=text, by=admin)


@pytest.mark.parametrize("text", ["", "\n\n", "---\n", "---\ntitle: \n---\nHello", "日本"])
def test_a_text_without_a_name_is_refused_with_its_line(admin, text):
    with pytest.raises(BadSop, match=r"^Line \d+: "):
        publishing.write(markdown=text, by=admin)
    assert not Sop.objects.exists()


def test_a_name_too_long_for_the_table_is_saved_and_not_published(admin):
    version = publishing.write(markdown=f"# {'long ' * 60}\n\nText", by=admin)
    with pytest.raises(BadSop, match="longer than 200 characters"):
        publishing.publish(sop=version.sop, by=admin)


def test_an_outsider_may_not_even_write(outsider, text):
    with pytest.raises(PermissionDenied):
        publishing.write(markdown=text, by=outsider)
    assert not SopVersion.objects.exists()
