import pytest

from copilot.measuring import measure
from copilot.measuring.boilerplate import body

ANSWER = "Your parcel left our warehouse this morning and will be with you soon."


@pytest.mark.parametrize(
    "text",
    [
        f"Hi Anna,\n\n{ANSWER}\n\nKind regards,\nSam",
        f"Dear Ms O'Neill\n{ANSWER}\n\nBest,\nSam Lee\nCustomer Care\n+44 20 7946 0958\nhttps://example.com",
        f"Good morning Anna! {ANSWER}\n\nThanks, Sam",
        f"{ANSWER}\n-- \nSam Lee\nhelp@example.com",
        f"Guten Tag Frau Müller,\n{ANSWER}\n\nMit freundlichen Grüßen\nSam",
        f"Bonjour,\n{ANSWER}\n\nCordialement,\nSam",
        f"Hola Ana:\n{ANSWER}\n\nUn cordial saludo,\nSam",
        f"{ANSWER}\n\nOn Mon, 3 Mar 2025 at 10:12, Anna wrote:\n> Where is my parcel?\n> It has been 9 days.",
        f"{ANSWER}\n\n-----Original Message-----\nFrom: Anna\nWhere is it after 9 days?",
    ],
)
def test_only_the_answer_is_measured(text):
    assert body(text) == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        f"Thanks for reaching out about your parcel.\n{ANSWER}",
        "Thank you!\nWe will refund you £20 by Friday.",
        f"{ANSWER}\n\nThanks!\nPlease send it within 14 days",
        f"{ANSWER}\n\nKind regards,\nSam\nPS: Returns are free for 14 days",
        f"{ANSWER}\n\nThanks\nWe cannot refund it",
        "Done.\n\nKind regards,\nSamantha Lee",
        "Hello and welcome to our shop, where all is well.",
        "Thanks,\nSam\n" + f"{ANSWER}\n" * 7,
    ],
)
def test_what_might_be_an_answer_stays(text):
    assert body(text) == text.strip()


def test_a_text_of_nothing_but_greeting_or_quotes_stays():
    assert body("Hi Anna,") == "Hi Anna,"
    assert body("> all of it\n> is quoted") == "> all of it\n> is quoted"


def test_a_fact_below_a_closing_is_seen():
    final = f"{ANSWER}\n\nThanks!\nPlease send it back within 14 days"
    assert measure(f"{ANSWER}\n\nThanks!\nPlease send it back within 30 days", final).edit_class == "material"


def test_list_numbers_are_layout():
    assert body("1. Open it.\n2. Press.\n3) Wait.") == "Open it.\nPress.\nWait."
    result = measure("Do this:\n1. Open it.\n2. Press.", "Do this:\n1. Sign in.\n2. Open it.\n3. Press.")
    assert result.facts == ()


def test_a_line_that_begins_with_a_date_is_no_list():
    assert body("Wir liefern am\n14. Mai bei Ihnen.") == "Wir liefern am\n14. Mai bei Ihnen."
