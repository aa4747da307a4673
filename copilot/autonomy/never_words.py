"""The words behind `never_auto.py`: topic → what gives it away, in English, German, French and Spanish.

Each text holds regular expressions in lower case with plain apostrophes, matched at the beginning of a word:
one behind the other with ` | ` between, or a line each. A line that begins with `|` goes on inside the group
of the line above. A `\\b` keeps an expression from being the mere beginning of a longer word.
"""

PERSON = "a wish for a person"
VIP = "a VIP customer"

WORDS: dict[str, str] = {
    "a legal matter": r"""
        lawyer | attorney | solicitor | barrister | small claims | lawsuit | litigation | subpoena | ombudsman
        legal (?:action|advice|counsel|department|matter|proceeding|step|notice|claim|dispute|team|remed)
        (?:take|taking|see) (?:you|this|it) (?:to|in) court | court (?:order|case|date|hearing)
        (?:sue|suing) (?:you|your|the company)\b | i(?:'ll| will) sue\b | cease and desist
        letter before action
        breach of contract | trading standards | consumer (?:protection|rights act|court) | regulator\b | gdpr
        data protection | subject access | right to be forgotten | class action | damages claim
        rechtsanw | anwalt | anwält | klage\b | verklag | gericht(?:lich|svollzieher|sverfahren)?\b
        abmahnung
        mahnbescheid | rechtlich | rechtsstreit | verbraucherzentrale | schlichtungsstelle | dsgvo
        datenschutz
        anzeige erstatten | strafanzeige
        avocat | tribunal | poursuites?\b | porter plainte | mise en demeure | action en justice
        huissier | rgpd
        médiateur | dgccrf | juridique
        abogad | demanda(?:r|ré|remos)? (?:a|judicial|contra)\b | juzgado | tribunales | denuncia
        vía judicial
        (?:acciones|medidas) legales | organización de consumidores | protección de datos
        hoja de reclamaciones
    """,
    "a chargeback": r"""
        charge ?-?backs?\b | reverse the (?:charge|payment) | payment reversal | paypal (?:case|claim|dispute)
        disput(?:e|ed|ing) (?:the |this |a |that |your |my )?(?:charge|payment|transaction) | section 75
        (?:contact|call|tell|ask|through|via|with) (?:my|the) (?:bank|card (?:issuer|company|provider))
        rückbuch | rücklastschrift | lastschrift (?:zurück|widerruf) | käuferschutz
        zahlung (?:anfechten|bestreiten|zurückholen)
        rétrofacturation | opposition (?:bancaire|au paiement) | ma banque
        contest(?:er|e|ation) (?:le |la |du |de la )?(?:paiement|débit|prélèvement|transaction)
        contracargo | devolución del cargo | disputar? el (?:cargo|pago) | reclamar al banco | mi banco
    """,
    "safety": r"""
        injur(?:ed|y|ies) | (?:got|was|were|is|been) (?:badly |seriously )?hurt\b | hospital | ambulance
        a&e\b
        emergency room | (?<!by )accident\b | bleed | burn(?:t|ed|s)? (?:my|his|her|our|me|us|skin) | unsafe
        (?:caught|on|catch) fire | fire hazard | smok(?:e|ing|ed) (?:from|came|comes|coming) | explod
        explosion
        electric(?:al)? shock | shock hazard | allergic reaction | anaphyla | poison | chok(?:e|ed|ing)\b
        dangerous | safety (?:issue|hazard|concern|recall|risk) | product recall | brakes? fail
        collapsed under | snapped (?:while|when)
        verletz | krankenhaus | notaufnahme | unfall | verbrann | brandgefahr | feuer gefangen | explodier
        stromschlag | allergische | vergift | gefährlich | rückrufaktion | erstick
        bless(?:é|ure|ée) | hôpital | brûl | incendie | pris feu | explos | électrocut | choc électrique
        allergi
        intoxic | dangereu | étouff | urgences
        herid[oa] | lesi(?:ón|onad) | accidente | quemad | incendio | explot | explosión | descarga eléctrica
        alérgic | peligros | asfixi | urgencias
    """,
    "self-harm": r"""
        suicid | kill(?:ing)? myself | end(?:ing)? (?:my (?:own )?life|it all)\b | take my (?:own )?life
        self[- ]?harm | (?:hurt|harm)(?:ing)? myself | no reason to live | better off dead | want to die
        (?:do not|don't|dont) want to (?:live|be alive|be here any ?more)
        suizid | selbstmord | umbringen | mir das leben nehmen | nicht mehr leben | selbstverletz
        sterben will
        will sterben | ritze mich
        me suicider | me tuer | mettre fin à mes jours | en finir avec la vie | plus envie de vivre
        envie de mourir | automutil
        matarme | quitarme la vida | acabar con mi vida | no quiero vivir | quiero morir | autolesi
        hacerme daño
    """,
    "a minor": r"""
        i(?:'m| am)(?: only| just)? (?:[6-9]|1[0-7]) ?-?(?:years?[- ]old|yrs|yo|y/o)\b | under ?-?age
        minor child
        (?:is a|are|i'm a|am a) minor\b | without (?:my|her|his|their) parents | parental consent
        my (?:\w+ )?(?:child|kid|son|daughter|grandson|granddaughter|nephew|niece) (?:\w+ )?(?:ordered|bought
        |purchased|spent|used my|signed|clicked|subscribed)
        minderjährig | ich bin (?:erst )?(?:[6-9]|1[0-7]) jahre
        meine? (?:kind|sohn|tochter) (?:hat|bestellt)
        ohne (?:wissen|zustimmung) (?:meiner|der) eltern
        (?:est|suis) mineur | mineure?s?\b | j'ai (?:[6-9]|1[0-7]) ans | accord parental
        (?:mon fils|ma fille|mon enfant) a (?:commandé|acheté|utilisé)
        menor de edad | menores\b | tengo (?:[6-9]|1[0-7]) años
        mi (?:hijo|hija) (?:ha )?(?:comprado|compró|pidió|pedido|usó|usado)
    """,
    "a taken-over account": r"""
        (?:account|e-?mail|login|profile|password)(?: \w+){0,3} (?:hacked|hijacked|stolen|compromised
        |taken over
        |breached|accessed by) | hack(?:ed|er) | phish | identity (?:theft|stolen) | stole my identity
        fraud | scam
        some(?:one|body) (?:else )?(?:is using|has (?:used|accessed|logged|changed)|used|logged|changed
        |got into
        |accessed) | un(?:authori[sz]ed|recogni[sz]ed) | not me who
        suspicious (?:login|activity|order|charge)
        (?:did not|didn't|never) (?:make|made|place|placed|authori[sz]ed?|changed?) (?:this|that|it|the|any
        |a)\b
        gehackt | konto (?:wurde )?(?:übernommen|gekapert|missbraucht) | identitätsdiebstahl | betrug
        betrüger
        unbefugt | nicht von mir | fremder zugriff | nicht ich bestellt | nie bestellt
        pirat(?:é|age) | compte (?:a été )?(?:compromis|volé|usurpé) | usurpation | frauduleu | hameçonnage
        arnaque | pas moi qui | jamais (?:commandé|autorisé)
        hackea | cuenta (?:ha sido |fue )?(?:robada|comprometida|suplantada) | suplantación | estafa
        no (?:fui|he sido) yo | no autoric | nunca (?:pedí|compré|autoricé)
    """,
    "the press": r"""
        journalist | reporter\b | newspaper | magazine article | watchdog | request for comment | bbc\b
        press (?:enquiry|inquiry|office|release|request) | (?:the|local|national) (?:press|media|news)\b
        go(?:ing)? public | media (?:request|enquiry|inquiry|coverage)
        (?:write|writing|post|posting) (?:an? )?(?:article|story|exposé)
        presseanfrage | pressestelle | zeitung | redaktion | an die presse | öffentlich machen | fernseh
        presse\b | rédaction | reportage | (?:dans les|aux) médias | télévision
        periodista | prensa\b | medios de comunicación | reportaje | periódico | redacción | televisión
    """,
    VIP: r"""
        v\.?i\.?p\.?\b | key account | celebrity | ambassador | embassy
        (?:i am|i'm|our|your|the|their) (?:ceo|cfo|coo|chairman|chairwoman|managing director|founder
        |member of parliament|mp)\b
        geschäftsführ | vorstand(?:svorsitz)? | großkund | prominent | botschaft(?:er)?\b
        pdg\b | directeur général | directrice générale | grand compte | ambassade
        director general | directora general | consejer[oa] delegad | cliente preferente | embajada
    """,
    PERSON: r"""
        human (?:please|being|agent|support|help|person|reply|response|answer) | escalate
        complaint procedure
        (?:actual|real|live|proper) (?:human|person|agent|representative|people) | formal complaint
        (?:speak|talk|chat|connect me|put me through|get me)(?:ing|ting)? (?:to|with) (?:\w+ ){0,3}(?:human
        |person|some ?one|some ?body|agent|assistant|manager|supervisor|representative|advis[eo]r|operator
        |staff|colleague|rep\b)
        (?:contact|reach|direct me to)(?:ing)? (?:an? |the |your |to )?(?:human|person\b|some ?one|some ?body
        |agent|assistant|manager|supervisor|representative|advis[eo]r|operator|staff|colleague|rep\b)
        (?:want|need|prefer|get|like) (?:an?|to have a) (?:human|person\b|real|supervisor|manager|call ?-?back
        |phone call) | (?:no|not an?|stop the|hate|without) (?:ro)?bots?\b | are you an? (?:ro)?bot
        (?:not|no) (?:an )?(?:automated|automatic|ai|canned|computer)\b | (?:call|phone|ring) me\b
        your (?:manager|supervisor|boss)
        (?:einem|einen|mit|echten?|richtigen?|bitte) (?:\w+ )?(?:mensch|mitarbeiter|ansprechpartner|vorgesetzt
        |berater|kolleg|person\b) | menschlich | rückruf\b | rufen sie mich | ruft? mich
        beschwerde einreichen
        keine?n? (?:\w+ )?(?:bot|roboter|automat|maschine|computer|ki)\b | persönlich (?:sprechen|mit)
        (?:une?|vraie?) (?:\w+ )?(?:humain|être humain|personne (?:réelle|physique)|conseill|responsable
        |interlocuteur|agent\b|vraie personne) | vraie personne | parler (?:à|avec) (?:quelqu|une personne|un)
        pas (?:un|de) (?:ro)?bot | (?:rappelez|appelez)-moi | me rappeler | réclamation officielle
        (?:una|persona|un) (?:\w+ )?(?:persona (?:real|de verdad|humana)|humano|agente\b|supervisor|encargad
        |responsable|operador) | hablar con (?:alguien|una persona|un|su)\b | persona real | queja formal
        (?:no|ni) (?:un |quiero un )?(?:ro)?bot\b | llámenme | llámame | que me llamen
    """,
}
