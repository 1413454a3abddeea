"""Files of a call log cut into partitions, folded apart, and put together again.

Rules: UTF-8 text is cut where a record ends (`byte_ranges`), Parquet between row
groups. A compressed file, a workbook and text in another encoding are one partition,
however large. What only the whole file can tell, the order of day and month and an
encoding that its start did not show, is settled when all partitions are folded; if it
contradicts how they were read, they are read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np

from toolkit.exports.byte_ranges import cut_ranges
from toolkit.exports.calls import FoldedFile, OpenedFile
from toolkit.exports.encodings import PLAIN, choose_encoding
from toolkit.exports.event_store import EventStore
from toolkit.exports.events import EventPart, Folder, fold_parts, time_reader
from toolkit.exports.files import is_compressed
from toolkit.exports.headers import Found
from toolkit.exports.tables import Table, reopen_table
from toolkit.exports.workbooks import row_group_sizes


@dataclass(frozen=True, slots=True, repr=False)
class FoldedPartition:
    """The events of a partition; its rows are counted as if it began below the header.

    `span` counts its rows; `met` is what `TimeReader.met` says of its dates.
    """

    parts: list[EventPart]
    span: int
    met: tuple[int, int]

    def moved(self, store: EventStore, share: float) -> FoldedPartition:
        """Give the partition with its events moved into a store, a share of them."""
        share /= max(len(self.parts), 1)
        return replace(self, parts=[part.moved(store, share) for part in self.parts])


@dataclass(frozen=True, slots=True)
class OtherEncoding:
    """A partition that is not written in the encoding that the file began with."""

    encoding: str
    errors: str


@dataclass(frozen=True, slots=True, repr=False)
class Task:
    """A partition to be folded; `is_turned` reads its dates in the other order."""

    table: Table
    found: Found
    is_turned: bool


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """How one file is to be read: its partitions, and whether its dates are turned."""

    opened: OpenedFile
    partitions: tuple[Table, ...]
    is_turned: bool = False

    def tasks(self) -> Iterator[Task]:
        """Give what `fold_partition` has to know of each partition."""
        for table in self.partitions:
            yield Task(table, self.opened.found, self.is_turned)

    def settle(
        self, results: Sequence[FoldedPartition | OtherEncoding], region: str
    ) -> FoldedFile | Plan:
        """Put the results of all partitions together; or say how to read them again."""
        for one in results:
            if isinstance(one, OtherEncoding):
                return self._in_encoding(one)
        folded = [one for one in results if isinstance(one, FoldedPartition)]
        if not self.is_turned and self._is_contradicted(folded, region):
            return replace(self, is_turned=True)
        return FoldedFile(self.opened.table, self.opened.found, _joined(folded))

    def _in_encoding(self, other: OtherEncoding) -> Plan:
        table = reopen_table(self.opened.table, other.encoding, other.errors)
        partitions: tuple[Table, ...] = (table,)
        if other.encoding in PLAIN:
            same = [replace(table, rows=one.rows) for one in self.partitions]
            partitions = tuple(same)
        return Plan(replace(self.opened, table=table), partitions)

    def _is_contradicted(self, folded: Sequence[FoldedPartition], region: str) -> bool:
        reader = time_reader(self.opened.table, self.opened.found, region)
        for one in folded:
            reader.meet(*one.met)
        return reader.is_contradicted


def places_to_cut(table: Table, size: int) -> list[int]:
    """Say where to cut a text into `size` bytes each; a single place: not at all."""
    total = table.path.stat().st_size
    start = table.dialect.skip
    whole = (
        table.dialect.encoding not in PLAIN
        or total - start <= size
        or is_compressed(table.path)
    )
    return [start] if whole else list(range(start, total, size))


def cut_text(opened: OpenedFile, places: Sequence[int], quotes: Sequence[int]) -> Plan:
    """Cut a text at these places, between which so many quotes are."""
    table = opened.table
    if len(places) == 1:
        return Plan(opened, (table,))
    ranges = cut_ranges(places, quotes, table.path.stat().st_size)
    return Plan(opened, tuple(replace(table, rows=one) for one in ranges))


def cut_parquet(opened: OpenedFile, size: int) -> Plan:
    """Cut a Parquet file into runs of row groups of some `size` bytes together."""
    sizes = row_group_sizes(opened.table.path)
    number = np.asarray([*accumulate(sizes, initial=0)][:-1], np.int64) // size
    starts = np.flatnonzero(np.diff(number, prepend=-1)).tolist()
    runs = [range(*pair) for pair in pairwise([*starts, len(sizes)])]
    return Plan(opened, tuple(replace(opened.table, rows=run) for run in runs))


def fold_partition(
    task: Task, *, region: str, is_one_of_many: bool
) -> FoldedPartition | OtherEncoding:
    """Fold the rows of a partition; the parameters are those of `fold_file`."""
    table, found = task.table, task.found
    times = time_reader(table, found, region)
    if task.is_turned:
        times.reverse()
    folder = Folder(found, times, is_one_of_many)
    try:
        parts, span = fold_parts(table, folder, lambda size: None)
    except UnicodeDecodeError as fault:
        return OtherEncoding(*choose_encoding(fault.object))
    return FoldedPartition(parts, span, times.met)


def _joined(folded: Sequence[FoldedPartition]) -> list[EventPart]:
    """Count the rows of all partitions of a file in one go, for events in place."""
    parts: list[EventPart] = []
    above = np.int32(0)
    for one in folded:
        for part in one.parts:
            np.add(part.rows, above, out=part.rows)
            parts.append(replace(part, reject_rows=part.reject_rows + above))
        above += np.int32(one.span)
    return parts
