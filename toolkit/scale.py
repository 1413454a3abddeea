"""The same answer from many or very large files, on a Dask cluster.

Dask schedules, moves and retries; the work is that of one machine. Each worker folds
partitions of files into events (`toolkit.exports.partitions`), the client joins them as
`read_calls` does, so the log, and everything measured on it, is the same to the last
digit. Per-call matches are made and written part by part on the workers. The contacts
are sent to each worker once; where they are too large for that, the client looks each
number up, and a part gets what its own numbers find.

Workers must see the files under the same paths, and have this package. A worker that
dies is replaced by Dask, and its part done again; a client that dies has to begin
again. How much memory a worker needs depends on the size of a partition, never on the
whole log; the client needs some 60 bytes a call while it joins them.

    calls = read_calls_on("tcp://scheduler:8786", "logs/*.csv")
    matches = Matches(Situation(calls, contacts, "clio"), "(###) ###-####")
    match_on("tcp://scheduler:8786", matches, write_part)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from toolkit.analysis.matches import CHUNK, Matches, match_events
from toolkit.analysis.situation import Situation
from toolkit.cluster import Client, broadcast, connect, in_order
from toolkit.errors import TableError
from toolkit.exports.byte_ranges import between, count_quotes
from toolkit.exports.calls import (
    Calls,
    FoldedFile,
    OpenedFile,
    join_files,
    open_file,
)
from toolkit.exports.coding import Bools
from toolkit.exports.contacts import Contacts
from toolkit.exports.event_store import EventStore
from toolkit.exports.files import PathLike, find_files
from toolkit.exports.headers import Columns
from toolkit.exports.partitions import (
    FoldedPartition,
    OtherEncoding,
    Plan,
    cut_parquet,
    cut_text,
    fold_partition,
    places_to_cut,
)
from toolkit.exports.progress import show_progress, size_of
from toolkit.matching.connectors import CONNECTORS, Connector
from toolkit.matching.numbers import known_region

T = TypeVar("T")
Write: TypeAlias = Callable[[int, Iterable[pd.DataFrame]], T]

PARTITION = 64 << 20  # bytes of a file that one task folds
CALLS_OF_PART = 200_000  # of one task: so many calls and their numbers are under 10 MB
MAX_BROADCAST = 256 << 20  # bytes of contacts that every worker can hold


def read_calls_on(
    address: str | Client,
    paths: PathLike | Iterable[PathLike],
    *,
    region: str = "US",
    columns: Columns = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: bool = False,
    partition: int = PARTITION,
) -> Calls:
    """Read call-log exports on a cluster, a partition of a file a task.

    Parameters
    ----------
    address
        See `toolkit.cluster.connect`.
    paths, region, columns, encoding, delimiter, progress
        As of `read_calls`, whose errors are raised here too.
    partition
        Bytes of a text or a Parquet file that are read together.

    Returns
    -------
    Calls
        What `read_calls` gives.
    """
    files = find_files(paths)
    many = len(files) > 1
    open_one = partial(
        _open,
        columns=columns,
        encoding=encoding,
        delimiter=delimiter,
        is_one_of_many=many,
    )
    fold = partial(fold_partition, region=known_region(region), is_one_of_many=many)
    with connect(address) as client:
        opened = list(in_order(client, open_one, [path.absolute() for path in files]))
        plans = _plan(client, opened, partition)
        with show_progress("Reading calls", size_of(files), shown=progress) as tick:
            folded = _fold_all(client, fold, plans, known_region(region), tick)
    named = [
        replace(one, table=replace(one.table, path=path))
        for one, path in zip(folded, files, strict=True)
    ]
    return join_files(named, known_region(region))


def match_on(
    address: str | Client,
    matches: Matches,
    write: Write[T],
    *,
    calls_of_part: int = CALLS_OF_PART,
    max_broadcast: int = MAX_BROADCAST,
) -> list[T]:
    """Match every call of a log on a cluster, part by part.

    Parameters
    ----------
    address
        See `toolkit.cluster.connect`.
    matches
        The calls, the contacts, the rules and the formats.
    write
        Called on the workers with the number of a part, from 0, and its matches in
        chunks; what it returns must be small. A part whose worker dies is written
        again.
    calls_of_part
        Calls of one part.
    max_broadcast
        Bytes of contacts up to which they are sent to every worker.

    Returns
    -------
    list
        What `write` returned for each part, in order. All parts one behind the other
        are what `toolkit.analysis.matches.match` gives.
    """
    situation = matches.situation
    starts = range(0, max(len(situation.calls.events), 1), calls_of_part)
    slices = [slice(start, start + calls_of_part) for start in starts]
    with connect(address) as client:
        if _size(situation.contacts) > max_broadcast:
            found = (_some_found(matches, i, s) for i, s in enumerate(slices))
            return list(in_order(client, partial(_write_found, write=write), found))
        logs = (_Log(i, _some_calls(situation.calls, s)) for i, s in enumerate(slices))
        work = partial(
            _match_log,
            rules=(_sendable(situation.record), situation.search_rule, situation.wire),
            formats=matches.formats,
            write=write,
        )
        everywhere = broadcast(client, situation.contacts)
        return list(in_order(client, work, logs, everywhere))


def _open(path: Path, **options: Any) -> OpenedFile:
    """Open a file; what it reads there runs in one thread, as Dask expects."""
    try:
        opened = open_file(path, **options)
    except OSError as fault:
        raise TableError(
            expected="a file that every worker has under the same path",
            got=type(fault).__name__,
            where=path.name,
        ) from fault
    return replace(opened, table=replace(opened.table, threads=1))


def _plan(client: Client, files: Sequence[OpenedFile], size: int) -> list[Plan]:
    """Cut files into partitions; the quotes of large texts are counted for that."""
    places = [places_to_cut(one.table, size) for one in files]
    ranges = [
        (one.table.path, *pair)
        for one, cuts in zip(files, places, strict=True)
        if len(cuts) > 1
        for pair in between(cuts, one.table.path.stat().st_size)
    ]
    quotes = in_order(client, _count_quotes, ranges)
    plans = []
    for one, cuts in zip(files, places, strict=True):
        if one.table.dialect.encoding == "parquet":
            plans.append(cut_parquet(one, size))
        else:
            counts = [next(quotes) for _ in cuts] if len(cuts) > 1 else []
            plans.append(cut_text(one, cuts, counts))
    return plans


def _count_quotes(wanted: tuple[Path, int, int]) -> int:
    return count_quotes(*wanted)


def _fold_all(
    client: Client,
    fold: Callable[..., FoldedPartition | OtherEncoding],
    plans: Sequence[Plan],
    region: str,
    tick: Callable[[int], object],
) -> list[FoldedFile]:
    """Fold all partitions of all files; those of a file that was misread, again."""
    tasks = (task for plan in plans for task in plan.tasks())
    results = in_order(client, fold, tasks)
    done: list[FoldedFile] = []
    for plan in plans:
        settled = plan.settle(_kept(results, plan, tick), region)
        while isinstance(settled, Plan):
            again = in_order(client, fold, settled.tasks())
            settled = settled.settle(_kept(again, settled), region)
        done.append(settled)
    return done


def _kept(
    results: Iterator[FoldedPartition | OtherEncoding],
    plan: Plan,
    tick: Callable[[int], object] = lambda size: None,
) -> list[FoldedPartition | OtherEncoding]:
    """Take the results of a file's partitions; their events are kept side by side."""
    store, n = EventStore(), len(plan.partitions)
    size = plan.opened.table.path.stat().st_size // n
    got: list[FoldedPartition | OtherEncoding] = []
    for one in islice(results, n):
        kept = one.moved(store, 1 / n) if isinstance(one, FoldedPartition) else one
        got.append(kept)
        tick(size)
    return got


@dataclass(frozen=True, slots=True)
class _Log:
    """Some calls of a log, to be matched on a worker."""

    number: int
    calls: Calls


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """Some calls of a log, and what their numbers find."""

    number: int
    events: pd.DataFrame
    numbers: pd.DataFrame
    files: tuple[str, ...]

    def chunks(self) -> Iterator[pd.DataFrame]:
        for start in range(0, len(self.events), CHUNK):
            some = self.events.iloc[start : start + CHUNK]
            yield match_events(some, self.numbers, self.files)


def _match_log(
    log: _Log,
    contacts: Contacts,
    *,
    rules: tuple[str | Connector, str | None, str],
    formats: tuple[str, ...],
    write: Write[T],
) -> T:
    connector, search_rule, wire = rules
    situation = Situation(
        log.calls, contacts, connector, search_rule=search_rule, wire=wire
    )
    return write(log.number, Matches(situation, formats).chunks())


def _sendable(record: Connector) -> str | Connector:
    """Name a record of the table: its read-only parts do not travel."""
    return record.name if CONNECTORS.get(record.name) is record else record


def _write_found(found: _Found, *, write: Write[T]) -> T:
    return write(found.number, found.chunks())


def _some_calls(calls: Calls, rows: slice) -> Calls:
    """Give some events of a log, and only the numbers that they have."""
    events, called = _some_events(calls, rows)
    return replace(
        calls,
        numbers=calls.numbers.take(called),
        events=events,
        rejects=calls.rejects.iloc[:0],
    )


def _some_found(matches: Matches, number: int, rows: slice) -> _Found:
    """Give some events of a log, and what the numbers that they have find."""
    calls = matches.situation.calls
    events, called = _some_events(calls, rows)
    names = tuple(source.name for source in calls.sources)
    return _Found(number, events, matches.numbers.loc[called], names)


def _some_events(calls: Calls, rows: slice) -> tuple[pd.DataFrame, Bools]:
    """Give some events, and which numbers they have; `number` counts only these."""
    events = calls.events.iloc[rows]
    number = events["number"].to_numpy()
    called = np.zeros(len(calls.numbers), bool)
    called[number] = True
    place = np.cumsum(called, dtype=np.int32) - np.int32(1)
    return events.assign(number=place[number]), called


def _size(contacts: Contacts) -> int:
    tables = (contacts.contacts, contacts.cells, contacts.number_cells)
    return sum(int(table.memory_usage(deep=True).sum()) for table in tables)
