"""Columns of a contacts export by their names: the words that mean a role.

Rules: a header is cut into words without case and accents (``MobilePhone``,
``PHONE_MOBILE`` and ``Person - Phone - Mobile`` give the same two), and words are
looked up in the languages that localised exports use. A *sure* name says phone, or
mobile, fax, callback … which only a phone column has; a *weak* one (home, business …)
needs its cells to agree; a *barred* word (label, owner, ssn …) makes it no phone.

>>> find_role("Phone 1 - Value"), find_role("MobilePhone"), find_role("Business Fax")
(('phone', True), ('mobile', True), ('fax', True))
>>> find_role("Phone 1 - Label"), find_role("Phonetic Last Name"), find_role("Home")
(None, None, ('home', False))
>>> find_role("Téléphone (domicile)"), find_role("phone3"), find_role("Alt. Phone")
(('home', True), ('phone3', True), ('alt', True))
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from toolkit.exports.words import fold, word_set


def _table(text: str) -> dict[str, str]:
    rows = (line.split() for line in text.strip().splitlines())
    return {word: role for role, *words in rows for word in (role, *words)}


# role, then other words for it; of several words in a name the earlier row decides
ROLE_WORDS: Mapping[str, str] = _table("""
fax facsimile telefax telecopie telecopieur faksi faks telefaks
pager pageur beeper buscapersonas cercapersone piepser
telex telexnummer
tty tdd
isdn rnis rdsi
callback rappel ruckruf ruckmeldung
car auto autotelefon voiture automovil coche macchina
radio funk
assistant assistants asst assistent assistenten asistente
mobile mobil mobiles cell cellular cellulare celular handy movil gsm natel portable
mobile telemovel mobiel mobilni whatsapp mobilfunk
home privat private particular domicile casa thuis residence evening heim
alt alternate alternative secondary
other weitere weiteres weiterer andere autre otro otra altro outro outra sonstige
company corporate organization organisation firma firmen entreprise main
office buro ufficio oficina
work business direct dienst dienstlich geschaft geschaftlich beruflich arbeit bureau
work travail trabajo trabalho lavoro werk zakelijk professionnel day daytime
work durchwahl geschafts
""")
_ORDER = {role: i for i, role in enumerate(dict.fromkeys(ROLE_WORDS.values()))}

PHONE_WORDS = word_set(
    """
    phone phones telephone tel tels telefon telefono telefone telefoon telefonnummer
    telefonnr telefonzentrale rufnummer rufnr fon fono hotline landline festnetz fixe
    fijo fisso tlf tfno ph msisdn 電話 電話番号 电话 전화 전화번호 телефон
    τηλεφωνο טלפון     هاتف फोन
    """
)
# roles that mean a phone column without the word phone
SURE_ROLES = frozenset({"mobile", "fax", "pager", "telex", "callback", "isdn", "tty"})
# a number that people are not called on: neither searched nor truth unless named
SET_ASIDE_ROLES = frozenset({"fax", "pager", "telex"})
NUMBER_WORDS = frozenset({"number", "no", "nr", "num", "nummer", "numero", "#"})

_BARRED = word_set(
    """
    label labels type typ owner ext extension extn code opt optin optout status date
    verified carrier provider consent dnc count note notes phonetic ssn tax taxid zip
    postal plz email mail address adresse street city state url website web country
    page name title description activity last next do preferred priority method id ids
    uuid guid created modified time timezone tags labels
    """
)
_IDS = re.compile(r"(?<![a-z])I[Dd]s?(?![a-z])|(?i:\bids?\b)")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PREFIX = re.compile(
    r"^\s*(?:person\w*|persona|pessoa|contact|kontakt|lead|organi[sz]ation)\s+-\s+",
    re.I,
)
_GLUED = re.compile(r"(.{3,})(phone|telephone|telefon|fax|number|nummer|nr)")
_GLUED_FIRST = re.compile(r"(phone|mobile|telefon|tel)(.{2,})")


def find_role(header: str) -> tuple[str, bool] | None:
    """Give the phone role a header names and whether the name is sure, or None."""
    words = header_words(header)
    if _BARRED & set(words) or _IDS.search(header):
        return None
    roles = sorted(
        {ROLE_WORDS[w] for w in words if w in ROLE_WORDS}, key=lambda r: _ORDER[r]
    )
    says_phone = not PHONE_WORDS.isdisjoint(words)
    if roles:
        return roles[0], says_phone or roles[0] in SURE_ROLES
    if says_phone:
        return _numbered(words), True
    if "contact" in words and NUMBER_WORDS & set(words):
        return "phone", False
    return None


def _numbered(words: tuple[str, ...]) -> str:
    """Name Phone 2 and Phone 3 as roles of their own: some CRMs search them apart."""
    number = next((w for w in words if w in ("2", "3")), "")
    return f"phone{number}"


@lru_cache(10_000)
def header_words(header: str) -> tuple[str, ...]:
    """Cut a header into words without case and accents.

    >>> header_words("Person - Phone - Work"), header_words("homephone")
    (('phone', 'work'), ('home', 'phone'))
    """
    bare = _CAMEL.sub(" ", _PREFIX.sub("", header[:200]))
    words: list[str] = []
    for word in _WORD.findall(fold(bare)):
        words += _unglue(word)
    return tuple(words)


def _unglue(word: str) -> tuple[str, ...]:
    if word in PHONE_WORDS or word in ROLE_WORDS or word in _BARRED:
        return (word,)
    known = ROLE_WORDS.keys() | PHONE_WORDS | NUMBER_WORDS
    if (found := _GLUED.fullmatch(word)) and found[1] in known:
        return found[1], found[2]
    if (found := _GLUED_FIRST.fullmatch(word)) and found[2] in known:
        return found[1], found[2]
    return (word,)
