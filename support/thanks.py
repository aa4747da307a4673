"""Is a message nothing but thanks? Then it needs no answer, and does not open a closed ticket again.

Method: a white list. The whole text must be made of phrases listed here (greeting, thanks, "that worked", a
closing, a name), with thanks or content in it at least once. Whatever is not listed, be it a question, a
number, a "but", a denial or a new fact, makes the answer no: a needless look at a ticket costs less than a
customer unheard.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 400  # characters; nobody needs more to say thanks, and a longer text is worth reading

# Alternatives of a regular expression in lower case. The first that fits is taken, so what is longer stands
# before what it begins with.
_PRAISE = "great|perfect|brilliant|excellent|awesome|wonderful|lovely|fantastic|amazing|superb|super"
# What alone makes a message one of thanks: English, German, French, Spanish, then Italian, Dutch, Portuguese.
_THANKS = (
    r"(?:many |a million )?thanks(?: a lot| so much| very much| a million| again| heaps| a bunch)*",
    r"thank you(?: all| both)?(?: so much| very much| very kindly| again| kindly)*",
    r"thank u|thx|tysm|ty|cheers|ta",
    r"(?:i |we )?(?:really |very much )?appreciate (?:it|that|this|your help|the help)(?: very much| a lot)?",
    r"much appreciated|i(?:'m| am) (?:so |very )?grateful",
    r"(?:great|excellent|amazing|awesome) (?:service|support|help|job|work)|well done",
    rf"(?:that|this|it)(?:'s| is| was) (?:all )?(?:{_PRAISE})(?: of you)?",
    r"(?:that|this|it)(?:'s| is| was) (?:very |so |really )(?:kind|helpful)(?: of you)?",
    r"(?:that|this|it)(?: has| is|'s)?(?: all)? (?:worked|works|helped|helps|solved it|fixed it|did it"
    r"|did the trick|sorted it|resolved|solved|sorted|fixed)(?: now| perfectly| a lot| fine| well)*",
    r"all (?:good|sorted|solved|fixed|resolved|set)(?: now)?|problem solved|you(?:'re| are) the best"
    r"|you(?:'re| are) (?:a star|amazing|awesome|great)",
    r"(?:vielen|herzlichen|besten|lieben|tausend)(?: lieben| herzlichen)? dank",
    r"danke(?: schön| sehr| vielmals| ihnen| dir| euch| nochmals| nochmal)*|dankeschön",
    r"(?:das |es )?(?:hat|ist) (?:super |jetzt |alles |gut )*(?:geklappt|geholfen|funktioniert|erledigt"
    r"|gelöst)|alles bestens",
    r"(?:jetzt )?(?:klappt|funktioniert) (?:es|alles|jetzt|wieder)(?: jetzt| wieder| gut| super)*",
    r"perfekt|toll|prima|wunderbar|ausgezeichnet|klasse|spitze|großartig",
    r"(?:un grand |mille |encore )?merci(?: beaucoup| bien| infiniment| encore| à vous| à toi| mille fois"
    r"| vielmals)*",
    r"(?:ça|cela|c'est|tout) (?:marche|fonctionne|a marché|est réglé|est résolu|est parfait|parfait|réglé"
    r"|résolu|génial)(?: maintenant| très bien| bien)*|parfait|génial|formidable",
    r"(?:muchas |muchísimas |mil )?gracias(?: de nuevo| otra vez| a usted| a ustedes| a ti)*",
    r"(?:ya )?(?:funciona|funcionó|está resuelto|está solucionado|está arreglado|me ha servido)"
    r"(?: ahora| bien| perfectamente)*|(?:te |se |os )?lo agradezco(?: mucho)?",
    r"perfecto|genial|estupendo|excelente|fantástico",
    r"(?:molte |mille |tante )?grazie(?: mille| tante| infinite| ancora)*|perfetto|ottimo|fantastico",
    r"(?:ora )?funziona(?: tutto| ora)?|tutto risolto",
    r"(?:heel erg |heel |hartelijk |veel )?(?:bedankt|dank (?:je|u)(?: wel)?|dank|dankjewel|dankuwel)"
    r"(?: nogmaals)?|geweldig|het werkt(?: nu| weer)?|opgelost",
    r"(?:muito )?obrigad[oa](?: mais uma vez)?|perfeito|ótimo|já funciona|está resolvido",
    _PRAISE,
)
_QUICK = "(?:quick|fast|swift|prompt|speedy|kind|great|excellent|friendly|lovely|amazing|wonderful|very)"
# What thanks are given for; it stands only behind thanks.
_FOR = (
    rf"for (?:(?:all the|all your|the|your|such a|this|that) )?(?:{_QUICK} )*"
    r"(?:help|reply|response|answer|support|assistance|service|information|info|explanation|clarification"
    r"|confirmation|update|time|patience|kindness|efforts?|advice|everything|that|this|it)"
    r"(?: and (?:the|your) (?:help|patience|time|support|kindness))?",
    r"for (?:(?:so |very )?(?:quickly|promptly) )?(?:helping|sorting|fixing|solving|resolving|explaining"
    r"|clarifying|confirming|replying|responding|answering|getting back|looking into"
    r"|letting me know|letting us know|taking care of)(?: to me| me| us)?"
    r"(?: with)?(?: it| this| that| everything)?(?: out)?(?: so quickly| so fast| promptly| quickly)?",
    r"to (?:you all|you both|the (?:whole )?team|everyone)",
    r"für (?:die|ihre|deine|eure|alles|den|das)"
    r"(?: (?:schnelle|prompte|nette|tolle|rasche|gute|freundliche|super)n?)*"
    r"(?: (?:hilfe|antwort|rückmeldung|unterstützung|auskunft|info|mühe|geduld|service|support))?",
    r"pour (?:tout|(?:votre |ton |ta |l'|la |le )(?:rapide |excellent )?"
    r"(?:aide|réponse|réactivité|retour|assistance|rapidité|service|gentillesse|patience)(?: rapide)?)",
    r"por (?:todo|(?:su|tu|la|vuestra)(?: rápida)?"
    r" (?:ayuda|respuesta|atención|rapidez|amabilidad|paciencia)(?: rápida)?)",
    r"per (?:tutto|l'aiuto|il (?:vostro |suo |tuo )?aiuto"
    r"|la (?:vostra |sua |tua )?(?:risposta|disponibilità))",
    r"voor (?:alles|(?:je|uw|jullie|de)(?: snelle)? (?:hulp|reactie|antwoord))",
    r"pel[ao] (?:sua )?(?:ajuda|resposta|atenção)",
)
# What may stand around thanks but is none: greetings, "got it", closings.
_AROUND = (
    r"(?:hi|hello|hey|dear|hallo|guten (?:tag|morgen|abend)|bonjour|bonsoir|salut|hola|buenos días"
    r"|buenas tardes|ciao|buongiorno|olá|good (?:morning|afternoon|evening))"
    r"(?: there| all| team| support| everyone| again)?",
    r"okay|oki|ok|alright|got it|understood|received|noted|ah|oh|wow|and|so|einverstanden|verstanden"
    r"|alles klar|gut|und|bien reçu|d'accord|compris|et|entendido|recibido|vale|de acuerdo|y|capito|va bene"
    r"|e|begrepen|entendi",
    r"(?:have|enjoy) (?:a |your )?(?:nice |good |great |lovely |wonderful )?"
    r"(?:day|evening|weekend|week|one|afternoon)(?: ahead)?|you too|take care|bye|all the best",
    r"(?:best|kind|warm|many) (?:regards|wishes)|best|regards|yours(?: sincerely| faithfully)?|sincerely"
    r"|sent from my [a-z0-9 ]{2,30}",
    r"(?:mit )?(?:viele|liebe|beste|freundliche|herzliche|schöne|besten|freundlichen|vielen|herzlichen)"
    r" grüßen?|lg|mfg|vg|(?:einen )?schönen (?:tag|abend)(?: noch)?|schönes wochenende|gruß|tschüss",
    r"cordialement|bien à vous|bonne (?:journée|soirée|fin de journée)|bon week-end|à bientôt",
    r"(?:un )?saludos?(?: cordiales)?"
    r"|(?:que (?:tenga|tengas|tengan) )?(?:un )?buen(?:os)? (?:día|fin de semana)",
    r"(?:cordiali |distinti )?saluti|buona giornata|(?:met )?vriendelijke groeten?|groeten?"
    r"|fijne dag(?: nog)?|cumprimentos|bom dia|boa tarde",
)

_PHRASE = re.compile(
    rf"(?P<thanks>{'|'.join(_THANKS)})(?:[\s,]+(?:{'|'.join(_FOR)}))?(?!\w)|(?:{'|'.join(_AROUND)})(?!\w)"
)
_GAP = re.compile(r"[\s,.!¡;:…)\-–—]*")
# A name is told by its capital: a word after a phrase ("Thanks, Ana!"), or up to three on the last line.
_WORD = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?"
_CALLED = re.compile(rf",? {_WORD}(?=\s*(?:[,.!\n]|$))")
_SIGNED = re.compile(rf"\s*\n\s*[-–—]*\s*{_WORD}(?: {_WORD}){{0,2}}\s*$")
# Words that begin with a capital in a short mail and are no name.
_NO_NAME_WORDS = """
    again still but no not yes please now urgent asap broken waiting refund refunded
    cancel cancelled return exchange wrong missing help sorry later never nothing almost sadly unfortunately
    however except why when where what how who today tomorrow yesterday monday tuesday wednesday
    thursday friday saturday sunday order parcel payment invoice size red blue green black white
    small medium large nein ja nicht aber bitte leider immer noch warum wann rückerstattung
    rückgabe kaputt falsch non oui mais pas encore remboursement pourquoi sí pero todavía reembolso
    roto
"""
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
# Hearts, thumbs, smiles: So and Sk are symbols and modifiers (skin tones), Cf and Mn join and style them.
_SYMBOLS = frozenset({"So", "Sk", "Cf", "Mn"})
_KIND = frozenset("👍🙏❤♥😊🙂😀😁😃😄😍🥰🤗👌🎉💐⭐🌟💯🙌👏🤝😉☺💙💚💛🧡💜🏻🏼🏽🏾🏿\ufe0f\u200d")
_SMILEY = re.compile(r"(?:[:;]-?[)D]|<3)(?!\w)")


def is_only_thanks(text: str) -> bool:
    """Whether a customer's message says thanks and nothing else. Give it the text without quoted mail.

    Strict: False for no text, for "ok" alone, for a yes or a no, and for whatever is not known to be thanks.
    """
    if len(text) > LONGEST:
        return False
    plain = _without_smileys(_before_signature(unicodedata.normalize("NFKC", text)).replace("’", "'"))
    if plain is None:
        return False
    lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)
    thanked, at = False, _gap(plain, 0)
    while at < len(plain):
        phrase = _PHRASE.match(lower, at)
        if phrase is None:
            return thanked and _signed(plain, at)
        thanked = thanked or phrase["thanks"] is not None
        at = _gap(plain, _past_name(plain, phrase.end()))
    return thanked


def _before_signature(text: str) -> str:
    """Without the block that mail programs put after a line of two dashes."""
    return re.split(r"^-- ?$", text.replace("\r\n", "\n"), maxsplit=1, flags=re.MULTILINE)[0].strip()


def _without_smileys(text: str) -> str | None:
    """None when there is a picture in it that is not plainly friendly: it might say the contrary."""
    text = _SMILEY.sub(" ", text)
    kept = [letter for letter in text if letter not in _KIND]
    if any(unicodedata.category(letter) in _SYMBOLS for letter in kept):
        return None
    return "".join(kept).strip()


def _gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _past_name(text: str, at: int) -> int:
    name = _CALLED.match(text, at)
    return name.end() if name and _is_name(name[0]) else at


def _signed(text: str, at: int) -> bool:
    """Whether what remains from `at` on is a name on a line of its own."""
    line_start = text.rfind("\n", 0, at)
    name = (
        _SIGNED.fullmatch(text, line_start)
        if line_start >= 0 and not text[line_start:at].strip(" -–—\n")
        else None
    )
    return name is not None and _is_name(name[0])


def _is_name(words: str) -> bool:
    return not _NO_NAME & {word.strip(".,-–—").lower() for word in words.split()}
