"""The few words the lint has to know: what carries no meaning in a category's name, what means the same.

Short on purpose. Most of what the lint knows it takes from the tree itself: which words stand together, which
are rare, which names repeat. A word belongs here only when every helpdesk uses it.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _words(
    "a an the my your our their his her its i we you they them this that these those someone is are am "
    "be been was were do does did has have had s"
)
"""Grammar: never part of what a name means."""

PREPOSITIONS = _words(
    "of for by with on at in to from into about regarding concerning after before without during via as "
    "per under over outside inside between against within |"
)
"""What follows one of these tells the thing before it apart: “shoes for women”, “refund without receipt”."""

TELLING = _words("from into after before without under over outside inside between against during")
"""Prepositions that change the meaning, so that names with and without them are not the same."""

QUESTIONS = _words("what when where why how which who whose whether")

NEGATIONS = _words(
    "not no never non none nothing cannot cant unable un without isnt dont doesnt didnt wont hasnt"
)

COORDINATIONS = frozenset({",", "and", "or"})

MARKERS = _words("deprecated obsolete legacy archived archive outdated superseded donotuse unused")
"""Marks on a label that stands beside its replacement, wherever in the name they are."""

SIDE_MARKERS = _words("old new copy backup duplicate previous former retired 2 3")
"""The same, but only in brackets or after a dash: “New card” and “Invoice copy” are no copies of anything."""

LAST_MARKERS = _words("old backup")
"""The same, at the end of a name too."""

LIGHT = _words("report request ask contd continued")
"""Said of any matter a customer may bring: “report lost card” is “lost card”."""

PHRASES = {
    ("log", "in"): "login",
    ("log", "on"): "login",
    ("logon",): "login",
    ("sign", "in"): "login",
    ("signin",): "login",
    ("log", "out"): "logout",
    ("log", "off"): "logout",
    ("sign", "out"): "logout",
    ("signout",): "logout",
    ("sign", "up"): "register",
    ("signup",): "register",
    ("check", "in"): "checkin",
    ("check", "out"): "checkout",
    ("pick", "up"): "pickup",
    ("set", "up"): "setup",
    ("top", "up"): "topup",
    ("topping", "up"): "topup",
    ("opt", "out"): "optout",
    ("money", "back"): "refund",
    ("e", "mail"): "email",
    ("wi", "fi"): "wifi",
    ("send", "back"): "return",
    ("sending", "back"): "return",
    ("where", "is", "my"): "status",
    ("forgot", "password"): "pwreset",
    ("forgotten", "password"): "pwreset",
    ("lost", "password"): "pwreset",
    ("password", "forgotten"): "pwreset",
    ("password", "recovery"): "pwreset",
    ("recover", "password"): "pwreset",
    ("password", "reset"): "pwreset",
    ("reset", "password"): "pwreset",
    ("resetting", "password"): "pwreset",
    ("reset", "my", "password"): "pwreset",
    ("forgot", "my", "password"): "pwreset",
    ("charged", "twice"): "doublecharge",
    ("billed", "twice"): "doublecharge",
    ("double", "charge"): "doublecharge",
    ("double", "charged"): "doublecharge",
    ("double", "billing"): "doublecharge",
    ("duplicate", "charge"): "doublecharge",
    ("service", "interruption"): "outage",
    ("service", "outage"): "outage",
    ("service", "down"): "outage",
    ("opening", "hours"): "openinghours",
    ("opening", "times"): "openinghours",
    ("business", "hours"): "openinghours",
    ("store", "hours"): "openinghours",
    ("discount", "code"): "voucher",
    ("promo", "code"): "voucher",
    ("coupon", "code"): "voucher",
    ("voucher", "code"): "voucher",
    ("2", "fa"): "2fa",
    ("two", "factor", "authentication"): "2fa",
    ("how", "to"): "",
    ("do", "not", "use"): "donotuse",
}
"""Words that mean one thing together; the shorter names are the canonical ones."""

WHOLE = _words("pwreset doublecharge outage openinghours 2fa")
"""Of the words above those that leave nothing open, wherever in the tree they stand."""

_SAME = """
parcel package
lost missing
issue problem trouble difficulty fault error
question enquiry inquiry query
cost price
shipping delivery shipment
invoice bill
change update edit modify amend alter
purchase buy
phone telephone
car automobile auto
incorrect wrong
defective faulty
late delayed overdue
rejected declined refused
repair fix
warranty guarantee
vacation holiday
photo picture image
information info detail
voucher coupon
postcode zip
get receive obtain
find locate
cancel terminate discontinue
color colour
cheque check
tyre tire
tv television
laptop notebook
authorisation authorization
licence license
forgot forgotten
refund reimbursement reimburse
luggage baggage
fraud scam
stolen theft
unsubscribe optout
size sizing
complaint grievance
shop store
"""
SYNONYMS = {word: group.split()[0] for group in _SAME.strip().splitlines() for word in group.split()}

SINGULARS = {
    "women": "woman", "men": "man", "children": "child",
    "womens": "woman", "mens": "man", "childrens": "child", "people": "person",
    "feet": "foot", "ladies": "lady",
    "movies": "movie", "cookies": "cookie", "calories": "calorie", "potatoes": "potato", "tomatoes": "tomato",
    "caches": "cache", "mice": "mouse", "buses": "bus", "paid": "pay", "batteries": "battery",
}  # fmt: skip
NOT_PLURALS = _words(
    "gas canvas news lens christmas sms pos gps saas atlas series species ios aws tos dns https os plus "
    "bus goods customs savings earnings glasses always yes pus vas bonus campus status virus"
)

VERBAL = {
    "registration": "register", "application": "apply", "delivery": "deliver", "complaint": "complain",
    "withdrawal": "withdraw", "renewal": "renew", "removal": "remove", "approval": "approve",
    "subscription": "subscribe", "closure": "close", "verification": "verify", "identification": "identify",
    "modification": "change", "activation": "activate", "cancellation": "cancel", "cancelation": "cancel",
    "termination": "terminate", "reservation": "reserve", "replacement": "replace", "payment": "pay",
    "shipment": "ship", "enrolment": "enrol", "enrollment": "enrol", "enroll": "enrol", "creation": "create",
    "deletion": "delete", "correction": "correct", "collection": "collect", "confirmation": "confirm",
    "installation": "install", "cleaning": "clean", "upgrading": "upgrade", "purchasing": "purchase",
    "opening": "open", "closing": "close", "booking": "book", "tracking": "track", "adding": "add",
    "cancelling": "cancel", "canceling": "cancel", "changing": "change", "updating": "update",
    "returning": "return", "paying": "pay", "removing": "remove", "deleting": "delete", "ordering": "order",
    "resetting": "reset", "renewing": "renew", "scheduling": "schedule", "transferring": "transfer",
    "activating": "activate", "verifying": "verify", "replacing": "replace", "sharing": "share",
    "improperly": "improper", "canceled": "cancelled", "appointment": "appoint", "donation": "donate",
}  # fmt: skip
"""Nouns and gerunds of what people do, as the verb. Used in names of two words and more, where “order
cancellation” is “cancel order”; alone, “Accounting” must not become “Account”. Participles (“cancelled”) are
states, not deeds, and stay."""

ACTIONS = _words(
    "cancel change track reset renew remove close open create delete add replace verify activate "
    "deactivate block unblock schedule book return exchange transfer pay buy order request report "
    "submit confirm reserve register subscribe unsubscribe apply install upgrade downgrade redeem "
    "correct collect find get check cheque view download withdraw deposit repair refund complain "
    "contact setup enrol dispute freeze recover switch improve make use manage set choose review edit "
    "update print resend send search share stop start"
)
"""Verbs, so that “schedule meeting” and “meeting schedule” are one, while “card payment” and “payment card”
are not, and “cancel order” is no kind of order."""

QUALITIES = _words(
    "slow fast late early lost missing stolen broken damaged defective faulty wrong incorrect expired "
    "invalid declined rejected failed cancelled blocked locked frozen unavailable low high duplicate "
    "unauthorised unauthorized pending incomplete dirty empty delayed overdue"
)
"""What a thing can be, before or after it: “slow internet” is “internet slow”."""

EMPTY_MODIFIERS = _words("new other general all any more")
"""Before a noun they make no kind of it: “other orders” are just orders."""

NOT_KINDS = _words(
    "issue problem trouble question enquiry inquiry query request help support info information detail "
    "type kind option other stuff thing status number time date day change update cost fee limit list "
    "schedule search amount address name case item topic matter service process rule use new"
)
"""Last words too general to be anybody's heading: “order status” is no kind of “status”."""

AUDIENCE = _words(
    "woman man lady gentleman gent girl boy kid child adult senior teenager teen customer client "
    "consumer shopper"
)
"""A name of only these says for whom, not what about."""

WHOSE = _words(
    "old current business corporate company enterprise private personal individual new existing premium vip "
    "retail wholesale commercial residential domestic international foreign trade key loyal returning "
    "professional household young older elderly all our b2b b2c prospective potential former other"
)
"""What narrows an audience, and is one after “for”."""

MEMBERS = _words(
    "user member guest employee staff supplier student reseller retailer dealer company person parent "
    "freelancer everyone everybody woman man"
)
"""An audience after “for” or with a word of WHOSE, though alone it may be a subject."""

ADDRESSED = MEMBERS | _words("business partner baby family professional b2b b2c corporate enterprise")
"""An audience after “for” only: “new business” is something else."""

EMPTY = _words(
    "misc miscellaneous general generic stuff thing various varied sundry sundries tbd tba tbc todo "
    "test testing temp tmp dummy placeholder untitled unnamed unknown uncategorized uncategorised "
    "unclassified unassigned default na none unspecified undefined null nil asdf qwerty foo bar xxx xx "
    "etc whatever assorted catchall"
)
CATCHALL = _words("other else")
PADDING = _words(
    "issue problem trouble question enquiry inquiry query request topic subject matter reason concern "
    "case ticket category item contact something anything everything any complaint detail node folder "
    "bucket group label area type kind new support help information info option"
)
"""Words that say nothing about the matter beside an empty one: “general enquiries”, “new category”."""

BARE = _words(
    "issue problem trouble question enquiry inquiry query request help info information topic subject matter"
)
"""Padding that, alone and at the top, could be the name of any ticket."""

CONTAINERS = _words("category node folder bucket label tag")
"""With a number or “new”, a name that a program gave: “Category 1”."""

ATTRIBUTES = _words(
    "status refund return exchange cancel cancellation change update cost price fee charge delivery "
    "shipping complaint setup installation warranty guarantee repair payment billing lost missing "
    "damaged broken defective faulty wrong late delayed not working work issue problem question enquiry "
    "inquiry query request help support information info detail general other type option limit new old "
    "track tracking availability stock quality size colour color feature review feedback renewal renew "
    "pricing quote how use login access technical activate activation replacement replace amount search "
    "schedule time date service error failed declined pending quantity usage incident"
)
"""What can happen to anything, so that the parent says what it happened to: “Billing > Refund status” and
“Repairs > Refund status”."""

DESCRIPTION_NOISE = _words(
    "customer client user people person ask question enquiry request ticket category use want need when "
    "what where why how which who everything anything any all about or and but if not no can could "
    "would should will may might must for from with without than then there here other another such "
    "also only very too more most some one two into out up down over under because while until still "
    "yet already problem issue concern query it us me of in on at to by as their they them he she so "
    "again related relating regarding say tell know like get have make file heading below above case "
    "etc e g i"
)
