"""The digits of a number in international form, before any plan has looked at them.

What begins a number, what ends it, what is punctuation, what is an extension: the
installed phonenumbers decides all that. Its answer, though, has already passed its
own metadata. So the text is read once more with a country code put in front whose
plan changes nothing: what comes back as the national number are the text's digits
themselves, to be split by any plan.

Known limit: a text of more than 17 digits (E.164 has at most 15) in which letters or
odd characters stand too, or a national prefix, may give no digits or others.

>>> read_digits("+44 (0)20 7946 0018 ext. 12")
Digits(digits='4402079460018', extension='12')
>>> read_digits("020 7946 0018") is None  # not in international form
True
"""

from __future__ import annotations

import re
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber

# Italy: no national prefix, so nothing is taken off and zeros are kept.
_UNCHANGED = "39"
_SHORTEST = 3  # digits that a number in international form has at least
_PLAIN = re.compile(r"\+([0-9]{3,249})", re.ASCII)
_DIGIT = re.compile(r"\d")
_PLUS = re.compile("[^+\N{FULLWIDTH PLUS SIGN}\\d]*[+\N{FULLWIDTH PLUS SIGN}]+")
_CONTEXT = ";phone-context="  # RFC 3966: what a local number is to be completed by
_TEL = "tel:"


class Digits(NamedTuple):
    """A number's digits, country code first, and its extension."""

    digits: str
    extension: str | None


def read_digits(text: str) -> Digits | None:
    """Read the digits and the extension of a number in international form.

    >>> read_digits("+1-800-MICROSOFT")
    Digits(digits='1800642767638', extension=None)
    """
    plain = _PLAIN.fullmatch(text)
    return Digits(plain[1], None) if plain else _read(text)


def _read(text: str) -> Digits | None:
    plus = _plus_end(text)
    if plus is None:
        return None
    number, error = _parse(text)
    if error == NumberParseException.NOT_A_NUMBER:
        return None
    marked = _read_unchanged(text[:plus], "", text[plus:])
    if marked is None and number is not None:
        # Too long with the mark in front: let it stand for the country code.
        code = str(number.country_code)
        rest = _DIGIT.sub("", text[plus:], count=len(code))
        marked = _read_unchanged(text[:plus], code, rest)
    return marked


def _read_unchanged(head: str, code: str, rest: str) -> Digits | None:
    number, _ = _parse(f"{head}{_UNCHANGED}{rest}")
    if number is None:
        return None
    digits = code + phonenumbers.national_significant_number(number)
    if number.extension and len(digits) < _SHORTEST:
        # Too little in front of it for an extension: "+12x345" is one number.
        extension = phonenumbers.normalize_digits_only(number.extension)
        return Digits(digits + extension, None)
    return Digits(digits, number.extension or None)


def _plus_end(text: str) -> int | None:
    """Find where the digits begin; None if the text is not in international form."""
    head, context, tail = text.partition(_CONTEXT)
    if context and tail.startswith("+"):
        return len(head) + len(context) + 1
    start = max(text.find(_TEL), 0) if context else 0
    plus = _PLUS.match(text, start)
    return plus.end() if plus else None


def _parse(text: str) -> tuple[PhoneNumber | None, int | None]:
    try:
        return phonenumbers.parse(text, None), None
    except NumberParseException as error:
        return None, error.error_type
