"""Literals: which formats may be offered.

A format that is offered holds nothing but placeholders, spaces, punctuation and one
country code or trunk prefix. A letter or another digit is somebody's note or extension:
such a format would fit one contact, and is counted instead of offered.

>>> literal_problem("+1 (###) ###-####"), literal_problem("0## #### ####")
(None, None)
>>> literal_problem("###-###-#### x12").value
'note'
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache

import phonenumbers

from toolkit.matching.formats import PLACEHOLDERS, placeholders


class LiteralProblem(StrEnum):
    """Why a format is not offered."""

    NO_PLACEHOLDER = "no-placeholder"
    NOTE = "note"  # a letter, a symbol, a control character
    OTHER_DIGITS = "other-digits"  # neither a country code nor a trunk prefix


def literal_problem(
    format: str, country_code: int | None = None
) -> LiteralProblem | None:
    """Name why a format is not offered, or None if it may be.

    With a `country_code` its digits must be that code or the trunk prefix used there;
    without, those of any country.

    >>> literal_problem("44 ## #### ####", 1).value
    'other-digits'
    """
    if not placeholders(format):
        return LiteralProblem.NO_PLACEHOLDER
    literals = [c for c in format if c not in PLACEHOLDERS and not "0" <= c <= "9"]
    if not all(map(_is_punctuation, literals)):
        return LiteralProblem.NOTE
    first = min(format.index(c) for c in PLACEHOLDERS if c in format)
    runs = re.findall("[0-9]+", format)
    in_front = re.findall("[0-9]+", format[:first])
    if runs and not (runs == in_front and len(runs) == 1):
        return LiteralProblem.OTHER_DIGITS
    if runs and runs[0] not in _prefixes(country_code):
        return LiteralProblem.OTHER_DIGITS
    return None


def _is_punctuation(char: str) -> bool:
    return char == "+" or unicodedata.category(char)[0] in "PZ"


@cache
def _prefixes(country_code: int | None) -> frozenset[str]:
    """Give the country codes and trunk prefixes a format may begin with."""
    codes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    wanted = codes if country_code is None else [country_code]
    prefixes = {str(code) for code in wanted}
    for code in wanted:
        region = codes.get(code, ("",))[0]
        plan = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
        if plan is not None and plan.national_prefix:
            prefixes.add(plan.national_prefix)
    return frozenset(prefixes)
