"""What is wrong with a phone cell, and the number that it must have been.

Each step takes a cleaned cell and a reader of numbers, and gives the condition with
the valid numbers found, or None where it has nothing to say. Rules: a repair counts
only if it gives a valid number; digits are put back only where a machine is known to
drop them (a plus, a leading zero, the zeros of an exponent).

>>> us = NumberReader("US")
>>> read_repaired("442079460018", us)
(<Condition.LOST_PLUS: 'lost plus'>, ('+442079460018',))
>>> read_destroyed("1.202555012E+10", us) is None, read_destroyed("202.5", us)
(False, None)
>>> read_placeholder("(000) 000-0000", us)
(<Condition.PLACEHOLDER: 'placeholder'>, ())
>>> read_rest("555-0123", us)
(<Condition.LOCAL: 'no area code'>, ())
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

import phonenumbers as library

from toolkit.exports.conditions import Condition
from toolkit.exports.number_reader import NumberReader, ReadNumber
from toolkit.exports.words import word_set

Read: TypeAlias = tuple[Condition, tuple[str, ...]]

_EXPONENT = re.compile(r"([+-]?)(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_FLOAT_TAIL = re.compile(r"\+?(\d{5,17})[.,]0+")
_FORMULA_ERROR = re.compile(
    r"#(?:NAME\?|VALUE!|REF!|N/A|NUM!|DIV/0!|NULL!|WERT!|NOMBRE\?)"
)
PLACEHOLDER_WORDS = word_set(
    """
    na nan none null nil no nophone nonumber notavailable notapplicable unknown tbd tba
    todo x xx xxx xxxxxxxxxx unlisted private test pending missing blank empty keine
    kein nichtbekannt unbekannt inconnu aucun ninguno nd sd
    """
)
_PLACEHOLDER_DIGITS = frozenset({"1234567890", "123456789", "0123456789", "12345678"})
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_DIGITS = re.compile(r"[^0-9]+")
_NOTE = re.compile(
    r"\([^()]*[^\W\d_][^()]*\)|\[[^]]*[^\W\d_][^]]*\]|^[^\d+(]*[^\W\d_][^\d+(]*"
    r"|[\s,;:–-]*[^\W\d_][^\d]*$"
)
_FIRST_GROUP = re.compile(r"\(?(\d+)[^\d]")
_WORD = re.compile(r"[^\W\d_]{3}")  # fewer letters in a row are a slip, no word
# country code -> digits that are dialled; networks ignore what follows
_KEYPAD_DIGITS = {1: 10, 61: 10}
_ZERO = re.compile(r"\(\s*0\s*\)")
_KEPT_DIGITS = 8  # General format shows fewer; so many were not rounded for display


def read_destroyed(text: str, reader: NumberReader) -> Read | None:
    """Read exponents, float tails and formula errors."""
    if _FORMULA_ERROR.fullmatch(text.upper()):
        return Condition.FORMULA_ERROR, ()
    if tail := _FLOAT_TAIL.fullmatch(text):
        return Condition.FLOAT_TAIL, _numbers_of_digits(tail[1], reader)
    if not (found := _EXPONENT.fullmatch(text)):
        return None
    shown, size = found[2] + (found[3] or ""), int(found[4]) + 1
    kept = len(shown) >= size or (len(shown) >= _KEPT_DIGITS and size - len(shown) < 4)
    if not kept or not 7 <= size <= 17 or found[1] == "-":
        return Condition.DIGITS_LOST, ()
    return Condition.EXPONENT, _numbers_of_digits(shown[:size].ljust(size, "0"), reader)


def _numbers_of_digits(digits: str, reader: NumberReader) -> tuple[str, ...]:
    found = read_whole(digits, reader) or read_repaired(digits, reader)
    return found[1] if found else ()


def read_placeholder(text: str, reader: NumberReader) -> Read | None:
    """Recognise what people type where there is no number."""
    digits = _digits(text)
    word = "".join(_LETTERS.findall(text.casefold()))
    if not digits:
        empty = not word or word in PLACEHOLDER_WORDS
        return (Condition.PLACEHOLDER if empty else Condition.NO_NUMBER), ()
    same = len(set(digits)) == 1 and (len(digits) > 2 or digits in ("0", "00"))
    if not word and (same or digits in _PLACEHOLDER_DIGITS):
        is_number = reader.valid(text) or _is_short(digits, reader)
        return None if is_number else (Condition.PLACEHOLDER, ())
    return None


def _is_short(digits: str, reader: NumberReader) -> bool:
    """Tell whether digits are a short number of the region, such as 911."""
    if not 2 < len(digits) < 7:
        return False
    parsed = reader.read(digits)
    return parsed is not None and bool(
        library.is_valid_short_number_for_region(parsed.for_library(), reader.region)
    )


def read_whole(text: str, reader: NumberReader) -> Read | None:
    """Read the text as the one valid number that `phonenumbers` sees in it."""
    number = reader.valid(text)
    if number is None:
        return None
    if number.extension:
        return Condition.EXTENSION, (number.e164,)
    if _LETTERS.search(text):
        bare = reader.valid(leave_note(text))
        if bare:
            return Condition.NOTE, (bare.e164,)
        return Condition.VANITY, (number.e164,)
    return _name_whole(text, number, reader.region), (number.e164,)


def _name_whole(text: str, number: ReadNumber, region: str) -> Condition:
    if _ZERO.search(text):
        return Condition.TRUNK_ZERO
    if text.isdigit() and text.isascii():
        code = str(number.country_code)
        if code != "1" and text == code + number.national:
            return Condition.LOST_PLUS
        if text == number.national and dials_zero(region):
            return Condition.LOST_ZERO
    return Condition.PLAIN


@cache
def dials_zero(region: str) -> bool:
    """Tell whether national numbers are written with a leading 0 that is dropped.

    >>> dials_zero("GB"), dials_zero("US"), dials_zero("IT")
    (True, False, False)
    """
    metadata = library.PhoneMetadata.metadata_for_region(region, None)
    return metadata is not None and metadata.national_prefix == "0"


def read_repaired(text: str, reader: NumberReader) -> Read | None:
    """Try the repairs that a machine's damage calls for, then leave notes out."""
    for condition, repaired in _repairs(text, reader):
        number = reader.valid(repaired)
        if number and (condition is not Condition.LOST_PLUS or _leads(number, text)):
            if number.extension and condition is Condition.NOTE:
                condition = Condition.EXTENSION
            return condition, (number.e164,)
    return _read_within(text, reader.region)


def _leads(number: ReadNumber, text: str) -> bool:
    """Tell whether a text without its plus begins with the country code.

    Bare digits may; in a text of several groups the first one has to be the code.
    """
    first = _FIRST_GROUP.match(text)
    return first is None or first[1] == str(number.country_code)


def _repairs(text: str, reader: NumberReader) -> Iterator[tuple[Condition, str]]:
    digits = _digits(text)
    if _ZERO.search(text):
        yield Condition.TRUNK_ZERO, _ZERO.sub(" ", text)
    if not _LETTERS.search(text):
        if digits.startswith("00"):
            yield Condition.FOREIGN_PREFIX, "+" + digits.removeprefix("00")
        if not _is_possible(text, reader):
            if digits.startswith("011"):
                yield Condition.FOREIGN_PREFIX, "+" + digits.removeprefix("011")
            if len(digits) > 10 and "+" not in text:
                yield Condition.LOST_PLUS, "+" + digits
    if text.isdigit() and not text.startswith("0"):
        yield Condition.LOST_ZERO, "0" + text
    if _LETTERS.search(text):
        yield Condition.NOTE, leave_note(text)
        if dialled := _dialled(text, reader.region):
            yield Condition.VANITY, dialled


def _dialled(text: str, region: str) -> str:
    """Spell letters on the keypad and leave out what the network ignores.

    Where the digits alone could be a whole number, letters are a note, and so are those
    before the first digit (``Dover, DE 19901``): a number begins with its area code.
    """
    size = _KEYPAD_DIGITS.get(library.country_code_for_region(region), 0)
    bare = re.sub(r"\([^()]*\)\s*$|^\D+", "", text)
    if "+" in text or len(_digits(bare)) >= size or not _WORD.search(bare):
        return ""
    digits = _digits(library.convert_alpha_characters_in_number(bare.upper()))
    return digits[: size + digits.startswith("1") * (region != "AU")]


def _read_within(text: str, region: str) -> Read | None:
    """Let the library's own finder look for numbers inside a text."""
    if not _LETTERS.search(text) and len(_digits(text)) < 2 * 7:
        return None
    found = library.PhoneNumberMatcher(text, region, max_tries=20)
    numbers = tuple(
        dict.fromkeys(
            library.format_number(match.number, library.PhoneNumberFormat.E164)
            for match in found
        )
    )
    if not numbers:
        return None
    return (Condition.SEVERAL if len(numbers) > 1 else Condition.NOTE), numbers


def read_rest(text: str, reader: NumberReader) -> Read:
    """Say why there is no number."""
    digits = _digits(text)
    if not _LETTERS.search(text) and "+" not in text and _is_short(digits, reader):
        return Condition.SHORT, ()
    if len(digits) < 4 or _LETTERS.search(text) and len(digits) < 7:
        return Condition.NO_NUMBER, ()
    number = reader.read(text)
    if number is None:
        return Condition.INVALID if len(digits) > 6 else Condition.NO_NUMBER, ()
    if "+" not in text and _lacks_area(number, digits, reader.region):
        return Condition.LOCAL, ()
    return Condition.INVALID if len(digits) > 5 else Condition.NO_NUMBER, ()


def _lacks_area(number: ReadNumber, digits: str, region: str) -> bool:
    """Tell whether only the area code is missing.

    Where area codes begin with the trunk zero, a short number without it has none.
    """
    parsed = number.for_library()
    local = library.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
    fixed = library.PhoneNumberType.FIXED_LINE
    return (
        library.is_possible_number_with_reason(parsed) == local
        or library.is_possible_number_for_type_with_reason(parsed, fixed) == local
        or (dials_zero(region) and digits[0] != "0" and 4 < len(digits) < 9)
    )


def leave_note(text: str) -> str:
    """Take words out of a cell, and the brackets around them.

    >>> leave_note("202-555-0123 (Jane)")
    '202-555-0123  '
    """
    return _NOTE.sub(" ", text)


def _is_possible(text: str, reader: NumberReader) -> bool:
    number = reader.read(text)
    return number is not None and library.is_possible_number(number.for_library())


def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", text)
