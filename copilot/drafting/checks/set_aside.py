"""Telling somebody to set their rules aside, in the languages customers write: patterns."""

from __future__ import annotations

# (telling to set aside, what is set aside), by language; between them a few words at most.
_SET_ASIDE = (
    (  # German
        r"ignorier(?:e|en sie|t bitte)|vergiss|vergessen sie|missachten? sie|missachte|überspring(?:e"
        r"|en sie)"
        r"|überschreib(?:e|en sie)|umgeh(?:e|en sie)|beachten? (?:sie )?(?:nicht|keine)|setz(?:e|en sie)",
        r"(?:alle\w?|dein\w*|ihre\w?|bisherig\w*|vorherig\w*|vorig\w*|obig\w*|früher\w*|die|jede"
        r"|sämtliche\w?"
        r"|sonstig\w*)(?: \w+){0,3}? (?:anweisung|instruktion|regel|vorgabe|richtlinie|befehl|prompt"
        r"|vorschrift|beschränkung|einschränkung|system\w*(?:anweisung|prompt))\w*",
    ),
    (  # French
        r"ignore[zr]?|oublie[zr]?|ne (?:tiens|tenez) (?:pas|plus) compte|fais abstraction"
        r"|faites abstraction"
        r"|contourne[zr]?|ne (?:suis|suivez|respecte[zs]?) (?:pas|plus)|outrepasse[zr]?|désobéis\w*"
        r"|néglige[zr]?",
        r"(?:instruction|consigne|règle|regle|directive|prompt|ordre|procédure|restriction)s?",
    ),
    (  # Spanish
        r"ignor(?:a|e|ar|en|ad)|olvida(?:d|te|r)?|olvide(?:se)?|omite|omita|haz caso omiso|haga caso omiso"
        r"|descart[ae]|pas[ae] por alto|no (?:sigas|siga|obedezcas|respetes|hagas caso)|desobedece",
        r"(?:instrucci[oó]n|regla|norma|directri|indicaci[oó]n|[oó]rden|política|prompt|restricci[oó]n)\w*",
    ),
    (  # Italian
        r"ignor[ai](?:re|te)?|dimentic(?:a|hi|are|ate)|trascur[ai]|scart[ai]|non (?:seguire|considerare"
        r"|rispettare)"
        r"|aggir[ai]",
        r"(?:istruzion|regol|direttiv|indicazion|prompt|comand|restrizion)\w*",
    ),
    (  # Portuguese
        r"ignor[ea](?:r|m)?|esqueç\w*|esquece[r]?|desconsider[ea]\w*|descart[ea]|não (?:siga|sigas"
        r"|obedeça)",
        r"(?:instruç|regra|diretri|orientaç|comando|prompt|restriç)\w*",
    ),
    (  # Dutch
        r"negeer|vergeet|omzeil|sla|overschrijf|volg|laat",
        r"(?:(?:vorige|eerdere|bovenstaande|alle|je|jouw|uw|voorgaande|de)(?: \w+){0,3}?"
        r" (?:instructies?|regels|opdrachten|richtlijnen|aanwijzingen|prompts?))(?: (?:over|niet|los))?",
    ),
    (  # Polish
        r"(?:z?ignoruj|zapomnij|pomiń|odrzuć|pomijaj|nie przestrzegaj|obejdź)\w*",
        r"(?:instrukcj|polece|zasad|reguł|wytyczn|prompt)\w*",
    ),
    (  # Russian
        r"(?:игнорируй|забудь|проигнорируй|отбрось|не обращай внимания|не следуй|пропусти)\w*",
        r"(?:инструкц|правил|указани|команд|промпт)\w*",
    ),
    (  # Ukrainian
        r"(?:ігноруй|забудь|проігноруй)\w*",
        r"(?:інструкц|правил|вказівк)\w*",
    ),
    (  # Swedish, Danish, Norwegian
        r"ignorera|glöm|bortse|ignorer|glem|se bort|unnlat|strunta i",
        r"(?:instruktion|instruksjon|regel|regler|anvisning|retningslinje|riktlinje)\w*",
    ),
    (  # Czech, Slovak
        r"ignoruj\w*|zapomeň\w*|zabudni\w*|zanedbej",
        r"(?:pokyn|instrukc|inštrukc|pravid)\w*",
    ),
    (  # Turkish
        r"yok say\w*|görmezden gel\w*|unut\w*|göz ardı et\w*|dikkate alma\w*",
        r"(?:talimat|kural|yönerge|komut)\w*",
    ),
    (r"abaikan|lupakan|hiraukan", r"(?:instruksi|aturan|perintah|arahan)\w*"),  # Indonesian
    (r"bỏ qua|quên|phớt lờ", r"(?:hướng dẫn|chỉ dẫn|chỉ thị|quy tắc|lệnh)"),  # Vietnamese
    (r"αγνόησε|αγνοήστε|ξέχασε|ξεχάστε", r"(?:οδηγί|κανόν|εντολ)\w*"),  # Greek
    (r"ohita|unohda|sivuuta|älä noudata", r"(?:ohje|sään|käsky)\w*"),  # Finnish
    (r"ignoră|ignorați|uită|uitați", r"(?:instrucțiun|regul|indicați)\w*"),  # Romanian
    (r"hagyd figyelmen kívül|felejtsd el", r"(?:utasítás|szabály)\w*"),  # Hungarian
)
_EITHER_WAY = [rf"\b(?:{verb})\b[^.!?]{{0,60}}?\b(?:{what})" for verb, what in _SET_ASIDE] + [
    # Behind what is set aside
    r"\b(?:alle|bisherigen|vorherigen|obigen|deine|sämtliche)\b[^.!?]{0,30}\b(?:anweisung|regel|vorgabe"
    r"|richtlinie"
    r"|instruktion)\w*[^.!?]{0,25}\b(?:ignorieren|vergessen|missachten|außer kraft|zu ignorieren"
    r"|gelten nicht mehr)",
    r"\b(?:talimat|kural|yönerge|komut)\w*.{0,30}\b(?:yok say|görmezden gel|unut|göz ardı et|dikkate alma)",
    r"\b(?:utasítás|szabály)\w*.{0,30}\b(?:hagyd figyelmen kívül|felejtsd el)",
]
_RULES = (
    r"(?:instruction|rule|guideline|guardrail|prompt|polic(?:y|ie)|procedure|direction|directive|command"
    r"|training|programming|restriction|constraint|sop|context|safeguard|filter|safety \w+|limitation)s?\b"
)
_THEIRS = (
    r"(?:all|any|every|your|previous|prior|earlier|above|preceding|former|original|initial|existing|current"
    r"|system|internal|safety|the|these|those)"
)
_FIRMLY = (
    r"(?:all|your|any|whatever|previous|prior|earlier|above|preceding|original|initial|system"
    r"|safety)(?: \w+){0,3}?"
)
_ENGLISH = [
    rf"\b(?:ignore|disregard|forget|overrid(?:e|ing)|overrule|ignoring|disregarding|(?:do not|don't|stop"
    rf"|never)"
    rf" (?:have to |need to )?(?:follow|obey|heed)\w*|pay no (?:attention"
    rf"|heed) to)\b[^.!?]{{0,25}}?\b{_THEIRS}\b"
    rf"(?:,? \w+){{0,4}}? {_RULES}",
    rf"\b(?:bypass|circumvent|skip|drop|discard|neglect|suspend|set aside|throw (?:out|away)|break"
    rf"|stop following)\b (?:\w+ )?{_FIRMLY} {_RULES}(?! (?:from|in|on|for) my\b)",
    r"\b(?:ignore|disregard|forget|override|drop|discard)\b.{0,10}?\b(?:everything|all|anything"
    r"|what(?:ever)?)"
    r"(?: that| which)?(?: (?:is|was|came|comes|stands|written|said|stated))? (?:above\b|before this\b"
    r"|prior to this\b|you(?: have|'ve| were| are| had)?(?: been)? (?:told|taught|instructed|given"
    r"|learn\w*))",
    r"\b(?:previous|prior|earlier|above|system|safety|your|all)(?: \w+){0,2}? (?:instructions|guidelines"
    r"|restrictions|constraints|rules|prompts?|safeguards)\b.{0,20}\b(?:should|must|can|may|to)"
    r" (?:now )?be (?:ignored|disregarded|forgotten|overridden|skipped)|\b(?:previous|prior|earlier|above"
    r"|system|safety) (?:\w+ )?(?:instructions|guidelines|restrictions|constraints|rules)\b.{0,12}"
    r" (?:no longer apply|are (?:hereby |now )?(?:void|cancel\w*|revoked|lifted|suspended|replaced"
    r"|superseded))",
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
SET_ASIDE = (*_ENGLISH, *_EITHER_WAY, _NO_SPACES)
