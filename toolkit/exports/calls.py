r"""Call logs in: one table of events, their distinct remote numbers, and the ledger.

Rules: a row with a blank `Type` is a leg of the call above it. The remote number is
From of an inbound event and To of an outbound one (a user's log has one column for
it). A call is used when that cell becomes an E.164 number in the account's region;
every other row is set aside for one reason. Identical rows of one file are separate
calls. Dates and times never set a call aside.

>>> import tempfile, pathlib
>>> path = pathlib.Path(tempfile.mkdtemp()) / "calls.csv"
>>> _ = path.write_text(
...     "Type,Direction,From,To,Extension,Date,Time,Action\n"
...     "Voice,Inbound,+12025550123,+12025550100,101 - Ann,Fri 08/28/2026,9:00 AM,\n"
...     ",,,,102 - Bo,,,FindMe\n"
...     "Voice,Outbound,+12025550100,102,101 - Ann,Fri 08/28/2026,9:05 AM,\n"
... )
>>> calls = read_calls(path)
>>> calls
<Calls: 1 used of 3 rows, 1 numbers, 1 files>
>>> calls.ledger.set_aside
{'leg of a call': 1, 'internal': 1}
>>> calls.table[["row", "kind", "direction", "started_at"]].values.tolist()
[[2, 'voice', 'inbound', Timestamp('2026-08-28 09:00:00')]]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from toolkit.columns.numbers import Numbers
from toolkit.exports.call_columns import CALL_NAMES, recognise_calls
from toolkit.exports.events import EVENT_KINDS, EventPart, fold_table
from toolkit.exports.files import PathLike, find_files
from toolkit.exports.headers import Columns, Found
from toolkit.exports.ledger import Ledger, Source, add_ledgers
from toolkit.exports.progress import show_progress, size_of
from toolkit.exports.tables import Table, open_table, with_right_encoding
from toolkit.matching.numbers import known_region

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Calls:
    """The used events of a call log, and what became of every other row.

    ``events``: DataFrame, one row per used call, in file and row order
        number      int32           row in `numbers`
        kind        int8            position in `EVENT_KINDS` (voice, sms)
        inbound     bool            direction
        user        int32           row in `users`, -1 unknown
        started_at  datetime64[s]   local time, NaT unknown
        file        int16           row in `sources`
        row         int32           row as the spreadsheet shows it

    ``numbers``: the distinct remote numbers, sorted by key.
    """

    numbers: Numbers
    events: pd.DataFrame
    users: tuple[str, ...]
    rejects: pd.DataFrame
    ledger: Ledger
    sources: tuple[Source, ...]
    region: str

    def __repr__(self) -> str:
        """Show counts only: numbers and labels are private."""
        return (
            f"<Calls: {self.ledger.used:,} used of {self.ledger.rows:,} rows, "
            f"{len(self.numbers):,} numbers, {len(self.sources)} files>"
        )

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per call: row, kind, direction, e164, user, started_at."""
        import pandas as pd

        from toolkit.exports.frames import category, strings

        events = self.events
        e164 = self.numbers.e164().take(pa.array(events["number"].to_numpy()))
        return pd.DataFrame(
            {
                "row": events["row"],
                "kind": category(events["kind"].to_numpy(), EVENT_KINDS),
                "direction": np.where(events["inbound"], "inbound", "outbound"),
                "e164": strings(e164),
                "user": category(events["user"].to_numpy(), self.users),
                "started_at": events["started_at"],
            }
        )


def read_calls(
    paths: PathLike | Iterable[PathLike],
    *,
    region: str = "US",
    columns: Columns = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: bool = False,
) -> Calls:
    """Read one or several call-log exports as one log.

    Parameters
    ----------
    paths
        A file, a glob such as ``logs/*.csv``, or several of them.
    region
        Two-letter region in which numbers without country code are read.
    columns
        Roles of columns that are not recognised: ``{"phone": "Other party"}`` or
        ``["phone=Other party"]``.
    encoding, delimiter
        Override what would be detected.
    progress
        Show a bar on stderr.

    Returns
    -------
    Calls
        An export without rows gives empty tables and a ledger of 0 rows.

    Raises
    ------
    TableError
        A file that cannot be opened or has no header.
    MissingColumnError
        No column holds the remote number.
    """
    files = find_files(paths)
    many = len(files) > 1
    open_one = partial(
        open_file,
        columns=columns,
        encoding=encoding,
        delimiter=delimiter,
        is_one_of_many=many,
    )
    fold = partial(fold_file, region=known_region(region), is_one_of_many=many)
    with show_progress("Reading calls", size_of(files), shown=progress) as tick:
        folded = [fold(open_one(path), tick=tick) for path in files]
    return join_files(folded, known_region(region))


@dataclass(frozen=True, slots=True, repr=False)
class FoldedFile:
    """The events of one file, not yet joined with those of others."""

    table: Table
    found: Found
    parts: list[EventPart]

    def describe(self, ledger: Ledger) -> Source:
        """Say what was detected in the file and what became of its rows."""
        return self.table.describe(self.found.layout.name, self.found.named, ledger)


@dataclass(frozen=True, slots=True, repr=False)
class OpenedFile:
    """A file of a log, and what its columns were recognised as."""

    table: Table
    found: Found


def open_file(
    path: Path,
    *,
    columns: Columns = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    is_one_of_many: bool = False,
) -> OpenedFile:
    """Open one file of a log; the parameters are those of `read_calls`.

    `is_one_of_many` keeps what tells rows repeated between files.
    """
    table = open_table(path, CALL_NAMES, encoding=encoding, delimiter=delimiter)
    found = recognise_calls(
        path.name,
        table.header,
        table.dialect.sample,
        columns,
        is_one_of_many=is_one_of_many,
    )
    return OpenedFile(table, found)


def fold_file(
    opened: OpenedFile,
    *,
    region: str,
    is_one_of_many: bool = False,
    tick: Callable[[int], object] = lambda size: None,
) -> FoldedFile:
    """Read all rows of a file of a log; `tick` hears the bytes read."""
    fold = partial(
        fold_table,
        found=opened.found,
        region=region,
        is_one_of_many=is_one_of_many,
        tick=tick,
    )
    parts, table = with_right_encoding(opened.table, fold)
    return FoldedFile(table, opened.found, parts)


def join_files(files: Sequence[FoldedFile], region: str) -> Calls:
    """Join folded files, in order, into one log."""
    from toolkit.exports.joins import join_events  # and pandas: not needed before

    joined = join_events([file.parts for file in files], region)
    return Calls(
        joined.numbers,
        joined.events,
        joined.users,
        joined.rejects,
        add_ledgers(joined.ledgers),
        tuple(
            file.describe(ledger)
            for file, ledger in zip(files, joined.ledgers, strict=True)
        ),
        region,
    )
