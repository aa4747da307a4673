"""What a short answer says to the question we asked last: yes, no, only thanks, or nothing clear. Pure.

“Looks good” is a yes and “good” is not; “ok” agrees to a question but “ok thanks” may only be polite. An
answer that is not plainly one or the other is unclear, and then asking once more costs less than acting on a
guess. Method: the whole message must be made of phrases listed here; any other word makes it an ordinary
message.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from copilot.drafting.checks.reading import sentences
from copilot.drafting.context import AGENT, Context
from copilot.measuring.boilerplate import body
from copilot.measuring.normalise import uniform
from support.thanks import is_only_thanks

LONGEST = 8  # words; who writes more says more than yes or no


class Answer(StrEnum):
    """`NONE`: an ordinary message, or no question of ours was standing."""

    YES = "yes"
    NO = "no"
    THANKS = "thanks"
    UNCLEAR = "unclear"
    NONE = "none"


@dataclass(frozen=True)
class Standing:
    """The question that stood when the customer wrote, empty for none, and what they said to it."""

    question: str
    answer: Answer

    def told(self) -> str:
        """For the model and the agent; empty where nothing is to be said."""
        if self.answer not in (Answer.YES, Answer.NO):
            return ""
        return f"With the latest message the customer says {self.answer} to our question “{self.question}”."


# English, German, French, Spanish, then Italian, Dutch, Portuguese; longer phrases before their beginnings.
_YES = """
    yes please do / yes please / yes of course / yes go ahead / yes do it / yes that works / yes / yep /
    yeah / yup / sure thing / sure / please do / please go ahead / go ahead please / go ahead /
    go for it / do it please / do it / please proceed / proceed /
    (?:that |it |this |all )?(?:looks|sounds) (?:good|great|fine|right|perfect|ok|okay)(?: to me)? /
    (?:that )?works for me / that works / that(?: i|')s (?:right|correct|fine|ok|okay) / correct /
    exactly / absolutely / definitely / of course / agreed / i agree / confirmed / i confirm /
    fine by me / fine with me / i would like that / ja bitte / ja gerne / ja gern / ja genau / ja /
    gerne / gern / jawohl / natürlich / klar / einverstanden / passt so / passt / stimmt / genau /
    richtig / machen sie das bitte / machen sie das / bitte machen sie das / das passt / klingt gut /
    in ordnung / oui s'il vous plaît / oui svp / oui merci / oui bien sûr / oui / d'accord / bien sûr /
    volontiers / allez-y / c'est bon / tout à fait / ça me va / exactement / c'est exact / sí por favor /
    si por favor / sí claro / sí / de acuerdo / claro que sí / claro / adelante / por supuesto /
    correcto / me parece bien / está bien / exacto / vale / sì grazie / sì / va bene / certo /
    certamente / ja graag / graag / akkoord / klopt / prima / sim por favor / sim / pode ser /
    com certeza / okay / ok / alright / all right / 👍 / ✅
"""
_NO = """
    no thank you / no thanks / no please don't / no don't / no not yet / no / nope / nah / not yet /
    not now / not really / please don't / don't do it / don't / do not / never mind / nevermind /
    leave it / please wait / wait / hold on / stop / i'd rather not / rather not / i changed my mind /
    not anymore / not any more / nein danke / nein bitte nicht / nein / noch nicht / bitte nicht /
    lieber nicht / jetzt nicht / warten sie bitte / non merci / non pas encore / non / pas encore /
    pas maintenant / surtout pas / attendez / no gracias / todavía no / aún no / ahora no / mejor no /
    espere / no grazie / non ancora / meglio di no / nee bedankt / nee / nog niet / liever niet /
    não obrigado / não obrigada / não / ainda não / 👎 / ❌
"""
# Said politely, and no answer to anything.
_POLITE = """
    thank you so much / thank you very much / thank you / many thanks / thanks a lot / thanks / thx /
    cheers / please / good / great / nice / cool / perfect / fine / understood / noted / got it / i see /
    right / hm+ / maybe / perhaps / possibly / i think so / i guess so / i guess / not sure /
    i don't know / i'm not sure / whatever you think / either is fine / both / either / up to you /
    vielen dank / danke schön / danke sehr / danke / bitte / gut / super / toll / perfekt / verstanden /
    vielleicht / mal sehen / beides / merci beaucoup / merci / s'il vous plaît / bien / très bien /
    parfait / super / compris / peut-être / je ne sais pas / muchas gracias / gracias / por favor / bien /
    muy bien / bueno / perfecto / entendido / quizás / tal vez / no sé / grazie mille / grazie / bene /
    perfetto / forse / bedankt / dank u / goed / misschien / obrigado / obrigada / bom / talvez / hello /
    hi / hey / dear / hallo / bonjour / hola / best regards / kind regards / regards / viele grüße /
    mit freundlichen grüßen / cordialement / saludos / 🙏 / 🙂 / 😊
"""


def _compiled(phrases: str) -> re.Pattern[str]:
    listed = [phrase.strip() for phrase in phrases.split("/")]
    return re.compile(rf"(?:{'|'.join(sorted(listed, key=len, reverse=True))})(?!\w)")


_KINDS = ((Answer.NO, _compiled(_NO)), (Answer.YES, _compiled(_YES)), (Answer.UNCLEAR, _compiled(_POLITE)))
# “No problem”, “why not”: agreement in the words of denial.
_IDIOMS = re.compile(
    r"no problem|no worries|why not|kein problem|warum nicht|pas de problème|pourquoi pas|sin problema"
)
# An “ok” that comes with thanks may answer the question or end the conversation.
_OK = frozenset({"ok", "okay", "alright", "all right"})
# Questions that yes does not answer: they want a fact, a thing, or a choice.
_OPEN = re.compile(
    r"(?:and |so |also |und |et |y )?"
    r"(?:what|which|when|where|who|whom|whose|how|why|was|welche[rsmn]?|wann|wo|wer|wie|warum|quel(?:le)?s?"
    r"|quand|où|qui|comment|pourquoi|qué|cuál(?:es)?|cuándo|dónde|quién|cómo|por qué)\b"
    r"|(?:please |bitte )?(?:could|can|would|will) you (?:please )?"
    r"(?:tell|send|give|share|let|provide|describe|check|say)"
    r"|(?:könnten|können|würden) sie (?:uns|mir)|pouvez-vous (?:nous|me)|pourriez-vous (?:nous|me)"
    r"|(?:podría|puede) (?:usted )?(?:decirnos|enviarnos|indicarnos|decirme|enviarme)"
)
# A closing and the name below it, which `boilerplate` leaves on where little else was written.
_SIGNED = re.compile(
    r"\n\s*(?:(?:best|kind|warm|many) )?(?:regards|best|wishes|cheers)\b.*"
    r"|\n\s*(?:viele|liebe|beste|freundliche) grüße\b.*|\n\s*mit freundlichen grüßen\b.*"
    r"|\n\s*(?:cordialement|saludos|saluti|groeten)\b.*",
    re.DOTALL,
)
_CHOICE = re.compile(r"\b(?:or|oder|ou|o)\b")


def standing(context: Context) -> Standing:
    """Our last question before the customer's latest message, and what that message says to it."""
    if not context.thread or context.thread[-1][0] == AGENT:
        return Standing("", Answer.NONE)
    ours = next((text for who, text in reversed(context.thread) if who == AGENT), None)
    if ours is None:
        return Standing("", Answer.NONE)
    question = last_question(ours)
    return Standing(question, answer_to(question, context.thread[-1][1]))


def last_question(text: str) -> str:
    """The last sentence of a reply that asks something, in its own words; empty when none does."""
    asked = [one for one in sentences(body(uniform(text))) if one.rstrip().endswith("?")]
    return asked[-1].strip() if asked else ""


def answer_to(question: str, text: str) -> Answer:
    """What a customer's message says to our question (empty: none stood)."""
    said = _said(text)
    if not question:
        return Answer.THANKS if is_only_thanks(text) else Answer.NONE
    if said is None:
        return Answer.UNCLEAR if is_only_thanks(text) else Answer.NONE
    kinds = {kind for kind, _ in said}
    decided = kinds - {Answer.UNCLEAR}
    if len(decided) != 1 or _only_polite_ok(said) or not _closed(question):
        return Answer.UNCLEAR
    return decided.pop()


def _said(text: str) -> list[tuple[Answer, str]] | None:
    """The phrases a message is made of with what each says, or None when it holds anything else."""
    plain = unicodedata.normalize("NFKC", body(uniform(text)) or text).lower().replace("’", "'")
    plain = _SIGNED.sub("", plain)
    if "?" in plain or len(plain.split()) > LONGEST:
        return None
    found: list[tuple[Answer, str]] = []
    rest = _trimmed(plain)
    while rest:
        if idiom := _IDIOMS.match(rest):
            found.append((Answer.UNCLEAR, idiom[0]))
            rest = _trimmed(rest[idiom.end() :])
            continue
        matches = [(kind, match) for kind, pattern in _KINDS if (match := pattern.match(rest))]
        if not matches:
            return None
        kind, match = max(matches, key=lambda pair: pair[1].end())
        found.append((kind, match[0]))
        rest = _trimmed(rest[match.end() :])
    return found or None


def _trimmed(text: str) -> str:
    return text.strip(" \n\t.,!;:…¡-–—()\ufe0f")


def _only_polite_ok(said: list[tuple[Answer, str]]) -> bool:
    """“Ok thanks”: nothing but an ok says yes, and it stands beside thanks."""
    agreed = {phrase for kind, phrase in said if kind == Answer.YES}
    return bool(agreed) and agreed <= _OK and any(kind == Answer.UNCLEAR for kind, _ in said)


def _closed(question: str) -> bool:
    """Whether yes or no answers the question: it asks for no fact and offers no choice."""
    plain = _trimmed(uniform(question).lower())
    return not _OPEN.match(plain) and not _CHOICE.search(plain)
