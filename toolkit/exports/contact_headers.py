"""Columns of a contacts export by their names: the words that mean a role.

Rules: a header is cut into words without case and accents (``MobilePhone``,
``PHONE_MOBILE`` and ``Person - Phone - Mobile`` give the same two), and words are
looked up in the languages that localised exports use. A *sure* name says phone, or
mobile, fax, callback … which only a phone column has; a *weak* one (home, business …,
or *Email / Phone*) needs its cells to agree; a *barred* word (label, owner, ssn …)
makes it no phone. ``Tel./Fax`` is a column of numbers to call, ``Business Fax`` is not.

>>> find_role("Phone 1 - Value"), find_role("MobilePhone"), find_role("Business Fax")
(('phone', True), ('mobile', True), ('fax', True))
>>> find_role("Phone 1 - Label"), find_role("Phonetic Last Name"), find_role("Home")
(None, None, ('home', False))
>>> find_role("Téléphone (domicile)"), find_role("phone3"), find_role("Alt. Phone")
(('home', True), ('phone3', True), ('alt', True))
>>> find_role("Tel./Fax"), find_role("Email / Phone"), is_area_code("Vorwahl")
(('phone', True), ('phone', False), True)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from toolkit.exports.words import fold, word_set


def _table(text: str) -> dict[str, str]:
    rows = (line.split() for line in text.strip().splitlines())
    return {word: role for role, *words in rows for word in (role, *words)}


# role, then other words for it; of several words in a name the earlier row decides
ROLE_WORDS: Mapping[str, str] = _table("""
fax facsimile telefax telecopie telecopieur telekopie faksi faks telefaks
pager pageur beeper buscapersonas cercapersone piepser
telex telexnummer
tty tdd minicom textphone
isdn rnis rdsi
callback rappel ruckruf ruckmeldung
car auto autotelefon voiture automovil coche macchina
radio funk
assistant assistants asst assistent assistenten asistente
mobile mobil mobiles cell cellular cellulaire cellulare celular handy movil gsm natel
mobile portable telemovel mobiel mobilni whatsapp mobilfunk mobiltelefon
home privat private particular domicile casa thuis residence evening heim
alt alternate alternative secondary
other weitere weiteres weiterer andere autre otro otra altro outro outra sonstige
other toll tollfree freephone helpline emergency notfall urgence urgences
company corporate organization organisation firma firmen entreprise main switchboard
company zentrale standard centralino centralita reception enquiries
office buro ufficio oficina
work business direct dienst dienstlich geschaft geschaftlich beruflich arbeit bureau
work travail trabajo trabalho lavoro werk zakelijk professionnel day daytime
work durchwahl geschafts
""")
_ORDER = {role: i for i, role in enumerate(dict.fromkeys(ROLE_WORDS.values()))}

PHONE_WORDS = word_set(
    """
    phone phones telephone telephones tel tels telefon telefono telefonos telefone
    telefones telefoon telefonnummer telefonnr telefonzentrale telefonu rufnummer rufnr
    fon fono hotline landline festnetz fixe fijo fisso tlf tlfnr tfno ph msisdn telno
    telnr puhelin puhelinnumero telefonszam telefonas
    """
)
# parts of names in scripts that join their words, or bend them
_STEMS: Mapping[str, tuple[str, ...]] = {
    "fax": (
        "fax",
        "ファックス",
        "ファクス",
        "传真",
        "傳真",
        "팩스",
        "факс",
        "فاكس",
        "फैक्स",
    ),
    "mobile": (
        "携帯",
        "手机",
        "手機",
        "휴대",
        "мобил",
        "κινητο",
        "נייד",
        "جوال",
        "मोबाइल",
    ),
    "phone": (
        *("電話", "电话", "전화", "телефон", "τηλεφ", "טלפון", "هاتف", "تليفون", "फोन"),
        *("☎", "☏", "📞", "📱", "✆"),
    ),
}
# roles that mean a phone column without the word phone
SURE_ROLES = frozenset({"mobile", "fax", "pager", "telex", "callback", "isdn", "tty"})
# a number that people are not called on: neither searched nor truth unless named
SET_ASIDE_ROLES = frozenset({"fax", "pager", "telex"})
NUMBER_WORDS = frozenset({"number", "no", "nr", "num", "nummer", "numero", "#"})

_BARRED = word_set(
    """
    label labels type typ owner ext extension extn code opt optin optout status date
    verified carrier consent dnc count calls note notes phonetic ssn tax taxid zip
    postal plz url website web description activity last next do priority method id ids
    uuid guid created modified time timezone tags list liste
    """
)
# such a name may speak of the phone, too: its cells decide
_DOUBTFUL = word_set(
    """
    email mail address adresse street city state country page name title preferred
    provider
    """
)
_AREA_CODES = word_set(
    """
    vorwahl ortsvorwahl telefonvorwahl areacode stdcode indicatif prefisso prefijo
    netnummer kengetal
    """
)
_AREA_WORDS = word_set("area std dialling dialing"), word_set("code codes")
_IDS = re.compile(r"(?<![a-z])I[Dd]s?(?![a-z])|(?i:\bids?\b)")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PREFIX = re.compile(
    r"^\s*(?:person\w*|persona|pessoa|contact|kontakt|lead|organi[sz]ation)\s+-\s+",
    re.I,
)
_GLUED = re.compile(r"(.{3,})(phone|telephone|telefon|fax|number|nummer|nr)")
_GLUED_FIRST = re.compile(r"(phone|mobile|telefon|telephone|tel)(.{2,})")
_GLUED_LAST = re.compile(r".{3,}(telefon|telefoon|rufnummer)")
_WITH_FAX = re.compile(r"\s*(?:[/&+,]|\b(?:and|und|u|et|e|y|en|og|och)\b)\.?\s*")


def find_role(header: str) -> tuple[str, bool] | None:
    """Give the phone role a header names and whether the name is sure, or None."""
    words = header_words(header)
    if _BARRED & set(words) or _IDS.search(header) or is_area_code(header):
        return None
    is_clear = _DOUBTFUL.isdisjoint(words)
    roles = sorted(
        {ROLE_WORDS[w] for w in words if w in ROLE_WORDS} | _roles_of_stems(header),
        key=lambda r: _ORDER[r],
    )
    says_phone = not PHONE_WORDS.isdisjoint(words) or _has_stem(header, "phone")
    if roles[:1] == ["fax"] and _is_phone_and_fax(header):
        roles = roles[1:]
    if roles:
        return roles[0], (says_phone or roles[0] in SURE_ROLES) and is_clear
    if says_phone:
        return _numbered(words), is_clear
    if words and set(words) <= NUMBER_WORDS | {"contact", "kontakt"}:
        return "phone", False
    return None


def is_area_code(header: str) -> bool:
    """Tell whether a header names the area codes of numbers in another column.

    >>> is_area_code("Area Code"), is_area_code("Telefon_Vorwahl"), is_area_code("Code")
    (True, True, False)
    """
    words = set(header_words(header))
    one, two = _AREA_WORDS
    return bool(words & _AREA_CODES or (words & one and words & two))


def _roles_of_stems(header: str) -> set[str]:
    return {role for role in ("fax", "mobile") if _has_stem(header, role)}


def _has_stem(header: str, role: str) -> bool:
    if header.isascii():
        return False
    plain = unicodedata.normalize("NFC", fold(header))
    return any(stem in plain for stem in _STEMS[role])


def _is_phone_and_fax(header: str) -> bool:
    """Tell ``Tel./Fax``, which holds both, from ``Fax``."""
    sides = [set(header_words(side)) for side in _WITH_FAX.split(header.casefold())]
    return len(sides) > 1 and any(
        side & PHONE_WORDS and not any(ROLE_WORDS.get(w) == "fax" for w in side)
        for side in sides
    )


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
    if found := _GLUED_LAST.fullmatch(word):
        return word.removesuffix(found[1]), found[1]
    return (word,)
