"""What a region's metadata says of digits, for whole columns.

`RegionTables` asks every expression that matters to a region at once: is this a
valid number of the country, does it fit, does it begin with the national or the
international prefix. The steps are those of `toolkit.matching.country_rules`, which is
asked itself, number by number, where a national prefix is more than fixed digits.

>>> from toolkit.matching.countries import read_country
>>> tables = RegionTables(read_country(44))
>>> digits = Digits(np.array([2079460018, 207]), np.array([11, 3]))
>>> read = tables.read(digits)
>>> read.digits.values.tolist(), read.digits.lengths.tolist(), read.is_valid.tolist()
([2079460018, 207], [10, 3], [True, False])
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.columns.digit_automaton import Automaton
from toolkit.columns.digit_tables import DigitTable
from toolkit.columns.digits import LONGEST, Digits, Flags, Ints
from toolkit.columns.owned_regions import OwnedRegions
from toolkit.columns.valid_regions import ValidRegions
from toolkit.matching.countries import Country, Reading
from toolkit.matching.country_rules import may_be, without_prefix

Bits = npt.NDArray[np.uint8]

VALID, FITS, PREFIXED, INTERNATIONAL = 1, 2, 4, 8  # bits of an answer

_OWNED = 16  # owned by one of the regions that are decided apart
_MANY = 8  # regions of a code, beyond which those that own numbers are decided apart


class ReadColumns(NamedTuple):
    """National numbers and whether they are valid."""

    digits: Digits
    is_valid: Flags


class RegionTables:
    """A region's metadata, as tables.

    Parameters
    ----------
    country
        The plan of the country code, which decides what is valid.
    reading
        How numbers are read; that of the code's main region unless given.

    Raises
    ------
    NotUnderstoodError
        An expression uses what `toolkit.columns.digit_expressions` does not know.
    """

    def __init__(self, country: Country, reading: Reading | None = None) -> None:
        self.country = country
        self.reading = reading or country.reading
        self._automaton = Automaton()
        self._fits = self._automaton.add(self.reading.fits.pattern)
        self._prefix = self._add_opening(self.reading.prefix)
        self._international = self._add_opening(self.reading.international_prefix)
        apart = [region for region in country.regions if region.owns]
        apart = apart if len(country.regions) > _MANY else []
        self._owned = self._add_opening(*(region.owns for region in apart))
        together = [region for region in country.regions if region not in apart]
        self._valid = ValidRegions(self._automaton, together)
        self._owned_regions = OwnedRegions(country) if apart else None
        self._tables: dict[int, DigitTable] = {}
        lengths = range(LONGEST + 1)
        self._may_be = np.array([may_be(self.reading, length) for length in lengths])

    def bits(self, digits: Digits) -> Bits:
        """Say what matches: VALID, FITS, PREFIXED, INTERNATIONAL, or none of them."""
        bits = np.zeros(len(digits.values), np.uint8)
        for length, rows in digits.rows_by_length():
            bits[rows] = self._table(length).decide(digits.values[rows])
        if self._owned_regions is not None:
            rows = np.flatnonzero(bits & _OWNED)
            is_valid = self._owned_regions.is_valid(digits.take(rows))
            bits[rows] = bits[rows] & ~np.uint8(VALID) | is_valid
        return bits

    def without_prefix(self, digits: Digits, bits: Bits) -> tuple[Digits, Bits]:
        """Take national prefixes off; give the new digits and their bits."""
        rows = np.flatnonzero(bits & PREFIXED)
        if not len(rows):
            return digits, bits
        values, lengths, bits = digits.values.copy(), digits.lengths.copy(), bits.copy()
        before = digits.take(rows)
        after = self._take_prefix_off(before)
        after_bits = self.bits(after)
        spoilt = (bits[rows] & FITS > 0) & (after_bits & FITS == 0)
        rows, after = rows[~spoilt], after.take(~spoilt)
        values[rows], lengths[rows] = after
        bits[rows] = after_bits[~spoilt]
        return Digits(values, lengths), bits

    def read(self, digits: Digits, bits: Bits | None = None) -> ReadColumns:
        """Read the digits that follow the country code, or a national number."""
        bits = self.bits(digits) if bits is None else bits
        short, short_bits = self.without_prefix(digits, bits)
        if short is digits:
            return ReadColumns(digits, bits & VALID > 0)
        keep = self._may_be[short.lengths]
        return ReadColumns(
            Digits(
                np.where(keep, short.values, digits.values),
                np.where(keep, short.lengths, digits.lengths),
            ),
            np.where(keep, short_bits, bits) & VALID > 0,
        )

    def is_too_long(self, lengths: Ints) -> Flags:
        """Tell which lengths are beyond those of any number of the region."""
        local = np.isin(lengths, self.reading.local_lengths)
        too_long: Flags = (lengths > self.reading.fits.lengths[-1]) & ~local
        return too_long

    def _take_prefix_off(self, digits: Digits) -> Digits:
        heads = fixed_heads(self.reading.prefix)
        if heads:
            return digits.without(heads)
        texts = [without_prefix(self.reading, text) for text in digits.texts()]
        return Digits.of(texts)

    def _table(self, length: int) -> DigitTable:
        if length not in self._tables:
            answer = self._answers(length)
            self._tables[length] = DigitTable(self._automaton, length, answer)
        return self._tables[length]

    def _answers(self, length: int) -> Callable[[int], int]:
        """Give what turns the bits of matched expressions into an answer."""
        meanings = (
            (FITS, self._fits),
            (PREFIXED, self._prefix),
            (INTERNATIONAL, self._international),
            (_OWNED, self._owned),
        )
        is_valid = self._valid.checker(length)

        def answer(bits: int) -> int:
            found = sum(meaning for meaning, bit in meanings if bits & bit)
            return found + VALID if is_valid(bits) else found

        return answer

    def _add_opening(self, *patterns: str) -> int:
        used = [pattern for pattern in patterns if pattern]
        return self._automaton.add(*used, opens=True) if used else 0


def fixed_heads(prefix: str) -> list[str]:
    """Give the digits that a prefix stands for; none if it is more than fixed digits.

    >>> fixed_heads("0|180020"), fixed_heads("0(1)?")
    (['0', '180020'], [])
    """
    heads = prefix.split("|")
    return heads if all(head.isdigit() for head in heads) else []
