"""What single terms hit, per number: remembered, because many checks ask for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.columns.matcher import ColumnMatcher, Pairs
from toolkit.columns.truth import Truth
from toolkit.matching import connectors as kinds

Flags = npt.NDArray[np.bool_]
TERMS_KEPT = 64  # terms whose hits are remembered


@dataclass(frozen=True, slots=True)
class Hit:
    """What one term hits; one row per number.

    `right`: it finds a contact that has the number; `wrong`: it finds one that has not.
    `strangers` are the pairs behind `wrong`.
    """

    right: Flags
    wrong: Flags
    strangers: Pairs

    def of(self, numbers: Flags) -> Hit:
        """Keep what is hit of some numbers."""
        return Hit(self.right & numbers, self.wrong & numbers, self.strangers)


class TermHits:
    """What each term hits, for numbers that it can be made of."""

    def __init__(self, matcher: ColumnMatcher, truth: Truth) -> None:
        self._matcher, self._truth = matcher, truth
        self._hits: dict[tuple[str, str, bool], Hit] = {}

    def __repr__(self) -> str:
        """Count the terms."""
        return f"<TermHits: {len(self._hits)} terms>"

    def format(self, format: str) -> Hit:
        """Give what a format hits."""
        return self.term(kinds.FORMATS, format)

    def term(self, kind: str, format: str = "", *, formats_set: bool = True) -> Hit:
        """Give what a kind of term hits."""
        key = (kind, format, formats_set)
        if key not in self._hits:
            pairs = self._matcher.pairs(kind, format=format, formats_set=formats_set)
            if kind == kinds.FORMATS:
                pairs = pairs.of(self._matcher.uses_formats)
            if len(self._hits) >= TERMS_KEPT:
                del self._hits[next(iter(self._hits))]
            self._hits[key] = self._hit(pairs)
        return self._hits[key]

    def _hit(self, pairs: Pairs) -> Hit:
        holds = self._truth.holds(pairs.number, pairs.contact)
        stranger = ~holds
        strangers = Pairs(
            pairs.number[stranger], pairs.contact[stranger], pairs.step[stranger]
        )
        return Hit(
            self._flags(pairs.number[holds]), self._flags(strangers.number), strangers
        )

    def _flags(self, numbers: npt.NDArray[np.int64]) -> Flags:
        flags = np.zeros(len(self._matcher.numbers), bool)
        flags[numbers] = True
        return flags
