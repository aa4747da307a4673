"""Periods, days and per cents are read alike in the main European languages."""

from decimal import Decimal

import pytest

from copilot.measuring.facts import find_facts
from copilot.measuring.normalise import plainly, uniform, words

DAY = 1440
SAME = [
    (("duration", ("minute", Decimal(4 * DAY))), "four days|vier Tage|quatre jours|cuatro días|quattro giorni"
     "|vier dagen|quatro dias|cztery dni"),
    (("duration", ("month", Decimal(2))), "2 months|zwei Monate|deux mois|dos meses|due mesi|twee maanden"
     "|dois meses|dwa miesiące"),
    (("duration", ("business day", Decimal(5))),
     "five working days|fünf Werktage|5 jours ouvrés|5 días hábiles"
     "|cinque giorni lavorativi|vijf werkdagen|5 dias úteis|5 dni roboczych"),
    (("duration", ("minute", Decimal(45))),
     "three quarters of an hour|drei Viertelstunden|trois quarts d'heure"
     "|tres cuartos de hora|tre quarti d'ora|drie kwartier"),
    (("duration", ("minute", Decimal(60))), "one hour|eine Stunde|plus d'une heure|una hora|un'ora|één uur"),
    (("duration", ("month", Decimal(12))), "the first year|un an|one year|ein Jahr|één jaar|un anno"),
    (("date", (None, 6, 13)),
     "13 June|13. Juni|le 13 juin|13 de junio|13 giugno|13 juni|13 de junho|13 czerwca"),
    (("date", "thursday"), "Thursday's|donnerstags|jeudi|jueves|giovedì|donderdag|quinta-feira|czwartek"),
    (("percentage", Decimal(8)), "8%|8 Prozent|dell'8%|all'8 per cento|8 procent"),
    (("percentage", Decimal("1.75")), "1.75 %|l'1,75%|d'1,75 %"),
    (("time", 480), "8.00 uur|8:00|8 am|om 8 uur"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "wordings"), SAME)
def test_said_alike(key, wordings):
    for wording in wordings.split("|"):
        assert key in find_facts(words(plainly(uniform(f"Es {wording}.")))).said, wording
