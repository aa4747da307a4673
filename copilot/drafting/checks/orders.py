"""How people give orders to a machine instead of asking a shop: patterns in many languages.

A customer may well say “ignore my last e-mail”, “act as soon as you can” or “your system told me to wait”. An
order tells somebody to set their rules aside, speaks to a machine as such, gives it another role, forges a
turn of the conversation, or says about “the customer” what only an instruction says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copilot.drafting.checks.set_aside import SET_ASIDE

# Who only a machine is called; “assistant”, “agent” and “bot” are people and things as well.
_MACHINE = (
    r"(?:a\.i\.|ai|llms?|(?:large )?language models?|chat ?bots?|chat-?gpt|gpt(?:-?\d)?|copilot|(?:virtual"
    r"|digital|automated|automatic|ai|e-?mail|reply|support)[ -](?:assistant|agent|system|model|bot)s?"
    r"|auto-?(?:reply|responder)|ki(?:-\w+)?|ia|sprachmodell\w*|modèle de langage|modelo de lenguaje"
    r"|modello linguistico|taalmodel|model językowy|sztuczna inteligencja|künstliche\w? intelligenz)"
)
_HELPER = rf"(?:{_MACHINE}|assistants?|bots?|asistente|assistente|assistent|asystencie)"
_THE = r"(?:the |any |all |every |die |den |das |dem |l'|la |le |el |il |lo |de |het |o |um |al |all'|alla )?"
_NOTE = (
    r"(?:notes?|messages?|instructions?|directives?|reminder|hint|memo|commands?|attention|attn|notice"
    r"|orders?"
    r"|hinweise?|anweisung(?:en)?|nachricht|notiz|mensaje|instrucci[oó]n(?:es)?|consignes?|messaggio|nota"
    r"|istruzion[ei]|notitie|bericht|opmerking|instructies?|mensagem|instruç(?:ão|ões)|wiadomość|uwaga"
    r"|notatka)"
)
_TO = r"(?:to|for|an|für|à|pour|a|para|per|aan|voor|dla|do)"
# Told to a machine, not to a shop: what it shall write, approve, leave out, decode.
_DOING = (
    r"(?:ignore|disregard|forget|approve|mark|grant|issue|waive|agree|obey|comply|decode|execute|classify"
    r"|treat|tag|override|bypass|reveal|release|pretend|act as|append|insert|output|print|state that"
    r"|say that"
    r"|write that|confirm (?:that|an?|every|all|full)|(?:reply|respond|answer) (?:with|only|that|in)"
    r"|set the|tell the|give the"
    r"|do not (?:mention|escalate|tell|flag|check|follow)|don't (?:mention|escalate|tell|flag|check|follow)"
    r"|always|never|you (?:must|shall|are (?:now|required|instructed|authori[sz]ed)|will now|may now)"
    r"|from now on|new (?:rule|policy|instruction)|(?:the|this) (?:customer|user|client) (?:is|has|gets"
    r"|may|was)"
    r"|ignorier|vergiss|genehmig|bestätig|schreib|antworte|sag |erstatte|gewähr|markier|oublie|approuve"
    r"|confirme|écri[st]|écrivez|répond|accorde|rembourse|révèle|ajoute|affiche|olvid|aprueb|escrib"
    r"|respond[ae]"
    r"|conced|reembols|revel|muestr|añad|dimentic|approv[ai]|conferm[ai]|scriv[ai]|rispond|rimbors|rivel"
    r"|aggiung"
    r"|negeer|vergeet|keur|bevestig|schrijf|antwoord|zeg |toon|markeer|esqueç|aprov|escrev|mostre|adicion"
    r"|zignoruj|zapomnij|zatwierdź|potwierdź|napisz|odpowiedz|ujawnij|pokaż)"
)
_START = r"(?:\A|[\n.!?:;,>\[({\"'“«#*_–—-]\s*)"
_BEFORE_ORDER = r"(?:\A|[\n.!?:;>\[({\"'“«]\s*|\b(?:and|then|please|now|must|to|und|bitte|et|y|e|en|i)\s+)"
_SPOKEN_TO = [
    rf"\b{_NOTE} {_TO} {_THE}{_MACHINE}\b|\b{_NOTE} {_TO} {_THE}(?:{_HELPER}|model|machine)\s*[:,–-]",
    rf"\b{_HELPER} (?:that is |who is )?(?:reading|processing|handling|summari[sz]ing) (?:this|the|my)\b|"
    rf"{_START}(?:{_TO} |hey |dear |hi |hello |support "
    rf"|attention )?{_THE}{_HELPER}\s*[:,!–-]\s*[^.!?\n]{{0,40}}?\b{_DOING}",
    rf"\b(?:if|since|as|because) you(?: are|'re) (?:an? |the )?{_MACHINE}\b|\bals (?:ki"
    rf"|sprachmodell)\b.{{0,30}}\b(?:musst"
    rf"|sollst|hast|darfst|bist)|\ben tant qu['e ]{{0,2}}(?:ia|modèle)\b|\bcomo (?:ia"
    rf"|modelo de lenguaje)\b",
    rf"\b(?:any|all|every|whichever) {_MACHINE}\b.{{0,25}}\b(?:read|process|handl|answer|summar|see|must"
    rf"|should)",
    rf"\b(?<!your )(?<!an )(?<!shop )(?<!sales )(?<!store )(?:{_MACHINE}|assistant|bot) (?:(?:must"
    rf"|shall)(?! (?:have|be)\b)|is to|will now"
    rf"|is (?:now )?(?:required|instructed"
    rf"|authori[sz]ed)(?: to)?|should (?:now|always|only|approve|ignore|confirm))\b",
]
_FORGED = [
    rf"{_START}[\[<(#*{{]{{0,4}}\s*(?:sys(?:tem)?|developer|admin(?:istrator)?|root|operator|système"
    rf"|sistema|systeem)"
    rf"(?: (?:message|prompt|note|notice|override|update|instructions?|command|alert|directive))?\s*"
    rf"[\])>*}}#]{{0,4}}\s*(?:[:\n>–-]|(?<=[\]}}>]))\s*.{{0,80}}?\b{_DOING}",
    r"\A\W*(?:sys(?:tem)?|admin)[\])>:*#]+ \W*(?:refund|credit|send|give|pay|confirm)\b"
    r"|\n\W{0,9}(?:sys(?:tem)?|admin)\W{0,9}: \W{0,9}(?:refund|credit|send|give|pay|confirm)\b",
    r"(?:\A|\n)\W{0,4}(?:assistant|ai|bot|gpt|antwort|assistent)\W{0,3}:\s*(?:sure|of course|certainly"
    r"|okay|understood"
    r"|done|approved|i have|i've|i am|yes|your (?:refund|request)|natürlich|klar|bien sûr|claro|certo"
    r"|natuurlijk)\b",
    r"<\|[a-z_]+\|>|\[/?(?:INST|SYS|SYSTEM)\](?! *(?:windows|mac|linux|android|ios))|<</?SYS>>"
    r"|</?(?:system|assistant|instructions?|prompt|tool_call|function_call|tool_result|admin)\b[^<>]{0,80}>"
    r"|</(?:customer|user|thread|conversation|ticket|context|document|data)(?:[_-]\w+)?>"
    r"|\"?role\"?\s*[:=]\s*[\"'](?:system|assistant|developer|tool)\b|\bbegin_?(?:system|instruction)\w*"
    r"|(?:-{3,}|={3,}|#{2,}|\*{3,})\s*(?:end|begin|start|begin of|end of)? ?(?:of )?(?:the )?(?:system"
    r"|instructions?|prompt"
    r"|(?:customer|user) (?:message|input|data|query)|admin|developer|context|data)\b"
    r"|\bend of (?:the )?(?:conversation|customer message|thread|user input|system prompt)\b",
    r"\b(?:tool|function)_call\b|\b(?:issue|approve|grant|create|send|process|make|apply)_?(?:refund"
    r"|credit|payment"
    r"|coupon|voucher|discount)\w*\s*\(|\"(?:action|tool|function|command|instructions?|system|directive"
    r"|override)\""
    r"\s*:\s*\"[^\"]{0,40}(?:refund|approv|ignor|overrid|grant|credit|reply|send|escalat|discount|waive"
    r"|reveal)",
]
_ROLES = [
    r"\byou(?: are|'re) (?:now|no longer|actually|from now on|hereby|henceforth) (?:called |named "
    r"|acting as |in |an? |the |my"
    r" |bound |going |free |operating |running |subject |restricted )?(?:\w+[ -]){0,3}?(?:assistant|ai"
    r"|bot|model|admin\w*"
    r"|developer|unrestricted|uncensored|jailbroken|dan\b|mode\b|restricted|bound by|rules?\b|polic\w+"
    r"|guidelines?|obey\w*"
    r"|authori[sz]ed|pirate|supervisor|manager|owner|refund\w*|persona|character)",
    r"\byou are (?:dan\b|unrestricted|uncensored|jailbroken|an? (?:unrestricted|uncensored"
    r"|helpful assistant))|\bdo anything now\b",
    r"\bfrom now on,? (?:you(?: are|'re)|act|obey|you (?:will|must|shall) (?:act|obey|only|always|never"
    r"|answer|respond|reply"
    r"|approve|confirm|agree|ignore|grant|say|treat|follow)|you (?:only|always|never)|always|only|approve"
    r"|confirm|agree|grant"
    r"|ignore|respond|answer only)\b",
    rf"{_BEFORE_ORDER}(?:pretend|imagine|suppose|roleplay|role-play|act|behave|respond"
    rf"|answer)\b.{{0,12}}\b(?:you are|you're"
    rf"|to be|as if you|as|like)\b (?:(?:an?|my|the|if) )?(?:\w+ ){{0,3}}?(?:ai|assistant|bot|model"
    rf"|admin\w*|developer"
    rf"|owner|manager|supervisor|terminal|hacker|ceo|unrestricted|dan\b|character|no (?:rules"
    rf"|restrictions|limits))",
    r"\bdu bist (?:jetzt|nun|ab sofort|ab jetzt)\b.{0,30}\b(?:ein|der|die|kein|frei|unbeschränkt|admin"
    r"|bot|ki|assistent)|\btu"
    r" es (?:maintenant|désormais)\b|\bvous êtes (?:maintenant|désormais) (?:un|une|en|l'|le|la|libre)\b"
    r"|\bahora eres\b"
    r"|\beres ahora un\b|\bora sei un\b|\badesso sei un\b|\bagora (?:você é|és)\b|\bje bent (?:nu"
    r"|vanaf nu) (?:een|de|geen|in)\b"
    r"|\bты теперь\b|\bjesteś teraz\b|\bод теперь ты\b|你现在是|あなたは今|\bd[ae] ora in poi (?:sei|rispondi"
    r"|conferma|approva"
    r"|accetta|devi|ogni)|\bà partir de maintenant,? (?:tu|vous (?:êtes|devez|répond)|réponds|approuve"
    r"|confirme)"
    r"|\ba partir de ahora,? (?:eres|respond|aprueb|confirm|debes|act[uú]a)|\bvanaf nu (?:ben|antwoord"
    r"|bevestig|keur|moet)"
    r"|\bab (?:jetzt|sofort) (?:bist du|antworte|bestätig|genehmig|befolg|musst du|gehorch)"
    r"|\ba partir de agora,? (?:você|respond|aprov|confirm)|\bod teraz (?:jesteś|odpowiad|potwierdz)",
    r"(?:\A|[\n.!?:;>\[({]\s*)(?:please |now |and )?(?:enter|enable|activate|switch to|go into|engage"
    r"|start) "
    r"(?:\w+ ){0,2}?(?:developer|maintenance|debug|admin|god|root|jailbreak|unrestricted|dan)[ -]?mode"
    r"(?! (?:on|in|of|for) )|\b(?:developer|maintenance|debug|admin|god|root|jailbreak|unrestricted"
    r"|dan)[ -]?(?:mode"
    r"|override|access)\s*(?:[:=]|enabled|activated|engaged|accepted|authori[sz]ed|granted"
    r"|is (?:now )?(?:on|active))"
    r"|\byou(?: are|'re) (?:now )?(?:running |operating )?in \w+[ -]mode|\b(?:system|admin|policy"
    r"|safety) override\b(?!:? ?(?:code|key|switch|button|enter))"
    r"|\b(?:entwickler|wartungs|admin)modus\W{0,3}(?:an|ein|aktiv|aktivieren|:)|\bsudo (?:approve|refund"
    r"|grant|give|show"
    r"|reveal|ignore|make)",
]
_PLAYED = [
    r"\byour (?:new (?:task|role|job|goal|objective|mission)|(?:only|real|sole) (?:task|job|role) now) is\b"
    r"|\byour (?:developer|creator|programmer|maker) (?:here|i|orders?|tells?|commands?)\b|\b(?:i am|i'm"
    r"|as) your (?:developer|creator|programmer)\b"
    r"|\b(?:developer|creator|programmer|owner) of this (?:bot|ai|assistant|chatbot|model)\b"
    r"|\bstop being (?:an? )?(?:\w+ )?(?:agent|assistant|bot|ai)\b|\blet'?s (?:play a game|role-?play)\b"
    r"|\byou are (?:an? )?(?:ai|bot|assistant|model)\b,? (?:without|with no|that|who|which)\b"
    r"|\bas if (?:there (?:were|was|are|is)|you had|you have) no (?:\w+ )?(?:polic|rule|limit"
    r"|restriction|guideline)"
    r"|(?:\A|[\n.!?:;]\s*)(?:now |please )?pretend (?:to be|that you are|you are|you're"
    r"|you have)\b(?! in my)",
    r"\bact[uú][ae] como (?:un |una |el |si )?(?:admin|asistente|bot|ia|modelo|gerente|experto"
    r"|desarrollador|eres|fueras)|\bagisci come"
    r" (?:un |una |un'|l')?(?:ammin|assistente|bot|ia|se fossi)|\bfai finta di\b|\bdoe alsof je\b"
    r"|\b(?:finja|aja|atue)"
    r" (?:que|como)\b.{0,15}\b(?:admin|assistente|ia\b|robô|bot)|\bzachowuj się jak\b.{0,20}(?:admin"
    r"|asystent|bot|ai\b)|\budawaj,? że jesteś"
    r"|\b(?:agis|comporte-toi) comme (?:un |une |si )(?:admin|assistant|ia\b|tu|bot)|\b(?:fais"
    r"|faites) (?:comme si|semblant d)"
    r"|\b(?:verhalte dich|agiere|benimm dich|antworte) (?:wie|als) (?:ein\w* |ob du )?(?:admin|assistent"
    r"|ki\b|bot|unbeschränkt|du)"
    r"|\btu so,? als (?:ob du|wärst du)|\btu dois (?:désormais|maintenant) (?:approuver|accepter"
    r"|répondre|confirmer|ignorer|obéir)"
    r"|\bod teraz (?:zatwierdzaj|akceptuj|odpowiadaj)",
]
_INSIDE = (
    r"(?:system|initial|hidden|original|secret|internal|full|complete|exact|entire|underlying|raw"
    r"|confidential) ?"
)
_PROMPT = [
    rf"\b(?:your|the|full|initial|hidden|entire|original|this|whole|complete"
    rf"|a) system[ -]?prompt\b(?! (?:asks"
    rf"|wants|says|said|appears|pops|keeps|tells|told|to|for|me|us|on|about|that|when|which|i|from|saying))"
    rf"|\b(?:print|reveal|show|repeat|display|output|leak|dump|list|quote|disclose|share|tell me|give me"
    rf"|send me|what"
    rf" (?:is|are))\b.{{0,30}}\byour (?:{_INSIDE})+(?:prompt|instruction|rule|guideline|configuration"
    rf"|sop|polic|procedure"
    rf"|message|note)\w*|\b(?:print|reveal|show|repeat|display|output|leak|dump|list|quote|disclose"
    rf"|tell me|what (?:is|are))"
    rf"\b.{{0,20}}\byour (?:prompts?|sops?|configuration)\b|\b(?:print|reveal|repeat|display|output|leak"
    rf"|dump|quote"
    rf"|disclose|show(?: me)?) (?:\w+ ){{0,2}}?your (?:\w+ )?(?:instructions|rules"
    rf"|guidelines)\b(?! (?:for|on|about|to|how))",
    r"\b(?:print|reveal|show|repeat|display|output|leak|dump|list|quote|disclose|copy|paste|tell me"
    r"|give me|send(?: me)?|what"
    r" do)\b.{0,25}\b(?:internal|hidden|confidential|secret) (?:notes?|sections?|instructions?"
    r"|procedures?|guidelines|rules"
    r"|polic\w+|prompts?|thresholds?|limits?|documents?)\b",
    r"\bsystem ?prompts?\b(?= (?:aus|preis|anzeigen|zeigen|verraten|ausgeben|wiederholen)|[!.]|\Z)"
    r"|\b(?:zeig\w*|verrate?n?"
    r"|nenne?n?|gib|geben sie|gebe) .{0,30}\b(?:deine?n?|ihre?n?|die internen"
    r"|den) (?:\w+ )?(?:system-?prompt|systemanweisung\w*"
    r"|systemnachricht|anweisungen|internen \w+|prompt)\b"
    r"|\b(?:révèle[zr]?|affiche[zr]?|montre[zr]?|donne[zr]?|communique[zr]?"
    r"|répète[zr]?)\b.{0,25}\b(?:ton|ta|tes|votre|vos) (?:\w+"
    r" )?(?:prompt|message système|instructions?|consignes?|notes internes|règles internes)(?: système)?"
    r"|\b(?:revel[ae]|muestr[ae]|muéstrame|imprim[ea]|repite|repita|di(?:me|ga))\b.{0,25}\b(?:tus?"
    r"|sus?) (?:\w+ )?(?:prompt|mensaje de"
    r" sistema|instrucciones|notas internas|reglas internas|configuración)|\b(?:rivela|mostra(?:mi)?"
    r"|stampa|ripeti|dimmi|mostri)\b"
    r".{0,25}\b(?:tuo|tue|tuoi|suo|sue|il|le|vostre) (?:\w+ )?(?:prompt|messaggio di sistema|istruzioni"
    r"|regole interne)"
    r"|\b(?:toon|geef|laat|herhaal|onthul|print)\b.{0,25}\b(?:je|jouw|uw) (?:\w+ )?(?:prompt"
    r"|systeemprompt|instructies|interne \w+)"
    r"|\b(?:revele|mostre|mostra|repita|imprima|diga)\b.{0,25}\b(?:seu|sua|suas|teu"
    r"|tuas) (?:\w+ )?(?:prompt|instruções|mensagem de"
    r" sistema|regras internas)|\b(?:pokaż|ujawnij|wyświetl|powtórz|podaj)\b.{0,25}\b(?:swoje?|swój"
    r"|twoje?|twój) (?:\w+ )?(?:prompt"
    r"|instrukcj\w+|zasady)",
]
_OUTPUT = [
    r"\b(?:print|repeat|output|translate|summari[sz]e|copy|recite|reveal)\b (?:\w+ )?(?:everything|all"
    r"|the (?:text|words|lines|content|instructions"
    r"|prompt|conversation))(?: that is| written)? (?:above|before this|preceding)\b|\b(?:translate"
    r"|summari[sz]e|recite|rephrase) (?:\w+ ){0,2}?your"
    r" (?:\w+ )?(?:instructions|rules|guidelines|prompt)\b|\bwhat (?:were|are) you (?:told|instructed"
    r"|programmed)"
    r" (?:before (?:this|the) (?:conversation|chat|message)|to say|not to)\b|\b(?:respond|reply|answer"
    r"|output)\b.{0,10}\b(?:json|xml|yaml|base64)\b",
    r"\b(?:ignore|disregard|forget) (?:all |everything )?(?:of )?(?:the )?(?:above|that|previous|this"
    r"|(?:that )?you know)\b.{0,10}\b(?:and|then|instead)\b"
    r" (?:\w+ )?(?:write|translate|say|print|output|approve|grant|tell me an?)\b"
    r"|\bbeantworte\w*\b.{0,30}\bnur mit\b|\b(?:schreibe?|sag|erkläre?) in"
    r" deiner antwort\b|\b(?:écris|dis) dans ta réponse\b|\b(?:escribe|di) en tu respuesta\b"
    r"|\bscrivi nella tua risposta\b|\bschrijf in je antwoord\b"
    r"|\bescreve na tua resposta\b|\bnapisz w swojej odpowiedzi\b",
    r"\b(?:respond|reply|answer|output|say|print)\b.{0,12}\b(?:only|exactly|nothing but|just|verbatim"
    r"|solely)\b(?: with| by saying)?:?"
    r"(?: the| this| these)?(?: (?:exact|single|following|one))? ?(?:[\"“«']|word\b|text\b|phrase\b"
    r"|sentence\b|json\b|code\b|token\b)"
    r"(?!yes or|yes/no)|\b(?:responde|contesta|rispondi|responda|réponds|antworte|antwoord"
    r"|odpowiedz)\b.{0,15}\b(?:solamente"
    r"|únicamente|solo|sólo|soltanto|apenas|nur|ausschließlich|uniquement|seulement|alleen|enkel"
    r"|tylko)\b.{0,12}(?:[\"“«„':]|\b(?:con la"
    r" palabra|mit dem wort|avec le mot|con la parola|com a palavra|met het woord|słowem))",
    r"\b(?:begin|start|end) (?:your|the) (?:reply|answer|response|output) (?:with|by)\b|\b(?:append"
    r"|insert|embed|prepend)\b.{0,40}\b(?:to|in"
    r"|into|at the (?:end|top|start) of) (?:your|the|every|each) (?:reply|answer|response|draft|output)\b"
    r"|\b(?:include|put|add|copy|paste|repeat)\b (?:this|the following|exactly"
    r"|verbatim)\b.{0,40}\b(?:reply|answer|response|draft|output)\b"
    r"|\bset (?:the|this) (?:reply|draft|ticket|answer) to (?:auto|send|approved)",
    r"\b(?:do not|don't|never) (?:mention|tell|reveal|show|flag|escalate|hold|warn|alert"
    r"|inform)\b.{0,40}\b(?:this (?:instruction|comment"
    r"|prompt|directive|text)|(?:the|a|any|your) (?:human|reviewer|supervisor|operator))\b",
    r"\b(?:approve|mark|set|classify|treat|consider|flag|tag|label) (?:this|the|all|my"
    r"|every) (?:\w+ ){0,2}?(?:ticket|request|case|refund"
    r"|message|draft|claim|account|customer|seller|user|payout)s? as (?:pre-?approved|approved|verified"
    r"|safe|legitimate|trusted|vip"
    r"|admin\w*|lifetime|already)\b|\b(?:approve|accept|agree (?:to|with)|grant|confirm) (?:every|all"
    r"|any|everything|whatever)\b.{0,20}"
    r"\b(?:requests?|refunds?|claims?|user|customer|asks?|wants?|says?)\b",
    rf"{_BEFORE_ORDER}(?:tell|inform|give|grant|offer|refund|credit|assure|promise|compensate|reimburse"
    rf"|obey|send) (?:to )?(?:the|this"
    rf"|every|all|any|that) (?:customer|user|client|sender|requester)s?\b(?! (?:service|support|care"
    rf"|desk|team|relations|department"
    rf"|manual|guide|account))|(?:\A|[\n.!?>]\s*)(?:the|this) (?:customer|user|client) is (?:an? "
    rf"|the )?(?:admin\w*"
    rf"|authori[sz]ed|verified|trusted|always right and)\b|\bobey (?:the|every|all|me\b|my)\b",
    r"\b(?:sag|schreib|erstatte|gib|bestätige|gewähre)\w* (?:dem|der|den|diesem) kunden?\b"
    r"|\bschreibe?,? dass der kunde\b|\bdis au client"
    r"|\bdites au client|\bécris que le client|\baccorde\w* au client|\bdile al cliente"
    r"|\bdiga al cliente|\bescrib[ea] que el cliente"
    r"|\bdi(?:'|ca|re)? al cliente|\bscriv[ai] che il cliente|\bzeg (?:tegen )?de klant"
    r"|\bschrijf dat de klant|\bgeef de klant"
    r"|\bdiga ao cliente|\bescreva que o cliente|\bpowiedz klientowi|\bnapisz,? że klient",
    r"\b(?:decode|decrypt|decipher|unscramble|base ?64|rot-?13|hex|entschlüssel\w*|dekodier\w*"
    r"|décode[rz]?|décoder|decodific\w*"
    r"|decodeer|ontcijfer|odkoduj|zdekoduj|(?:above|below) and)\b.{0,40}\b(?:follow"
    r"|execute|run it|obey|comply"
    r"|do (?:as|what) it (?:says|tells)|do it\b|act on|befolg\w*|ausführ\w*|führe\w*|exécute\w*|suis\b"
    r"|suivez|ejecut\w*|sigue|siga"
    r"|esegui\w*|segui\b|uitvoer\w*|voer|volg|execut\w*|wykonaj|zastosuj)|\brot-?13\b",
    rf"\b(?:new|updated|real|true|secret|actual) (?:system )?(?:instructions?|rules?|polic(?:y|ies)"
    rf"|directives?)\s*(?:for (?:the )?"
    rf"{_MACHINE}\b|[:–-].{{0,50}}?\b{_DOING})|\b(?:neue|nouvelles?|nuevas?|nuov[ae]|nieuwe|novas?"
    rf"|nowe) (?:anweisung\w*|instruktion\w*"
    rf"|instructions?|consignes?|instrucci\w+|istruzion\w|instructies?|instruç\w+"
    rf"|instrukcj\w)\s*[:–-].{{0,50}}?\b{_DOING}|新的?指令|新しい指示",
]
ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in [*SET_ASIDE, *_SPOKEN_TO, *_FORGED, *_ROLES, *_PLAYED, *_PROMPT, *_OUTPUT]
)
# What is set aside is the customer's own, or comes with the goods.
HARMLESS = re.compile(
    r"\b(?:my|our|meine[mnrs]?|unsere[mnrs]?|mon|ma|mes|mi|mis|mia|mio|miei|mie|mijn|minha|meus?|minhas"
    r"|moj\w+|mój)"
    r" (?:\w+ ){0,2}(?:e-?mails?|messages?|requests?|tickets?|orders?|nachricht\w*|mails?|(?:in"
    r"|an)?str\w+|anweisung\w*|istruzion\w"
    r"|regel\w*|rules?|instruções|wytyczn\w+|consignes?|polecen\w+)\b|\b(?:washing|care|assembly"
    r"|delivery|return|setup|set-up|cooking|installation"
    r"|user|shipping|mounting|cleaning|packing|parking|house|game|payment|dosage|safety|fitting|brewing"
    r"|recipe|usage|driving"
    r"|spam|junk|water|oil|air|coffee|dust|pollen) (?:instructions?|rules?|guidelines?|directions?"
    r"|filters?|procedures?|limits?)\b",
    re.IGNORECASE,
)
NARRATED = re.compile(
    r"\b(?:i|we|they|people|staff|drivers?|couriers?|colleagues?|agents?|workers?|ich|wir|je|nous|ils|yo"
    r"|(?:le|la|les|el|los|il|lo|der|die|das|the|votre|su|ihre?) \w+"
    r"|(?:did|do|does|why would)"
    r" (?:you|he|she|they|your \w+|the \w+)|(?:kann|darf|soll|muss|hat|habe) (?:ich|ihr|der|die)|ik|we"
    r"|que|qui|who|which|se|si|nunca|non)"
    r"(?:\s+(?:will|would|should|can|could|may|must|might|always|often|just|simply|to|cannot|can't"
    r"|didn't|don't|never|also|all|"
    r"accidentally|ai|l'))*\s+$",
    re.IGNORECASE,
)
EXPLAINED = re.compile(
    r"\W{0,3}(?:(?:that |which |die |que |che )?(?:i|we|you|my \w+|ich|wir|sie|j'ai|he|vous"
    r"|usted) (?:gave|sent|wrote|left|have|had|mentioned|told"
    r"|asked|put|provided|geschrieben|gegeben|send)|(?:in|on|from|inside|printed|im|auf|auf dem|dans|sur"
    r"|en|nella|sulla|op|in de|na|no|w|that came"
    r" with|enclosed|supplied|for (?:the|my|assembling|washing|returning))\s+(?:the |my |this |that "
    r"|our |der |dem |den |la |le |el |il |"
    r"de |het |o |a )?(?:\w+ )?(?:box|pack\w*|label|leaflet|manual|booklet|parcel|order|e-?mail|mail"
    r"|letter|door|gate|note|delivery|courier"
    r"|driver|website|site|app|product|device|invoice|booking|karton|schachtel|paket|verpackung|etikett"
    r"|beipackzettel|boîte|colis|notice"
    r"|emballage|caja|paquete|manual|etiqueta|scatola|pacco|confezione|doos|verpakking|caixa|pudełk\w+"
    r"|tag|sign|shop|store|lid|jar|bottle))",
    re.IGNORECASE,
)


def orders(text: str) -> Iterator[re.Match[str]]:
    """Every kind of order found in a text, once a kind."""
    for pattern in ORDERS:
        for match in pattern.finditer(text):
            before, after = (
                text[max(0, match.start() - 40) : match.start()],
                text[match.end() : match.end() + 60],
            )
            if not (HARMLESS.search(match[0]) or NARRATED.search(before) or EXPLAINED.match(after)):
                yield match
                break
