"""Numbers asked for while a cell is read: one at a time, or all cells' at once.

Reading one awkward cell asks what number this or that part of it is. `NumberReader`
answers from what columns have read ahead, else asks phonenumbers: the answer is the
same.

>>> reader = NumberReader("US")
>>> reader.valid("(202) 555-0123").e164, reader.read("202-555").is_valid
('+12025550123', False)
>>> reader.valid("202-555") is None
True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import phonenumbers as library
import pyarrow as pa

from toolkit.columns.cell_parsing import read_quickly
from toolkit.matching.numbers import parse_number


class ReadNumber(NamedTuple):
    """A number that phonenumbers reads in a text, valid or not."""

    country_code: int
    national: str
    is_valid: bool
    extension: str | None

    @property
    def e164(self) -> str:
        """The number in E.164, without the extension."""
        return f"+{self.country_code}{self.national}"

    def for_library(self) -> library.PhoneNumber:
        """Give the number as phonenumbers has it, without its extension."""
        zeros = len(self.national) - len(self.national.lstrip("0"))
        return library.PhoneNumber(
            country_code=self.country_code,
            national_number=int(self.national),
            italian_leading_zero=zeros > 0 or None,
            number_of_leading_zeros=zeros if zeros > 1 else None,
        )

    def __repr__(self) -> str:
        """Show no number."""
        return f"<ReadNumber of {len(self.national)} national digits>"


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads numbers in a region; `known` holds the answers given, or read ahead."""

    region: str
    known: dict[str, ReadNumber | None] = field(default_factory=dict, repr=False)

    def read(self, text: str) -> ReadNumber | None:
        """Give the number that a text is, valid or not; None where it is none."""
        if text not in self.known:
            self.known[text] = _ask(text, self.region)
        return self.known[text]

    def valid(self, text: str) -> ReadNumber | None:
        """Give the valid number that a text is, or None."""
        number = self.read(text)
        return number if number is not None and number.is_valid else None


def read_ahead(texts: Sequence[str], region: str) -> NumberReader:
    """Give a reader that knows the numbers in some texts, as far as columns do.

    >>> len(read_ahead(["+1 202-555-0123 x7", "202-555-0123: Jo"], "US").known)
    1
    """
    distinct = list(dict.fromkeys(texts))
    cells = pa.array(distinct, pa.string())
    columns, extension, is_left = read_quickly(
        cells, np.zeros(len(cells), np.int16), [region]
    )
    rows = zip(
        distinct,
        columns.country_code.tolist(),
        columns.national.tolist(),
        columns.national_length.tolist(),
        columns.is_valid.tolist(),
        extension.to_pylist(),
        is_left.tolist(),
        strict=True,
    )
    known = {
        text: ReadNumber(code, f"{national:0{length}}", is_valid, suffix)
        if code
        else None
        for text, code, national, length, is_valid, suffix, left in rows
        if not left
    }
    return NumberReader(region, known)


def _ask(text: str, region: str) -> ReadNumber | None:
    number = parse_number(text, region)
    if number is None:
        return None
    return ReadNumber(
        number.country_code, number.national, number.is_valid, number.extension
    )
