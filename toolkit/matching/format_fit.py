"""How a format fits the numbers of one country and length.

A term is a format with the digits of a number in it, so what goes wrong with it depends
on two things only: the country code and how many national digits there are. Each fault
has one definition here, read for one number (`toolkit.matching.lint`) and for whole
call logs (`toolkit.analysis.advice`).

>>> is_truncated("(###) ###-###", 10), is_leftover("### ### ####", 9)
(True, True)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from toolkit.matching import connectors as kinds
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import PLACEHOLDERS, canonical, placeholders, render
from toolkit.matching.literals import literal_problem
from toolkit.matching.plans import installed_plan
from toolkit.matching.wire import URL_ENDS_AT

_DIGIT = "\0"  # any digit of a number
_JUDGED = PLACEHOLDERS + "+0123456789"


def is_truncated(format: str, n_digits: int) -> bool:
    """Say whether the last digits are dropped: a beginning is searched.

    >>> is_truncated("(###) ###-###", 10), is_truncated("5551234", 10)
    (True, False)
    """
    return 0 < placeholders(format) < n_digits


def is_leftover(format: str, n_digits: int) -> bool:
    """Say whether placeholders stay in the term."""
    return placeholders(format) > n_digits


def cuts_url(record: Connector, format: str, n_digits: int) -> bool:
    """Say whether a placeholder that stays also ends the URL.

    >>> clio = kinds.connector("clio")
    >>> cuts_url(clio, "### ### ####", 9), cuts_url(clio, "*** *** ****", 9)
    (True, False)
    """
    left = [char for char in format if char in PLACEHOLDERS][n_digits:]
    return bool(record.pasted) and URL_ENDS_AT in left


def has_literal_digits(format: str) -> bool:
    """Say whether a format writes digits of its own."""
    return any("0" <= char <= "9" for char in format)


def digits_fit(format: str, country_code: int) -> bool:
    """Say whether a format's own digits belong to numbers of a country.

    >>> digits_fit("+1 (###) ###-####", 1), digits_fit("+1 (###) ###-####", 44)
    (True, False)
    """
    if not (has_literal_digits(format) and placeholders(format)):
        return True
    plain = "".join(char if char in _JUDGED else "-" for char in format)
    return literal_problem(plain, country_code) is None


def writes_other_country(format: str, country_code: int) -> bool:
    """Say whether a format writes another country's code before the number.

    >>> writes_other_country("+1 (###) ###-####", 44)
    True
    >>> writes_other_country("0## #### ####", 1)
    False
    """
    written = re.fullmatch(r"[^0-9#*]*([0-9]{1,3})[^0-9]*", format)
    is_code = written is not None and int(written[1]) in installed_plan().codes
    return is_code and not digits_fit(format, country_code)


def spells_e164(format: str, country_code: int | None = None) -> bool:
    """Say whether a format writes numbers of a country, or any, in E.164.

    >>> spells_e164("+1##########"), spells_e164("+1 ##########")
    (True, False)
    """
    code = "[0-9]{1,3}" if country_code is None else str(country_code)
    return re.fullmatch(rf"\+{code}#+", canonical(format)) is not None


def is_asked_already(
    record: Connector,
    used: Sequence[str],
    place: int,
    country_code: int,
    n_digits: int,
) -> bool:
    """Say whether a format's term equals an earlier format's, or the number's own.

    >>> clio = kinds.connector("clio")
    >>> is_asked_already(clio, ["+1##########"], 0, 1, 10)
    True
    >>> is_asked_already(clio, ["+1##########"], 0, 44, 10)
    False
    """
    digits = _DIGIT * n_digits
    whole = {
        kinds.RAW: f"+{country_code}{digits}",
        kinds.E164: f"+{country_code}{digits}",
        kinds.DIGITS: f"{country_code}{digits}",
        kinds.NATIONAL: digits,
    }
    others = {whole[kind] for kind in record.terms_set if kind in whole}
    others |= {render(format, digits) for format in used[:place]}
    return bool(used[place]) and render(used[place], digits) in others


_NumberCheck = Callable[[Connector, Sequence[str], int, int, int], bool]

# (connector, formats used, place of one, country code, national digits) -> whether
NUMBER_CHECKS: Mapping[str, _NumberCheck] = MappingProxyType(
    {
        "truncated": lambda record, used, place, code, n: is_truncated(used[place], n),
        "leftover": lambda record, used, place, code, n: is_leftover(used[place], n),
        "foreign-collision": lambda record, used, place, code, n: writes_other_country(
            used[place], code
        ),
        "literal-digits-everywhere": lambda record, used, place, code, n: (
            not digits_fit(used[place], code)
            and not writes_other_country(used[place], code)
        ),
        "duplicate-term": is_asked_already,
    }
)
