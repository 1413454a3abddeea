"""Columns of a contacts export: names, checked by content, or named by the caller.

Rules: an override wins. A sure phone name is believed unless its cells are something
else (yes and no, words); a weak one only if its cells look like numbers. Where no name
says phone, columns whose cells are nearly all written like numbers are taken. Fax,
pager and telex columns are recognised and left out unless an override names them.

>>> found = recognise_contacts("c.csv", ("Id", "ssn", "Pager", "Cell"), [])
>>> found.roles, found.named
({'id': (0,), 'mobile': (3,)}, {'Id': 'id', 'Pager': 'pager', 'Cell': 'mobile'})
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from toolkit.errors import OptionError
from toolkit.exports.column_contents import (
    ColumnSample,
    is_area,
    is_date,
    is_other,
    is_words,
    is_written,
)
from toolkit.exports.contact_headers import (
    ROLE_WORDS,
    SET_ASIDE_ROLES,
    find_role,
    header_words,
    is_area_code,
)
from toolkit.exports.contact_roles import (
    COUNTRY_WORDS,
    CREATED_WORDS,
    ID_ENDINGS,
    MANY,
    NAME_WORDS,
    NO_CREATED_WORDS,
    NO_NAME_WORDS,
    NO_PHONE_WORDS,
    PERSON_ROLES,
    PERSON_WORDS,
)
from toolkit.exports.headers import (
    Columns,
    Found,
    is_data,
    missing,
    parse_columns,
    place_columns,
)
from toolkit.exports.layouts import CONTACT_LAYOUTS, find_layout
from toolkit.exports.regions import find_region
from toolkit.exports.words import squeeze, word_set

PHONE_ROLES = frozenset(ROLE_WORDS.values()) | {
    "phone",
    *(f"phone{i}" for i in range(2, 11)),
}
# squeezed names that tell a header from title rows and data
CONTACT_NAMES = (
    frozenset(name for names in PERSON_ROLES.values() for name in names)
    | word_set("""
    phone phonenumber mobile mobilephone homephone workphone fax businessphone email
    primaryphone phone1value tel telefon telephone telefono emailaddress address city
    """)
    | {name for one in CONTACT_LAYOUTS for s in one.signatures for name in s}
)

_NEAR_PHONE = (
    "phone",
    "phone number",
    "mobile phone",
    "telephone",
    "telefon",
    "mobile",
)

OTHER_SHARE = 0.8  # of the cells of a sure phone column that may be something else
WEAK_SHARE = 0.6  # of a weak one
ONLY_SHARE = 0.8  # of a column that only its content speaks for
LIKELY_SHARE = 0.5  # of a column that a hint names
COUNTRY_SHARE = 0.5  # of the cells of a column that may hold countries

_VALUE = re.compile(r"(?i)(.*\d\s*-\s*)value")


def recognise_contacts(
    where: str,
    header: tuple[str, ...],
    sample: Sequence[Sequence[str]],
    columns: Columns = None,
    *,
    region: str = "US",
) -> Found:
    """Give the columns of a contacts export their roles.

    A weak name needs cells that are numbers, in `region` where they have no country
    code.

    Raises
    ------
    MissingColumnError
        No phone column, or an override that is not there.
    OptionError
        An override with an unknown role.
    """
    given = parse_columns(columns)
    _check_roles(given)
    placed = place_columns(where, header, given)
    ignored = set(placed.pop("ignore", ()))
    named = {i for at in placed.values() for i in at} | ignored
    given_areas = placed.pop("area_code", None)
    file = ColumnSample(header, sample, region)
    people = _people(file, named) | {
        role: at for role, at in placed.items() if role in PERSON_ROLES
    }
    taken = named | {i for at in people.values() for i in at}
    phones = {r: at for r, at in _phones(file, taken).items() if r not in placed}
    aside = {r: at for r, at in phones.items() if r in SET_ASIDE_ROLES}
    phones = {r: at for r, at in phones.items() if r not in aside}
    phones |= {role: at for role, at in placed.items() if role in PHONE_ROLES}
    if not any(phones.values()):
        wanted = {"phone": _NEAR_PHONE}
        raise missing(where, header, "'phone'", wanted, likely=_likely_phone(file))
    kept = ["" if i in ignored else squeeze(h) for i, h in enumerate(header)]
    layout = find_layout(CONTACT_LAYOUTS, kept)
    ordered = {role: people[role] for role in PERSON_ROLES if role in people}
    roles = ordered | phones
    areas = _area_columns(file, ignored) if given_areas is None else given_areas
    pairs = _pair_areas(areas, sorted(i for at in phones.values() for i in at))
    return Found(layout, header, roles, aside, _labels(header), pairs)


def _check_roles(given: Mapping[str, Sequence[str]]) -> None:
    known = [*PERSON_ROLES, *sorted(PHONE_ROLES), "area_code", "ignore"]
    for role in given:
        if role not in known:
            raise OptionError(
                expected="one of " + ", ".join(known), got=repr(role), where="columns"
            )


def _people(file: ColumnSample, named: set[int]) -> dict[str, tuple[int, ...]]:
    """Find the columns about the person: by known names, then by likely ones."""
    squeezed = ["" if i in named else squeeze(h) for i, h in enumerate(file.header)]
    roles: dict[str, tuple[int, ...]] = {}
    for role, names in PERSON_ROLES.items():
        at = [squeezed.index(name) for name in names if name in squeezed]
        at = [i for i in at if file.share(i, is_written) < WEAK_SHARE]
        if at:
            roles[role] = tuple(at) if role in MANY else (at[0],)
    for role, is_likely in _LIKELY.items():
        taken = {i for at in roles.values() for i in at}
        free = [i for i, h in enumerate(squeezed) if h and i not in taken]
        at = [i for i in free if is_likely(file, i)]
        if at and roles.keys().isdisjoint(_INSTEAD.get(role, {role})):
            roles[role] = tuple(at) if role in MANY else (at[0],)
    return roles


def _likely_phone(file: ColumnSample) -> str:
    """Name the header under which most cells are numbers, to be offered in a hint."""
    at = [
        i
        for i, name in enumerate(file.header)
        if name.strip() and NO_PHONE_WORDS.isdisjoint(header_words(name))
    ]
    best = max(at, key=lambda i: file.share(i, file.is_number), default=0)
    is_likely = file.share(best, file.is_number) >= LIKELY_SHARE
    return file.header[best] if is_likely else ""


def _is_likely_name(file: ColumnSample, i: int) -> bool:
    """``Facility Name``, ``Nom officiel``: such a name, and words that differ."""
    words = header_words(file.header[i])
    cells = file.cells(i)
    return (
        not NAME_WORDS.isdisjoint(words)
        and NO_NAME_WORDS.isdisjoint(words)
        and 2 * len(set(cells)) > len(cells)
        and file.share(i, is_words) >= ONLY_SHARE
    )


def _is_likely_id(file: ColumnSample, i: int) -> bool:
    """``Member ID``, ``Patient No.``: such a name, and cells that do not repeat."""
    words = header_words(file.header[i])
    cells = file.cells(i)
    return (
        len(words) > 1
        and not PERSON_WORDS.isdisjoint(words)
        and words[-1] in ID_ENDINGS
        and len(set(cells)) == len(cells)
        and not (find_role(file.header[i]) and file.share(i, file.is_number) > 0.5)
    )


def _is_likely_country(file: ColumnSample, i: int) -> bool:
    named = not COUNTRY_WORDS.isdisjoint(header_words(file.header[i]))
    return named and file.share(i, find_region) >= COUNTRY_SHARE


def _is_likely_created(file: ColumnSample, i: int) -> bool:
    words = header_words(file.header[i])
    named = not CREATED_WORDS.isdisjoint(words) and NO_CREATED_WORDS.isdisjoint(words)
    return named and file.share(i, is_date) >= WEAK_SHARE


_LIKELY: Mapping[str, Callable[[ColumnSample, int], bool]] = {
    "id": _is_likely_id,
    "name": _is_likely_name,
    "country": _is_likely_country,
    "created_at": _is_likely_created,
}
# roles that make a likely one needless
_INSTEAD = {"name": {"name", "first_name", "last_name", "company_name"}}


def _phones(file: ColumnSample, taken: set[int]) -> dict[str, tuple[int, ...]]:
    roles: dict[str, tuple[int, ...]] = {}
    for i, name in enumerate(file.header):
        named = None if i in taken else find_role(name)
        if named and _agrees(file, i, is_sure=named[1]):
            roles[named[0]] = (*roles.get(named[0], ()), i)
    if roles:
        return roles
    at = [
        i
        for i, name in enumerate(file.header)
        if i not in taken
        and not is_data(name)  # a file without a header: no number becomes a name
        and NO_PHONE_WORDS.isdisjoint(header_words(name))
        and file.share(i, is_written) >= ONLY_SHARE
    ]
    return {"phone": tuple(at)} if at else {}


def _agrees(file: ColumnSample, i: int, *, is_sure: bool) -> bool:
    if is_sure:
        few = len(file.cells(i)) < 3
        return few or file.share(i, is_other) <= OTHER_SHARE
    return file.share(i, file.is_number) >= WEAK_SHARE


def _labels(header: Sequence[str]) -> dict[int, int]:
    """Pair ``Phone 1 - Value`` with ``Phone 1 - Label``, which says what it is."""
    at = {name.casefold(): i for i, name in enumerate(header)}
    pairs: dict[int, int] = {}
    for i, name in enumerate(header):
        if found := _VALUE.fullmatch(name):
            for ending in ("label", "type"):
                if (label := found[1].casefold() + ending) in at:
                    pairs[i] = at[label]
    return pairs


def _area_columns(file: ColumnSample, ignored: Collection[int]) -> list[int]:
    areas = [i for i, name in enumerate(file.header) if is_area_code(name)]
    likely = [i for i in areas if file.share(i, is_area) >= WEAK_SHARE]
    return [i for i in likely if i not in ignored]


def _pair_areas(areas: Sequence[int], phones: Sequence[int]) -> dict[int, int]:
    """Pair phone columns with the area codes before them (``Vorwahl``, ``Rufnummer``).

    Area codes that stand behind all phone columns belong to all of them.
    """
    before = {i: [a for a in areas if a < i] for i in phones}
    if not any(before.values()):
        return dict.fromkeys(phones, areas[0]) if areas else {}
    return {i: found[-1] for i, found in before.items() if found}
