"""The choice as a problem: what each candidate finds, for every number.

A `Problem` is made once from a situation. With other weights (the earlier calls, a
resample, distinct numbers) the same problem gives another chooser at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from toolkit.analysis.choice import Chooser
from toolkit.analysis.hits import CORRECT, FALSE, UNMATCHED, Classes, Hits, group
from toolkit.analysis.situation import Situation
from toolkit.columns.grouping import distinct, places_in
from toolkit.columns.matcher import Pairs
from toolkit.matching import connectors as kinds
from toolkit.matching.formats import PLACEHOLDER, canonical

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_NO_ROWS = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Returned:
    """Contacts returned: distinct (number, contact) pairs, and who returns them.

    One row per pair: `number`, and `is_base`, whether terms other than formats return
    it. One row per pair and candidate that returns it: `pair`, `format`.
    """

    number: Ints
    is_base: Flags
    pair: Ints
    format: Ints


@dataclass(frozen=True)  # no slots: `classes` is kept
class Problem:
    """What candidates find, before any weights.

    Per number: `base`, what the terms other than formats come to. Per (number,
    candidate) that hits: `number`, `format`, `right`. `returned`: the contacts
    returned, where they cost requests.
    """

    candidates: tuple[str, ...]
    base: npt.NDArray[np.int8]
    number: Ints
    format: Ints
    right: Flags
    asked: Flags
    repeats: tuple[tuple[int, Ints], ...]
    returned: Returned | None
    requests_per_term: int
    requests_per_contact: int
    stop_at_first: bool

    @cached_property
    def classes(self) -> Classes:
        """The numbers that no list of candidates tells apart."""
        return group(
            self.base,
            number=self.number,
            format=self.format,
            right=self.right,
            n_formats=len(self.candidates),
        )

    @cached_property
    def returned_classes(self) -> Classes | None:
        """The same of (number, contact) pairs; None where contacts cost nothing."""
        returned = self.returned
        if returned is None:
            return None
        return group(
            np.where(returned.is_base, CORRECT, UNMATCHED).astype(np.int8),
            number=returned.pair,
            format=returned.format,
            right=np.ones(len(returned.pair), bool),
            n_formats=len(self.candidates),
        )

    def chooser(
        self,
        weight: Ints,
        *,
        false_match_cost: float = 3,
        min_gain: int = 1,
        only: Sequence[int] | None = None,
    ) -> Chooser:
        """Give a chooser under these weights, among `only` some candidates."""
        chosen = np.arange(len(self.candidates)) if only is None else np.asarray(only)
        return Chooser(
            self.classes.only(chosen).weighted(weight),
            [self.candidates[i] for i in chosen],
            false_match_cost=false_match_cost,
            min_gain=min_gain,
            stop_at_first=self.stop_at_first,
            term_requests=self._term_requests(weight)[chosen],
            returned=self._weighted(chosen, weight),
            requests_per_contact=self.requests_per_contact,
        )

    def _term_requests(self, weight: Ints) -> Ints:
        total = np.full(len(self.candidates), int(weight[self.asked].sum()))
        for format, numbers in self.repeats:
            total[format] -= int(weight[numbers].sum())
        return total * self.requests_per_term

    def _weighted(self, chosen: Ints, weight: Ints) -> Hits | None:
        if self.returned is None or self.returned_classes is None:
            return None
        classes = self.returned_classes.only(chosen)
        return classes.weighted(weight[self.returned.number])


def pose(
    situation: Situation, candidates: Sequence[str], *, placeholder: str = PLACEHOLDER
) -> Problem:
    """Ask what each candidate finds, entered with a placeholder."""
    matcher, record = situation.matcher, situation.record
    found = [
        matcher.format_pairs(canonical(format, placeholder=placeholder))
        for format in candidates
    ]
    number, n_hits, right = _hits(situation, found)
    n = len(situation.calls.numbers)
    base = situation.outcome((), formats_set=True)
    return Problem(
        candidates=tuple(candidates),
        base=np.where(
            base.is_correct, CORRECT, np.where(base.is_matched, FALSE, UNMATCHED)
        ).astype(np.int8),
        number=number,
        format=np.repeat(np.arange(len(found)), n_hits),
        right=right,
        asked=matcher.uses_formats if record.uses_formats else np.zeros(n, bool),
        repeats=_repeats(situation, candidates),
        returned=_returned(situation, found),
        requests_per_term=record.requests_per_search * len(record.searches),
        requests_per_contact=record.requests_per_contact,
        stop_at_first=record.stop_at_first,
    )


def _hits(
    situation: Situation, found: Sequence[Pairs]
) -> tuple[Ints, list[int], Flags]:
    """Give the numbers each candidate hits, how many they are, and which rightly."""
    number, n_hits, right = [_NO_ROWS], [], [_NO_ROWS.astype(bool)]
    for pairs in found:
        holds = situation.truth.holds(pairs.number, pairs.contact)
        first = np.flatnonzero(np.diff(pairs.number, prepend=-1))  # sorted by number
        number.append(pairs.number[first])
        n_hits.append(len(first))
        if len(first):
            right.append(np.logical_or.reduceat(holds, first))
    return np.concatenate(number), n_hits, np.concatenate(right)


def _returned(situation: Situation, found: Sequence[Pairs]) -> Returned | None:
    """Give the contacts returned, where each of them costs requests."""
    record, n_contacts = situation.record, max(situation.n_contacts, 1)
    if not record.requests_per_contact or record.stop_at_first:
        return None
    number, contact, _ = situation.matcher.returned((), formats_set=True)
    always = number * n_contacts + contact
    codes = [pairs.number * n_contacts + pairs.contact for pairs in found]
    pairs = distinct(np.concatenate([always, *codes]))
    is_base = np.zeros(len(pairs), bool)
    is_base[places_in(pairs, always)] = True
    return Returned(
        number=pairs // n_contacts,
        is_base=is_base,
        pair=np.concatenate([_NO_ROWS, *(places_in(pairs, each) for each in codes)]),
        format=np.repeat(np.arange(len(codes)), [len(each) for each in codes]),
    )


def _repeats(
    situation: Situation, candidates: Sequence[str]
) -> tuple[tuple[int, Ints], ...]:
    """Find candidates whose term stands in the list already, where terms are unique."""
    matcher, record = situation.matcher, situation.record
    if not record.unique_terms:
        return ()
    others = [kind for kind in record.terms_set if kind != kinds.FORMATS]
    repeats = []
    for place, format in enumerate(candidates):
        if set(format) - set("+-#0123456789"):
            continue
        term = matcher.term_texts(kinds.FORMATS, format=format)
        same = np.zeros(len(matcher.numbers), bool)
        for kind in others:
            equal = pc.equal(term, matcher.term_texts(kind))
            same |= pc.fill_null(equal, False).to_numpy(zero_copy_only=False)
        repeats.append((place, np.flatnonzero(same & matcher.uses_formats)))
    return tuple(repeats)
