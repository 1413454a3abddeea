r"""Cell texts by skeleton: which texts can a format produce, and with which digits.

A *skeleton* is a text with its digits blanked out. A format says at which places it
writes digits and what stands between, so of all stored texts only those with the
skeleton of the format can equal a term; the digits standing at its placeholders are
then compared with the numbers as integers. No format is ever rendered for every
caller, and formats with too many or too few placeholders, foreign callers and literal
digits need no second way.

>>> texts = TextIndex(pa.array(["(415) 555-0100", "(212) 555-0123", "415.555.0100"]))
>>> rows, digits = texts.same_skeleton("(###) ###-####")
>>> rows.tolist(), digits[0].tolist()
([0, 1], [4, 1, 5, 5, 5, 5, 0, 1, 0, 0])
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from toolkit.columns.grouping import rows_by_group
from toolkit.matching.formats import PLACEHOLDERS

Rows = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Found = tuple[Rows, Bytes]  # texts, and their digits as a matrix of values 0 to 9
Template = tuple[bytes, bytes]  # skeleton, and its digits: literal ones or to be filled

BLANK = "\0"  # a digit in the style of a group
TO_FILL = 0xFF  # a digit in a skeleton, a placeholder in digits; no byte of UTF-8
_ZERO, _NINE = ord("0"), ord("9")
_NOTHING: Found = (np.empty(0, np.int64), np.empty((0, 0), np.uint8))


def format_bytes(format: str, *, filled: int | None = None) -> Template:
    r"""Give the skeleton of a format, and its digits: 0-9 literal, 255 to be filled.

    Only the first `filled` placeholders are filled; later ones stay as they are.

    >>> format_bytes("1-##", filled=1)
    (b'\xff-\xff#', b'\x01\xff')
    """
    left = len(format) if filled is None else filled
    skeleton, digits = bytearray(), bytearray()
    for char in format:
        if char in PLACEHOLDERS and left > 0:
            left -= 1
            skeleton.append(TO_FILL)
            digits.append(TO_FILL)
        elif "0" <= char <= "9":
            skeleton.append(TO_FILL)
            digits.append(int(char))
        else:
            skeleton.extend(char.encode("utf-8", "surrogatepass"))
    return bytes(skeleton), bytes(digits)


class TextIndex:
    """Distinct cell texts, findable by skeleton, by part or by their digits alone.

    `texts` is a StringArray without nulls; rows are its positions.
    """

    def __init__(self, texts: pa.StringArray) -> None:
        self.texts = texts
        self._data, self._offsets = _buffers(texts)
        self._endings: dict[int, Found] = {}
        self._windows: dict[int, Found] = {}

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.texts)

    def same_skeleton(self, format: str, *, filled: int | None = None) -> Found:
        """Give the texts with the skeleton of a format, and their digits."""
        return self.of_skeleton(format_bytes(format, filled=filled)[0])

    def containing(self, format: str, *, filled: int | None = None) -> Found:
        """Give the texts a part of which has the skeleton of a format, once a place."""
        return self.with_part(format_bytes(format, filled=filled)[0])

    def of_skeleton(self, skeleton: bytes) -> Found:
        """Give the texts with a skeleton, and their digits."""
        rows = self._by_skeleton.get(skeleton)
        return _NOTHING if rows is None else (rows, self._digits_at(skeleton, rows))

    def with_part(self, part: bytes) -> Found:
        """Give the texts a part of which has a skeleton, once a place."""
        skeleton = np.frombuffer(part, np.uint8)
        width = len(skeleton)
        found = [
            _part(rows, block[:, start : start + width], skeleton)
            for rows, block in self._blocks
            for start in range(block.shape[1] - width + 1)
            if width
        ]
        return _together([each for each in found if len(each[0])])

    def digits_end(self, n_digits: int) -> Found:
        """Give the last digits of the texts that have so many."""
        if n_digits not in self._endings:
            found = [
                (rows, digits[:, -n_digits:])
                for rows, digits in self._digits
                if digits.shape[1] >= n_digits > 0
            ]
            self._endings[n_digits] = _together(found)
        return self._endings[n_digits]

    def digits_within(self, n_digits: int) -> Found:
        """Give every run of so many digits, other characters left out."""
        if n_digits not in self._windows:
            found = [
                (rows, digits[:, start : start + n_digits])
                for rows, digits in self._digits
                for start in range(digits.shape[1] - n_digits + 1)
                if n_digits
            ]
            self._windows[n_digits] = _together(found)
        return self._windows[n_digits]

    def groups(self, rows: Rows | None = None) -> Iterator[tuple[str, Rows, Bytes]]:
        """Give each skeleton with NUL for its digits, its texts and their digits.

        Texts that are not UTF-8 without NUL are left out. With `rows`, some texts in
        any order and as often as wanted: each skeleton, places in `rows`, and digits.
        """
        codes, skeletons = self._skeletons
        wanted = codes if rows is None else codes[rows]
        for code, places in rows_by_group(wanted):
            skeleton = skeletons[code]
            if b"\0" in skeleton:
                continue
            style = skeleton.replace(bytes([TO_FILL]), BLANK.encode())
            texts = places if rows is None else rows[places]
            digits = self._digits_at(skeleton, texts)
            yield style.decode(errors="surrogateescape"), places, digits

    @cached_property
    def _skeletons(self) -> tuple[npt.NDArray[np.integer], list[bytes]]:
        """The skeleton of each text, as a code, and the distinct skeletons."""
        blanked = np.where(_is_digit(self._data), np.uint8(TO_FILL), self._data)
        buffers = [None, pa.py_buffer(self._offsets), pa.py_buffer(blanked)]
        coded = pa.Array.from_buffers(pa.large_binary(), len(self), buffers)
        coded = coded.dictionary_encode()
        codes, skeletons = coded.indices.to_numpy(), coded.dictionary.to_pylist()
        return codes.astype(np.min_scalar_type(len(skeletons))), skeletons

    @cached_property
    def _by_skeleton(self) -> dict[bytes, Rows]:
        codes, skeletons = self._skeletons
        return {skeletons[code]: rows for code, rows in rows_by_group(codes)}

    def _digits_at(self, skeleton: bytes, rows: Rows) -> Bytes:
        places = np.flatnonzero(np.frombuffer(skeleton, np.uint8) == TO_FILL)
        digits: Bytes = self._data[self._offsets[rows][:, None] + places] - _ZERO
        return digits

    @cached_property
    def _blocks(self) -> list[tuple[Rows, Bytes]]:
        """The bytes of the texts as matrices, one for each length in bytes."""
        lengths = np.diff(self._offsets)
        return [
            (rows, self._data[self._offsets[rows][:, None] + np.arange(length)])
            for length, rows in rows_by_group(lengths)
        ]

    @cached_property
    def _digits(self) -> list[Found]:
        """The digits of all texts, one matrix for each number of digits."""
        is_digit = _is_digit(self._data)
        before = np.concatenate([[0], np.cumsum(is_digit)])[self._offsets]
        digits = self._data[is_digit] - _ZERO
        return [
            (rows, digits[before[rows][:, None] + np.arange(count)])
            for count, rows in rows_by_group(np.diff(before))
            if count
        ]


def _buffers(texts: pa.StringArray) -> tuple[Bytes, Rows]:
    """Give the bytes of all texts, and where each begins and the last one ends."""
    if not len(texts):
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    texts = pa.array(texts, pa.large_string())
    _, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int64)[texts.offset :][: len(texts) + 1]
    return np.frombuffer(data or b"", np.uint8)[: starts[-1]], starts


def _is_digit(block: Bytes) -> npt.NDArray[np.bool_]:
    return (block >= _ZERO) & (block <= _NINE)


def _part(rows: Rows, window: Bytes, skeleton: Bytes) -> Found:
    blank = skeleton == TO_FILL
    fits = np.where(blank, _is_digit(window), window == skeleton).all(axis=1)
    return rows[fits], window[fits][:, blank] - _ZERO


def _together(found: list[Found]) -> Found:
    if not found:
        return _NOTHING
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])
