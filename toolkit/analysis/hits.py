"""Which numbers each candidate format would match, rightly or falsely, in short.

Choosing needs no numbers and no contacts, only this: numbers for which the same
candidates hit rightly and the same hit falsely are one *class* with their weight. A
history of 100,000 numbers usually has a few hundred classes. The classes do not depend
on the weights: the same `Classes` give the `Hits` of any part of the history.

>>> hits = classify(
...     np.array([5, 2, 1]), base=np.array([0, 0, 1]),
...     number=np.array([0, 1, 0]), format=np.array([0, 0, 1]),
...     right=np.array([True, False, True]), n_formats=2)
>>> hits.n_classes, hits.weight.tolist()
(3, [1, 2, 5])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

UNMATCHED, FALSE, CORRECT = 0, 1, 2  # what a lookup came to


@dataclass(frozen=True, slots=True)
class Hits:
    """Classes of numbers, and the candidates that hit them.

    One row per class: `weight` (calls), `base` (what the terms other than formats come
    to). One row per pair of class and candidate: `member`, `format`, `right`.
    """

    weight: Ints
    base: Ints
    member: Ints
    format: Ints
    right: Flags
    n_formats: int

    @property
    def n_classes(self) -> int:
        """How many classes there are."""
        return len(self.weight)

    def open(self, *, stop_at_first: bool) -> Hits:
        """Leave out the pairs of classes that no format can change any more."""
        decided = self.base != UNMATCHED if stop_at_first else self.base == CORRECT
        kept = ~decided[self.member]
        return Hits(
            self.weight,
            self.base,
            self.member[kept],
            self.format[kept],
            self.right[kept],
            self.n_formats,
        )

    def by_format(self, values: Ints) -> Ints:
        """Add up values given one a pair; one row per candidate."""
        total = np.bincount(self.format, weights=values, minlength=self.n_formats)
        return total.astype(np.int64)


@dataclass(frozen=True, slots=True)
class Classes:
    """The class of every number, and the candidates that hit each class.

    One row per number: `class_of`. One row per class: `base`. One row per pair of class
    and candidate: `member`, `format`, `right`.
    """

    class_of: npt.NDArray[np.int32]
    base: Ints
    member: Ints
    format: Ints
    right: Flags
    n_formats: int

    def weighted(self, weight: Ints) -> Hits:
        """Give the classes the weights of their numbers; one row per number."""
        total = np.bincount(self.class_of, weights=weight, minlength=len(self.base))
        return self.hits(total.astype(np.int64))

    def hits(self, weight: Ints) -> Hits:
        """Give the classes these weights; one row per class."""
        return Hits(
            weight,
            self.base,
            self.member,
            self.format,
            self.right,
            self.n_formats,
        )

    def correct(self, formats: Iterable[int], *, stop_at_first: bool) -> Flags:
        """Say which classes an ordered list gets right; one row per class."""
        correct: Flags = self.base == CORRECT
        matched: Flags = self.base != UNMATCHED
        for format in formats:
            pairs = self.format == format
            member, right = self.member[pairs], self.right[pairs]
            if stop_at_first:
                right = right & ~matched[member]
            correct[member[right]] = True
            matched[member] = True
        return correct

    def only(self, formats: Ints) -> Classes:
        """Leave out all but some candidates, which then count from 0."""
        place = np.full(self.n_formats, -1)
        place[formats] = np.arange(len(formats))
        kept = place[self.format] >= 0
        return Classes(
            self.class_of,
            self.base,
            self.member[kept],
            place[self.format[kept]],
            self.right[kept],
            len(formats),
        )


def classify(
    weight: Ints,
    *,
    base: npt.NDArray[np.integer],
    number: Ints,
    format: Ints,
    right: Flags,
    n_formats: int,
) -> Hits:
    """Put the numbers that no list of formats can tell apart into one class.

    Parameters
    ----------
    weight, base
        One row per number: its calls, and `UNMATCHED`, `FALSE` or `CORRECT`.
    number, format, right
        One row per (number, candidate) that hits, each pair once, and whether a contact
        found has the number.
    n_formats
        How many candidates there are.
    """
    classes = group(
        base, number=number, format=format, right=right, n_formats=n_formats
    )
    return classes.weighted(weight)


def group(
    base: npt.NDArray[np.integer],
    *,
    number: Ints,
    format: Ints,
    right: Flags,
    n_formats: int,
) -> Classes:
    """Find the classes of numbers; the parameters are those of `classify`."""
    code = format * 2 + right
    both = np.sort(number * (2 * n_formats) + code, kind="stable")
    number = both // max(2 * n_formats, 1)
    code = both - number * (2 * n_formats)
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    hit_number = number[starts]
    n_hits = np.diff(starts, append=len(number))
    class_of, present = _by_base(base, hit_number)
    n_classes = len(present)
    members, codes, bases = [_NO_ROWS], [_NO_ROWS], [present]
    for count in np.flatnonzero(np.bincount(n_hits)):
        at = np.flatnonzero(n_hits == count)
        rows = hit_number[at]
        hit = code[starts[at][:, None] + np.arange(count)]
        distinct, inverse = _distinct_rows([base[rows], *hit.T])
        class_of[rows] = n_classes + inverse
        members.append(np.repeat(n_classes + np.arange(len(distinct)), count))
        codes.append(hit[distinct].ravel())
        bases.append(base[rows[distinct]].astype(np.int64))
        n_classes += len(distinct)
    all_codes = np.concatenate(codes)
    return Classes(
        class_of=class_of,
        base=np.concatenate(bases),
        member=np.concatenate(members),
        format=all_codes // 2,
        right=(all_codes % 2).astype(bool),
        n_formats=n_formats,
    )


_NO_ROWS = np.empty(0, np.int64)


def _by_base(
    base: npt.NDArray[np.integer], hit: Ints
) -> tuple[npt.NDArray[np.int32], Ints]:
    """Class the numbers that no candidate hits, most of a long history, by their base.

    Gives the class of every number (that of the others is to be filled in), and the
    base of each class.
    """
    is_open = np.ones(len(base), bool)
    is_open[hit] = False
    present = np.flatnonzero(np.bincount(base[is_open], minlength=CORRECT + 1))
    place = np.zeros(CORRECT + 1, np.int32)
    place[present] = np.arange(len(present))
    return place[base], present


def _distinct_rows(columns: Sequence[npt.NDArray[np.integer]]) -> tuple[Ints, Ints]:
    """Give the first row of each distinct kind, in order, and the kind of every row."""
    kind, values = pd.factorize(columns[0])
    for column in columns[1:]:
        step = int(column.max()) + 1
        kind, values = pd.factorize(kind * step + column)
    first = np.empty(len(values), np.int64)
    first[kind[::-1]] = np.arange(len(kind))[::-1]  # the last one written is the first
    order = np.lexsort([column[first] for column in reversed(columns)])
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return first[order], rank[kind]
