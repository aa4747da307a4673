"""A draft gives away nothing internal: no internal SOP text, no prompt, no secrets, no payment numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from copilot.drafting.checks.evidence import Evidence, draft_readings, section_grounds
from copilot.drafting.checks.reading import JOINED, Reading, read, sentences
from copilot.drafting.checks.result import HOLD, PASS, CheckResult
from copilot.drafting.checks.secrets_asked import asked_secrets, spoken_of
from copilot.drafting.composed import Composed
from copilot.drafting.context import Context
from copilot.gateway import personal
from copilot.measuring.facts import Key
from support.language import language

CHECK = "nothing_leaks"
# Words in a row that no text shares by chance, and the share of a sentence's meaning that is a paraphrase.
IN_A_ROW = 5
PARAPHRASE = 0.55
LEAD = 0.15
FEWEST_STEMS = 3
# Words of one internal sentence that nothing else in the context has.
FEWEST_OWN = 2
EVERYWHERE = frozenset(
    [
        "eu",
        "uk",
        "usa",
        "us",
        "id",
        "pdf",
        "faq",
        "vat",
        "iban",
        "sepa",
        "ok",
        "sms",
        "app",
        "tv",
        "crm",
        "api",
        "url",
        "gmbh",
        "ltd",
        "inc",
    ]
)
# Counts up to a dozen come up everywhere.
FEW = 12

# Where such cards are spoken of, “card number” means theirs.
OTHER_CARD = re.compile(
    r"\b(?:library|gift|loyalty|member(?:ship)?|club|bonus|customer|student|rail|SIM|health"
    r"|insurance) ?cards?\b"
    r"|\b(?:bibliotheks|mitglieds|kunden|geschenk|bonus|bahn|versicherten)karten?\b"
    r"|\bcartes? (?:de fidélité|cadeau|vitale)\b"
    r"|\btarjetas? (?:de regalo|de socio)\b|\btessera\b",
    re.IGNORECASE,
)
PAYMENT = re.compile(
    r"\b(?:credit|debit|bank|payment|original|same|giro|ec|kredit)[ -]?(?:\w+ )?(?:card|karte)"
    r"|\bcard (?:payments?|you paid|used)"
    r"|\bpayment (?:method|option)|\b(?:form|means|method) of payment|\b(?:visa|mastercard|cvv|cvc"
    r"|expir\w+)\b|\bpaid (?:with|by)\b"
    r"|\brefund\w* (?:is|are|go|goes|to|will)\b|\brefund(?:ed)?\b|zahlungs\w+|moyen de paiement"
    r"|carte bancaire|método de pago"
    r"|metodo di pagamento|betaal\w+|método de pagamento|metod\w płatności",
    re.IGNORECASE,
)
NUMBERS = {"CARD": "payment card", "IBAN": "bank account"}
SECRET = re.compile(
    r"\b(?:sk|pk|rk)[-_](?:live|test|proj)?[-_]?[A-Za-z0-9]{16,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}|\bxox[abprs]-[\w-]{10,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|\bAIza[\w-]{30,}"
    r"|\bBearer\s+[\w.~+/-]{16,}"
    r"|\b(?i:api[ _-]?key|access[ _-]?token|client[ _-]?secret|passwor[dt]|passwort|kennwort|mot de passe"
    r"|contraseña|pin code|passcode)"
    r"\s*(?:(?:is|ist|est|es)\s*:?|=|:)\s*[\"“']?(?=\S*[\d!#$%&*@^])\S{4,}",
)
# How replies are made, or rules that customers do not see: nothing a shop writes.
_MADE = (
    r"instruct(?:ed|ions?)|program+ed|configured|trained|prompted|konfiguriert|programmiert|angewiesen"
    r"|trainiert"
    r"|configurée?|programmée?|entraînée?|configurad[oa]|programad[oa]|entrenad[oa]|configurat[oa]"
    r"|programmat[oa]"
    r"|addestrat[oa]|geconfigureerd|geprogrammeerd|getraind|treinad[oa]|skonfigurowan\w|zaprogramowan\w"
)
_RULES_OF_MINE = (
    r"(?:my|meine[nr]?|mes|mis|le mie|i miei|mijn|as minhas|os meus|moje) (?:system |internal "
    r"|\w+ )?(?:prompts?"
    r"|instructions?|guidelines|rules|training|programming|configuration|anweisungen|instruktionen"
    r"|vorgaben|regeln"
    r"|consignes|directives|règles|instrucciones|reglas|directrices|istruzioni|regole|instructies|regels"
    r"|richtlijnen"
    r"|instruções|regras|instrukcj\w+|wytyczn\w+)"
)
_MODEL = (
    r"(?:large )?language models?|sprachmodell\w*|modèle de langage|modelo de (?:lenguaje|linguagem)"
    r"|modello linguistico"
    r"|taalmodel|model(?:em|u)? językow\w+"
)
PROMPT = re.compile(
    rf"\bsystem ?prompt|\b{_MODEL}\b|\b{_RULES_OF_MINE}\b"
    r"|\b(?:these|the following|your) (?:system |hidden |internal |initial |original )instructions"
    rf"|\b(?:i|we) (?:was|were|have been|am|are|'m|only am)(?: not| only)? (?:{_MADE})\b(?! (?:staff"
    rf"|team|technician|mechanic))"
    rf"|\bI(?:'m| am) (?:\w+ )?(?:instructed|programmed|configured|trained|designed|built) (?:to|not|so"
    rf"|as|by|only|in)\b"
    rf"|\bI was (?:told|designed|built|set up) (?:to|not|as)\b|\b(?:ich (?:bin|wurde)|je (?:suis"
    rf"|ne suis)|(?:estoy|he sido|fui)"
    rf"|sono (?:stat[oa] )?|ik (?:ben|werd)|(?:estou|fui)|(?:jestem|zostałem|zostałam)) ?(?:nur |pas "
    rf"|so |niet |alleen )?(?:{_MADE})\b"
    r"|\bas an? (?:ai|a\.i\.|artificial|automated (?:assistant|system)|(?:chat)?bot|virtual (?:assistant"
    r"|agent)|machine)\b"
    r"|\b(?:als |en tant qu(?:e |['’])|como |come |in quanto |jako )(?:eine? |een |una? |uma |un['’])?(?:ki"
    r"|ia|ai|sztuczna inteligencja"
    r"|künstliche intelligenz|intelligence artificielle|inteligencia artificial|intelligenza artificiale"
    r"|inteligência artificial"
    r"|(?:chat)?bot|virtuel\w* assistent\w*|assistant virtuel|asistente virtual|assistente virtuale?)\b"
    r"|\byou are (?:an? |the )?[\w-]+(?:bot\b|, (?:an? |the )?(?:\w+ ){0,3}(?:agent|assistant|bot))"
    r"|\byou are an? (?:\w+ ){0,3}(?:support|service|ai|virtual|helpful) (?:agent|assistant|bot)\b"
    r"|\b(?:can_answer|max_tokens|json schema|few-shot|context window|token limit)\b"
    r"|\b[a-z]{2,20}_[a-z_]{2,30}\("
    r"|\b(?:tool|function)[ _]call(?:s|ed|ing)?\b|\b(?:called|calling|ran|invoked"
    r"|used) the \w+(?:_\w+)+\b|\bconfidence score\b"
    r"|\bSOPs?\b(?! ?-)|\bknowledge cut-?off|\byou prepare replies for\b"
    r"|\b(?:the|our|an?) (?:internal|confidential) (?:\w+ )?(?:notes?|guidelines?|procedures?|polic(?:y"
    r"|ies)|rules?|documents?|limits?"
    r"|thresholds?|scores?|sections?|instructions?|memos?|wikis?|handbooks?|lists?)\b"
    r"|\bfor internal use\b|\binternally,? we\b"
    r"|\b(?:provided|retrieved|supplied|given) (?:context|sources|sections|documents|passages)\b"
    r"|\bbereitgestellten? (?:kontext|quellen)"
    r"|\b(?:contexte|documents) fournis?\b|\bcontexto proporcionado\b|\bcontesto fornito\b"
    r"|\b(?:unsere[nr]? |die )?internen? (?:regel|richtlinie"
    r"|vorgabe|anweisung|notiz|liste)\w*|\b(?:nos|les|une|notre) (?:règles?|consignes?|notes?"
    r"|procédures?|directives?) internes?\b"
    r"|\b(?:nuestras|las|una|nuestra) (?:reglas?|normas?|notas?|instrucci\w+|directrices"
    r"|políticas?) internas?\b"
    r"|\b(?:le nostre|le|una) (?:regol\w|note|procedur\w|istruzioni) intern\w\b|\b(?:onze|de"
    r"|een) interne (?:regel|notitie|richtlijn|instructie|procedure)\w*"
    r"|\b(?:as nossas|nossas|as) (?:regras|notas|instruções) internas\b|\b(?:nasze|nasz) wewnętrzn\w+"
    r"|\b(?:fraud|risk|trust|churn|abuse) score|\bnot supposed to (?:tell|say|share)"
    r"|\b(?:between you and me|off the record|unter uns gesagt|entre nous"
    r"|entre nosotros|detto tra noi|onder ons gezegd)\b|\bdo not tell the customer|\(internal\)",
    re.IGNORECASE,
)


def nothing_leaks(composed: Composed, context: Context) -> list[CheckResult]:
    """One hold for each thing that must not leave the house."""
    public = " ".join(_plain(section.text) for section in context.sections if not section.internal)
    problems = [CheckResult(CHECK, HOLD, span, reason) for span, reason in _secrets(composed.body, public)]
    problems += [CheckResult(CHECK, HOLD, span, reason) for span, reason in _asked(composed.body, context)]
    internal = _Internal(context, public)
    for sentence, reading in draft_readings(composed):
        if reason := internal.told_by(reading):
            problems.append(CheckResult(CHECK, HOLD, sentence.text, reason))
    return list(dict.fromkeys(problems)) or [CheckResult(CHECK, PASS, "", "Nothing internal is told.")]


def _secrets(body: str, public: str) -> Iterator[tuple[str, str]]:
    for match in SECRET.finditer(body):
        yield match[0], "This looks like a password or key. Never write one into a reply."
    for start, end, kind in personal.find(body):
        number = body[start:end]
        if kind in NUMBERS and _plain(number) not in public:
            yield number, f"This is a whole {NUMBERS[kind]} number. The last four characters are enough."
    for match in PROMPT.finditer(body):
        if _plain(match[0]) not in public:
            yield (
                match[0],
                f"“{match[0]}” is about how replies are made or about internal rules. Leave it out.",
            )


def _asked(body: str, context: Context) -> Iterator[tuple[str, str]]:
    """Secrets and papers asked for that no public procedure asks for or speaks of."""
    public = [section.text for section in context.sections if not section.internal]
    fine: set[str] = set()
    for sentence, what in asked_secrets(body):
        if not fine:
            fine = {"-"}.union(
                *({name for _, name in asked_secrets(text)} | spoken_of(text) for text in public)
            )
        around = " ".join([sentence, *public, context.customer_text])
        if what == "card number" and (OTHER_CARD.search(around) or not PAYMENT.search(around)):
            continue
        if what not in fine:
            yield sentence, f"This asks the customer for a {what}, as no procedure does. Leave it out."


class _Internal:
    """The internal sections of a context, and what is also said in public."""

    def __init__(self, context: Context, public: str) -> None:
        self._evidence = Evidence(context)
        sections = [section for section in context.sections if section.internal]
        self._grounds = [ground for section in sections for ground in section_grounds(section)]
        seen = " ".join([public, *(_plain(text) for _, text in context.thread), _plain(context.subject)])
        self._rows = frozenset().union(*(rows(ground.reading.text) for ground in self._grounds)) - rows(seen)
        figures = {key for ground in self._grounds for key in ground.reading.figures}
        ours = {key for key in figures if _is_count(key)}
        open_ = [ground.reading for ground in self._evidence.grounds] + self._evidence.customer
        self._counts = ours - {key for one in open_ for key in one.figures}
        told = frozenset().union(*(names(ground.reading.text) for ground in self._grounds))
        self._only_here = (
            told - frozenset(re.findall(r"[\w-]+", JOINED.sub(r"\1", seen).lower())) - EVERYWHERE
        )
        # German writes every noun as others write names: there one alone tells nothing.
        german = language(" ".join(section.text for section in sections)) == "de"
        self._fewest_names = 2 if german else 1
        self._stems = frozenset().union(
            *(one.stems for one in open_), *(g.around for g in self._evidence.grounds)
        )

    def told_by(self, reading: Reading) -> str:
        """Why a sentence gives something internal away; empty when it does not."""
        if shared := rows(reading.text) & self._rows:
            return f"Internal SOP text stands here: “{' '.join(sorted(shared)[0])}”. Leave it out."
        if counts := [said for key, said in reading.figures.items() if key in self._counts]:
            return f"“{counts[0]}” stands in an internal section only. Leave it out."
        told = self._only_here & frozenset(reading.tokens)
        if len(told) >= self._fewest_names or any(map(_is_code, told)):
            return f"“{sorted(told)[0]}” stands in an internal section only. Leave it out."
        if any(
            len(reading.stems & ground.reading.stems - self._stems) >= FEWEST_OWN for ground in self._grounds
        ):
            return "This tells what only an internal section says. Leave it out."
        best = max((self._paraphrased(reading, ground.reading) for ground in self._grounds), default=0.0)
        if best < PARAPHRASE:
            return ""
        open_ = max(
            (self._paraphrased(reading, ground.reading) for ground in self._evidence.grounds), default=0.0
        )
        said = max((self._paraphrased(reading, one) for one in self._evidence.customer), default=0.0)
        return "This paraphrases an internal section. Leave it out." if best > max(open_, said) + LEAD else ""

    def _paraphrased(self, reading: Reading, source: Reading) -> float:
        """Share of the sentence's meaning that stands in the source."""
        if len(reading.stems) < FEWEST_STEMS or len(source.stems) < FEWEST_STEMS:
            return 0.0
        shared = len(reading.stems & source.stems)
        return shared / min(len(reading.stems), len(source.stems) + 2) if shared >= FEWEST_STEMS else 0.0


def _is_count(key: Key) -> bool:
    return key[0] == "number" and isinstance(key[1], Decimal) and key[1] > FEW


@lru_cache(maxsize=4096)
def rows(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of words of the length that counts as quoting."""
    tokens = [token for sentence in sentences(text) for token in read(sentence).tokens]
    return frozenset(tuple(tokens[at : at + IN_A_ROW]) for at in range(len(tokens) - IN_A_ROW + 1))


def names(text: str) -> frozenset[str]:
    """Words that name something: a capital inside a sentence, or digits within."""
    found = re.findall(
        r"(?<=[\w,:]\s)[A-Z][\w-]{3,}|(?<![\w-])[A-Z]{2,}(?:-\w+)?(?!\w)"
        r"|(?<!\w)(?=[\w-]*\d)(?=\w*[A-Za-z])[\w-]{4,}",
        text,
    )
    return frozenset(word.lower() for word in found)


def _is_code(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_]", "", text).lower().split())
