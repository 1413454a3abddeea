r"""Which numbers are valid in some region of a country code, as one automaton.

`ValidRegions` writes what makes numbers valid into an automaton, and turns what the
automaton accepts into the answer, region after region, as
`toolkit.matching.country_rules.CountryRules.is_valid` does.

>>> from toolkit.matching.countries import read_country
>>> automaton = Automaton()
>>> regions = ValidRegions(automaton, read_country(39).regions)
>>> regions.checker(10)(automaton.accepted("0612345678"))
True
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from toolkit.columns.digit_automaton import Automaton
from toolkit.matching.countries import Kind, Region


class _Group(NamedTuple):
    """Expressions of one meaning: their bit, and their lengths (none = all)."""

    bit: int
    lengths: tuple[int, ...]


class _Bits(NamedTuple):
    """The bits that matter in a region."""

    owns: int
    fits: _Group
    kinds: list[_Group]


class ValidRegions:
    """What makes numbers valid in one of several regions.

    Parameters
    ----------
    automaton
        To which their expressions are added.
    regions
        In the order in which they are asked. What one of them owns counts only
        beside others.
    """

    def __init__(self, automaton: Automaton, regions: Sequence[Region]) -> None:
        kinds: list[list[_Group]] = [[] for _ in regions]
        for (lengths, users), patterns in _shared_kinds(regions).items():
            group = _Group(automaton.add(*patterns), lengths)
            for number in users:
                kinds[number].append(group)
        self._regions = []
        for region, own_kinds in zip(regions, kinds, strict=True):
            owned = region.owns if len(regions) > 1 else ""
            owns = automaton.add(owned, opens=True) if owned else 0
            fits = _Group(automaton.add(region.fits.pattern), region.fits.lengths)
            self._regions.append(_Bits(owns, fits, own_kinds))

    def checker(self, length: int) -> Callable[[int], bool]:
        """Give what tells, for numbers of a length, whether bits make them valid."""
        regions = [
            (owns, _of_length([fits], length), _of_length(kinds, length))
            for owns, fits, kinds in self._regions
        ]

        def is_valid(bits: int) -> bool:
            for owns, fits, kinds in regions:
                fitting = bool(bits & fits and bits & kinds)
                if bits & owns or (fitting and not owns):
                    return fitting
            return False

        return is_valid


def _shared_kinds(
    regions: Sequence[Region],
) -> dict[tuple[tuple[int, ...], tuple[int, ...]], list[str]]:
    """Group the patterns of kinds by their lengths and the regions that have them."""
    users: dict[Kind, list[int]] = {}
    for number, region in enumerate(regions):
        for kind in region.kinds:
            users.setdefault(kind, []).append(number)
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], list[str]] = {}
    for kind, numbers in users.items():
        groups.setdefault((kind.lengths, tuple(numbers)), []).append(kind.pattern)
    return groups


def _of_length(groups: Sequence[_Group], length: int) -> int:
    """Give the bits of the groups that hold for a length."""
    bits = 0
    for group in groups:
        if not group.lengths or length in group.lengths:
            bits |= group.bit
    return bits
