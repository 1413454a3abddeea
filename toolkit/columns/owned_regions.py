"""Regions that own the beginnings of numbers, apart from the others of their code.

Some twenty islands share +1. Their expressions are many, their numbers few: each gets
tables of its own when it has many numbers, and is asked one number at a time when
it has few.

>>> from toolkit.columns.digits import Digits
>>> from toolkit.matching.countries import read_country
>>> islands = OwnedRegions(read_country(1))
>>> islands.is_valid(Digits.of(["8764123456", "8760123456"])).tolist()
[True, False]
"""

from __future__ import annotations

import numpy as np

from toolkit.columns.digit_automaton import Automaton
from toolkit.columns.digit_tables import DigitTable
from toolkit.columns.digits import Digits, Flags
from toolkit.columns.valid_regions import ValidRegions
from toolkit.matching.countries import Country
from toolkit.matching.country_rules import CountryRules

_FEW = 200  # numbers of a region that are asked sooner than its tables are built


class OwnedRegions:
    """The regions of a country code that own the beginnings of their numbers.

    Parameters
    ----------
    country
        The plan of the country code.
    """

    def __init__(self, country: Country) -> None:
        self._regions = country.regions
        self._rules = CountryRules(country)
        self._owners = Automaton()
        self._owns = [
            (self._owners.add(region.owns, opens=True), number)
            for number, region in enumerate(country.regions)
            if region.owns
        ]
        self._owner_tables: dict[int, DigitTable] = {}
        self._valid_tables: dict[tuple[int, int], DigitTable] = {}

    def is_valid(self, digits: Digits) -> Flags:
        """Tell whether numbers that some region owns are valid."""
        is_valid = np.zeros(len(digits.values), np.bool_)
        for length, rows in digits.rows_by_length():
            values = digits.values[rows]
            owners = self._owner_table(length).decide(values)
            decided = np.zeros(len(values), np.bool_)
            for owner in np.flatnonzero(np.bincount(owners)).tolist():
                owned = np.flatnonzero(owners == owner)
                of_owner = Digits(values[owned], np.full(len(owned), length))
                decided[owned] = self._is_valid(of_owner, owner, length)
            is_valid[rows] = decided
        return is_valid

    def _is_valid(self, digits: Digits, owner: int, length: int) -> Flags:
        if len(digits.values) > _FEW:
            return self._valid_table(owner, length).decide(digits.values) > 0
        return np.array([self._rules.is_valid(text) for text in digits.texts()])

    def _owner_table(self, length: int) -> DigitTable:
        if length not in self._owner_tables:
            self._owner_tables[length] = DigitTable(self._owners, length, self._owner)
        return self._owner_tables[length]

    def _owner(self, bits: int) -> int:
        """Give the number of the first region that owns what is accepted."""
        return next((number for bit, number in self._owns if bits & bit), 0)

    def _valid_table(self, owner: int, length: int) -> DigitTable:
        key = (owner, length)
        if key not in self._valid_tables:
            automaton = Automaton()
            region = self._regions[owner]
            owned = automaton.add(region.owns, opens=True)
            asked = [other for other in self._regions[:owner] if not other.owns]
            check = ValidRegions(automaton, [*asked, region]).checker(length)
            self._valid_tables[key] = DigitTable(automaton, length, check, needs=owned)
        return self._valid_tables[key]
