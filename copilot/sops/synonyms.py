"""Everyday words that customers and procedures use for the same thing.

A customer is “charged twice” where the procedure says “duplicate payment”. A line holds words that may stand
for one another; a word may be on several lines, and lines are not joined. English, like the text search
configuration. The list is general on purpose: a product's own words belong into its procedures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

SYNONYMS = """
    buy purchase bought
    purchase order
    refund reimburse money
    refund return
    return exchange back
    exchange swap replace
    broken damage defect faulty crack torn
    stain mark dirty spot
    cancel stop terminate undo revoke close
    change update edit modify alter switch correct amend
    wrong incorrect mistake error
    invalid reject decline refuse
    price cost expensive cheap charge fee
    bill invoice charge statement receipt
    bill payment
    pay payment paid
    due owe
    deliver delivery ship shipping shipment arrive receive
    parcel package shipment
    late delay overdue
    lost missing stolen
    missing receive arrive
    status track progress
    address move moved
    sign log login access
    password passcode pin
    username login
    authentication verification code
    phone mobile telephone
    email mail
    surname married name
    discount promo promotion code coupon voucher sale deal
    expire outdated
    available stock
    subscription membership plan member subscribe
    renew extend extension
    extra additional add
    remove delete
    fit small large size
    colour color
    item product article
    website site page web app
    slow load crawl speed
    find search result
    cart basket bag
    create open register
    person human agent representative advisor
    contact reach call talk speak
    information detail info
    check verify confirm
    complain complaint feedback review
    newsletter unsubscribe
    branch office location
    withdraw withdrawal cash atm
    transfer send wire
    balance funds money
    book reserve reservation booking
    doctor appointment
    quote estimate
    dependent child wife husband son daughter spouse
    insurance policy coverage
    claim accident
    limit maximum
    fraud unauthorized unauthorised unknown hacked
    overnight express faster upgrade
    twice double duplicate
    warranty guarantee
    repair fix mend
    courier carrier driver
"""


def alike(stems: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each stem the others that may stand for it; `stems` gives the stem of each word of the list."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in SYNONYMS.strip().splitlines():
        together = {stems[word] for word in line.split() if word in stems}
        for stem in together:
            found[stem] |= together - {stem}
    return {stem: frozenset(others) for stem, others in found.items()}
