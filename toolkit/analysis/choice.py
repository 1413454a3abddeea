"""The best ordered list of formats, exactly.

Of all lists of a size, the best has the highest score = correct calls −
`false_match_cost` × false calls; then fewest false calls, fewest expected requests, the
order in which each next format adds most correct calls, code points. A list is feasible
if leaving any format out loses at least `min_gain` correct calls (without the only one,
what is left are the terms that are searched beside formats).

The search goes depth first over sets of candidates, each set once, in the order in
which its formats add most; of candidates that hit the same, one is enough. What a
branch can still gain is at most the sum of its largest single gains; a branch that
cannot reach the best list found is left out. That bound is the proof. Where a connector
stops at the first match, the bound takes the best any order can do, and the orders of a
set are compared set by set.

>>> from toolkit.analysis.hits import classify
>>> hits = classify(np.array([5, 3, 2]), base=np.zeros(3, np.int64),
...     number=np.array([0, 1, 2, 0]), format=np.array([0, 1, 1, 2]),
...     right=np.array([True, True, True, True]), n_formats=3)
>>> Chooser(hits, ["(###) ###-####", "###-###-####", "##########"]).best(2).formats
(2, 1)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import permutations
from math import comb

import numpy as np
import numpy.typing as npt

from toolkit.analysis.coverage import Coverage, classes_of
from toolkit.analysis.hits import CORRECT, FALSE, Hits
from toolkit.analysis.options import exact_cost
from toolkit.analysis.ordering import best_order, signatures

Ints = npt.NDArray[np.int64]
Formats = tuple[int, ...]  # positions of candidates
# What lists of one size are compared by, the smallest is best: -score, false calls,
# requests, -correct calls added by each next format, texts.
Key = tuple[int, int, int, tuple[int, ...], tuple[str, ...]]

MAX_LISTS = 5_000_000  # compared one by one before a search gives up its proof


@dataclass(frozen=True, slots=True)
class Best:
    """The best list of one size, and how it was proven.

    `formats` are positions of candidates, in list order; None if no list of the size is
    feasible. `considered` counts the lists compared one by one; the bound excludes all
    others of the `possible` ones, unless `is_proven` is False.
    """

    size: int
    formats: Formats | None
    score: Fraction
    correct: int
    false: int
    considered: int
    possible: int
    is_proven: bool


class Chooser:
    """Chooses lists among candidates.

    Parameters
    ----------
    hits
        What the candidates hit.
    texts
        The candidates, for the last tie-break.
    false_match_cost
        Correct calls that one false call outweighs.
    min_gain
        Correct calls that leaving a format out must lose at least.
    stop_at_first
        Whether a lookup ends with the first term that finds a contact.
    term_requests
        Requests that searching for each candidate costs, over all calls; default none.
    returned
        The contacts returned, for follow-up requests: classes of (number, contact)
        pairs, weighted by calls, and the candidates that return them.
    requests_per_contact
        Follow-up requests for each contact returned.
    """

    def __init__(
        self,
        hits: Hits,
        texts: Sequence[str],
        *,
        false_match_cost: Fraction | float = 3,
        min_gain: int = 1,
        stop_at_first: bool = False,
        term_requests: Ints | None = None,
        returned: Hits | None = None,
        requests_per_contact: int = 0,
    ) -> None:
        cost = exact_cost(false_match_cost)
        self.hits = hits.open(stop_at_first=stop_at_first)
        self.texts = tuple(texts)
        self.min_gain = min_gain
        self.start = Coverage(self.hits, cost.denominator, cost.numerator)
        self.classes = classes_of(self.hits)
        self._undecided = (hits.base != CORRECT) & (hits.base != FALSE)
        self.text_order = np.argsort(
            np.argsort(np.array(self.texts, dtype=object), kind="stable")
        )
        self.stop_at_first = stop_at_first
        nothing = np.zeros(hits.n_formats, np.int64)
        self.term_requests = nothing if term_requests is None else term_requests
        self.requests_per_contact = requests_per_contact
        self.returned = Coverage(returned, 1, 0) if returned else None
        self.returned_by = classes_of(returned) if returned else []

    @property
    def everyone(self) -> Ints:
        """All candidates."""
        return np.arange(len(self.texts))

    @cached_property
    def distinct(self) -> Ints:
        """The candidates that differ in more than their text; of equals, the first.

        A list with two equals is not feasible where a format must gain something, and
        of two lists that differ in equals only, the one with the first text is better.
        """
        first: dict[tuple[object, ...], int] = {}
        for place in np.argsort(self.text_order).tolist():
            hits = [*self.classes[place], *sum(self.returned_by[place : place + 1], ())]
            does = [each.tobytes() for each in hits]
            first.setdefault((*does, int(self.term_requests[place])), place)
        return np.array(sorted(first.values()), np.int64)

    def best(self, size: int, *, max_lists: int = MAX_LISTS) -> Best:
        """Give the best feasible list of exactly `size` formats."""
        search = _Search(self, size, max_lists)
        search.run()
        correct, false = self.totals(search.found or ())
        unit, cost = self.start.unit, self.start.cost
        return Best(
            size=size,
            formats=search.found,
            score=Fraction(unit * correct - cost * false, unit),
            correct=correct,
            false=false,
            considered=search.considered,
            possible=comb(self.hits.n_formats, size),
            is_proven=search.considered <= max_lists,
        )

    def totals(self, formats: Formats) -> tuple[int, int]:
        """Count the correct and the false calls of an ordered list."""
        correct, false, _ = self._outcome(formats)
        return correct, false

    def key(self, formats: Formats) -> Key | None:
        """Give what an ordered list is compared by; None if it is not feasible."""
        correct, false, asked = self._outcome(formats)
        added = [self.totals(formats[:n])[0] for n in range(len(formats) + 1)]
        if any(correct - without < self.min_gain for without in self.without(formats)):
            return None
        return (
            self.start.cost * false - self.start.unit * correct,
            false,
            asked + self._follow_ups(formats),
            tuple(int(n) for n in -np.diff(added)),
            tuple(self.texts[format] for format in formats),
        )

    def orders(self, formats: Formats) -> Iterator[Formats]:
        """Give the orders of a set that can differ in more than their code points."""
        if not self.stop_at_first:
            yield formats
            return
        weight = signatures(
            [self.classes[format] for format in formats],
            np.where(self._undecided, self.hits.weight, 0),
        )
        texts = [self.texts[format] for format in formats]
        unit, cost = self.start.unit, self.start.cost
        places = best_order(weight, texts, unit=unit, cost=cost)
        best = tuple(formats[place] for place in places)
        yield best
        if self.key(best) is None:  # the order itself is not feasible
            yield from permutations(formats)

    def coverage(self, formats: Formats) -> Coverage:
        """Give the coverage of a set."""
        state = self.start
        for format in formats:
            state = state.with_format(*self.classes[format])
        return state

    def least_requests(
        self, chosen: Formats, size: int, hoped: tuple[int, ...], missing: int
    ) -> int:
        """Give the fewest requests of any list that continues `chosen` to `size`.

        Nothing must be false so far; `missing` is what the list still has to score.
        """
        if self.stop_at_first:
            # A call found by the j-th format saves the size - j terms behind it.
            everyone = int(self.hits.weight[self._undecided].sum())
            by_gain = sorted(hoped, reverse=True)
            saved = sum((size - 1 - j) * gain for j, gain in enumerate(by_gain))
            return size * everyone - saved
        cheapest = int(self.term_requests.min(initial=0)) * (size - len(chosen))
        asked = int(self.term_requests[list(chosen)].sum()) + cheapest
        returned = missing // self.start.unit if self.returned else 0
        return asked + self._follow_ups(chosen) + self.requests_per_contact * returned

    def _outcome(self, formats: Formats) -> tuple[int, int, int]:
        """Count the correct and false calls, and the requests for terms, of a list."""
        if not self.stop_at_first:
            state = self.coverage(formats)
            asked = int(self.term_requests[list(formats)].sum())
            return state.correct_calls, state.false_calls, asked
        weight, base = self.hits.weight, self.hits.base
        correct, false = base == CORRECT, base == FALSE
        asked = 0
        for format in formats:
            matched = correct | false
            asked += int(weight[~matched].sum())
            right, wrong = self.classes[format]
            correct[right[~matched[right]]] = True
            false[wrong[~matched[wrong]]] = True
        return int(weight[correct].sum()), int(weight[false].sum()), asked

    def without(self, formats: Formats) -> Iterator[int]:
        """Give the correct calls of the list with each format left out."""
        if not self.stop_at_first:
            state = self.coverage(formats)
            total = state.correct_calls
            for format in formats:
                yield total - state.only_this(self.classes[format][0])
            return
        for place in range(len(formats)):
            yield self.totals(formats[:place] + formats[place + 1 :])[0]

    def _follow_ups(self, formats: Formats) -> int:
        if self.returned is None:
            return 0
        state = self.returned
        for format in formats:
            state = state.with_format(*self.returned_by[format])
        return self.requests_per_contact * state.correct_calls


class _Search:
    """One search for the best list of a size."""

    def __init__(self, chooser: Chooser, size: int, max_lists: int) -> None:
        self.chooser, self.size, self.max_lists = chooser, size, max_lists
        self.found: Formats | None = None
        self.key: Key | None = None
        self.considered = 0
        right = chooser.hits.by_format(
            chooser.hits.weight[chooser.hits.member] * chooser.hits.right
        )
        self.usable = right >= chooser.min_gain

    def run(self) -> None:
        """Find the best list."""
        if self.size == 0:
            self._offer(())
            return
        pool = self.chooser.distinct if self.chooser.min_gain else self.chooser.everyone
        pool = pool[self.usable[pool]]
        self._descend((), (), pool, self.chooser.start)

    def _descend(
        self, chosen: Formats, added: tuple[int, ...], pool: Ints, state: Coverage
    ) -> None:
        """Try every set that continues `chosen` with candidates of `pool`."""
        chooser, left = self.chooser, self.size - len(chosen)
        correct = state.correct_gains()
        if not chooser.stop_at_first:
            pool = pool[correct[pool] >= chooser.min_gain]
        if len(pool) < left or self.considered > self.max_lists:
            return
        pool = pool[np.lexsort((chooser.text_order[pool], -correct[pool]))]
        if left == 1:
            self._last(chosen, added, pool, state, correct)
            return
        most = state.most_gains()[pool]
        for place in range(len(pool) - left + 1):
            if not self._worth(state.score + _top(most[place:], left)):
                return
            format = int(pool[place])
            rest = pool[place + 1 :]
            bound = state.score + int(most[place]) + _top(most[place + 1 :], left - 1)
            gains = (*added, int(correct[format]))
            hoped = (*gains, *np.sort(correct[rest])[::-1][: left - 1].tolist())
            more = state.with_format(*chooser.classes[format])
            if self._may_win(bound, (*chosen, format), hoped, more):
                self._descend((*chosen, format), gains, rest, more)

    def _last(
        self,
        chosen: Formats,
        added: tuple[int, ...],
        pool: Ints,
        state: Coverage,
        correct: Ints,
    ) -> None:
        """Try each candidate of `pool` as the last one, the best score first."""
        score = state.score + state.score_gains()
        self.considered += len(pool)
        for place in np.argsort(-score[pool], kind="stable"):
            format = int(pool[place])
            reached = int(score[format])
            if not self._worth(reached):
                return
            more = state.with_format(*self.chooser.classes[format])
            gains = (*added, int(correct[format]))
            if self._may_win(reached, (*chosen, format), gains, more):
                self._offer((*chosen, format))

    def _worth(self, score: int) -> bool:
        return self.key is None or -score <= self.key[0]

    def _may_win(
        self, bound: int, chosen: Formats, hoped: tuple[int, ...], state: Coverage
    ) -> bool:
        """Say whether a branch may hold a better list than the best so far.

        `bound` is the most it can score, `hoped` the most its formats can add one after
        the other. A branch that can only draw level is followed while it may still cost
        fewer requests, add more earlier, or come first by code points.
        """
        if self.key is None or -bound < self.key[0]:
            return True
        if -bound > self.key[0]:
            return False
        if self.key[1] or state.false_calls:
            return True
        requests = self.chooser.least_requests(
            chosen, self.size, hoped, -self.key[0] - state.score
        )
        if requests != self.key[2]:
            return requests < self.key[2]
        added = tuple(-gain for gain in hoped)
        texts = tuple(self.chooser.texts[format] for format in chosen)
        return (added, texts) <= (self.key[3], self.key[4][: len(chosen)])

    def _offer(self, formats: Formats) -> None:
        """Compare a set, in each order that matters, with the best list so far."""
        for ordered in self.chooser.orders(formats) if formats else [()]:
            key = self.chooser.key(ordered)
            if key and (self.key is None or key < self.key):
                self.found, self.key = ordered, key


def _top(gains: Ints, count: int) -> int:
    """Add up the largest of some gains."""
    if count >= len(gains):
        return int(gains.sum())
    return int(np.partition(gains, len(gains) - count)[len(gains) - count :].sum())
