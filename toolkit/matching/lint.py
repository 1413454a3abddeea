"""Lint: what is wrong with a list of formats, before any data is looked at.

Each fault has a code and one definition. `lint` applies them to a list, for all numbers
or for one; `toolkit.analysis.advice` counts over calls what they do.

==========================  =====================================================
code                        the list, or one format of it
==========================  =====================================================
leave-empty                 narrows a search that is wider with nothing set
formats-ignored             is set where the connector looks at none
more-than-three             has no field of its own on the settings page
e164-not-searched           never asks for the whole number, as E.164
stale-metadata              is left out: the connector's library is too old
invalid-number              is left out: the number is not valid
blank-finds-blank           is for a number that finds contacts without a phone
short-number                is for a number that stands inside longer ones
empty-segment               is empty, and is searched for all the same
space-after-comma           begins with a space that is searched for
stray-space                 ends with a space, or holds a tab or line end
no-placeholder              has neither # nor *: one text for every caller
literal-text                holds letters or symbols: somebody's note
literal-digits-everywhere   writes digits of its own that do not fit every number
duplicate-term              asks for a text that is asked for already
breaks-query                holds a character that breaks the CRM's query
url-characters              holds a character that changes the URL
plus-decoded-as-space       holds a plus that the CRM may read as a space, or the
                            number does
truncated                   has fewer places than the number has digits
leftover                    has more: placeholders stay in the term
foreign-collision           writes another country's code before the number
==========================  =====================================================

Source: lookups recorded from the connectors; App Connect's settings page.

>>> for fault in lint("(###) ###-###, ##########", "clio", "+14155550100"):
...     print(fault.code, repr(fault.format))
space-after-comma ' ##########'
plus-decoded-as-space None
truncated '(###) ###-###'
>>> [fault.code for fault in lint("(###) ###-####", "pipedrive")]
['formats-ignored']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from toolkit.matching import connectors as kinds
from toolkit.matching.connectors import Connector
from toolkit.matching.connectors import connector as known_connector
from toolkit.matching.fault_texts import TEXTS, shown
from toolkit.matching.format_fit import (
    NUMBER_CHECKS,
    cuts_url,
    has_literal_digits,
    spells_e164,
)
from toolkit.matching.formats import (
    MAX_FORMATS,
    canonical,
    parse_formats,
    placeholders,
)
from toolkit.matching.literals import LiteralProblem, literal_problem
from toolkit.matching.numbers import parse_number
from toolkit.matching.search_rules import digits
from toolkit.matching.terms import (
    LookupNumber,
    kinds_searched,
    read_number,
    tidy_formats,
)

SHORT = 7  # digits; fewer are the end of many numbers
_LINE_CHARACTERS = "\t\n\r"
_URL_CHARACTERS = "&%" + _LINE_CHARACTERS


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a list; `format` is None where it is the whole list."""

    code: str
    format: str | None
    text: str

    def to_dict(self) -> dict[str, str | None]:
        """Give the fault with the keys of the command line's JSON."""
        return {"code": self.code, "format": self.format, "text": self.text}


@dataclass(frozen=True, repr=False)
class Linted:
    """A list under one connector, and the number it is looked at for, if any."""

    record: Connector
    formats: tuple[str, ...]
    number: LookupNumber | None = None
    is_valid_today: bool = False

    @cached_property
    def used(self) -> tuple[str, ...]:
        """The formats as the connector uses them, one for each given."""
        tidy = (tidy_formats(self.record, [each]) for each in self.formats)
        return tuple("".join(each) for each in tidy)

    def terms(self, *, is_valid: bool) -> tuple[str, ...]:
        """Give the kinds of terms searched for a number."""
        return kinds_searched(
            self.record, is_valid=is_valid, formats_set=bool(self.formats)
        )

    @property
    def writes_number(self) -> bool:
        """Whether the connector writes the number into formats."""
        number = self.number
        if number is None or not number.is_parsed:
            return False
        return kinds.FORMATS in self.terms(is_valid=number.is_valid)


def lint(
    formats: str | Iterable[str],
    connector: str | Connector = "getcontact",
    number: str | None = None,
) -> list[Fault]:
    """Find the faults of a list of formats, without any data.

    Parameters
    ----------
    formats
        Comma text or list.
    connector
        Name or record.
    number
        A phone number in E.164; then what happens to it is looked at as well.

    Returns
    -------
    list of Fault
        In the order of the table above; none for a list without faults.
    """
    linted = _put_together(formats, known_connector(connector), number)
    found = [
        _fault(code, linted) for code, is_so in LIST_CHECKS.items() if is_so(linted)
    ]
    n_used = len(linted.formats) if linted.record.uses_formats else 0
    for place in range(n_used):
        found += [_fault(code, linted, place) for code in format_faults(linted, place)]
    order = list(TEXTS)
    return sorted(found, key=lambda fault: order.index(fault.code))


def format_faults(linted: Linted, place: int) -> list[str]:
    """Give the codes of what is wrong with the format at a place of the list."""
    codes = [code for code, is_so in FORMAT_CHECKS.items() if is_so(linted, place)]
    number = linted.number
    if number is not None and linted.writes_number:
        country, n_digits = number.country_code, len(number.national)
        codes += [
            code
            for code, is_so in NUMBER_CHECKS.items()
            if code not in codes
            and is_so(linted.record, linted.used, place, country, n_digits)
        ]
    return codes


def never_asks_e164(record: Connector, *, formats_set: bool = True) -> bool:
    """Say whether a connector never searches for the whole number.

    >>> [name for name, each in kinds.CONNECTORS.items() if never_asks_e164(each)]
    ['insightly']
    """
    asked = record.terms_set if formats_set else record.terms_empty
    is_exact = record.rule(formats_set=formats_set) == "exact"
    whole = {kinds.RAW, kinds.E164} & set(asked)
    return record.uses_formats and is_exact and not whole


def _put_together(
    formats: str | Iterable[str], record: Connector, number: str | None
) -> Linted:
    listed = parse_formats(formats)
    if number is None:
        return Linted(record, listed)
    today = parse_number(number)
    is_valid = today is not None and today.is_valid
    return Linted(record, listed, read_number(record, number), is_valid)


# -- faults of the list ------------------------------------------------------


def _is_narrower(linted: Linted) -> bool:
    record = linted.record
    return bool(linted.formats) and record.rule_set != record.rule_empty


def _is_ignored(linted: Linted) -> bool:
    return bool(linted.formats) and not linted.record.uses_formats


def _is_too_long(linted: Linted) -> bool:
    return linted.record.uses_formats and len(linted.formats) > MAX_FORMATS


def _never_asks_e164(linted: Linted) -> bool:
    country = linted.number.country_code if linted.number else None
    formats_set = bool(linted.formats)
    return never_asks_e164(linted.record, formats_set=formats_set) and not any(
        spells_e164(format, country) for format in linted.used
    )


def _is_too_new(linted: Linted) -> bool:
    return linted.is_valid_today and _is_left_out(linted)


def _is_invalid(linted: Linted) -> bool:
    return not linted.is_valid_today and _is_left_out(linted)


def _is_left_out(linted: Linted) -> bool:
    """Say whether terms are missing because the number is not valid."""
    number = linted.number
    if number is None or number.is_valid:
        return False
    return linted.terms(is_valid=True) != linted.terms(is_valid=False)


def _finds_blanks(linted: Linted) -> bool:
    number = linted.number
    unread = number is not None and not number.is_parsed
    return unread and linted.record.blank_finds_blank


def _is_short(linted: Linted) -> bool:
    """Say whether the digits searched for are few, and found inside others."""
    record, number = linted.record, linted.number
    rule = record.rule(formats_set=bool(linted.formats))
    if number is None or not rule.startswith("digits"):
        return False
    if not linted.terms(is_valid=number.is_valid):
        return False
    unread = number.text if record.unparsable == kinds.RAW else ""
    return 0 < len(digits(number.national or unread)) < SHORT


def _sends_plus(linted: Linted) -> bool:
    number = linted.number
    if number is None or not linted.record.pasted or "+" not in number.text:
        return False
    whole = {kinds.RAW, kinds.E164, kinds.INTERNATIONAL}
    return bool(whole & set(linted.terms(is_valid=number.is_valid)))


LIST_CHECKS: Mapping[str, Callable[[Linted], bool]] = MappingProxyType(
    {
        "leave-empty": _is_narrower,
        "formats-ignored": _is_ignored,
        "more-than-three": _is_too_long,
        "e164-not-searched": _never_asks_e164,
        "stale-metadata": _is_too_new,
        "invalid-number": _is_invalid,
        "blank-finds-blank": _finds_blanks,
        "short-number": _is_short,
        "plus-decoded-as-space": _sends_plus,
    }
)


# -- faults of one format ----------------------------------------------------


def _is_empty(linted: Linted, place: int) -> bool:
    return not linted.used[place] and not linted.record.drops_empty


def _begins_with_space(linted: Linted, place: int) -> bool:
    return linted.used[place].startswith(" ")


def _has_stray_space(linted: Linted, place: int) -> bool:
    format = linted.used[place]
    ends = format.endswith(" ") and format.strip(" ") != ""
    return ends or any(char in format for char in _LINE_CHARACTERS)


def _is_one_text(linted: Linted, place: int) -> bool:
    format = linted.used[place]
    return not placeholders(format) and format.strip() != ""


def _has_text(linted: Linted, place: int) -> bool:
    format = linted.used[place]
    plain = "".join(char for char in format if char not in _LINE_CHARACTERS)
    return literal_problem(plain) is LiteralProblem.NOTE


def _has_digits(linted: Linted, place: int) -> bool:
    """Say so of every format with digits; for one number, `NUMBER_CHECKS` judges."""
    format = linted.used[place]
    digits = bool(placeholders(format)) and has_literal_digits(format)
    return digits and linted.number is None


def _is_repeated(linted: Linted, place: int) -> bool:
    format = canonical(linted.used[place])
    return bool(format) and format in map(canonical, linted.used[:place])


def _breaks(linted: Linted, place: int) -> bool:
    return any(char in linted.used[place] for char in linted.record.breaks_on)


def _changes_url(linted: Linted, place: int) -> bool:
    pasted = bool(linted.record.pasted)
    return pasted and any(char in linted.used[place] for char in _URL_CHARACTERS)


def _holds_plus(linted: Linted, place: int) -> bool:
    return bool(linted.record.pasted) and "+" in linted.used[place]


FORMAT_CHECKS: Mapping[str, Callable[[Linted, int], bool]] = MappingProxyType(
    {
        "empty-segment": _is_empty,
        "space-after-comma": _begins_with_space,
        "stray-space": _has_stray_space,
        "no-placeholder": _is_one_text,
        "literal-text": _has_text,
        "literal-digits-everywhere": _has_digits,
        "duplicate-term": _is_repeated,
        "breaks-query": _breaks,
        "url-characters": _changes_url,
        "plus-decoded-as-space": _holds_plus,
    }
)


def _fault(code: str, linted: Linted, place: int | None = None) -> Fault:
    format = None if place is None else linted.formats[place]
    text = TEXTS[code].format(
        title=linted.record.title,
        rule_empty=linted.record.rule_empty,
        rule_set=linted.record.rule_set,
        format="the number" if format is None else shown(format),
        cut=_cut(linted, place),
        instead=_instead(linted),
    )
    return Fault(code, format, text[0].upper() + text[1:])


def _cut(linted: Linted, place: int | None) -> str:
    if place is None or linted.number is None:
        return ""
    n_digits = len(linted.number.national)
    if not cuts_url(linted.record, linted.used[place], n_digits):
        return ""
    return ", and the # ends the address: all that stands behind it is lost"


def _instead(linted: Linted) -> str:
    if not linted.terms(is_valid=False):
        return "it is not searched for at all"
    if kinds.FORMATS in linted.terms(is_valid=True):
        return "formats are left out"
    return "it is searched for as it came"
