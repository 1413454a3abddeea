"""The same answer from many files, on a Dask cluster.

Dask schedules, moves and retries; the work is that of one machine. Each worker folds
whole files into events (`toolkit.exports.calls.fold_file`), the client joins them as
`read_calls` does, so the log, and everything measured on it, is the same to the last
digit. Per-call matches are made and written part by part on the workers; the contacts
are sent to each worker once.

Workers must see the files under the same paths, and have this package. A worker that
dies is replaced by Dask, and its part done again. How much memory a worker needs
depends on its largest file, never on the whole log; the client keeps some 24 bytes a
call.

    calls = read_calls_on("tcp://scheduler:8786", "logs/*.csv")
    match_on("local", calls, contacts, write_part, "(###) ###-####", connector="clio")
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd

from toolkit.analysis.matches import Matches
from toolkit.analysis.situation import Situation
from toolkit.errors import OptionError
from toolkit.exports.calls import Calls, FoldedFile, fold_file, join_files
from toolkit.exports.contacts import Contacts
from toolkit.exports.files import PathLike, find_files
from toolkit.exports.headers import Columns
from toolkit.exports.progress import show_progress
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import parse_formats
from toolkit.matching.numbers import known_region
from toolkit.matching.wire import AS_BUILT

T = TypeVar("T")
Client: TypeAlias = Any  # distributed.Client, which need not be installed
Write: TypeAlias = Callable[[int, Iterable[pd.DataFrame]], T]

LOCAL = "local"
ANY_PORT = "127.0.0.1:0"  # of the local cluster's own pages
CALLS_OF_PART = 200_000  # of one task: so many calls and their numbers are under 10 MB


@contextmanager
def connect(address: str | Client) -> Iterator[Client]:
    """Give a client of a cluster: ``local``, a scheduler's address, or a client.

    ``local`` starts one worker process for each processor, for the time of the block.

    Raises
    ------
    OptionError
        Dask is not installed, or the scheduler does not answer.
    """
    if not isinstance(address, str):
        yield address
        return
    distributed = _load()
    with ExitStack() as opened:
        try:
            if address == LOCAL:
                address = opened.enter_context(
                    distributed.LocalCluster(
                        threads_per_worker=1, dashboard_address=ANY_PORT
                    )
                )
            client = opened.enter_context(distributed.Client(address))
        except (OSError, ValueError) as fault:
            raise OptionError(
                expected="'local' or the address of a scheduler that answers",
                got=f"{address!r} ({type(fault).__name__})",
                where="dask",
            ) from fault
        yield client


def read_calls_on(
    address: str | Client,
    paths: PathLike | Iterable[PathLike],
    *,
    region: str = "US",
    columns: Columns = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: bool = False,
) -> Calls:
    """Read call-log exports on a cluster, a file a task; see `read_calls`.

    Parameters
    ----------
    address
        See `connect`.
    paths, region, columns, encoding, delimiter, progress
        As of `read_calls`, whose errors are raised here too.

    Returns
    -------
    Calls
        What `read_calls` gives.
    """
    files = find_files(paths)
    fold = partial(
        fold_file,
        region=known_region(region),
        columns=columns,
        encoding=encoding,
        delimiter=delimiter,
        is_one_of_many=len(files) > 1,
    )
    folded: list[FoldedFile] = []
    with (
        show_progress("Reading calls", files, progress) as tick,
        connect(address) as client,
    ):
        for path, file in zip(files, _in_order(client, fold, files), strict=True):
            folded.append(file)
            tick(path.stat().st_size)
    return join_files(folded, known_region(region))


def match_on(
    address: str | Client,
    calls: Calls,
    contacts: Contacts,
    write: Write[T],
    formats: str | Iterable[str] = "",
    *,
    connector: str | Connector | None = None,
    search_rule: str | None = None,
    wire: str = AS_BUILT,
    calls_of_part: int = CALLS_OF_PART,
) -> list[T]:
    """Match every call of a log on a cluster, part by part.

    Parameters
    ----------
    address
        See `connect`.
    calls, contacts, formats, connector, search_rule, wire
        As of `toolkit.analysis.matches.match`.
    write
        Called on the workers with the number of a part, from 0, and its matches in
        chunks; what it returns must be small.
    calls_of_part
        Calls of one part.

    Returns
    -------
    list
        What `write` returned for each part, in order. All parts one behind the other
        are what `match` gives.
    """
    parts = range(0, max(len(calls.events), 1), calls_of_part)
    with connect(address) as client:
        work = partial(
            _match_part,
            formats=parse_formats(formats),
            connector=connector,
            search_rule=search_rule,
            wire=wire,
            write=write,
        )
        tasks = (
            _Part(i, _some_calls(calls, slice(start, start + calls_of_part)))
            for i, start in enumerate(parts)
        )
        everywhere = client.scatter(contacts, broadcast=True)
        return list(_in_order(client, work, tasks, everywhere))


@dataclass(frozen=True, slots=True)
class _Part:
    number: int
    calls: Calls


def _match_part(
    part: _Part,
    contacts: Contacts,
    *,
    formats: tuple[str, ...],
    connector: str | Connector | None,
    search_rule: str | None,
    wire: str,
    write: Write[T],
) -> T:
    situation = Situation(
        part.calls, contacts, connector, search_rule=search_rule, wire=wire
    )
    return write(part.number, Matches(situation, formats).chunks())


def _some_calls(calls: Calls, rows: slice) -> Calls:
    """Give some events of a log, and only the numbers that they have."""
    events = calls.events.iloc[rows]
    number = events["number"].to_numpy()
    called = np.zeros(len(calls.numbers), bool)
    called[number] = True
    place = np.cumsum(called, dtype=np.int32) - np.int32(1)
    return replace(
        calls,
        numbers=calls.numbers.take(called),
        events=events.assign(number=place[number]),
        rejects=calls.rejects.iloc[:0],
    )


def _in_order(
    client: Client, work: Callable[..., T], tasks: Iterable[Any], *shared: Any
) -> Iterator[T]:
    """Do tasks on the workers, a few ahead, and give their results in order.

    `shared` are further arguments, on the workers already.
    """
    waiting: deque[Any] = deque()
    for task in tasks:
        waiting.append(client.submit(work, task, *shared, pure=False))
        if len(waiting) > 2 * sum(client.nthreads().values()):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _load() -> Any:
    try:
        import distributed
    except ImportError as fault:
        raise OptionError(
            expected="Dask to be installed",
            got="no module 'distributed'",
            where="dask",
            hint="install the toolkit with its extra: getcontact-toolkit[dask]",
        ) from fault
    return distributed
