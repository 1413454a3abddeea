"""Exports as the command line names them, read with its options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.cli.results import note
from toolkit.errors import TableError
from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.user_settings import InUse, read_in_use

if TYPE_CHECKING:
    from toolkit.exports.contacts import Contacts

_SWITCH_S = 0.0002  # of 0.005 by default


def exports_of(
    options: argparse.Namespace, cluster: Any = None
) -> tuple[Calls, Contacts]:
    """Read both exports at once: that keeps more than one processor busy.

    Parts of the call log are folded outside the interpreter, contacts mostly inside: it
    has to change threads more often than it does, or the ones wait for the others.
    """
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    try:
        with ThreadPoolExecutor(1) as pool:
            contacts = pool.submit(contacts_of, options)
            calls = calls_of(options, cluster)
            return calls, contacts.result()
    finally:
        sys.setswitchinterval(interval)


def calls_of(options: argparse.Namespace, cluster: Any = None) -> Calls:
    """Read the call log, on a cluster where one is wanted; it must hold a number."""
    if cluster is None and getattr(options, "dask", None) is not None:
        with cluster_of(options) as cluster:
            return calls_of(options, cluster)
    calls = _reader(cluster)(
        options.calls,
        region=options.region,
        columns=_columns(options.columns, "calls"),
        encoding=options.encoding,
        delimiter=options.delimiter,
        progress=shows_progress(options),
    )
    _refuse_without_numbers(calls, options.calls)
    return calls


@contextmanager
def cluster_of(options: argparse.Namespace) -> Iterator[Any]:
    """Give the Dask cluster that the options name, and say what a stop means there."""
    from toolkit.cluster import connect

    with connect(options.dask) as cluster:
        note(options, f"On Dask at {options.dask}: a run that is stopped begins again.")
        yield cluster


def _reader(cluster: Any) -> Callable[..., Calls]:
    """Choose where the log is read: here, or on a cluster."""
    if cluster is None:
        return read_calls
    from toolkit.scale import read_calls_on

    return partial(read_calls_on, cluster)


def contacts_of(options: argparse.Namespace) -> Contacts:
    """Read the contacts; they must hold a number."""
    from toolkit.exports.contacts import read_contacts  # and pandas, meanwhile

    contacts = read_contacts(
        options.contacts,
        region=options.region,
        columns=_columns(options.columns, "contacts"),
        encoding=options.encoding,
        delimiter=options.delimiter,
        progress=shows_progress(options),
    )
    _refuse_without_numbers(contacts, options.contacts)
    return contacts


def inputs_of(*exports: Calls | Contacts) -> list[Path]:
    """Give the files that were read."""
    return [source.path for export in exports for source in export.sources]


def in_use_of(options: argparse.Namespace) -> InUse | None:
    """Give the settings in use; None where none are named."""
    return None if options.current is None else read_in_use(options.current)


def shows_progress(options: argparse.Namespace) -> bool:
    """Say whether bars are wanted: not when quiet, not into a file."""
    return not options.quiet and sys.stderr.isatty()


def _refuse_without_numbers(export: Calls | Contacts, where: str) -> None:
    if not len(export.numbers):
        raise TableError(
            expected="at least one usable phone number",
            got=f"{export.ledger.rows:,} rows without one",
            where=where,
            hint="check --region, and name the columns with --columns",
        )


def _columns(given: list[str], file: str) -> list[str]:
    """Give the ``role=header`` pairs for one file.

    ``calls.`` or ``contacts.`` in front of a pair names the file, else it is for both.

    >>> _columns(["calls.from=Caller", "id=Key"], "contacts")
    ['id=Key']
    """
    other = "contacts." if file == "calls" else "calls."
    pairs = [pair for pair in given if not pair.startswith(other)]
    return [pair.removeprefix(f"{file}.") for pair in pairs]
