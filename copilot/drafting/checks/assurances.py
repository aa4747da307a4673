"""Turns of phrase that promise without a promising word: “it's taken care of”, “don't worry about the bill”.

Each stands for itself: a reply may use one only where a source says nearly the same.
"""

from __future__ import annotations

import re

_MONEY = (
    r"(?:bill|invoice|charge|fee|payment|cost|costs|price|debt|balance|amount|money|instalment|fine|penalty"
    r"|rent)s?"
)
_ASSURING = (
    # that it costs nothing
    rf"\b(?:ignore|disregard|forget(?: about)?|skip|bin|tear up|torn up|wipe[ds]?|scrap(?:ped)?"
    rf"|write off|written off|dropp(?:ed|ing))"
    rf" (?:\w+ ){{0,3}}{_MONEY}\b",
    rf"\b(?:don't|do not|needn't|need not|no need to) (?:have to )?(?:worry|bother"
    rf"|think) about (?:\w+ ){{0,3}}{_MONEY}\b",
    r"\bout of pocket\b|\bnothing (?:more )?to pay\b|\b(?:you )?(?:won't|will not) (?:see"
    r"|get) (?:a|the|any) bill\b",
    r"\b(?:our|my) treat\b|\bwe(?:'ll| will) (?:foot|pick up|take over|settle|swallow|absorb) (?:the|your)\b",
    r"\b(?:for|charged|paid) nothing\b|\bconsider (?:it|that|this|yesterday|the|your)\b",
    rf"\b(?:take|taken|taking|knock|knocked|knocking|deduct|strike|struck) (?:\S+ ){{0,4}}(?:off"
    rf"|from) (?:your|the) (?:{_MONEY}|account|total)\b",
    r"\bknock \S+ off\b|\byour balance (?:has|goes|went)\b",
    # that all will be well
    r"\b(?:don't|do not) give (?:it|this|that) (?:another|a second) thought\b|\b(?:don't"
    r"|do not) lose (?:any )?sleep\b",
    r"\b(?:taken|take) care of (?:it|that|this|the|everything|your)\b|\bput (?:things|it|this"
    r"|that|everything) right\b",
    r"\bmake (?:it|this|that|things|everything) (?:right|good|up)\b|\bmade good\b|\bmake amends\b",
    r"\bsort(?:ed)? (?:this|it|that|everything) out\b.{0,20}\b(?:favou?r|for you)\b|\bin your favou?r\b",
    r"\b(?:nothing|no one|nobody) (?:can|could|will|has|ever|must)\b|\bnever (?:a problem|breaks?"
    r"|fails?|goes wrong)\b",
    r"\b(?:perfectly|completely|totally|absolutely|entirely|quite) (?:safe|harmless|legal|secure)\b"
    r"|\b(?:is|are|'s|'re) (?:safe|harmless)\b|\bno risk\b|\brisk-?free\b|\bcount on\b",
    r"\b(?:is|are) (?:only|just|nothing but|probably) (?:a|an) (?!question|matter|moment|minute|click|few)",
    r"\bI (?:swear|give you my word)\b|\byou have my word\b",
    # that something comes, or is there
    r"\bin the post\b|\bon (?:its|their|his|her|the) way\b|\bat your door\b|\bwaiting for you\b"
    r"|\brings? your bell\b",
    r"\bthere(?:'s| is| are) (?:a|an|some|something) .{0,30}\b(?:for you|waiting)\b",
    r"\byou(?:'ll| will) (?:be|have|see|find|get) .{0,40}\b(?:back online|on your card"
    r"|in your account|before)\b",
    r"\bfrom now on\b|\bas of (?:today|now)\b.{0,20}\byou\b|\byou (?:now )?belong to\b",
    r"\bslip(?:ping)? (?:a|an|some|in)\b|\bthrow(?:ing)? in (?:a|an|some)\b|\bon the house\b",
    r"\b(?:goes|moves?|jumps?) to the (?:top|front)\b|\bskip (?:the|every|all) queue",
)
ASSURING = re.compile("|".join(_ASSURING), re.IGNORECASE)
# What others than “we” and “you” do or may: our people, things, somebody the customer speaks of.
OTHERS_DO = re.compile(
    r"\b(?:our|the) (?:[\w-]+ ){0,2}[\w-]+s? (?:is|are|'s|'re) (?:now |already "
    r"|currently )?(?!being)\w+ing\b.{0,60}\b(?:you|your|it|them)\b"
    r"|\b(?:our|my|the) (?:[\w-]+ ){0,2}(?:manager|director|team|boss|engineers?|developers?"
    r"|technicians?|lawyers?"
    r"|insurance|colleagues?|driver|courier|bank) (?!(?:will|can|may|is|are|has|have"
    r"|'ll) (?:\w+ )?(?:look|check"
    r"|get|reply|answer|write|contact|help|advise|be|gladly|happily|not|let|assist|read|review"
    r"|explain|tell|take care))"
    r"(?:will|'ll|can|may|is|are|has|have|\w{3,}(?:s|ed))\b"
    r"|\b(?:a|an|two|three|some) (?:courier|driver|technician|engineer|manager|man|men|lawyer"
    r"|van) (?:will|'ll|can|is|are|\w{3,}s?)\b"
    r"|\bour (?:[\w-]+ )?[\w-]+ (?:comes?|visits?|brings?|calls?|rings?|collects?|picks?|drops?"
    r"|fix(?:es)?|meets?|drives?)\b"
    r"|\b(?:he|she|they|it|anyone|anybody|everyone|everybody|your (?:son|daughter|child|husband"
    r"|wife|mother|father)) (?:may|can|will|'ll)"
    r" (?!look|check|get back|reply|answer|write|contact|help|be in touch|let you)\w+"
    r"|\bwir (?!freuen|hoffen|bedauern|danken|verstehen|bitten|wünschen|helfen|prüfen|melden"
    r"|wissen|sind|möchten|stehen|leiten"
    r"|kümmern|haben|können|würden|sehen|schauen|entschuldigen)[a-zäöü]+en\b"
    r"|\bnous (?!vous (?:remercions|prions|présentons)|sommes|regrettons|comprenons|espérons"
    r"|restons|avons|vous (?:écrivons|répondons))"
    r"(?:vous |le |la |les |en |y )*[a-zéè]+ons\b",
    re.IGNORECASE,
)
