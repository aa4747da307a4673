"""The pages of the report open for everybody, full and empty; its labels are text to a spreadsheet."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from routing import auditing, reference, topic_scans
from routing.models import ClassifierVersion, RouteAudit
from tests.factories import file_under, make_category, make_ticket
from tests.routing.test_new_topics import GIFT, nowhere
from tests.routing.test_report_reading import audited, placed

pytestmark = pytest.mark.django_db

PAGES = [
    "/reports/routing/",
    "/reports/routing/topics/",
    "/audits/routes/",
    "/reference/",
    "/reference/add/",
    "/reference/label/",
]


def version(**scores):
    return ClassifierVersion.objects.create(
        trained_on=10,
        classes=2,
        scores=scores,
        artifact=b"",
        labels_digest="",
        artifact_digest="",
        live=False,
    )


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", ["", "?tickets=simulated", "?days=x&branch=x&evidence=x"])
def test_every_page_opens_on_an_empty_desk(as_agent, page, query):
    assert as_agent.get(page + query).status_code == 200


def test_a_cell_leads_to_its_tickets(as_agent, agent, admin):
    orders = make_category("Orders")
    late, refund = make_category("Late", parent=orders), make_category("Refund")
    ticket = placed(late, subject="My money")
    file_under(ticket, refund, by=admin)
    page = as_agent.get("/reports/routing/").content.decode()
    address = f"said={orders.pk}&amp;truth={refund.pk}"
    assert address in page
    answer = as_agent.get(f"/reports/routing/tickets/?said={orders.pk}&truth={refund.pk}")
    assert "My money" in answer.content.decode()
    type(ticket).objects.filter(pk=ticket.pk).update(simulated=True)
    simulated = as_agent.get(
        f"{answer.request['PATH_INFO']}?said={orders.pk}&truth={refund.pk}&tickets=simulated"
    )
    assert "Simulated." in simulated.content.decode()
    assert 'href="?' not in simulated.content.decode()  # a link that forgot the cell would lead nowhere


@pytest.mark.parametrize(
    "query", ["", "?said=x&truth=y", "?said=999999&truth=none", "?said=9999999999999&truth=1"]
)
def test_a_cell_that_is_none_is_not_found(as_agent, query):
    assert as_agent.get(f"/reports/routing/tickets/{query}").status_code == 404


def test_a_versions_scores_stand_beside_the_last_ones(as_agent):
    version(accuracy=0.8, held_out=100, right=80)
    version(
        accuracy=0.85,
        held_out=100,
        right=85,
        coverage={"0.95": {"from": 0.7, "share": 0.5}},
        reference={
            "n": 20,
            "right": 18,
            "before": {"version": 1, "right": 15, "only_now": 4, "only_before": 1},
        },
    )
    page = as_agent.get("/reports/routing/").content.decode()
    assert "+5.0 points" in page
    assert "version 1: 15 right" in page
    assert "4 newly right, 1 newly wrong" in page


def test_what_is_left_out_is_said(as_agent):
    ticket = placed(make_category())
    type(ticket).objects.filter(pk=ticket.pk).update(simulated=True)
    assert "1 simulated decision" in as_agent.get("/reports/routing/").content.decode()
    assert "Simulated." in as_agent.get("/reports/routing/?tickets=simulated").content.decode()


def test_the_audit_page_does_not_say_what_was_decided(as_agent):
    placed(make_category("Returns"), subject="Boots")
    make_category("Refunds")
    auditing.draw(share=1)
    page = as_agent.get("/audits/routes/").content.decode()
    assert "Boots" in page
    assert page.count("Returns") == page.count("Refunds") == 1  # in the list of all categories
    assert "90 %" not in page
    assert "/tickets/" not in page.split("Judged lately")[0].split("<main")[1]


def test_after_judging_it_is_told(as_agent):
    placed(make_category("Returns"))
    refunds = make_category("Refunds")
    auditing.draw(share=1)
    audit = RouteAudit.objects.get()
    answer = as_agent.post(f"/audits/routes/{audit.pk}/judge/", {"category": refunds.pk}, follow=True)
    assert "routing had said “Returns”" in answer.content.decode()
    assert "different" in answer.content.decode()


@pytest.mark.parametrize("posted", [{}, {"category": ""}, {"category": "x"}, {"category": "9999999"}])
def test_judging_without_a_choice_judges_nothing(as_agent, posted):
    placed(make_category("Returns"))
    auditing.draw(share=1)
    audit = RouteAudit.objects.get()
    answer = as_agent.post(f"/audits/routes/{audit.pk}/judge/", posted, follow=True)
    assert "Choose a category" in answer.content.decode()
    audit.refresh_from_db()
    assert audit.judged_at is None


def test_nobody_sees_the_others_label_before_giving_their_own(as_agent, as_admin, agent, admin):
    parcels = make_category("Parcels")
    case = reference.add_case(text="Where is it?", by=agent)
    reference.label_case(case=case, category=parcels, by=admin)
    for address in ("/reference/", f"/reference/{case.pk}/", "/reference/label/"):
        page = as_agent.get(address, follow=True).content.decode()
        assert "Amos Admin" not in page
        assert page.count("Parcels") <= 1  # in the list of all categories
    assert "Parcels" not in as_agent.get("/reference/reference.csv").content.decode()


def test_labelling_and_settling_by_page(as_agent, as_admin, as_manager, agent):
    parcels = make_category("Parcels")
    case = reference.add_case(text="Where is it?", by=agent)
    as_agent.post(f"/reference/{case.pk}/label/", {"category": parcels.pk})
    as_admin.post(f"/reference/{case.pk}/label/", {"answer": "none"})
    assert "Where is it?" in as_agent.get("/reference/").content.decode()
    assert as_agent.post(f"/reference/{case.pk}/settle/", {"answer": "none"}).status_code == 403
    as_manager.post(f"/reference/{case.pk}/settle/", {"category": parcels.pk})
    case.refresh_from_db()
    assert case.settled == parcels


@pytest.mark.parametrize(
    ("posted", "complaint"),
    [
        ({}, "Fill in one"),
        ({"text": "a", "count": 2}, "Fill in one"),
        ({"ticket": 999_999}, "no ticket #999999"),
        ({"count": 1000}, "less than or equal to 100"),
    ],
)
def test_adding_says_what_is_wrong(as_agent, posted, complaint):
    answer = as_agent.post("/reference/add/", posted)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()


def test_adding_by_page(as_agent):
    ticket = make_ticket(subject="Shoes")
    as_agent.post("/reference/add/", {"ticket": ticket.pk})
    as_agent.post("/reference/add/", {"text": "Pasted"})
    assert [case["ticket"] for case in reference.rows()] == [ticket.pk, None]


def test_topics_show_their_tickets(as_agent, as_admin, worker):
    for text in GIFT:
        nowhere(text)
    topic_scans.scan()
    page = as_agent.get("/reports/routing/topics/").content.decode()
    assert GIFT[0] in page
    assert as_agent.post("/reports/routing/topics/look/").status_code == 403
    assert as_admin.post("/reports/routing/topics/look/").status_code == 302


@pytest.mark.parametrize("subject", ["=1+1", "+49 30 1234", "-5 euros", "@home", "\t=1"])
def test_labels_are_text_to_a_spreadsheet(as_agent, agent, subject):
    file_under(make_ticket(subject=subject), make_category("Returns"), by=agent)
    answer = as_agent.get("/reports/routing/labels.csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert row["text"][0] not in "=+-@\t\r"
    assert (row["label"], row["source"], row["simulated"]) == ("Returns", "correction", "no")


def test_the_command_writes_the_same_labels(agent, capsys):
    file_under(make_ticket(subject="Shoes", body="Small"), make_category("Returns"), by=agent)
    call_command("export_labels", json="-")
    label = json.loads(capsys.readouterr().out)
    assert (label["text"], label["key"], label["reference"]) == ("Shoes\nSmall", "returns", False)
    call_command("export_labels")
    assert capsys.readouterr().out.startswith("text,label,key,")


def test_the_report_asks_the_same_number_of_questions_however_much_there_is(as_agent, agent, admin):
    def questions():
        with CaptureQueriesContext(connection) as captured:
            assert as_agent.get("/reports/routing/").status_code == 200
        return len(captured)

    returns = make_category("Returns")
    audited(placed(returns), returns, agent)
    file_under(placed(returns), returns, by=admin)
    few = questions()
    for _ in range(5):
        audited(placed(returns), None, agent)
        file_under(placed(returns), make_category(), by=admin)
    assert questions() == few
