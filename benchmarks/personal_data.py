"""How much planted personal data the gateway hides before a call, and what it hides needlessly.

    python -m benchmarks.personal_data [--n 2000] [--seed 1] [--show 5]

Made-up cards (Luhn-valid, ten networks, sixteen spacings and scripts), mail addresses (twelve spellings),
IBANs of ten countries and telephone numbers stand in twenty-four surroundings (HTML, JSON, quoted mail,
punctuation). Found means that neither the planted text nor, for numbers, its digits in a row are left.
Disguised addresses (“ada at example dot com”) are counted apart. “Kept” is the share of texts with numbers of
orders, parcels and articles, dates, prices and addresses of pages that go out unchanged. Intervals are
Wilson's, 95 %.
The default seed was not looked at while the patterns were written; use another to look for mistakes.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from benchmarks import _planted  # noqa: E402
from copilot.autonomy.intervals import wilson  # noqa: E402
from copilot.gateway.placeholders import Placeholders  # noqa: E402


def digits(text: str) -> str:
    return "".join(str(unicodedata.digit(one)) for one in text if one.isdecimal())


def is_hidden(case: _planted.Planted, sent: str) -> bool:
    if case.secret in sent:
        return False
    if case.kind in ("card", "telephone"):
        whole = digits(case.secret)
        return whole not in digits(re.sub(r"\[\[\w+\]\]", "|", sent))
    return True


def measure(cases: list[_planted.Planted], wanted_hidden: bool) -> tuple[int, list[_planted.Planted]]:
    """(how many came out as wanted, the others)"""
    wrong = []
    for case in cases:
        hider = Placeholders()
        sent = hider.hide(case.text)
        if hider.restore(sent) != case.text:
            raise SystemExit(f"not restored: {case}")
        right = is_hidden(case, sent) if wanted_hidden else sent == case.text
        if not right:
            wrong.append(case)
    return len(cases) - len(wrong), wrong


def show(name: str, right: int, wrong: list[_planted.Planted], examples: int) -> None:
    n = right + len(wrong)
    low, high = wilson(right, n)
    print(f"| {name} | {n} | {right / n:.4f} | {low:.3f} to {high:.3f} |")
    for case in wrong[:examples]:
        print(f"    {case.style}: {case.text!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--n", type=int, default=2000, help="texts of each kind")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--show", type=int, default=0, help="wrong ones to print of each kind")
    options = parser.parse_args()
    print("| what | n | found | 95 % interval |\n|---|---|---|---|")
    for kind in _planted.KINDS:
        cases = list(_planted.planted(kind, options.n, options.seed))
        show(kind, *measure(cases, wanted_hidden=True), options.show)
    cases = list(_planted.harmless(options.n, options.seed))
    show("kept: order, parcel, date, price, page", *measure(cases, wanted_hidden=False), options.show)


if __name__ == "__main__":
    main()
