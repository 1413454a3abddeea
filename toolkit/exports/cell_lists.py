r"""Several numbers in one phone cell: lists, and shared stems.

Rules: numbers are separated by ``, ; | & /`` or a line break, by ``:::`` (Google) or by
a word for *or*. A short piece after a number replaces that number's last digits, or
what follows its last hyphen (``7946-0018/-0019``); after a comma, in North America, it
is an extension. A slash is also a way of writing area codes (``020/7946 0018``): where
the whole is a valid number, it is a list only if what stands before the slash is a
number of full length.

>>> read_list("202-555-0101; 202-555-0102", "US")
(<Condition.SEVERAL: 'several numbers'>, ('+12025550101', '+12025550102'))
>>> read_list("020 7946-0018 or -19", "GB")
(<Condition.SHARED_STEM: 'shared stem'>, ('+442079460018', '+442079460019'))
>>> read_list("202/555-0101", "US") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from toolkit.exports.cell_repairs import find_valid, read_repaired, read_whole
from toolkit.exports.conditions import Condition

Read: TypeAlias = tuple[Condition, tuple[str, ...]]

MAX_PIECES = 20
FULL_LENGTH = 9  # national digits; no shorter number has room for a shared stem
LOCAL_LENGTH = 7  # digits of a number that only lacks its area code

_WORD = r"or|and|oder|und|bis|ou|et|o\.|u\.|o|y|e|ili|и|или"
_SEPARATOR = re.compile(
    rf"\s*(:::|[,;|&/\\\r\n]+|(?<![^\W\d_])(?:{_WORD})(?![^\W\d_]))\s*", re.IGNORECASE
)
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


def read_list(text: str, region: str) -> Read | None:
    """Read several numbers, or None where the text is no list."""
    if choice := re.fullmatch(AREA_CHOICE, text):
        both = [find_valid(area + choice[3], region) for area in _areas(choice)]
        if both[0] and both[1]:
            return Condition.SHARED_STEM, (both[0].e164, both[1].e164)
    pieces = [piece for piece in _pieces(text) if piece.digits]
    if not 1 < len(pieces) <= MAX_PIECES:
        return None
    whole = find_valid(text, region)
    if whole and not _is_full(pieces, region):
        return None
    found = _read_pieces(pieces, region)
    return None if whole and found and len(found[1]) < 2 else found


def _areas(choice: re.Match[str]) -> tuple[str, str]:
    return choice[1], choice[1][: -len(choice[2])] + choice[2]


def _pieces(text: str) -> Iterator[_Piece]:
    parts = ["", *_SEPARATOR.split(text)]
    for separator, piece in zip(parts[::2], parts[1::2], strict=True):
        yield _Piece(separator.casefold(), piece)


def _is_full(pieces: list[_Piece], region: str) -> bool:
    """Tell whether the first piece is a number that others can go on with."""
    first = find_valid(pieces[0].text, region)
    goes_on = any(piece.text.startswith("-") for piece in pieces[1:])
    return first is not None and (goes_on or len(first.national) >= FULL_LENGTH)


def _read_pieces(pieces: list[_Piece], region: str) -> Read | None:
    numbers: list[str] = []
    before, is_stem, rest = "", False, ""
    for piece in pieces:
        found = read_whole(piece.text, region) or read_repaired(piece.text, region)
        if found:
            numbers += found[1]
            before = piece.text
        elif before and (shared := _share_stem(before, piece, region)):
            numbers.append(shared)
            is_stem = True
        else:
            rest = piece.text
    if not numbers:
        return None
    if len(set(numbers)) == 1 and rest:
        is_extension = _EXTENSION.fullmatch(rest)
        condition = Condition.EXTENSION if is_extension else Condition.NOTE
    else:
        condition = Condition.SHARED_STEM if is_stem else Condition.SEVERAL
    return condition, tuple(dict.fromkeys(numbers))


def _share_stem(before: str, piece: _Piece, region: str) -> str | None:
    """Put a short piece in the place of the end of the number before it."""
    digits = piece.digits
    if not _STEM.fullmatch(piece.text) or not _may_share(before, piece, region):
        return None
    stems = [before.rpartition("-")[0]] if piece.text.startswith("-") else []
    places = [i for i, c in enumerate(before) if c.isdigit()]
    if len(digits) < len(places) - 1:
        stems.append(before[: places[-len(digits)]])
    tried = (find_valid(stem + digits, region) for stem in stems if stem)
    return next((number.e164 for number in tried if number), None)


def _may_share(before: str, piece: _Piece, region: str) -> bool:
    """Tell whether a short piece goes on with the number, or dials its extension."""
    if len(piece.digits) >= LOCAL_LENGTH or piece.text.startswith("-"):
        return True
    if piece.separator.strip(",;"):
        return True
    number = find_valid(before, region)
    return number is not None and number.country_code != 1 and len(piece.digits) > 1
