"""Search rules: how a CRM compares a term with a stored cell.

================  ==========================================================
rule              a cell is found when
================  ==========================================================
exact             it is the term, character by character
digits-end        its digits end with the digits of the term (NetSuite)
digits-contain    its digits contain the digits of the term (Pipedrive)
contains          it contains the term
normalised        both are the same E.164 number, or the same national number
================  ==========================================================

A term that is empty, or for the digit rules one without a digit, finds nothing.

Source: the stand-in CRMs of the recordings (``crm`` in their meta) for the rules the
connectors assume; `contains` and `normalised` are what other CRMs document.

>>> matches("digits-end", "4155550100", "+1 (415) 555-0100")
True
>>> matches("exact", "4155550100", "+1 (415) 555-0100")
False
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from toolkit.errors import OptionError
from toolkit.matching.numbers import parse_number


def digits(text: str) -> str:
    """Keep the ASCII digits of a text.

    >>> digits("+1 (415) 555-0100")
    '14155550100'
    """
    return "".join(char for char in text if "0" <= char <= "9")


def normal_form(text: str, region: str | None) -> str:
    """Give what a normalising CRM stores: the E.164 number, else the digits.

    >>> normal_form("(415) 555-0100", "US")
    '+14155550100'
    """
    number = parse_number(text, region)
    return number.e164 if number else digits(text)


def _exact(term: str, cell: str, region: str | None) -> bool:
    return cell == term


def _digits_end(term: str, cell: str, region: str | None) -> bool:
    return digits(cell).endswith(digits(term)) and bool(digits(term))


def _digits_contain(term: str, cell: str, region: str | None) -> bool:
    return digits(term) in digits(cell) and bool(digits(term))


def _contains(term: str, cell: str, region: str | None) -> bool:
    return bool(term) and term in cell


def _normalised(term: str, cell: str, region: str | None) -> bool:
    wanted = normal_form(term, region)
    return bool(wanted) and wanted == normal_form(cell, region)


SEARCH_RULES: Mapping[str, Callable[[str, str, str | None], bool]] = MappingProxyType(
    {
        "exact": _exact,
        "digits-end": _digits_end,
        "digits-contain": _digits_contain,
        "contains": _contains,
        "normalised": _normalised,
    }
)


def matches(rule: str, term: str, cell: str, *, region: str | None = "US") -> bool:
    """Say whether a CRM with this search rule finds the cell by the term.

    `region` is where `normalised` reads numbers written nationally.
    """
    return SEARCH_RULES[known_rule(rule)](term, cell, region)


def known_rule(rule: str) -> str:
    """Give the rule back, or raise OptionError naming the rules there are."""
    if rule not in SEARCH_RULES:
        raise OptionError(
            expected=" | ".join(SEARCH_RULES), got=repr(rule), where="search rule"
        )
    return rule
