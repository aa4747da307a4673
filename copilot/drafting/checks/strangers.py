"""Names of people in a reply that nobody has named: not the thread, not our records, not a procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.lexicon import STOP
from copilot.measuring.vocabulary import MONTH, WEEKDAY
from support.language import language

_NAME = r"[A-ZÀ-ÞŠŽŁ][\w'’-]*[a-zß-ÿ][\w'’-]*"
# “Lars Edman”, “Willem van der Zee”: two words with capitals, perhaps with particles between.
FULL_NAME = re.compile(
    rf"(?<![.!?:›>–-] )(?<=\s)(?=({_NAME}(?: (?:van|von|de|der|den|del|di|da|la|le|bin|al))* {_NAME})(?!\w))"
)
# A given name makes two capitals a person; so does what people do, own or are to somebody.
_GIVEN = """
ada adam adrian agnes agnieszka alan albert alejandro alessandro alex alexander alfred ali alice alicia
alina amelia amir amy ana anders andré andrea andreas andrew andrzej angela anita anja anke anna anne
annette anton antonio anya arthur astrid barbara bartosz beata beatrice ben benjamin bernd bianca bill
birgit björn brian brigitte bruno camille carl carla carlo carlos carmen carol caroline catherine cécile
charles charlotte chloé chris christian christina christine christoph claire clara claudia claus clemens
colin cornelia dagmar daniel daniela david deborah denise dennis diana diego dieter dirk dominik donna
dorothea edward elena eleni elif elisabeth eliza elizabeth ella ellen emil emily emma enrico erik erika
ernst esther eva ewa fatima federico felix fernando fiona florian frances francesca francesco françois
frank franz freya frida fritz gabriel gabriele gareth gary george georg gerald gerd giorgio giovanni
giulia giuseppe grażyna greta günter gustav hannah hans harald harriet harry heidi heike heinrich heinz
helen helena helga henri henrik henry hilde holger hugo ian ingrid ines irene irina isabel isabella ivan
jacob jakob jakub james jan jana jane janet jasmin jason javier jean jeanne jens jessica joan joanna joão
joerg johan johanna johannes john jonas jörg jorge josé josef joseph juan judith julia julian julie jürgen
justyna karen karin karl karolina kasia katarzyna kate katharina kathrin katja katrin kevin klaus konrad
kristin krystyna krzysztof lars laura lena leon leonie lina linda lisa louis louise luc luca lucas lucía
lucy ludwig luigi luis lukas łukasz maciej magdalena małgorzata manfred manuel marc marcel marco marcus
margaret maria marie marina mario marion mark markus marta martha martin martina mary mateo matthias
matthew max maximilian mehmet melanie mia michael michał michel michelle miguel mohammed monica monika
nadia nadine natalia natalie nicola nicolas nicole niels nigel nils nina nora olaf oliver olga olivia
oscar otto pablo paola paolo patricia patrick paul paula pauline pedro peter petra philip philipp pierre
piotr rachel rafael rainer ralf raquel rebecca renate richard rita robert roberto robin roger roland rosa
ruth ryan sabine sally samuel sandra sanne sara sarah sebastian sergio silke silvia simon sofia sonja
sophia sophie stefan stefanie stephan stephen steve steven susan susanne suzanne sven sylvie tanja teresa
theo theresa thomas tim tina tobias tom tomasz tony torsten ursula uwe valentina vera veronica victoria
vincent walter wanda werner willem william wojciech wolfgang yasmin yusuf yves zofia
"""
GIVEN = frozenset(_GIVEN.split())
DOES = re.compile(
    r"(?:['’]s\b| (?:has|had|have|ordered|lives|received|paid|wrote|called|asked|bought|signed|is|was"
    r"|also|who|will|and (?:his|her)))"
)
TO_PERSON = re.compile(
    r"(?i)\b(?:(?:sent|delivered|handed|given|refunded|shipped|addressed|posted|left|belongs?"
    r"|transferred|credited|spoke|speak|talked"
    r"|written) (?:it |them |this |the \w+ )?(?:to|with)|(?:signed|accepted|placed|ordered|paid|made"
    r"|taken) (?:for )?by|(?:customer|client"
    r"|guest|member|neighbou?r|colleague|user|patient|passenger|caller|buyer|seller|owner|named|called"
    r"|name of|nachbarn?|kundin"
    r"|kunden?|an|von|client|cliente|klant|buur\w*|voisine?|vecin[oa]))\s*$"
)
# What is pressed or opened on a screen carries capitals too.
ON_SCREEN = re.compile(
    r"(?i)(?:\b(?:press|click|tap|choose|select|open|go to|under|in|via|on|use|see|hit|find|to|visit"
    r"|menu|button|tab|then|called)"
    r"|klicken sie auf|tippen sie auf|unter|[>›→“”\"'(/])\s*$"
)
# Things that carry two capitals everywhere.
NO_PERSON = re.compile(
    r"\b(?:App|Play|Store|Google|Apple|Android|Microsoft|Windows|Pay|Black Friday|New|Year|North"
    r"|South|East|West|United"
    r"|Great|Customer|Support|Service|Team|Settings|Account|Terms|Privacy|Policy|Center|Centre|Help"
    r"|Street|Road|Avenue"
    r"|Station|Airport|Bank|Card|Plan|Order|English|German|French|Spanish|European|British|American"
    r"|Union|Christmas"
    r"|Easter|Club|Kingdom|States|Islands?|Express|Direct|Standard|Premium|Basic|Pro|Post|Mail|Credit"
    r"|Debit|Net)\b"
)
# People have no article where these languages' places do: “del Reino Unido”.
ARTICLE = re.compile(r"(?i)\b(?:del|al|du|au|im|zum|en el|dans le)\s*$")
CLOSING = re.compile(
    r"(?im)^\W*(?:(?:kind|best|warm|many)? ?(?:regards|wishes|greetings)|best|cheers|sincerely"
    r"|yours|thanks|thank you|all the best"
    r"|take care|love|viele grüße|mit freundlichen grüßen|liebe grüße|herzliche grüße"
    r"|cordialement|bien à vous|saludos"
    r"|un saludo|atentamente|cordiali saluti|met vriendelijke groet)\b[^\n]{0,40}$"
)
# An agent may say who they are.
INTRODUCTION = re.compile(
    r"(?i)\b(?:my name is|this is|i am|i'm|here is|speaking|signed|ich bin|mein name ist|je suis|soy)\s*$"
)


STREET = re.compile(
    r"(?<!\w)\d{1,4}[A-Za-z]? (?:[A-Z][\w'’-]+ ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Close"
    r"|Way|Court|Place"
    r"|Square|Terrace|Gardens|Crescent|Boulevard|Hill|Row)\b"
    r"|\b(?:[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|weg|gasse|allee|platz|ufer|damm|straat|laan|plein"
    r"|gracht|kade|dijk)"
    r"|[A-ZÄÖÜ][\w-]+ (?:Straße|Weg|Allee|Platz)) \d{1,4}\w?\b"
    r"|(?<!\w)\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|impasse|chemin|allée|quai)"
    r" (?:(?:de|du|des|la|le|les) |d'|l')*[A-ZÀ-Þ]\w+"
    r"|\b(?i:calle|avenida|avda\.|plaza|paseo|via|viale|piazza|corso|rua|travessa|largo|ul\.|ulica|aleja"
    r"|al\.)"
    r" (?:(?:de|del|della|da|do|dos|la|las|los) )*[A-ZÀ-ÞŁŚŻ]\w+(?: [A-ZÀ-ÞŁŚŻ]\w+){0,2},? \d{1,4}(?!\d"
    r"| ?[€%.,]\d)"
)


def streets(body: str) -> Iterator[str]:
    """Addresses of houses in a reply."""
    for match in STREET.finditer(body):
        yield match[0]


def full_names(body: str) -> Iterator[tuple[str, bool]]:
    """(a name of two words or more inside a sentence, whether it is surely a person's).

    Closing lines are the agent's.
    """
    closing = CLOSING.search(body)
    text = body[: closing.start()] if closing else body
    capitals = language(text) == "de"  # German writes every noun with a capital
    for line in text.splitlines():
        for match in FULL_NAME.finditer(line):
            words = [word.lower() for word in match[1].split()]
            before, after = line[: match.start()], line[match.end(1) :]
            if (
                any(word in STOP or word in WEEKDAY or word in MONTH for word in words)
                or NO_PERSON.search(match[1])
                or ARTICLE.search(before)
                or INTRODUCTION.search(before)
            ):
                continue
            given = words[0] in GIVEN
            person = given or TO_PERSON.search(before) or (DOES.match(after) and not ON_SCREEN.search(before))
            if given or not capitals:
                yield match[1], bool(person)
