"""What lookups come to: per number, and counted over calls.

>>> outcome = Outcome(
...     n_returned=np.array([1, 2, 0]), n_right=np.array([1, 0, 0]),
...     is_known=np.array([True, False, True]), requests=np.array([2, 2, 2]))
>>> counts = outcome.counts(np.array([10, 1, 5]))
>>> counts.correct_calls, counts.false_calls, counts.reach
(10, 1, 0.6666666666666666)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Few = npt.NDArray[np.int32]  # counts of one lookup: there are millions
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of one list of formats over some calls (DESIGN: truth and counts).

    Shares are between 0 and 1, None where their base is 0.
    """

    calls: int
    known_calls: int
    matched_calls: int
    correct_calls: int
    false_calls: int
    ambiguous_calls: int
    returned_contacts: int
    right_contacts: int
    requests: int

    @property
    def match_rate(self) -> float | None:
        """Matched calls ÷ calls."""
        return share(self.matched_calls, self.calls)

    @property
    def reach(self) -> float | None:
        """Correct calls ÷ known calls."""
        return share(self.correct_calls, self.known_calls)

    @property
    def precision(self) -> float | None:
        """Returned contacts that have the number ÷ returned contacts, over calls."""
        return share(self.right_contacts, self.returned_contacts)

    @property
    def requests_per_lookup(self) -> float | None:
        """Mean HTTP requests of an uncached lookup, follow-ups included."""
        return share(self.requests, self.calls)

    def to_dict(self) -> dict[str, float | int | None]:
        """Give the figures with the keys of the command line's JSON."""
        return {
            "calls": self.calls,
            "known_calls": self.known_calls,
            "matched_calls": self.matched_calls,
            "correct_calls": self.correct_calls,
            "false_calls": self.false_calls,
            "ambiguous_calls": self.ambiguous_calls,
            "match_rate": self.match_rate,
            "reach": self.reach,
            "precision": self.precision,
            "requests_per_lookup": self.requests_per_lookup,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What each number's lookup comes to; one row per number.

    `n_returned` distinct contacts, of which `n_right` have the number; `is_known`
    whether any contact has it; `requests` of one uncached lookup.
    """

    n_returned: Few
    n_right: Few
    is_known: Flags
    requests: Few

    @property
    def is_matched(self) -> Flags:
        """Whether contacts were returned."""
        return self.n_returned > 0

    @property
    def is_correct(self) -> Flags:
        """Whether one of them has the number."""
        return self.n_right > 0

    @property
    def is_false(self) -> Flags:
        """Whether contacts were returned and none has the number."""
        return self.is_matched & ~self.is_correct

    def counts(self, weight: Ints) -> Counts:
        """Count over calls; `weight` holds the calls of each number."""
        return Counts(
            calls=int(weight.sum()),
            known_calls=int(weight @ self.is_known),
            matched_calls=int(weight @ self.is_matched),
            correct_calls=int(weight @ self.is_correct),
            false_calls=int(weight @ self.is_false),
            ambiguous_calls=int(weight @ (self.n_returned > 1)),
            returned_contacts=int(weight @ self.n_returned),
            right_contacts=int(weight @ self.n_right),
            requests=int(weight @ self.requests),
        )


def share(part: int, whole: int) -> float | None:
    """Divide counts; None for 0 / 0.

    >>> share(1, 4), share(0, 0)
    (0.25, None)
    """
    return part / whole if whole else None
