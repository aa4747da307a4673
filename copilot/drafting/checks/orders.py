"""How people give orders to a machine instead of asking a shop: patterns in many languages.

A customer may well say “ignore my last e-mail”; an order names the machine's own rules, role or output.
"""

from __future__ import annotations

import re

# (verb of setting aside, what is set aside), by language; between them a few words at most.
_SET_ASIDE = (
    (  # English
        r"ignor\w*|disregard\w*|forget|overrid\w*|bypass\w*|skip|drop|discard|set aside|do not follow"
        r"|don't follow|stop following|neglect",
        r"(?:your|these|those|the|any|prior|previous|earlier|above|preceding|former|original|system"
        r"|all)\b(?: \w+){0,3}? (?:instruction|rule|guideline|prompt|polic|procedure|direction|directive"
        r"|command|training|restriction|sop|context|constraint|safet|filter)\w*|(?:everything|all"
        r"|what) (?:above|before|you(?: have|'ve)? (?:were|been) told|you were (?:told|given))",
    ),
    (  # German
        r"ignorier\w*|vergiss|vergesse?n?|missacht\w*|überspring\w*|überschreib\w*|beachte",
        r"(?:anweisung|instruktion|regel|vorgabe|richtlinie|befehl|prompt|vorschrift)\w*",
    ),
    (  # French
        r"ignore[zr]?|oublie[zr]?|ne (?:tiens|tenez) (?:pas|plus) compte|fais abstraction"
        r"|faites abstraction|contourne[zr]?",
        r"(?:instruction|consigne|règle|regle|directive|prompt|ordre)s?",
    ),
    (  # Spanish
        r"ignor(?:a|e|ar|en|ad)|olvida\w*|olvide|omite|haz caso omiso|haga caso omiso|descarta"
        r"|pasa por alto",
        r"(?:instruccion|instrucción|regla|norma|directri|indicacion|orden|política)\w*",
    ),
    (  # Italian
        r"ignora(?:re|te)?|dimentica\w*|trascura|non (?:seguire|considerare)",
        r"(?:istruzion|regol|direttiv|indicazion|prompt|comand)\w*",
    ),
    (  # Portuguese
        r"ignor[ea]\w*|esqueç\w*|esquece|desconsider\w*|descarte",
        r"(?:instruç|regra|diretri|orient|comando|prompt)\w*",
    ),
    (  # Dutch
        r"negeer|vergeet|omzeil|sla",
        r"(?:instructie|regel|opdracht|richtlijn|aanwijzing|prompt)\w*",
    ),
    (  # Polish
        r"(?:z?ignoruj|zapomnij|pomiń|odrzuć)\w*",
        r"(?:instrukcj|polece|zasad|reguł|wytyczn)\w*",
    ),
    (  # Russian
        r"(?:игнорир|забудь|проигнорир|отбрось|не обращай внимания)\w*",
        r"(?:инструкц|правил|указани|команд|промпт)\w*",
    ),
    (  # Ukrainian
        r"(?:ігноруй|забудь|проігноруй)\w*",
        r"(?:інструкц|правил|вказівк)\w*",
    ),
    (  # Swedish, Danish, Norwegian
        r"ignorera|glöm|bortse|ignorer|glem|se bort|unnlat",
        r"(?:instruktion|instruksjon|regel|regler|anvisning|retningslinje|riktlinje)\w*",
    ),
    (  # Czech
        r"ignoruj\w*|zapomeň\w*|zanedbej",
        r"(?:pokyn|instrukc|pravid)\w*",
    ),
    (  # Turkish
        r"yok say\w*|görmezden gel\w*|unut\w*|göz ardı et\w*|dikkate alma\w*",
        r"(?:talimat|kural|yönerge|komut)\w*",
    ),
    (  # Indonesian
        r"abaikan|lupakan|hiraukan",
        r"(?:instruksi|aturan|perintah|arahan)\w*",
    ),
    (  # Vietnamese
        r"bỏ qua|quên|phớt lờ",
        r"(?:hướng dẫn|chỉ dẫn|chỉ thị|quy tắc|lệnh)",
    ),
    (  # Greek
        r"αγνόησε|αγνοήστε|ξέχασε",
        r"(?:οδηγί|κανόν|εντολ)\w*",
    ),
    (  # Finnish
        r"ohita|unohda|sivuuta",
        r"(?:ohje|sään|käsky)\w*",
    ),
    (  # Romanian
        r"ignoră|uită",
        r"(?:instrucțiun|regul|indicați)\w*",
    ),
    (  # Hungarian
        r"hagyd figyelmen kívül|felejtsd el",
        r"(?:utasítás|szabály)\w*",
    ),
)
_EITHER_WAY = [
    f"(?:{verb})\\b.{{0,60}}?\\b(?:{what})|\\b(?:{what})\\b.{{0,30}}?\\b(?:{verb})\\b"
    for verb, what in _SET_ASIDE[1:]
]
_NO_SPACES = (
    r"(?:忽略|无视|無視|忘记|忘掉|不要遵守|忽視).{0,20}(?:指令|指示|规则|規則|提示|命令|说明|設定)|(?:指示|命令|ルール|プロンプト|規則).{0,12}(?:無視|忘れ)"
    r"|(?:지시|명령|규칙|지침|프롬프트).{0,12}(?:무시|잊)|(?:تجاهل|انس|تجاوز).{0,40}(?:التعليمات|تعليمات|القواعد|الأوامر"
    r"|تعليماتك)"
    r"|(?:निर्देश|नियम|आदेश).{0,30}(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल|ध्यान न)|(?:अनदेखा|नज़रअंदाज़"
    r"|भूल).{0,30}(?:निर्देश|नियम|आदेश)"
    r"|(?:התעלם|התעלמי|שכח).{0,30}(?:הוראות|ההוראות|הכללים)|(?:نادیده|فراموش).{0,30}(?:دستور|قوانین)"
    r"|(?:เพิกเฉย|ละเว้น|ลืม).{0,30}(?:คำสั่ง|กฎ)"
    r"|(?:দির্দেশ|নির্দেশ|নিয়ম).{0,30}(?:উপেক্ষা|ভুলে)|(?:উপেক্ষা).{0,30}(?:নির্দেশ|নিয়ম)"
)
_OTHERS = [
    # Another role or mode
    r"\byou are (?:now|no longer|actually|an? unrestricted|DAN\b)(?! (?:able|ready|welcome|my|our|the"
    r" (?:only|last)))|\bfrom now on,? (?:you|act|answer|respond|reply)\b",
    r"\b(?:pretend|imagine|act|behave|roleplay|role-play)\b.{0,20}\b(?:you are|you're|to be|as (?:if|an?|my"
    r"|the))\b|\bdu bist (?:jetzt|nun|ab sofort)\b|\btu es (?:maintenant|désormais)\b"
    r"|\bahora eres\b|\bora sei\b|\bagora você é\b|\bje bent nu\b|\bты теперь\b"
    r"|\bjesteś teraz\b|你现在是|あなたは今",
    r"\b(?:developer|maintenance|debug|admin|god|root|test|jailbreak|unrestricted|DAN)[ -]?(?:mode"
    r"|override)\b|\bjailbreak\w*|\b(?:entwickler|wartungs|admin)modus\b|\bmode (?:développeur"
    r"|maintenance|admin)\b"
    r"|\bmodo (?:desarrollador|mantenimiento|administrador)\b|\bsudo\b",
    # Its rules and prompt
    r"\bsystem ?-?prompts?\b|\b(?:print|reveal|show|repeat|display|output|leak|dump|list|quote|tell me|give"
    r" me|send me|what (?:is|are))\b.{0,30}\byour (?:system |initial |hidden |original |secret "
    r"|internal |full )*"
    r"(?:prompt|instructions|rules|guidelines|configuration|sops?)\b(?! (?:for|on|about|to)\b)"
    r"|\b(?:internal|hidden|confidential) (?:notes?|sections?|instructions|procedures?|guidelines"
    r"|rules)\b",
    r"\b(?:new|updated|additional|special|important|secret|real|true) (?:system )?instructions?\s*(?::|for"
    r" (?:you|the (?:ai|assistant|bot|model)))|\bneue (?:anweisung|instruktion)\w*|\bnouvelles?"
    r" (?:instruction|consigne)s?\b"
    r"|\bnuevas? instruccion\w*|\bnuov[ae] istruzion\w*|新的?指令|新しい指示",
    # Speaking to a machine
    r"\b(?:note|message|instructions?|attention|hey|dear|to) (?:to |for )?(?:the |any |all )?(?:ai|a\.i\."
    r"|assistant|bot|chatbot|llm|model|language model|copilot|gpt)s?\b(?: (?:assistant|agent|model|bot))?"
    r"\s*(?:[:,.!]|that|reading"
    r"|processing|please|you)"
    r"|\b(?:ai|assistant|chatbot|llm|language model|copilot|the bot|the model)s?\b.{0,20}\b(?:must|should"
    r"|shall|is to|has to|will now|are required|needs to|muss|soll|doit|debe)\b|\bif you(?: are|'re)"
    r" an? (?:ai|llm|bot|language model)\b"
    r"|\bals (?:ki|sprachmodell|assistent)\b|\ben tant qu['e ]?(?:ia|assistant|modèle)\b|\bcomo (?:ia"
    r"|asistente|modelo)\b",
    # Its output
    r"\b(?:respond|reply|answer|output|write|say|print)\b.{0,20}\b(?:only|exactly|nothing but|just|verbatim"
    r"|word for word)\b.{0,40}(?:[\"“'«:]|\bwith\b|\bword\b)|\b(?:responde|contesta|rispondi"
    r"|responda)\b.{0,15}\b(?:solamente|únicamente|solo|sólo|soltanto|apenas)\b"
    r"|\bantworte\b.{0,15}\b(?:nur|ausschließlich)\b|\bréponds?\b.{0,15}\b(?:uniquement|seulement)\b"
    r"|\b(?:begin|start|end) (?:your|the) (?:reply|answer|response|message) with\b|\bin your (?:reply"
    r"|answer|response),? (?:include|write|put|add|say|state)\b"
    r"|\b(?:include|insert|add|put|append)\b.{0,40}\b(?:link|url|sentence|text|image"
    r"|markdown)\b.{0,30}\b(?:reply|answer|response|draft|message)\b",
    r"\b(?:do not|don't|never) (?:mention|tell|reveal|show|flag|escalate|hold|warn)\b.{0,40}\b(?:this"
    r" (?:instruction|message|note)|the (?:agent|human|reviewer|team|user)|a (?:human|person"
    r"|reviewer))\b",
    r"\b(?:approve|mark|set|classify|treat|consider) (?:this|the) (?:ticket|request|case|refund|message"
    r"|draft|claim) as (?:approved|verified|safe|resolved|valid|pre-?approved|legitimate)\b"
    r"|\b(?:this|the) (?:request|refund|customer|claim|message) (?:has been|is|was) (?:pre-?approved"
    r"|already approved|verified) by (?:the |your )?(?:system|manager|admin\w*|management|ceo"
    r"|supervisor|developer|openai)\b",
    # Forged roles and frames
    r"(?:^|\n|[.>\]]\s*)\s*[\[<(#*]{0,3}\s*(?:system|assistant|developer|admin(?:istrator)?|root|user"
    r"|instruction|système|sistema)\s*[\])>*]{0,3}\s*(?::|message\b|override\b|prompt\b|note\b"
    r"|update\b)",
    r"<\|[a-z_]+\|>|\[/?(?:INST|SYS|SYSTEM)\]|<</?SYS>>|</?(?:system|assistant|instructions?|customer|user"
    r"|thread|conversation|message|tool|function)(?:[_-]\w+)?>|\"role\"\s*:\s*\"|\bbegin_?(?:system"
    r"|instruction)"
    r"|-{3,}\s*(?:end|begin|begin of|end of)\b|={3,}\s*(?:end|begin|system)|#{2,}\s*(?:instruction|system"
    r"|response|assistant)|\bend of (?:the )?(?:conversation|customer message|thread|data|user input)\b",
    r"\btool[_ ]?call\b|\bfunction[_ ]call\b|\bissue_refund\s*\(|\bexec(?:ute)?\s*\(",
]  # fmt: skip
_ENGLISH = rf"\b(?:{_SET_ASIDE[0][0]})\b.{{0,40}}?\b(?:{_SET_ASIDE[0][1]})"
ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in [_ENGLISH, *_EITHER_WAY, _NO_SPACES, *_OTHERS]
)
# What is set aside is the customer's own (“ignore the previous instructions on the parcel” is rare enough).
HARMLESS = re.compile(
    r"\b(?:my|meine|meiner|mon|ma|mes|mi|mis|mia|mio) (?:\w+ ){0,2}(?:e-?mails?|messages?|requests?"
    r"|tickets?|orders?|nachricht|mail|instructions?)\b|\b(?:washing|care|assembly|delivery|return"
    r"|setup"
    r"|cooking|installation|user) (?:instructions|rules|guidelines)\b",
    re.IGNORECASE,
)
