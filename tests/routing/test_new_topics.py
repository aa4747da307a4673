"""Texts that nobody made a category for are grouped and named."""

import pytest
from django.utils import timezone

from routing import topic_scans
from routing.models import ClassifierVersion, Decision, TopicScan
from routing.new_topics import find
from tests.factories import file_under, make_category, make_ticket

GIFT = [
    "My gift card does not work at the till",
    "The gift card code is refused",
    "Balance of a gift card?",
    "Can I pay with a gift card and my bank card?",
    "Lost the gift card you sent",
]
VEGAN = [
    "Are the boots vegan?",
    "Is the glue in these boots vegan too",
    "Which boots are vegan please",
    "Vegan boots in wide?",
]
STRAYS = ["Opening hours on Sunday", "Job as a cobbler", "Photo of the founder for our paper"]


def test_alike_texts_are_one_topic_with_a_telling_name():
    first, second = find([*GIFT, *STRAYS, *VEGAN])
    assert sorted(first.members) == [0, 1, 2, 3, 4]
    assert sorted(second.members) == [8, 9, 10, 11]
    assert "gift" in first.name.lower()
    assert "vegan" in second.name.lower()


def test_few_texts_are_no_topic():
    assert len(find([*GIFT[:3], *STRAYS])) == 0
    assert len(find([*GIFT[:3], *STRAYS], smallest=3)) == 1


@pytest.mark.parametrize("texts", [[], ["one"], ["", "", "", "", ""], ["a", "b", "c", "d", "e"], ["?!"] * 6])
def test_nothing_to_read_is_no_topic(texts):
    assert find(texts) == []


def test_the_same_texts_give_the_same_answer():
    assert find([*GIFT, *VEGAN]) == find([*GIFT, *VEGAN])


def test_the_same_letter_many_times_is_a_topic():
    assert find(["My parcel from Wren is late"] * 5 + STRAYS)[0].members == (0, 1, 2, 3, 4)


def trained():
    blank = {"trained_on": 4, "classes": 2, "artifact": b"", "artifact_digest": ""}
    return ClassifierVersion.objects.get_or_create(labels_digest="test", defaults=blank)[0]


def nowhere(subject, **fields):
    ticket = make_ticket(subject=subject, body="Thank you.")
    values = {"state": "decided", "path": "person", "decided_at": timezone.now(), "classifier": trained()}
    Decision.objects.create(ticket=ticket, message=ticket.messages.get(), **{**values, **fields})
    return ticket


@pytest.mark.django_db
def test_a_scan_reads_what_the_system_put_nowhere(agent):
    tickets = [nowhere(text) for text in GIFT]
    for text in GIFT:
        nowhere(text, path="learned", category=make_category())
    topic_scans.scan()
    file_under(tickets[0], make_category("Other"), by=agent)
    found = topic_scans.shown(simulated=False)
    assert found["scan"].read == len(GIFT)
    assert {member.pk for member in found["topics"][0]["members"]} == {ticket.pk for ticket in tickets}
    assert found["topics"][0]["filed"] == [("Other", 1)]


@pytest.mark.django_db
def test_a_topic_that_people_file_in_one_place_has_a_home(agent):
    tickets, gifts = [nowhere(text) for text in GIFT], make_category("Gift cards")
    topic_scans.scan()
    for ticket in tickets[:3]:
        file_under(ticket, gifts, by=agent)
    found = topic_scans.shown(simulated=False)
    assert found["topics"] == []
    assert [topic["home"] for topic in found["housed"]] == ["Gift cards"]


@pytest.mark.django_db
def test_before_the_first_training_nothing_is_a_new_topic():
    for text in GIFT:
        nowhere(text, classifier=None)
    topic_scans.scan()
    assert topic_scans.shown(simulated=False)["topics"] == []


@pytest.mark.django_db
def test_simulated_tickets_are_looked_at_by_themselves():
    for text in GIFT:
        type(ticket := nowhere(text)).objects.filter(pk=ticket.pk).update(simulated=True)
    topic_scans.scan()
    assert topic_scans.shown(simulated=False)["topics"] == []
    assert len(topic_scans.shown(simulated=True)["topics"]) == 1


@pytest.mark.django_db
def test_a_scan_replaces_the_one_before(worker):
    from routing.tasks import find_new_topics

    for _ in range(2):
        find_new_topics.delay()
    assert TopicScan.objects.count() == 2  # real and simulated


@pytest.mark.django_db
def test_before_the_first_scan_there_is_nothing_to_show():
    assert topic_scans.shown(simulated=False) is None
