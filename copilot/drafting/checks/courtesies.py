"""What a reply says out of courtesy, in the languages customers write: it states and promises nothing."""

from __future__ import annotations

import re

_COURTESIES = (
    r"(?:schön|toll|prima|fijn|leuk|great|lovely|nice|wonderful|bello|bien|súper|super),? (?:dass"
    r"|that|dat|te|to|que|che)\b|wat (?:leuk|fijn|jammer)|i(?:'d| would) like to|point you|(?:further"
    r"|other|more|any) questions"
    r"|reply to this|pass(?:ed|ing)? (?:it|this|your \w+) (?:on|along)"
    r"|please (?:contact|reply|write|call|get in touch|speak)|sorry|apolog\w+|(?:i"
    r"|we) (?:\w+ )?(?:can imagine|understand|realise|realize|appreciate|hear you|know how"
    r"|know that|get that"
    r"|get how|see why|see how|hope|wish)\b|thank(?:s| you)|congratulations|well done|good luck|best of luck"
    r"|sounds (?:like|lovely|great|wonderful|frustrating|annoying)|best wishes|what a (?!great offer)\w+"
    r"|how (?:annoying|frustrating"
    r"|lovely|nice|exciting|upsetting|stressful|disappointing)|must (?:have been|be) (?:\w+ )?\w+(?:ing"
    r"|ful|ed)\b"
    r"|that's (?:a |an )?(?:fair|good|great|lovely|painful|frustrating|really|so|tough|a shame)"
    r"|my condolences"
    r"|in for a treat|(?:is|was) no fun|you care|wishing (?:you|him|her|them|your)|would understand"
    r"|i'd understand|i recogni[sz]e|get well|enjoy your|have a (?:good|great|lovely|nice|safe|wonderful)"
    r"|bear(?:ing)? with us"
    r"|(?:happy|glad|pleased|delighted) to (?:help|hear|explain|clarify|see)|let (?:me|us) know"
    r"|hear from you",
    r"(?:tut|tun) (?:mir|uns) (?:\w+ )?leid|leider müssen sie|verständ(?:nis|lich)|verstehe?n?|ärgerlich"
    r"|unangenehm|schade|danken?|danke|freue?n? (?:uns|mich)|hoffen?|wünschen?"
    r"|entschuldig\w+|glückwunsch|gute besserung|viel (?:spaß|erfolg|freude)",
    r"désolée?s?|navrée?s?|(?:je|nous) compren\w+|regrett\w+|merci|excus\w+|félicit\w+|espér\w+|souhait\w+"
    r"|dommage"
    r"|bon (?:voyage|rétablissement|courage)|ravie?s?",
    r"siento|sentimos|lament\w+|(?:entiendo|entendemos|comprendo|comprendemos)|gracias|perdon\w*"
    r"|disculp\w+|espero"
    r"|esperamos|felici\w+|alegr\w+|qué (?:pena|lástima|bien)",
    r"(?:mi |ci )?(?:di)?spiace|capisc\w+|capiamo|grazie|scus\w+|comprend\w+|spero|speriamo|auguri"
    r"|che (?:bello|peccato)",
    r"spijt|vervelend|jammer|begrijp\w*|dank\w*|hopelijk|hopen|gefeliciteerd|fijn dat|leuk dat|beterschap"
    r"|excuses",
    r"lament\w+|desculp\w+|sinto|sentimos|obrigad\w|compreend\w+|entend\w+|esperamos|parabéns",
    r"przykro|przepras\w+|dzięk\w+|rozumi\w+|mam nadzieję|gratul\w+",
)
_COURTESY = re.compile("|".join(rf"\b(?:{each})\b" for each in _COURTESIES), re.IGNORECASE)
# That something is not known is no news.
ADMITS = re.compile(
    r"\b(?:i|we)(?:'m| am| are|'re)? (?:\w+ )?(?:can't|cannot|couldn't|can not|don't|do not|unable to"
    r"|not able to|no)"
    r" (?:\w+ ){0,2}(?:find|have|see|know|confirm|tell|say|locate|speak|comment|answer|promise|guarantee)"
    r"|\b(?:in|from) the information (?:i|we)|\brather not guess|\bno \w+ (?:that )?(?:i|we) can (?:offer"
    r"|give|make)"
    r"|\b(?:können|kann) (?:wir|ich) .{0,80}nicht (?:sagen|beantworten|finden|bestätigen)"
    r"|\bne (?:peux|pouvons|trouve|trouvons|dispose|disposons|vois)\b|\bno (?:puedo|podemos|encuentro"
    r"|tengo|tenemos)\b"
    r"|\bnon (?:posso|possiamo|trovo|troviamo|ho|abbiamo)\b|\b(?:kan|kunnen|vind|heb) .{0,60}(?:niet|geen)\b",
    re.IGNORECASE,
)
# What the customer is asked to do.
ASKED = re.compile(r"\W*(?:please|kindly|bitte|veuillez|merci de|por favor|gelieve)\b", re.IGNORECASE)
# “Yes, you can.” answers a question in its own words.
AFFIRMS = re.compile(
    r"^\W*(?:(?:yes|no|sure|certainly|of course|absolutely|ja|nein|oui|non|sí|si|sì|no|nee|sim)[,!:]?\s*)?"
    r"(?:(?:you|it|that|this|they|we|i) (?:works?|is fine|is possible|is right|can|can't|cannot|do|don't"
    r"|may|will|is|are|isn't|does"
    r"|would)(?: indeed)?)?\W*$",
    re.IGNORECASE,
)


def courtesy(text: str) -> bool:
    """Whether a sentence is, or begins with, a courtesy."""
    return _COURTESY.search(text) is not None
