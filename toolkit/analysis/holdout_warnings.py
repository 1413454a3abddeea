"""Warnings that the figures about unseen calls may not hold, in codes and words.

>>> from toolkit.analysis.time_split import split_by_time
>>> split = split_by_time(np.arange(0, 20 * 86_400, 60).astype("M8[s]"))
>>> weight = np.array([900, 40, 30, 20, 10])
>>> [warning.code for warning in warnings_of(split, weight, 1.2)]
['few-numbers']
>>> warnings_of(split, weight, 1.2)[0].text
'1 of 5 numbers makes half of the known later calls: the interval is wide, and with \
other callers the reach would be another.'
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.analysis.time_split import TimeSplit

Ints = npt.NDArray[np.int64]

FEW_NUMBERS = 30  # effective ones
FEW_CALLS = 100  # known ones in the later part
SHORT_DAYS = 14  # every weekday twice


@dataclass(frozen=True, slots=True)
class HoldoutWarning:
    """One reason why the figures may not hold."""

    code: str
    text: str

    def to_dict(self) -> dict[str, str]:
        """Give the warning with the keys of the command line's JSON."""
        return {"code": self.code, "text": self.text}


def warnings_of(
    split: TimeSplit, weight: Ints, effective: float
) -> tuple[HoldoutWarning, ...]:
    """Collect the warnings, the gravest first.

    Parameters
    ----------
    split
        The parts of the history.
    weight
        One row per number with known calls in the later part: those calls.
    effective
        How many numbers calling equally often would tell as much.
    """
    found = {
        "few-numbers": _few_numbers(weight) if effective < FEW_NUMBERS else None,
        "few-calls": _few_calls(int(weight.sum())),
        "short-history": _short_history(split.days),
    }
    return tuple(HoldoutWarning(code, text) for code, text in found.items() if text)


def _few_numbers(weight: Ints) -> str:
    down = np.sort(weight)[::-1]
    half = int(np.searchsorted(np.cumsum(down), down.sum() / 2)) + 1
    makes = "makes" if half == 1 else "make"
    return (
        f"{half} of {len(weight)} numbers {makes} half of the known later calls: the "
        "interval is wide, and with other callers the reach would be another."
    )


def _few_calls(calls: int) -> str | None:
    if calls >= FEW_CALLS:
        return None
    return f"Only {calls} known calls are in the later part: the interval is wide."


def _short_history(days: float) -> str | None:
    if days >= SHORT_DAYS:
        return None
    return (
        f"The calls span {days:.1f} days, less than {SHORT_DAYS}: callers of other "
        "weeks are not seen."
    )
