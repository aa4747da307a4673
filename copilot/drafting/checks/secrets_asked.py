"""Sentences that ask a customer for a secret, a card's figures or papers, in the languages drafts come in.

A password, a card's number or a code is never asked for, unless a procedure does so itself. Papers and dates
of birth are asked for by some shops and not by others: where no procedure speaks of them, nobody should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.reading import sentences

SECRETS = {
    "password": r"passwords?|passcodes?|passphrase|passw[oö]rte?r?|kennw[oö]rte?r?|mots? de passe"
    "|contraseñas?"
    r"|wachtwoord(?:en)?|palavra-passe|senhas?|has[łl](?:o|a|em)|clave de acceso|log-?in (?:details|data"
    r"|credentials)"
    r"|credentials|zugangsdaten|anmeldedaten|identifiants de connexion|credenciales|credenziali"
    r"|inloggegevens"
    r"|dados de acesso|dane logowania|parola d'ordine|security (?:answer|question)s?|mother's maiden name",
    "PIN": r"PIN(?:[ -]?(?:code|number|nummer))?|pincode|geheimzahl|code secret|código secreto"
    "|codice segreto"
    r"|code confidentiel",
    "card code": r"CVV2?|CVC2?|CV2|security code|card verification \w+|(?:three|3)[ -]digit (?:code"
    "|number)|(?:three|3)"
    r" (?:digits|numbers) (?:on|from) the back|prüfnummer|prüfziffer\w*|kartenprüf\w+|sicherheitscode"
    r"|cryptogramme"
    r"|código de seguridad|codice di sicurezza|beveiligingscode|código de segurança|kod CVV\w?",
    "card number": r"(?<!gift )(?<!library )(?<!loyalty )(?<!membership )(?<!member )(?<!customer"
    " )(?<!rail )(?<!SIM )"
    r"(?<!club )(?<!bonus )(?<!travel )(?<!student )(?<!insurance )(?<!health )(?<!green )card (?:number"
    r"|details|data|info\w*)"
    r"|number (?:of|on) (?:the |your )?(?:credit |debit |bank |payment )?card|(?:16|sixteen)[ -]digits?"
    r"|(?:long|16-digit|full)"
    r" (?:card )?number (?:on|of)|(?:kredit|bank|ec-|giro)?kartennummer|kreditkarten\w+|kartendaten"
    r"|numéro (?:complet )?de (?:votre |ta |la |carte)(?:carte)?(?: bancaire| bleue| de crédit)?"
    r"|datos de (?:su |tu |la )?tarjeta"
    r"|número (?:completo )?de (?:su |tu |la )?tarjeta|numero (?:completo )?(?:della |di )(?:sua "
    r"|tua )?carta|dati della (?:sua |tua )?carta"
    r"|(?:credit|bank)?kaartnummer|kaartgegevens|creditcard\w+|número (?:completo )?do (?:seu "
    r"|teu )?cartão|dados do (?:seu |teu )?cartão"
    r"|numer(?:u)? (?:pana |pani |swojej |twojej )?karty|dane karty",
    "one-time code": r"one[- ]time (?:code|password|passcode|pin)|(?-i:OTP)|(?-i:TAN)|(?:verification"
    "|authentication"
    "|2FA|two-factor|authenticator"
    r"|backup|login) codes?|(?:SMS|text) codes?|codes? (?:that )?(?:we|you) (?:have |just )*(?:sent"
    r"|received|texted|got)\w*(?: you)?"
    r"(?: (?:by|via) (?:SMS|text))?|six-digit code|6-digit code|einmal(?:code|passwort|kennwort)"
    r"|bestätigungscode|SMS-(?:TAN|code)"
    r"|code (?:de (?:vérification|confirmation)|(?:reçu )?par SMS)|código de verificación|código (?:por"
    r"|del) SMS|codice di verifica"
    r"|codice (?:ricevuto )?via SMS|verificatiecode|sms-code|código de verificação|kod (?:weryfikacyjny"
    r"|z SMS\w*|SMS)",
    "key": r"(?:seed|recovery|backup|secret|mnemonic|wallet)(?: recovery)? (?:phrase|words|key)"
    "|private key|(?:full |whole |complete"
    r" )?API[ -]?key|secret key|access token|client secret|(?:twelve|twenty-four|12|24) (?:\w+ )?words"
    r"|wiederherstellungs\w+"
    r"|privaten? schlüssel|phrase de récupération|clé (?:privée|API)|frase (?:semilla|de recuperación)"
    r"|clave (?:privada|API)"
    r"|frase di recupero|chiave privata|herstelzin|privésleutel|frase de recuperação|chave privada"
    r"|fraz[aęy] odzyskiwania",
}
PAPERS = {
    "papers": r"passports?|(?:identity|ID) (?:card|documents?|papers?)|identity documents?|(?:photo"
    "|picture|copy|scan|image) of (?:your"
    r" |an? )?(?:photo )?(?:ID|driving licen[cs]e|driver'?s licen[cs]e)|(?:your|photo) ID"
    r"|driving licen[cs]e|driver'?s licen[cs]e"
    r"|(?:personal)?ausweis\w*|reisepass\w*|führerschein|pièces? d'identité|passeport|carte d'identité"
    r"|permis de conduire|(?-i:DNI)|(?-i:NIE)|pasaporte"
    r"|documento de identidad|carta d'identità|passaporto|documento d'identità|paspoort"
    r"|identiteitsbewijs|legitimatie\w*|rijbewijs"
    r"|documento de identificação|cartão de cidadão|passaporte|dow[oó]d\w* osobist\w+|paszport\w*",
    "photo of their face": r"selfies?|(?:photo|video|picture) of (?:your face|yourself)",
    "date of birth": r"dates? of birth|birth ?dates?|birthday|(?-i:DOB)|geburtsdatum|geburtstag"
    "|date de naissance|fecha de nacimiento"
    r"|data di nascita|geboortedatum|data de nascimento|dat[aęy] urodzenia",
    "tax number": r"social security number|(?-i:SSN)|national insurance number|tax (?:ID|number"
    "|identification)|steuer-?(?:ID|nummer)"
    r"|sozialversicherungsnummer|numéro de sécurité sociale|número de la seguridad social|(?-i:NIF)"
    r"|codice fiscale|(?-i:BSN)|burgerservicenummer|PESEL\w*",
}
_ALL = {
    name: re.compile(rf"(?<!\w)(?:{noun})(?!\w)", re.IGNORECASE)
    for name, noun in {**SECRETS, **PAPERS}.items()
}
_PIN = re.compile(
    r"\bPIN\b|pincode|PIN-Code|geheimzahl|code secret|código secreto|codice segreto|code confidentiel"
)
# What is said to be sent, told or shown to us
REQUEST = re.compile(
    r"\b(?:send|give|tell|share|provide|supply|forward|submit|state|confirm|verify|text|mail|e-?mail"
    r"|repl(?:y|ying)|respond|answer"
    r"|write|read|quote|paste|upload|attach|need|require|want|ask(?:ing)? (?:you )?for|let (?:us"
    r"|me) (?:know|have)|(?:may|could|can) (?:we|i) have"
    r"|what(?:'s| is| are| was)|include|enter|type|sending|giving|telling|providing|confirming"
    r"|sharing|put|leave|message|dm"
    r"|schick\w*|send\w*|nenn\w*|teil\w*|mitteil\w*|mitzuteilen|gib|geben|angeben|anzugeben|gebe"
    r"|durchgeben|benötig\w*|brauch\w*|verrat\w*|bestätig\w*|laute\w*"
    r"|übermittel\w*|hochladen|hinterlass\w*|antwort\w*|schreib\w*|nutz\w* zur bestätigung"
    r"|envoy\w+|communiqu\w+|donn\w+|indiqu\w+|transmett\w+|fourni\w*|fournissez|répond\w*|précis\w+"
    r"|confirm\w+|partag\w+|quel(?:le)? est|avons besoin|faut|saisi\w*|dire|dites"
    r"|env[ií]\w+|mánd\w+|mand[ae]\w*|d[ií]g\w+|decir\w*|facilit\w+|proporcion\w+|indi[cq]\w+|compart\w+"
    r"|confirm\w+|respond\w+|necesit\w+|cuál es|escrib\w+|pas[ae]\w*"
    r"|invi\w+|mand\w+|comunic\w+|forni\w+|indic\w+|dir\w*ci|dic\w+|qual è|serve|servono|abbiamo bisogno"
    r"|rispond\w+|condivid\w+|scriv\w+|inser\w+"
    r"|stuur\w*|sturen|geef|geven|doorgeven|door te geven|deel\w*|vermeld\w*|wat is|nodig|bevestig\w*"
    r"|antwoord\w*|mail(?:en|t)?"
    r"|envi[ae]\w*|mand[ae]\w*|diga\w*|forne[cç]\w+|indi[cq]\w+|partilh\w+|qual é|precisamos|respond\w+"
    r"|escrev\w+"
    r"|wy(?:śl|sł)\w*|prze(?:śl|sł)\w*|poda[jćn]\w*|proszę o|potrzebujemy|potwierdź\w*|napisz\w*"
    r"|jakie? jest"
    r"|odpowied\w+)\b",
    re.IGNORECASE,
)
# The customer keeps, renews or uses the secret without us; nobody sends it.
REQUEST_BEHIND = re.compile(
    r"\b(?:mitteil\w*|mitzuteilen|nennen|schicken|senden|angeben|anzugeben|durchgeben|geben|übermitteln"
    r"|verraten"
    r"|bestätigen|zukommen|hochladen|lautet|doorgeven|door te geven|sturen|geven|mailen|vermelden"
    r"|bevestigen|delen"
    r"|to (?:us|me)|in (?:your|a) reply|is needed|is required)\b",
    re.IGNORECASE,
)
OWN_USE = re.compile(
    r"\b(?:reset|resetting|change|changing|choose|choosing|set(?:ting)?(?: up)?|create|creating"
    r"|forgot(?:ten)?|forget|update|renew|remember"
    r"|protect|keep|log ?in with|sign ?in with|enter|type|use|using|new|another|temporary|revoke|rotate"
    r"|regenerate|delete|block|show|carry|bring|last (?:four|4)"
    r"|final four|last \w+ (?:digits|characters) of"
    r"|zurücksetz\w*|zurückzusetz\w*|änder\w*|vergessen\w*|neue[sn]?|letzten (?:vier|4)|endziffern"
    r"|réinitialis\w+|chang\w+|oublié\w*|nouveau|modifi\w+|(?:quatre|4) derniers"
    r"|restablec\w+|cambi\w+|olvid\w+|nuev[ao]|últim[oa]s (?:cuatro|4)|reimpost\w+|dimentic\w+|nuov[ao]"
    r"|modific\w+|ultime (?:quattro|4)"
    r"|herstel\w*|wijzig\w*|vergeten|nieuwe?|laatste (?:vier|4)|repor|redefin\w+|alter\w+|esquec\w+|nova"
    r"|últimos (?:quatro|4)|zresetuj\w*|zmie[nń]\w*|nowe|ostatnie (?:cztery|4))"
    r"\W+(?:[\w'-]+\W+){0,4}?$",
    re.IGNORECASE,
)
OF_IT = re.compile(
    r"\b(?:name|label|id|owner|age|status|type|expiry)s? (?:of|for) (?:the |your |this )?$", re.IGNORECASE
)
AFTERWARDS = re.compile(
    r"^\W{0,3}(?:reset\w*|link|page|field|box|form|zurück\w*|ändern|neu|with you|ready|at (?:check-?in"
    r"|the)|to (?:check-?in|the|reception)|vergessen|wijzigen|ID\b|name\b|prefix)",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:never|not|no|don't|doesn't|won't|without|cannot|can't|nobody|nie|niemals|nicht|kein\w*|ohne"
    r"|jamais|pas|ne|sans|aucun|nunca|sin|jamás|mai|non|senza"
    r"|nooit|niet|geen|zonder|não|jamais|sem|nigdy|bez|rather than|instead of)\b",
    re.IGNORECASE,
)
# A machine's field is filled in by oneself; a reply reaches us.
ELSEWHERE = re.compile(
    r"\b(?:on|at|in|under|via|through|auf|unter|sur|en|dans|su|op|em|na) (?:\w+ ){0,3}?(?:https?://"
    r"|www\.|the app|our app|the (?:log-?in|sign-?in) page|settings)",
    re.IGNORECASE,
)


def asked_secrets(text: str) -> Iterator[tuple[str, str]]:
    """(sentence, what is asked for) for every sentence that asks for a secret or papers."""
    for sentence in sentences(text):
        for name, pattern in _ALL.items():
            found = [match for match in pattern.finditer(sentence) if name != "PIN" or _PIN.search(match[0])]
            if any(_asks(sentence, match) for match in found):
                yield sentence, name


def spoken_of(text: str) -> set[str]:
    """The papers that a text says are needed, so that asking for them is no invention."""
    return {
        name
        for sentence in sentences(text)
        for name in PAPERS
        if _ALL[name].search(sentence) and not DENIED.search(sentence)
    }


def _asks(sentence: str, noun: re.Match[str]) -> bool:
    before, after = sentence[: noun.start()], sentence[noun.end() :]
    if (
        OWN_USE.search(before)
        or OF_IT.search(before)
        or AFTERWARDS.match(after)
        or DENIED.search(before[-60:])
    ):
        return False
    if ELSEWHERE.search(after):
        return False
    polite = re.match(r"\W{0,3}(?:please|bitte|s'il vous plaît|por favor|per favore)", after, re.IGNORECASE)
    return bool(REQUEST.search(before[-110:]) or REQUEST_BEHIND.search(after[:70]) or polite)
