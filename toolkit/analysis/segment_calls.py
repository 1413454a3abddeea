"""Segments: the calls of a log split by feature, column, country, user and month.

Each dimension gives, for its segments, how many calls there are with each number. A
call may stand in several segments of a dimension: a number in two columns, an inbound
call in call pop and in call logging.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import phonenumbers

from toolkit.analysis.situation import FEATURES, Situation
from toolkit.analysis.windows import DAY
from toolkit.columns.grouping import places_in

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class SegmentCalls:
    """The calls of each segment: rows of (segment, number, calls), each pair once.

    `labels` names the segments; those of users are private.
    """

    labels: tuple[str, ...]
    segment: Ints
    number: Ints
    calls: Ints

    def weight(self, segment: int, n_numbers: int) -> Ints:
        """Give the calls of one segment, one row per number."""
        rows = self.segment == segment
        weight = np.zeros(n_numbers, np.int64)
        weight[self.number[rows]] = self.calls[rows]
        return weight


def by_feature(situation: Situation) -> SegmentCalls:
    """Split by what getContact powers: call pop, call logging, SMS logging."""
    return _of_weights(
        [(name, situation.feature_weight(name)) for name in FEATURES],
    )


def by_country(situation: Situation) -> SegmentCalls:
    """Split by the country code of the number."""
    code = situation.calls.numbers.country_code.astype(np.int64)
    codes, place = np.unique(code, return_inverse=True)
    number = np.flatnonzero(situation.weight)
    labels = tuple(_country(int(each)) for each in codes)
    return SegmentCalls(labels, place[number], number, situation.weight[number])


def by_column(situation: Situation) -> SegmentCalls:
    """Split the calls with contacts by the columns that the number stands in."""
    contacts = situation.contacts
    column = contacts.cells["column"].astype("category")
    code = column.cat.codes.to_numpy(np.int64)[contacts.number_cells["cell"]]
    number = places_in(situation.calls.numbers.key, contacts.numbers.key)
    called = number >= 0
    n = max(len(situation.calls.numbers), 1)
    pair = np.unique(code[called] * n + number[called])
    segment, number = np.divmod(pair, n)
    labels = tuple(map(str, column.cat.categories))
    return SegmentCalls(labels, segment, number, situation.weight[number])


def by_user(situation: Situation) -> SegmentCalls:
    """Split by the extension or user who had the call."""
    user = situation.calls.events["user"].to_numpy(np.int64)
    return _of_events(situation, user, situation.calls.users)


def by_month(situation: Situation) -> SegmentCalls:
    """Split by the month of the call, where its time is known."""
    started = situation.calls.events["started_at"].to_numpy()
    is_known = ~np.isnat(started)
    if not is_known.any():
        return _of_events(situation, np.full(len(started), -1), ())
    day = started.astype("datetime64[s]", copy=False).view(np.int64) // DAY
    first, last = int(day[is_known].min()), int(day[is_known].max())
    days = np.arange(first, last + 1).view("datetime64[D]")
    month = days.astype("datetime64[M]").view(np.int64)
    labels = [str(each) for each in np.unique(month).view("datetime64[M]")]
    month -= month[0]
    found = np.where(is_known, month[np.where(is_known, day - first, 0)], -1)
    return _of_events(situation, found, labels)


DIMENSIONS: Mapping[str, Callable[[Situation], SegmentCalls]] = MappingProxyType(
    {
        "feature": by_feature,
        "column": by_column,
        "country": by_country,
        "user": by_user,
        "month": by_month,
    }
)


def _of_weights(weights: Sequence[tuple[str, Ints]]) -> SegmentCalls:
    rows = [np.flatnonzero(weight) for _, weight in weights]
    return SegmentCalls(
        tuple(label for label, _ in weights),
        np.repeat(np.arange(len(weights)), [len(each) for each in rows]),
        np.concatenate(rows),
        np.concatenate([weights[i][1][each] for i, each in enumerate(rows)]),
    )


def _of_events(
    situation: Situation, label: Ints, labels: Sequence[str]
) -> SegmentCalls:
    """Count events by label and number; a label of -1 belongs nowhere."""
    n = max(len(situation.calls.numbers), 1)
    kept = label >= 0
    code = label[kept] * n + situation.calls.events["number"].to_numpy(np.int64)[kept]
    pair, calls = np.unique(code, return_counts=True)
    segment, number = np.divmod(pair, n)
    return SegmentCalls(tuple(labels), segment, number, calls)


def _country(code: int) -> str:
    """Name a country code and its main region.

    >>> _country(44)
    '+44 GB'
    """
    region = phonenumbers.region_code_for_country_code(code)
    return f"+{code}" if region in ("ZZ", "001") else f"+{code} {region}"
