"""Options: what a recommendation depends on beside the data.

>>> Options(max_formats=0)
Traceback (most recent call last):
toolkit.errors.OptionError: max_formats: expected 1 to 6, got 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from toolkit.errors import OptionError
from toolkit.matching.formats import MAX_FORMATS

MOST_FORMATS = 6  # sizes of the frontier, and the longest list that can be asked for
WEIGHINGS = ("calls", "numbers", "contacts")
RECENT_CALLS = 100  # of each user at first access: one page of RingCentral's call log


@dataclass(frozen=True, slots=True)
class Options:
    """What a recommendation depends on beside the data.

    `current` is the setting in use; `weigh_by` whether a correct call counts for
    itself, each number once, or each number by the contacts that have it.
    `recent_calls` and `refresh_share` are of the costs, see `toolkit.analysis.costs`:
    the list does not depend on them.
    """

    max_formats: int = MAX_FORMATS
    false_match_cost: float = 3
    min_gain: int = 1
    placeholder: str | None = None
    current: tuple[str, ...] | None = None
    weigh_by: str = "calls"
    recent_calls: int = RECENT_CALLS
    refresh_share: float = 0.0
    seed: int = 1

    @property
    def cost(self) -> Fraction:
        """`false_match_cost` exactly: scores are compared for equality.

        >>> Options(false_match_cost=0.1).cost
        Fraction(1, 10)
        """
        return exact_cost(self.false_match_cost)

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        _in_range("max_formats", self.max_formats, 1, MOST_FORMATS)
        _in_range("false_match_cost", self.false_match_cost, 0, 1_000_000)
        _in_range("min_gain", self.min_gain, 0, 1_000_000_000)
        _in_range("recent_calls", self.recent_calls, 0, 1_000_000)
        _in_range("refresh_share", self.refresh_share, 0, 1)
        _in_range("seed", self.seed, 0, 2**32 - 1)
        _one_of("placeholder", self.placeholder, (None, "#", "*"))
        _one_of("weigh_by", self.weigh_by, WEIGHINGS)


def exact_cost(false_match_cost: Fraction | float) -> Fraction:
    """Give the fraction that a cost is meant to be."""
    return Fraction(false_match_cost).limit_denominator(10**6)


def _in_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise OptionError(expected=f"{low} to {high}", got=str(value), where=name)


def _one_of(name: str, value: object, choices: tuple[object, ...]) -> None:
    if value not in choices:
        expected = " | ".join(str(choice) for choice in choices if choice is not None)
        raise OptionError(expected=expected, got=repr(value), where=name)
