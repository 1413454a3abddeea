r"""Several numbers in one phone cell: lists, and shared stems.

Rules: numbers are separated by ``, ; | & /`` or a line break, by ``:::`` (Google) or by
a word for *or*; numbers of full length may also stand side by side. A short piece after
a number replaces that number's last digits, or what follows its last hyphen
(``7946-0018/-0019``, ``7946 0018-9``); after a comma or hyphen, in North America, it is
an extension. A slash is also a way of writing area codes (``020/7946 0018``): it ends a
number only where what stands before it is one, of full length if the whole is one too.

>>> us, gb = NumberReader("US"), NumberReader("GB")
>>> read_list("202-555-0101; 202-555-0102", us)
(<Condition.SEVERAL: 'several numbers'>, ('+12025550101', '+12025550102'))
>>> read_list("020 7946-0018 or -19", gb)
(<Condition.SHARED_STEM: 'shared stem'>, ('+442079460018', '+442079460019'))
>>> read_list("202/555-0101", us) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from toolkit.exports.cell_repairs import (
    dials_zero,
    read_repaired,
    read_whole,
)
from toolkit.exports.conditions import Condition
from toolkit.exports.number_reader import NumberReader

Read: TypeAlias = tuple[Condition, tuple[str, ...]]

MAX_PIECES = 20
FULL_LENGTH = 9  # national digits; no shorter number has room for a shared stem
LOCAL_LENGTH = 7  # digits of a number that only lacks its area code

_WORD = r"or|and|oder|und|bis|ou|et|o\.|u\.|o|y|e|ili|и|или"
_SEPARATOR = re.compile(
    rf"\s*(:::|[,;|&\r\n]+|(?<![^\W\d_])(?:{_WORD})(?![^\W\d_]))\s*", re.IGNORECASE
)
_SLASH = re.compile(r"\s*([/\\]+)\s*")
_NO_SEPARATOR = re.compile(r"[\d +().-]*")  # a text that neither of them splits
_RANGE = re.compile(r"([^a-zA-Z]*\d)\s*-\s*(\d{1,4})")
# where another number may begin that no separator announces
_GAP = re.compile(r"(?<=\d)[\s-]+(?=[+(\d])")
_MANY_DIGITS = 16  # of two numbers side by side, at least
_STEM = re.compile(r"-?\s*\d[\d\s-]*")
_EXTENSION = re.compile(r"(?i)(?:ext(?:ension|n)?\.?|x|#)?\s*\d{1,6}\.?")
# 202-3/555-0142: two area codes, one number
AREA_CHOICE = r"^\(?(\d{2,5})-(\d{1,2})\)?\s*/\s*(\d[\d\s.-]{4,})$"


class _Piece(NamedTuple):
    """A text with digits in it, and the separator before it."""

    separator: str
    text: str

    @property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.text))


def read_list(text: str, reader: NumberReader) -> Read | None:
    """Read several numbers, or None where the text is no list."""
    if choice := re.fullmatch(AREA_CHOICE, text):
        both = [reader.valid(area + choice[3]) for area in _areas(choice)]
        if both[0] and both[1]:
            return Condition.SHARED_STEM, (both[0].e164, both[1].e164)
    pieces = [piece for piece in _pieces(text, reader) if piece.digits]
    if len(pieces) == 1:
        return _read_range(text, reader) or _read_pair(text, reader)
    if not 1 < len(pieces) <= MAX_PIECES:
        return None
    whole = reader.valid(text)
    if whole and not _is_full(pieces[0], pieces[1:], reader):
        return None
    found = _read_pieces(pieces, reader)
    return None if whole and found and len(found[1]) < 2 else found


def split_list(text: str) -> list[str]:
    """Give the pieces between separators, slashes too: the numbers that may be listed.

    >>> split_list("202-555-0101; 202-555-0102 / 0103")
    ['202-555-0101', '202-555-0102', '0103']
    """
    listed = (part for _, part in _split(_SEPARATOR, text))
    return [piece for part in listed for _, piece in _split(_SLASH, part)]


def _areas(choice: re.Match[str]) -> tuple[str, str]:
    return choice[1], choice[1][: -len(choice[2])] + choice[2]


def _pieces(text: str, reader: NumberReader) -> Iterator[_Piece]:
    for separator, listed in _split(_SEPARATOR, text):
        begun = _Piece(separator, "")
        for slash, part in _split(_SLASH, listed):
            following = _Piece(slash, part)
            if _ends(begun, following, reader):
                yield begun
                begun = following
            else:
                begun = begun._replace(text=begun.text + slash + part)
        yield begun


def _split(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    if _NO_SEPARATOR.fullmatch(text):
        return [("", text)]
    first, *others = pattern.split(text)
    separators = map(str.casefold, others[::2])
    return [("", first), *zip(separators, others[1::2], strict=True)]


def _ends(begun: _Piece, following: _Piece, reader: NumberReader) -> bool:
    """Tell whether a slash ends a number, or goes on with it."""
    if not following.separator or not following.digits:
        return False
    if not (read_whole(begun.text, reader) or read_repaired(begun.text, reader)):
        return False
    if not reader.valid(begun.text + following.separator + following.text):
        return True
    is_grouped = _SLASH.search(begun.text) and "-" not in begun.text  # 01/23/45/67
    return not is_grouped and _is_full(begun, [following], reader)


def _is_full(first: _Piece, others: list[_Piece], reader: NumberReader) -> bool:
    """Tell whether a piece is a number that others can go on with."""
    number = reader.valid(first.text)
    goes_on = any(piece.text.startswith("-") for piece in others)
    return number is not None and (goes_on or len(number.national) >= FULL_LENGTH)


def _read_range(text: str, reader: NumberReader) -> Read | None:
    """Read ``7946 0018-9``: two numbers, or one with the extension of a desk."""
    found = _RANGE.fullmatch(text)
    first = reader.valid(found[1]) if found else None
    if found is None or first is None or reader.valid(text):
        return None
    is_extension = first.country_code == 1 or not found[2].strip("0")
    last = (
        None if is_extension else _share_stem(found[1], _Piece("-", found[2]), reader)
    )
    if last is None:
        return Condition.EXTENSION, (first.e164,)
    return Condition.SHARED_STEM, (first.e164, last)


def _read_pair(text: str, reader: NumberReader) -> Read | None:
    """Read two numbers of full length with nothing but a gap between them."""
    n_digits = sum(map(str.isdigit, text))
    if n_digits < _MANY_DIGITS or any(map(str.isalpha, text)):
        return None
    for gap in _GAP.finditer(text):
        after = text[gap.end() :]
        if after.startswith(("+", "(", "0")) or not dials_zero(reader.region):
            one, two = (
                reader.valid(text[: gap.start()]),
                reader.valid(after),
            )
            if one and two:
                return Condition.SEVERAL, tuple(dict.fromkeys((one.e164, two.e164)))
    return None


def _read_pieces(pieces: list[_Piece], reader: NumberReader) -> Read | None:
    numbers: list[str] = []
    before, is_stem, rest = "", False, ""
    for piece in pieces:
        found = read_whole(piece.text, reader) or read_repaired(piece.text, reader)
        if found:
            numbers += found[1]
            before = piece.text
        elif before and (shared := _share_stem(before, piece, reader)):
            numbers.append(shared)
            is_stem = True
        else:
            rest = piece.text
    if not numbers:
        return None
    if len(set(numbers)) == 1 and (rest or is_stem):
        is_extension = is_stem or _EXTENSION.fullmatch(rest)
        condition = Condition.EXTENSION if is_extension else Condition.NOTE
    else:
        condition = Condition.SHARED_STEM if is_stem else Condition.SEVERAL
    return condition, tuple(dict.fromkeys(numbers))


def _share_stem(before: str, piece: _Piece, reader: NumberReader) -> str | None:
    """Put a short piece in the place of the end of the number before it."""
    digits = piece.digits
    if not _STEM.fullmatch(piece.text) or not _may_share(before, piece, reader):
        return None
    stems = [before.rpartition("-")[0]] if piece.text.startswith("-") else []
    places = [i for i, c in enumerate(before) if c.isdigit()]
    if len(digits) < len(places) - 1:
        stems.append(before[: places[-len(digits)]])
    tried = (reader.valid(stem + digits) for stem in stems if stem)
    return next((number.e164 for number in tried if number), None)


def _may_share(before: str, piece: _Piece, reader: NumberReader) -> bool:
    """Tell whether a short piece goes on with the number, or dials its extension."""
    if len(piece.digits) >= LOCAL_LENGTH or piece.text.startswith("-"):
        return True
    if piece.separator.strip(",;"):
        return True
    number = reader.valid(before)
    return number is not None and number.country_code != 1 and len(piece.digits) > 1
