"""The best list of any length: what formats could do if the fields had no end.

Nobody should enter it; it shows what more formats would bring, and what they would
cost. It begins with the best list of the frontier and takes, as long as the score
rises, the format that adds most; then it leaves out what the others make needless.

Its score is proven where it reaches the bound that no list exceeds: every call correct
that any candidate finds rightly, and false only where no candidate can mend it.

>>> from toolkit.analysis.hits import classify
>>> one = np.arange(8)  # number n is found by format n only
>>> hits = classify(one + 1, base=0 * one, number=one, format=one, right=one >= 0,
...     n_formats=8)
>>> found = extend(Chooser(hits, list("abcdefgh")), (7, 6, 5))
>>> found.formats, found.is_proven
((7, 6, 5, 4, 3, 2, 1, 0), True)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from toolkit.analysis.choice import Chooser
from toolkit.analysis.hits import CORRECT, FALSE, UNMATCHED

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Formats = tuple[int, ...]  # positions of candidates, in list order


class _State(Protocol):
    """What a list has come to, and what each candidate would add behind it."""

    def with_format(self, right: Ints, wrong: Ints) -> _State: ...
    def correct_gains(self) -> Ints: ...
    def score_gains(self) -> Ints: ...


@dataclass(frozen=True, slots=True)
class AnyLength:
    """A list of any length; `is_proven` if no list scores more."""

    formats: Formats
    is_proven: bool


def extend(chooser: Chooser, formats: Formats) -> AnyLength:
    """Extend a list as long as its score rises.

    Parameters
    ----------
    chooser
        The candidates and what they hit.
    formats
        The list to begin with; it stays if nothing scores more.
    """
    longer = _lean(chooser, _grown(chooser, formats))
    if _score(chooser, longer) <= _score(chooser, formats):
        longer = formats
    return AnyLength(longer, _score(chooser, longer) == _bound(chooser))


def _grown(chooser: Chooser, formats: Formats) -> Formats:
    """Append the format that adds most, again and again."""
    state: _State = chooser.start
    if chooser.stop_at_first:
        state = _Waiting(chooser, chooser.hits.base == UNMATCHED)
    for format in formats:
        state = state.with_format(*chooser.classes[format])
    while chooser.texts:
        gains = state.correct_gains() >= _least(chooser)
        score = np.where(gains, state.score_gains(), 0)
        best = int(np.lexsort((chooser.text_order, -score))[0])
        if score[best] <= 0:
            break
        formats = (*formats, best)
        state = state.with_format(*chooser.classes[best])
    return formats


def _lean(chooser: Chooser, formats: Formats) -> Formats:
    """Leave out, the least first, what loses less than a format must."""
    while formats:
        lost = _lost(chooser, formats)
        place = len(formats) - 1 - int(lost[::-1].argmin())  # of equals the last
        if lost[place] >= _least(chooser):
            break
        formats = formats[:place] + formats[place + 1 :]
    return formats


def _lost(chooser: Chooser, formats: Formats) -> Ints:
    """Give the correct calls that the list loses with each of its formats left out."""
    if not chooser.stop_at_first:
        return chooser.totals(formats)[0] - np.array([*chooser.without(formats)])
    # A lookup that the first hit no longer ends is decided by the second one.
    hits = chooser.hits
    rank = np.full(hits.n_formats, -1)
    rank[list(formats)] = np.arange(len(formats))
    pairs = np.flatnonzero(rank[hits.format] >= 0)
    pairs = pairs[np.lexsort((rank[hits.format[pairs]], hits.member[pairs]))]
    member, right = hits.member[pairs], hits.right[pairs].astype(np.int64)
    first = np.diff(member, prepend=-1) != 0
    second = np.where(np.append(first[1:], True), 0, np.append(right[1:], 0))
    lost = (hits.weight[member] * (right - second))[first]
    total = np.bincount(rank[hits.format[pairs[first]]], lost, len(formats))
    return total.astype(np.int64)


def _least(chooser: Chooser) -> int:
    return max(chooser.min_gain, 1)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """The classes that no term has found yet, where a lookup stops at the first."""

    chooser: Chooser
    waiting: Flags

    def with_format(self, right: Ints, wrong: Ints) -> _Waiting:
        waiting = self.waiting.copy()
        waiting[right] = waiting[wrong] = False
        return _Waiting(self.chooser, waiting)

    def correct_gains(self) -> Ints:
        return self._hits(self.chooser.hits.right)

    def score_gains(self) -> Ints:
        start, wrong = self.chooser.start, ~self.chooser.hits.right
        return start.unit * self.correct_gains() - start.cost * self._hits(wrong)

    def _hits(self, kind: Flags) -> Ints:
        hits = self.chooser.hits
        return hits.by_format((hits.weight * self.waiting)[hits.member] * kind)


def _score(chooser: Chooser, formats: Formats) -> int:
    correct, false = chooser.totals(formats)
    return chooser.start.unit * correct - chooser.start.cost * false


def _bound(chooser: Chooser) -> int:
    """Give a score that no list exceeds."""
    hits, start = chooser.hits, chooser.start
    correct: Flags = hits.base == CORRECT
    correct[hits.member[hits.right]] = True
    false = (hits.base == FALSE) & ~correct
    return start.unit * int(hits.weight[correct].sum()) - start.cost * int(
        hits.weight[false].sum()
    )
