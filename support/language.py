"""Which language a text is in, as far as common words tell.

Method: the language whose common words are the largest share of a text, among eight; texts of few words, or
with two languages nearly level, are of no known language, and then nothing is said.
"""

from __future__ import annotations

import re
from functools import lru_cache

NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
}
FEWEST_WORDS = 6
LEAST_SHARE, LEAD = 0.2, 0.08
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_COMMON = {
    "en": """
        a an the and or but of to in on at by for from with as is are was were be been being am it its this
        that these those there here i me my we us our you your yours he she they them their his her who whom
        which what when where why how do does did doing done have has had having will would shall should can
        could may might must not no nor if then than so too very just also only about into over under again
        once after before while because until unless through during up down out off own same such both each
        any all some more most other let yet please get got gets getting go going know make made need needs
        want like see still already now today soon ll ve re don s t m d able gladly happy glad sorry thank
        thanks hello hi hey dear kind regards best wishes unfortunately afraid course sure well really quite
        much many back one ones way would'd it's you're we're i'm i've we've you've we'll you'll i'll that's
        there's isn't don't can't won't doesn't didn't aren't wasn't haven't hasn't couldn't wouldn't
        shouldn't cannot thing things something anything everything take takes taken say says said tell told
        give gives given given however nobody somebody someone anybody anyone everybody everyone else
        another others either neither without otherwise instead fully possible possibly kindly within upon
        per
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber von zu zum zur im in am an
        auf bei für mit aus nach vor ist sind war waren sein wird werden wurde wurden es sie er wir uns
        unser unsere unseren unserer ich mir mich mein meine meinen du dir dich dein deine deinen deiner ihr
        ihre ihren ihrer ihnen ihnen sich dies diese dieser dieses was wann wo warum wie haben hat hatte
        habe kann können könnte muss müssen darf dürfen soll sollen nicht kein keine keinen nur auch noch
        schon sehr bitte danke gerne gern leider guten tag hallo sehr geehrte geehrter frau herr viele
        freundliche grüße dass wenn weil ob als so dann hier da man mehr gibt geht mal ja nein über unter
        bis je ab
    """,
    "fr": """
        le la les un une des du de et ou mais à au aux en dans sur pour par avec sans est sont était être
        été il elle ils elles nous vous je tu me te se mon ma mes votre vos notre nos son sa ses leur leurs
        ce cette ces cet que qui quoi quand où pourquoi comment ne pas plus avoir avez avons ont peut pouvez
        pouvons peuvent merci bonjour cordialement si car donc comme très bien aussi y d l n s c j m t qu
        est-ce malheureusement madame monsieur
    """,
    "es": """
        el la los las un una unos unas de del y o pero a al en con sin por para es son era ser sido está
        están él ella ellos nosotros usted ustedes yo tú me te se mi mis su sus nuestro nuestra nuestros que
        quien cuando dónde donde por qué cómo como no más he ha han hemos puede pueden podemos gracias hola
        saludos si porque muy bien también lo le les este esta estos estas eso esto ya lamentablemente tu
        tus nos os hay fue hasta desde sobre cuál cuánto
    """,
    "it": """
        il lo la i gli le un uno una di del della dei e o ma a al alla in nel nella con senza per da dal è
        sono era essere stato io tu lei noi voi loro mi ti si ci vi mio mia suo sua nostro vostro che chi
        quando dove perché come non più ho ha hanno abbiamo può possono grazie buongiorno ciao saluti se
        anche questo questa molto purtroppo
    """,
    "nl": """
        de het een en of maar van naar in op aan bij voor met uit na is zijn was waren wordt worden het hij
        zij wij ons onze ik mij mijn je jouw u uw dit dat deze die wat wanneer waar waarom hoe hebben heeft
        heb kan kunnen niet geen ook nog al zeer graag dank helaas hallo groeten als dan er
    """,
    "pt": """
        o a os as um uma de do da dos das e ou mas em no na nos nas com sem por para é são foi ser ele ela
        nós você vocês eu me se meu minha seu sua nosso nossa que quem quando onde porque como não mais tem
        temos pode podem obrigado obrigada olá bom dia cumprimentos também este esta isso já infelizmente
    """,
    "pl": """
        i w z na do od po za ze przy dla bez przez nad pod lub albo ale że żeby jeśli gdy kiedy jak czy co kto
        gdzie dlaczego się nie tak jest są był była było były będzie będą być mam ma mamy mają może można
        możesz mogą proszę dziękuję dziękujemy dzień dobry cześć witam pozdrawiam niestety przykro mi ci cię
        nas nam was wam jego jej ich mój moja moje twój twoja twoje nasz nasza pan pani państwo ten ta to te
        tego tej tym już jeszcze tylko także również oraz więc ponieważ bo po przed między każdy który która
        które
    """,
}  # fmt: skip
COMMON = {code: frozenset(listed.split()) for code, listed in _COMMON.items()}
# One look-up a word instead of eight: rules ask for the language of thousands of texts at once.
_SPOKEN_IN = {
    word: tuple(code for code, common in COMMON.items() if word in common)
    for word in frozenset().union(*COMMON.values())
}


@lru_cache(maxsize=2048)  # mostly the same sections and replies, read again for each draft
def language(text: str) -> str:
    """Two letters for a language (a key of NAMES), empty when it is not clear."""
    found = WORD.findall(text.lower())
    if len(found) < FEWEST_WORDS:
        return ""
    counts = dict.fromkeys(COMMON, 0)
    for word in found:
        for code in _SPOKEN_IN.get(word, ()):
            counts[code] += 1
    (best, most), (_, second) = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    clear = most >= LEAST_SHARE * len(found) and most - second >= LEAD * len(found)
    return best if clear else ""
