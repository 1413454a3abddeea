"""Results to stdout, messages to stderr.

Data from exports never steers a terminal: control characters become visible signs. What
the encoding of stdout cannot write is replaced in texts and escaped in JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolkit.reporting.display_text import visible
from toolkit.reporting.output_faults import output_fault
from toolkit.reporting.screens import writable

_E164 = re.compile(r"\+\d[\d\s().-]{5,}\d")

if TYPE_CHECKING:
    import pandas as pd


def write_text(text: str) -> None:
    """Write a result for a person."""
    whole = text if text.endswith("\n") else f"{text}\n"
    _write(writable(whole, sys.stdout.encoding or "utf-8"))


def write_json(result: Any) -> None:
    """Write a result as one JSON document."""
    text = json.dumps(result, indent=2, ensure_ascii=False, allow_nan=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(result, indent=2, allow_nan=False)
    _write(f"{text}\n")


def _write(text: str) -> None:
    """Write to stdout, and know now whether it could be written.

    Raises
    ------
    OutputError
        A full disk, or another fault of the system, behind stdout.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as fault:
        discard_stdout()
        raise output_fault(fault, "standard output") from fault


def discard_stdout() -> None:
    """Let what is still to be written to stdout go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """Write one line to stderr; a phone number given as an argument is not repeated."""
    sys.stderr.write(f"{visible(_E164.sub('+…', message))}\n")


def note(options: argparse.Namespace, message: str) -> None:
    """Tell a person something beside the result, unless they want it quiet."""
    if not options.quiet:
        say(message)


def check_output(options: argparse.Namespace) -> None:
    """Refuse an unusable --out before the work; say so where a run begins again."""
    from toolkit.reporting.outputs import check_output as check

    if check(options.out, overwrite=options.overwrite):
        note(options, "An earlier run was killed before its end; beginning again.")


def check_named_output(options: argparse.Namespace) -> None:
    """Refuse an unusable --out of a command that writes only where one is named."""
    if options.out is not None:
        check_output(options)


def give(
    options: argparse.Namespace,
    name: str,
    result: Mapping[str, Any],
    text: Callable[[], str],
    inputs: Sequence[Path] = (),
    tables: Mapping[str, pd.DataFrame] = MappingProxyType({}),
) -> None:
    """Give a result on stdout, as JSON or text; with --out its JSON in a folder too.

    Parameters
    ----------
    options, name
        Of the command, and the name of the file.
    result, text
        What it holds, and how it is shown to a person.
    inputs
        Files that must not be touched.
    tables
        What else goes into the folder, by the name of its file.
    """
    if options.out is not None:
        from toolkit.reporting.outputs import OutputFolder
        from toolkit.reporting.settings import to_json
        from toolkit.reporting.tables import write_table

        folder = OutputFolder(options.out, overwrite=options.overwrite, inputs=inputs)
        with folder:
            folder.write(name, to_json(result), private=True)
            for table_name, table in tables.items():
                with folder.open(table_name, private=True) as file:
                    write_table(table, file)
        note(options, f"Wrote {', '.join(map(str, folder.files))}.")
    if options.json:
        write_json(result)
    else:
        write_text(text())


def open_closed_streams() -> None:
    """Give stdout and stderr a place to write to where the caller has closed them."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            place = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(place, "w", encoding="utf-8"))
