"""The words of a report, and how its figures were found, for people new to both.

>>> [word for word, _ in GLOSSARY][:3]
['App Connect', 'call with a known contact', 'connector']
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.exports.ledger import Reason

INTRODUCTION = (
    "App Connect shows who is calling by searching the CRM for the caller's number. "
    "Many CRMs find a number only if it is stored exactly as it is searched for. The "
    "setting overridingFormat names up to three more formats in which App Connect "
    "searches; each costs the CRM more requests on every call."
)

# Why rows are set aside, for people who do not know call logs.
SET_ASIDE: Mapping[Reason, str] = {
    Reason.LEG: "part of a call that another row stands for",
    Reason.INTERNAL: "between extensions of the company",
    Reason.ANONYMOUS: "the caller hid the number",
    Reason.NO_NUMBER: "the row names no number",
    Reason.SHORT_CODE: "a service number that no contact can have",
    Reason.FAX: "App Connect looks up calls and text messages only",
    Reason.VOICEMAIL: "a recording; its call has a row of its own",
    Reason.UNPARSABLE: "what stands there is no phone number",
    Reason.REPEATED: "the same row stands in another of the files",
    Reason.NO_PHONE: "no phone cell is filled, so no number can find the contact",
    Reason.TOO_MANY_CELLS: "more cells than columns: it is not clear what they hold",
    Reason.HEADER: "the header once more, where exports were put together",
    Reason.BLANK: "nothing stands in the row",
}

# Word -> what it means, in the order of the alphabet.
GLOSSARY: tuple[tuple[str, str], ...] = (
    (
        "App Connect",
        "RingCentral's browser extension that shows which CRM contact is calling and "
        "logs calls in the CRM.",
    ),
    (
        "call with a known contact",
        "A call or text message from or to a number that at least one contact has, "
        "however it is written. Only these can be recognised.",
    ),
    (
        "connector",
        "The part of App Connect that asks one kind of CRM. Each searches in its own "
        "way.",
    ),
    (
        "E.164",
        "The international way to write a number: a plus sign, the country code and "
        "the number, without any space.",
    ),
    (
        "format",
        "A way to write a phone number, such as (###) ###-####. Each # or * stands for "
        "one digit. App Connect writes the caller's number so and searches for it.",
    ),
    (
        "overridingFormat",
        "The name of the setting that holds the formats. App Connect's settings page "
        "has three fields for it.",
    ),
    (
        "precision",
        "Of all contacts returned, the share that really have the number.",
    ),
    (
        "reach",
        "Of all calls with known contacts, the share for which the right contact is "
        "found.",
    ),
    (
        "request",
        "One question to the CRM over the network. CRMs limit how many may be asked in "
        "a time.",
    ),
    (
        "wrong contact",
        "App Connect names somebody, but no contact it returns has the number.",
    ),
)

METHOD: tuple[str, ...] = (
    "Every call of the export was looked up as the connector does it: the same texts, "
    "in the same order, compared in the same way with the contacts' phone cells, byte "
    "for byte.",
    "Whose number it is was decided by the numbers, not by their writing: all valid "
    "phone numbers in a contact's cells belong to that contact.",
    "All formats found in the contacts were considered, if they hold nothing but "
    "digits' places, punctuation and a country code, together with those that App "
    "Connect's help suggests and those in use.",
    "The best list has the highest score: calls with the right contact, minus a price "
    "for each call with a wrong one. All lists were compared or excluded by a bound.",
    "How it will do was tried on calls it had not seen: the choice was repeated on the "
    "earlier 70 % of the calls and measured on the later 30 %.",
    "A cell whose text a spreadsheet has destroyed (1.65055E+10) is known to be "
    "damaged, not what the CRM holds: it suggests no format and matches nothing.",
    "What the CRM does was predicted from an export; getcontact verify compares the "
    "prediction with the live CRM on a sample.",
)
