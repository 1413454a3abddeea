"""Does one list serve all? Its figures in each segment, and the segments it fails.

A segment fails where the list reaches clearly less of its calls with contacts than of
all other calls: the difference is at least `MIN_GAP` and cannot be chance. Calls with
one number succeed or fail together, so chance is judged by numbers, not by calls (a
linearised ratio, with its variance never below that of a few more numbers).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.analysis.choosing import Rules
from toolkit.analysis.findings import RECOMMENDED, Finding
from toolkit.analysis.outcome import Outcome
from toolkit.analysis.plain_rows import plain_rows
from toolkit.analysis.segment_calls import DIMENSIONS, SegmentCalls
from toolkit.analysis.wording import calls_text, count, percent
from toolkit.matching.formats import join_formats

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Row = dict[Hashable, Any]
MIN_GAP = 0.10  # of reach, between a segment and the other calls
MIN_CALLS, MIN_NUMBERS = 30, 10  # with contacts; fewer prove nothing
MIN_Z = 3.3  # standard errors: 1 in 2,000, because many segments are looked at
HELPS = 0.05  # of reach that a list of its own has to add
_PRIOR = 4.0  # numbers added to those observed, half of them found
# States of a number: 0 unknown, 1 known and missed, 2 known and found; 3 more if its
# calls show only wrong contacts.
_FALSE, _STATES = 3, 6

_OF: dict[str, str] = {
    "feature": "For {}",
    "column": "Numbers in the column '{}'",
    "country": "{} numbers",
    "month": "In {}",
}


@dataclass(frozen=True, eq=False)
class Segments:
    """What the recommended list does in each segment.

    ``table``: DataFrame, one row per segment with calls, by dimension
        dimension      str    feature, column, country, user, month
        segment        str    its name; of a user private
        calls          int    of the segment
        known_calls    int    of these, with contacts
        known_numbers  int    distinct numbers of these
        correct_calls  int    recognised
        false_calls    int    that show only wrong contacts
        reach          float  correct ÷ known; missing without known calls
        other_reach    float  the same of all other calls
        is_failed      bool   reaches clearly less than the others
        own_formats    str    the list best for a failed segment alone, else missing
        own_reach      float  what that list reaches there
    """

    table: pd.DataFrame

    def __repr__(self) -> str:
        """Count the segments."""
        return f"<Segments: {int(self.table['is_failed'].sum())} failed>"

    @cached_property
    def failed(self) -> pd.DataFrame:
        """The segments that the list fails, as in `table`."""
        return self.table[self.table["is_failed"]]

    @property
    def serves_all(self) -> bool:
        """Whether one list does for everybody."""
        return self.failed.empty

    def to_dict(self) -> dict[str, Any]:
        """Give the figures; of users only how many there are, and how many fail."""
        is_user = self.table["dimension"] == "user"
        return {
            "serves_all": self.serves_all,
            "rows": plain_rows(self.table[~is_user]),
            "users": int(is_user.sum()),
            "users_failed": int((self.failed["dimension"] == "user").sum()),
        }

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the failed segments, without any user's name."""
        rows = self.failed[self.failed["dimension"] != "user"]
        users = self.failed[self.failed["dimension"] == "user"]
        found = [_finding(row) for row in rows.to_dict("records")]
        return (*found, *([_users_finding(users)] if len(users) else []))


def split_segments(recommendation: Recommendation) -> Segments:
    """Measure the recommended list in each segment."""
    situation = recommendation.situation
    outcome = situation.outcome(recommendation.entered_formats)
    tables = []
    for dimension, split in DIMENSIONS.items():
        calls = split(situation)
        table = _figures(calls, outcome, situation.weight)
        _add_own_lists(table, calls, recommendation)
        table.insert(0, "dimension", dimension)
        tables.append(table[table["calls"] > 0])
    return Segments(pd.concat(tables, ignore_index=True))


def _figures(split: SegmentCalls, outcome: Outcome, weight: Ints) -> pd.DataFrame:
    """Count each segment, and judge whether it fails."""
    known = outcome.is_known
    found = outcome.is_correct & known
    state = known.astype(np.int64) + found + _FALSE * outcome.is_false
    place = split.segment * _STATES + state[split.number]

    def by_state(values: Ints) -> Ints:
        """Add up by segment and state."""
        cells = np.bincount(place, values, len(split.labels) * _STATES)
        return cells.astype(np.int64).reshape(-1, _STATES)

    calls, squares = by_state(split.calls), by_state(split.calls**2)
    shared = by_state(split.calls * weight[split.number])
    table = pd.DataFrame(
        {
            "segment": pd.Series(split.labels, dtype="str"),
            "calls": calls.sum(axis=1),
            "known_calls": _of_known(calls).sum(axis=1),
            "known_numbers": _of_known(by_state((split.calls > 0) * 1)).sum(axis=1),
            "correct_calls": _of_known(calls)[:, 0],
            "false_calls": calls[:, _FALSE:].sum(axis=1),
        }
    )
    missed = known & ~found
    all_calls, all_squares = (
        np.array([values[found].sum(), values[missed].sum()])
        for values in (weight, weight**2)
    )
    inside = _of_known(calls), _of_known(squares)
    outside = (
        all_calls - inside[0],
        all_squares - 2 * _of_known(shared) + inside[1],
    )
    reach, variance = _ratio(*inside)
    other, other_variance = _ratio(*outside)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (other - reach) / np.sqrt(variance + other_variance)
    table["reach"], table["other_reach"] = reach, other
    table["is_failed"] = (
        (table["known_calls"] >= MIN_CALLS)
        & (table["known_numbers"] >= MIN_NUMBERS)
        & (table["other_reach"] - table["reach"] >= MIN_GAP)
        & (z >= MIN_Z)
    )
    return table


def _of_known(sums: Ints) -> Ints:
    """Give two columns: of known numbers that are found, and of those that are not."""
    both = sums[:, :_FALSE] + sums[:, _FALSE:]
    return both[:, [2, 1]]


def _ratio(calls: Ints, squares: Ints) -> tuple[Floats, Floats]:
    """Give found ÷ all calls, and the variance of that, numbers being independent."""
    (found, missed), (found_squares, missed_squares) = calls.T, squares.T
    total = found + missed
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = found / total
        linear = found_squares * (1 - reach) ** 2 + missed_squares * reach**2
        n = total**2 / (found_squares + missed_squares)  # numbers of equal weight
        level = (reach * n + _PRIOR / 2) / (n + _PRIOR)
        least = level * (1 - level) / (n + _PRIOR)
        return reach, np.maximum(linear / total**2, least)


def _add_own_lists(
    table: pd.DataFrame, split: SegmentCalls, recommendation: Recommendation
) -> None:
    """Choose a list for each failed segment alone."""
    own_formats: list[str | None] = [None] * len(table)
    own_reach = np.full(len(table), np.nan)
    situation = recommendation.situation
    for segment in np.flatnonzero(table["is_failed"]):
        weight = split.weight(int(segment), len(situation.weight))
        formats = recommendation.entered(_best_for(recommendation, weight))
        reach = situation.outcome(formats).counts(weight).reach
        own_formats[segment] = join_formats(formats)
        own_reach[segment] = np.nan if reach is None else reach
    table["own_formats"] = pd.Series(own_formats, dtype="object")
    table["own_reach"] = own_reach


def _best_for(recommendation: Recommendation, weight: Ints) -> tuple[str, ...]:
    """Choose the list that is best for some of the calls alone."""
    options, problem = recommendation.options, recommendation.problem
    rules = Rules(
        options.max_formats, options.cost, options.min_gain, problem.stop_at_first
    )
    chooser = problem.chooser(
        weight,
        false_match_cost=options.false_match_cost,
        min_gain=options.min_gain,
    )
    empty = recommendation.situation.outcome(())
    return recommendation.named(rules.choose(chooser, rules.empty_score(empty, weight)))


def _finding(row: Row) -> Finding:
    """Name a failed segment, and say whether another list would serve it."""
    which = _OF[row["dimension"]].format(_shown(row))
    lost = round((row["other_reach"] - row["reach"]) * row["known_calls"])
    text = (
        f"One list does not serve all. {which}: {percent(row['reach'])} of "
        f"{calls_text(row['known_calls'])} with contacts are recognised, of all other "
        f"calls {percent(row['other_reach'])}. {_remedy([row])}"
    )
    return Finding("segment-fails", text, lost, about=RECOMMENDED)


def _shown(row: Row) -> str:
    name = str(row["segment"])
    return name.replace("_", " ") if row["dimension"] == "feature" else name


def _users_finding(users: pd.DataFrame) -> Finding:
    rows = users.to_dict("records")
    lost = round(sum((r["other_reach"] - r["reach"]) * r["known_calls"] for r in rows))
    low = percent(users["reach"].min())
    text = (
        f"One list does not serve all. With {count(len(users), 'user')} it recognises "
        f"far fewer calls than with the others, down to {low}. {_remedy(rows)}"
    )
    return Finding("segment-fails", text, lost, about=RECOMMENDED)


def _remedy(rows: Sequence[Row]) -> str:
    """Say what a list of their own would reach."""
    helped = [row for row in rows if row["own_reach"] - row["reach"] >= HELPS]
    if not helped:
        return "No other list would do better there; clean these contacts up."
    best = max(helped, key=lambda row: row["own_reach"] - row["reach"])
    return (
        f"A list of their own ({best['own_formats'] or 'nothing set'}) would reach "
        f"{percent(best['own_reach'])}."
    )
