"""Match every call: one row per call with the contacts found."""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

import pandas as pd

from toolkit.analysis.matches import Matches
from toolkit.analysis.plain_rows import plain_rows
from toolkit.analysis.situation import Situation
from toolkit.cli.inputs import cluster_of, exports_of, inputs_of, shows_progress
from toolkit.cli.results import check_output, note, write_json
from toolkit.exports.progress import show_progress
from toolkit.reporting.manifest import describe_rules, describe_run
from toolkit.reporting.output_checks import SEAL
from toolkit.reporting.outputs import OutputFolder
from toolkit.reporting.settings import to_json
from toolkit.reporting.staging import PRIVATE
from toolkit.reporting.tables import write_chunks


class Written(NamedTuple):
    """A file of matches, and what is in it."""

    name: str
    calls: int
    matched: int


def match(options: argparse.Namespace) -> None:
    """Write the matches of a call log, or print them as JSON."""
    if options.json and options.out is None:
        write_json(_rows(options))
        return
    check_output(options)
    folder, written = (_match_here if options.dask is None else _match_on)(options)
    calls = sum(one.calls for one in written)
    found = sum(one.matched for one in written)
    last = "" if len(written) == 1 else f" … {written[-1].name}"
    note(options, f"Wrote {folder.files[0]}{last}: {calls:,} calls.")
    if options.json:
        write_json({"calls": calls, "matched_calls": found})


def _rows(options: argparse.Namespace) -> dict[str, Any]:
    """Give the matches as one JSON document; no file is written."""
    matches = Matches(_situation(options), options.formats)
    rows = [row for chunk in matches.chunks() for row in plain_rows(chunk)]
    found = sum(row["n_contacts"] > 0 for row in rows)
    return {"calls": len(rows), "matched_calls": found, "matches": rows}


def _match_here(options: argparse.Namespace) -> tuple[OutputFolder, list[Written]]:
    """Match on this machine, into one file."""
    matches = Matches(_situation(options), options.formats)
    with _folder(options, matches.situation) as folder:
        with folder.open("matches.csv", private=True) as file:
            written = _write(_shown(matches, options), file, "matches.csv")
        _seal(folder, matches)
    return folder, [written]


def _match_on(options: argparse.Namespace) -> tuple[OutputFolder, list[Written]]:
    """Match on a cluster, whose workers write a file each part."""
    from toolkit.scale import match_on

    with cluster_of(options) as cluster:
        matches = Matches(_situation(options, cluster), options.formats)
        with _folder(options, matches.situation) as folder:
            written = match_on(cluster, matches, partial(_write_part, folder.place))
            for one in written:
                folder.adopt(one.name)
            _seal(folder, matches)
    return folder, written


def _shown(matches: Matches, options: argparse.Namespace) -> Iterator[pd.DataFrame]:
    """Give the matches in chunks, and show how far they are."""
    n, shown = len(matches.situation.calls.events), shows_progress(options)
    with show_progress("Matching", n, shown=shown, unit="call") as tick:
        for chunk in matches.chunks():
            yield chunk
            tick(len(chunk))


def _situation(options: argparse.Namespace, cluster: Any = None) -> Situation:
    return Situation(
        *exports_of(options, cluster),
        options.connector,
        search_rule=options.search_rule,
        wire=options.wire,
    )


def _folder(options: argparse.Namespace, situation: Situation) -> OutputFolder:
    inputs = inputs_of(situation.calls, situation.contacts)
    return OutputFolder(options.out, overwrite=options.overwrite, inputs=inputs)


def _seal(folder: OutputFolder, matches: Matches) -> None:
    """Write the manifest: what was matched with what, and the files."""
    rules = describe_rules(matches.situation) | {"wire": matches.situation.wire}
    manifest = describe_run(
        matches.situation, rules, folder.describe(), formats=list(matches.formats)
    )
    folder.write(SEAL, to_json(manifest))


def _write_part(place: Path, number: int, chunks: Iterable[pd.DataFrame]) -> Written:
    """Write the matches of a part, on a worker, whole or not at all.

    Another worker may be writing the same part, if this one was taken for dead.
    """
    name = f"matches-{number + 1:05}.csv"
    growing = place / f".{name}.{secrets.token_hex(4)}"
    growing.touch(mode=PRIVATE, exist_ok=False)
    with growing.open("wb") as file:
        written = _write(chunks, file, name)
        file.flush()
        os.fsync(file.fileno())
    growing.replace(place / name)
    return written


def _write(chunks: Iterable[pd.DataFrame], file: IO[bytes], name: str) -> Written:
    """Write matches, and count them on the way."""
    calls = matched = 0

    def counted() -> Iterator[pd.DataFrame]:
        nonlocal calls, matched
        for chunk in chunks:
            calls += len(chunk)
            matched += int((chunk["n_contacts"] > 0).sum())
            yield chunk

    write_chunks(counted(), file, e164=("e164",))
    return Written(name, calls, matched)
