"""Words of ordinary conversation, which say nothing about what a customer needs.

They are rare in procedures, so by rarity alone they would count for most. English, like the text search
configuration; the words PostgreSQL's own stop list has already are not repeated.
"""

import re

CHATTER = """
    able actually afraid ago ah alas already alright also always amazing another anybody anyone anything
    anyway appreciate appreciated around ask asking away awesome basically believe bit bother bye came
    care come coming could couldn d dear definitely didn doesn done dont else enjoy enough even ever
    everyone everything exactly excellent excuse far feel fine folks forward friend get getting give
    glad go goes going gonna good got great guess guy guys happen happened hear hello help hey hi hmm
    hold honestly hope hopefully however huge husband idea im inquire instead interested issue ive just
    keep kind kindly know last later least let letting like likely little ll look looking lot love lucky m
    many matter maybe mean might mind minute moment morning much must need needed nice nope normally oh
    ok okay ones opinion per perfect person please pleased possible possibly pretty probably problem
    quick quickly quite rather ready realize really reason regard regarding regards right sadly said say
    saying see seem seems seen several shall since sincerely sir somebody somehow someone something soon
    sorry sort speak still stuff sure take talk tell telling thank thanks that thing things think
    thinking though thought tonight took totally tried try trying understand unfortunately us use using
    usually ve want wanted wanting wants way welcome well went whats whenever whether wife wish without
    wonder wonderful wondering would wouldn yeah yep yes yet
"""

# “My name is Ada”, “order number: 12345”: a label and what it labels, which begins with a capital or holds a
# figure or an @. “My name is wrong” is a wish.
INTRODUCTION = re.compile(
    r"\b(?i:(?:my |the )?(?:(?:full|first|last|user|account|order|phone|customer) ?)?"
    r"(?:name|id|number|e-?mail(?: address)?)(?: is|['’]s| ?:)) *(?=[A-Z]|[^\s@]*[\d@])"
)


def without_introductions(text: str) -> str:
    """The text without the words that only announce who somebody is; the names themselves stay."""
    return INTRODUCTION.sub(" ", text)
