"""Who the simulated customers are and how they talk: names, places, goods, greetings, follow-ups.

All people, streets and mailboxes are invented; every mail address ends in `.example`, which nobody can own.
"""

MAIL_DOMAINS = (
    "harbourmail.example",
    "postbox.example",
    "inboxly.example",
    "nordpost.example",
    "lettercloud.example",
    "correo.example",
    "boiteverte.example",
    "briefkasten.example",
)

FIRST_NAMES = {
    "en": (
        *("Aoife", "Declan", "Siobhan", "Eoin", "Grace", "Oliver", "Hannah", "Callum", "Megan", "Rhys"),
        *("Fatima", "Yusuf", "Ayesha", "Imran", "Ngozi", "Chidi", "Amara", "Kwame", "Zanele", "Thabo"),
        *("Mei", "Jun", "Hyun-woo", "Sakura", "Linh", "Anh", "Priyanka", "Rohan", "Sunita", "Arjun"),
        *("Katarzyna", "Piotr", "Oksana", "Andrei", "Ioana", "Marta", "Jonas", "Elin", "Mikko", "Sanna"),
        *("Leila", "Omid", "Noam", "Shira", "Luca", "Chiara", "Beatriz", "Duarte", "Eleni", "Nikos"),
    ),
    "de": ("Anke", "Jürgen", "Lena", "Moritz", "Sabine", "Dieter", "Aylin", "Emre", "Greta", "Matthias"),
    "fr": ("Camille", "Mathieu", "Élodie", "Julien", "Nadia", "Karim", "Sylvie", "Aminata", "Luc", "Margaux"),
    "es": ("Lucía", "Javier", "Carmen", "Álvaro", "Pilar", "Sergio", "Marisol", "Iker", "Ximena", "Ramón"),
}

LAST_NAMES = {
    "en": (
        *("Brady", "Kavanagh", "Quinlan", "Whitlock", "Harcastle", "Prosser", "Lindqvist", "Virtanen"),
        *("Rahman", "Siddiqui", "Eze", "Mensah", "Dlamini", "Tan", "Park", "Watanabe", "Nguyen", "Iyer"),
        *("Kapoor", "Nowicka", "Kovalenko", "Popa", "Hansen", "Farahani", "Levi", "Ricci", "Teixeira"),
        *("Papadakis", "O'Shea", "Achebe", "Fernando", "Maguire", "Sandhu", "Berg", "Costello", "Yilmaz"),
    ),
    "de": ("Vogelsang", "Krämer", "Hartmann", "Öztürk", "Brückner", "Schilling", "Weidlich", "Demir"),
    "fr": ("Lefort", "Garnier", "Benali", "Rousselet", "Diallo", "Marchand", "Perrin", "Vasseur"),
    "es": ("Ibarra", "Montero", "Quiroga", "Salinas", "Etxebarria", "Vidal", "Cordero", "Paredes"),
}

CITIES = {
    "en": ("Cork", "Galway", "Limerick", "Sligo", "Utrecht", "Ghent", "Porto", "Tampere", "Aarhus", "Kraków"),
    "de": ("Bremen", "Leipzig", "Graz", "Freiburg", "Kassel"),
    "fr": ("Nantes", "Lyon", "Lille", "Namur", "Grenoble"),
    "es": ("Gijón", "Sevilla", "Zaragoza", "Vigo", "Murcia"),
}

STREETS = {
    "en": ("8 Weaver's Quay", "21 Orchard Terrace", "Flat 3, 57 Mill Street", "112 Lower Ferry Road"),
    "de": ("Lindenweg 14", "Am Alten Hafen 3", "Gartenstraße 52"),
    "fr": ("6 rue du Moulin", "31 quai des Tanneurs", "4 impasse des Lilas"),
    "es": ("Calle del Molino 9", "Avenida de la Ría 40", "Plaza Vieja 2"),
}

# Prices in euro, as on the invented shop's pages.
SHOES = {
    "Harrow boots": 189.00,
    "Calder boots": 219.00,
    "Fenn loafers": 149.00,
    "Brindle sneakers": 119.00,
    "Isla flats": 109.00,
    "Tarn sandals": 98.00,
    "Nook slippers": 59.00,
}
GARMENTS = {
    "Thorne jacket": 239.00,
    "Moss parka": 199.00,
    "Aske jumper": 95.00,
    "Aske cardigan": 105.00,
    "Linden shirt": 69.00,
}
COLOURS = ("chestnut", "black", "moss green", "navy", "oatmeal", "brick red")
CODES = ("WELCOME10", "STRIDE-BDAY", "AUTUMN15", "SOLE20", "FRIENDS10")

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
    "es": ("el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado"),
}
MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}

GREETINGS = {
    "en": ("Hi,", "Hello,", "Hi there,", "Good morning,", "Dear Moorkirk team,", "Hello Moorkirk,", "Hey,"),
    "de": ("Guten Tag,", "Hallo,", "Liebes Moorkirk-Team,", "Sehr geehrte Damen und Herren,"),
    "fr": ("Bonjour,", "Bonjour Madame, Monsieur,", "Bonsoir,"),
    "es": ("Hola,", "Buenos días,", "Buenas tardes,"),
}
CLOSINGS = {
    "en": (
        "Thanks, {first_name}",
        "Thank you!\n{full_name}",
        "Best,\n{first_name}",
        "Kind regards,\n{full_name}",
        "Cheers\n{first_name}",
        "Many thanks in advance",
        "Sent from my phone",
        "{full_name}, {city}",
    ),
    "de": ("Viele Grüße\n{full_name}", "Danke und beste Grüße\n{first_name}", "MfG {full_name}"),
    "fr": ("Cordialement,\n{full_name}", "Merci d'avance\n{first_name}", "Bien à vous,\n{full_name}"),
    "es": ("Un saludo,\n{full_name}", "Muchas gracias\n{first_name}", "Saludos, {full_name}"),
}
IRRITATION = (
    "This is the second time I'm writing about this.",
    "I'm getting rather annoyed by now.",
    "I have to say I expected better from you.",
    "Please don't send me a standard answer.",
    "I've been on hold on the phone for twenty minutes, so now I'm writing.",
)

# A second wish at the end of a message, with the category it would be filed in on its own.
SIDE_QUESTIONS = (
    ("invoices", "PS: could you also send me the invoice?"),
    ("newsletter", "And please take me off the newsletter while you're at it."),
    ("care_advice", "One more thing: how do I get water stains out of suede?"),
    ("stock", "By the way, will the Nook slippers come back in 42?"),
    ("discount_codes", "PS. I never got the 10 % code for the newsletter, can I still have it?"),
    ("sizing", "Also, which size would you recommend in the Brindle if I'm 40 in the Harrow?"),
    ("club_points", "And do I get club points for this?"),
    ("repair_prices", "Oh, and what do new heels cost these days?"),
    ("gift_cards", "By the way: how long is a gift card valid? I found one in a drawer."),
    ("sign_in", "I also can't get into my account any more, the password link has expired."),
)

# What customers write after an answer. `ambiguous` is the hard one: is “good” a yes, a thank-you or a sigh?
FOLLOW_UPS = {
    "thanks": {
        "en": (
            "Thank you, that's all I needed.",
            "Perfect, thanks a lot for the quick reply!",
            "Great, thanks {agent_name}. Have a nice day.",
            "Brilliant. Thank you so much.",
            "thx, got it",
            "That was quick! Many thanks.",
            "Ok, clear now. Thanks for explaining it so well.",
            "Thank you kindly. I'll wait then.",
        ),
        "de": ("Vielen Dank, das hilft mir weiter.", "Super, danke für die schnelle Antwort!"),
        "fr": ("Merci beaucoup pour votre réponse rapide.", "Parfait, merci !"),
        "es": ("Muchas gracias, todo claro.", "Perfecto, gracias."),
    },
    "confirm": {
        "en": (
            "Looks good, please go ahead.",
            "Yes please, do that.",
            "Yes, that's right. Go ahead.",
            "Agreed, let's do it that way.",
            "Sounds good to me. When will it happen?",
            "ok do it",
            "Yes, the first option please.",
        ),
        "de": ("Ja, bitte so machen.", "Einverstanden."),
        "fr": ("Oui, c'est d'accord.", "Allez-y, merci."),
        "es": ("Sí, por favor, adelante.", "De acuerdo."),
    },
    "ambiguous": {
        "en": (
            "good",
            "ok",
            "fine",
            "Good.",
            "Hm, ok",
            "I see.",
            "fine I guess",
            "👍",
            "alright then",
            "Okay…",
        ),
        "de": ("ok", "Na gut.", "Aha."),
        "fr": ("ok", "bon", "D'accord…"),
        "es": ("vale", "bueno", "ok"),
    },
    "changed_fact": {
        "en": (
            "Sorry, I got that wrong: the order number is {new_order_id}, not the one I gave you.",
            "I've just measured again. Please make it {new_size} instead.",
            "Small correction: please send it to {new_street} in {city} after all.",
            "Forget the first thing I said, my sister ordered it, so it's under {new_order_id}.",
            "It was not {product} by the way, I mixed up two orders. The number is {new_order_id}.",
            "Actually I'd prefer the money back rather than a new one. Is that still possible?",
            "I found the parcel note now: it was delivered two days later than I wrote.",
        ),
        "de": ("Entschuldigung, die richtige Bestellnummer ist {new_order_id}.",),
        "fr": ("Pardon, le bon numéro de commande est {new_order_id}.",),
        "es": ("Perdón, el número correcto es {new_order_id}.",),
    },
    "gives_order": {
        "en": (
            "The order number is {order_id}.",
            "Here it is: {order_id}",
            "{order_id}",
            "Sorry, forgot that. It's {order_id}, ordered with {email}.",
            "I think this is it: {order_id}. It was in the mail with the subject “Thank you”.",
        ),
        "de": ("Die Bestellnummer lautet {order_id}.",),
        "fr": ("Le numéro de commande est {order_id}.",),
        "es": ("El número de pedido es {order_id}.",),
    },
    "side_question": {
        "en": (
            "Thanks. While I have you: do you have these in another colour?",
            "Okay. Different question: what would it cost to have my old boots resoled?",
            "Good to know. Could you also send me the invoice, please?",
            "Thank you. And how do I stop the newsletter?",
            "All clear. One last thing, until when could I return it?",
        ),
        "de": ("Danke. Noch eine Frage: Wo finde ich die Rechnung?",),
        "fr": ("Merci. Autre question : où puis-je trouver la facture ?",),
        "es": ("Gracias. Otra cosa: ¿dónde encuentro la factura?",),
    },
    "chase": {
        "en": (
            "Any news?",
            "Hello? I wrote two days ago.",
            "Just following up on this. Has anything happened?",
            "Still nothing on my side. Could you check again please?",
            "Sorry to nag, but I'd really like to know.",
        ),
        "de": ("Gibt es schon etwas Neues?",),
        "fr": ("Avez-vous des nouvelles ?",),
        "es": ("¿Hay alguna novedad?",),
    },
    "unhappy": {
        "en": (
            "That doesn't answer my question.",
            "I had already read that on your website. What about my case?",
            "No, that's not what I asked. Please read my message again.",
            "I'm not happy with that. Can I speak to a person please?",
            "So basically nothing. Thanks for nothing.",
        ),
        "de": ("Das beantwortet meine Frage leider nicht.",),
        "fr": ("Cela ne répond pas à ma question.",),
        "es": ("Eso no responde a mi pregunta.",),
    },
}
