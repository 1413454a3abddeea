"""Whose number a call-log cell is: an E.164 number, or why it is none.

Works on distinct cells. Rules: digits that `phonenumbers` reads as a number of a length
possible in its country are that number, valid or not, for the connector is asked about
it all the same. Up to four bare digits, or the digits of an extension that the log's
labels name, are ``internal``; longer short ones, emergency and N11 numbers, and short
numbers of messages are a ``short code``. A word for a hidden caller is ``anonymous``,
an empty cell ``no number``. A cell with more in it (a name, several recipients) counts
with its first number; of the records of the API written into a cell, it is the first
``phoneNumber``, and never one of the ids beside it.

>>> import pyarrow as pa
>>> cells = pa.array(["+12025550123", "101", "Anonymous", "", "911", "12345678"])
>>> numbers, voice, sms = classify_remotes(cells, "US", frozenset())
>>> [str(REASONS[c]) if c >= 0 else "used" for c in voice.tolist()]
['used', 'internal', 'anonymous', 'no number', 'short code', 'unparsable']
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from phonenumbers import PhoneMetadata, region_codes_for_country_code

from toolkit.columns.numbers import Numbers, parse_cells
from toolkit.exports.cells import read_cell
from toolkit.exports.coding import Bools
from toolkit.exports.ledger import REASON_CODE, REASONS, USED, Reason
from toolkit.exports.words import squeeze, word_set

__all__ = ["REASONS", "classify_remotes"]

Reasons: TypeAlias = npt.NDArray[np.int8]

MIN_LENGTH = 7  # characters of a cell that may be a whole number

# words, or their beginnings, for a caller who hides the number
_HIDDEN = re.compile(
    "|".join(
        word_set("""
        anonym anonim block privat prive privad restrict outofarea unidentif sinidentif
        suppress clir unpublish notprovided keinerufn keinenum ohnerufn ohnenum
        noncommun withh unknown unbekannt unterdr
        inconnu masqu descono desconh scono onbekend afgescherm unavail notavail
        nondispon indispon hidden nocallerid nonumber undisclosed unlisted oculto
        nascost geheim verborgen verborg skjult dold okand ukendt ukjent tuntematon
        zastrz numernieznany nieznany neznam rejtett ismeretlen gizli nonidentif
        номерскрыт скрыт неизвест 非通知 未知 匿名 保密 발신번호 مجهول
        """)
    )
)
# ANONYMOUS and UNAVAILABLE on a keypad, which gateways put in the place of the number
_KEYPAD = frozenset({"266696687", "86282452253"})
_EXTENSION = re.compile(
    r"(?i)(?:ext(?:ension)?\.?|x|#)?\s*(\d{1,8})(?:\s*(?:[-–:]\s*|\s)[^\W\d].*)?"
)
_STAR = re.compile(r"[*#][\d*#]{1,6}")
_SERVICE = re.compile(r"[2-9]11|112|999|110|118")
# {"phoneNumber": "+1…", "extensionId": "400…"}, or the same as Python writes it
_RECORD = re.compile(r"""\s*\[?\s*\{.*?["']\w+["']\s*:""", re.DOTALL)
_RECORD_START = r"^\s*\[?\s*\{"
_FIELDS = tuple(
    re.compile(rf"""["']{name}["']\s*:\s*["']?([^"',}}\]]+)""")
    for name in ("(?:phoneNumber|phone_number|number)", "extensionNumber", "name")
)
_EMPTY = re.compile(r"(?i)[\[\]{}\"'\s-]*|n/?a|nan|none|null")
_ADDRESS = re.compile(r"(?i)^(?:sips?|tel):|[@;].*$")


def classify_remotes(
    cells: pa.Array, region: str, extensions: Collection[str]
) -> tuple[Numbers, Reasons, Reasons]:
    """Read distinct remote cells.

    Parameters
    ----------
    cells
        Distinct texts.
    region
        Region in which numbers without country code are read.
    extensions
        Extension numbers known from the log's own labels.

    Returns
    -------
    Numbers, reasons of a voice event, reasons of an SMS event
        One row per cell; a reason is a code of `REASON_CODE`, or `USED`.
    """
    numbers = parse_cells(cells, region).numbers
    long = np.asarray(pc.utf8_length(cells), np.int32) >= MIN_LENGTH
    national = numbers.key % 10 ** numbers.national_length.astype(np.int64)
    is_number = (national > 0) & long & _is_possible(numbers) & ~_is_record(cells)
    rest = np.flatnonzero(~is_number)
    texts = cells.take(pa.array(rest)).to_pylist()
    found = [_read_rest(text.strip(), region, extensions) for text in texts]
    voice = np.full(len(cells), USED, np.int8)
    sms = voice.copy()
    voice[rest] = [_code(one) for one in found]
    sms[rest] = [
        _code(_of_message(one, text, extensions))
        for one, text in zip(found, texts, strict=True)
    ]
    repaired = [i for i, one in enumerate(found) if not isinstance(one, Reason)]
    e164 = [str(found[i]) for i in repaired]
    return _put(numbers, rest[repaired], Numbers.from_e164(e164)), voice, sms


def _is_record(cells: pa.Array) -> Bools:
    is_record = np.asarray(pc.match_substring(cells, "{"), dtype=bool)
    may_be = cells.filter(pa.array(is_record))
    is_record[is_record] = pc.match_substring_regex(may_be, _RECORD_START)
    return is_record


def _code(found: Reason | str) -> int:
    return REASON_CODE[found] if isinstance(found, Reason) else USED


def _of_message(
    found: Reason | str, text: str, extensions: Collection[str]
) -> Reason | str:
    """Take a short number of a message for a short code, unless it is known."""
    digits = "".join(filter(str.isdigit, text))
    guessed = found is Reason.INTERNAL and digits not in extensions
    guessed = guessed and not _RECORD.match(text)  # a record names extensions as such
    return Reason.SHORT_CODE if guessed else found


def _put(numbers: Numbers, at: npt.NDArray[np.int64], other: Numbers) -> Numbers:
    if not len(other):
        return numbers
    key, code = numbers.key.copy(), numbers.country_code.copy()
    length, valid = numbers.national_length.copy(), numbers.is_valid.copy()
    key[at], code[at] = other.key, other.country_code
    length[at], valid[at] = other.national_length, other.is_valid
    return Numbers(key, code, length, valid)


def _is_possible(numbers: Numbers) -> Bools:
    """Compare lengths with those the metadata allows in each country."""
    possible: Bools = numbers.is_valid.copy()
    rest = ~possible & (numbers.key > 0)
    for code in np.unique(numbers.country_code[rest]).tolist():
        same = rest & (numbers.country_code == code)
        possible[same] = np.isin(numbers.national_length[same], _lengths(code))
    return possible


@cache
def _lengths(country_code: int) -> list[int]:
    region = region_codes_for_country_code(country_code)[0]
    metadata = (
        PhoneMetadata.metadata_for_nongeo_region(country_code, None)
        if region == "001"
        else PhoneMetadata.metadata_for_region(region, None)
    )
    if metadata is None or metadata.general_desc is None:
        return []
    return [n for n in metadata.general_desc.possible_length if n > 5]


def _read_rest(text: str, region: str, extensions: Collection[str]) -> Reason | str:
    """Read a cell that is not plainly a number: a reason, or E.164."""
    if _RECORD.match(text):
        text = _of_record(text)
    if _EMPTY.fullmatch(text):
        return Reason.NO_NUMBER
    word = squeeze(text)
    if word in _KEYPAD or (len(word) > 3 and set(word) == {"0"}):
        return Reason.ANONYMOUS
    n_digits = sum(map(str.isdigit, text))
    if n_digits >= MIN_LENGTH:
        reading = read_cell(_ADDRESS.sub("", text), region)
        numbers = reading.numbers or read_cell(text, region).numbers
        if numbers:
            return numbers[0]
    if found := _EXTENSION.fullmatch(text):
        return _short(found[1], extensions)
    if _STAR.fullmatch(text):
        return Reason.SHORT_CODE
    return Reason.ANONYMOUS if _HIDDEN.search(word) else Reason.UNPARSABLE


def _of_record(text: str) -> str:
    """Give the number in a record of the API, else the extension, else the name."""
    found = (field.search(text) for field in _FIELDS)
    return next((one[1].strip() for one in found if one), "")


def _short(digits: str, extensions: Collection[str]) -> Reason:
    if digits in extensions:
        return Reason.INTERNAL
    if len(digits) >= MIN_LENGTH:
        return Reason.UNPARSABLE
    if len(digits) > 4 or (len(digits) == 3 and _SERVICE.fullmatch(digits)):
        return Reason.SHORT_CODE
    return Reason.INTERNAL
