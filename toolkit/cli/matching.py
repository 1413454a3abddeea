"""Match every call: one row per call with the contacts found."""

from __future__ import annotations

import argparse

from toolkit.analysis.matches import match as match_calls
from toolkit.cli.inputs import exports_of
from toolkit.cli.results import check_output, note, write_json
from toolkit.reporting.outputs import OutputFolder
from toolkit.reporting.tables import write_table


def match(options: argparse.Namespace) -> None:
    """Write the matches of a call log."""
    check_output(options)
    calls, contacts = exports_of(options)
    matches = match_calls(
        calls,
        contacts,
        options.formats,
        connector=options.connector,
        search_rule=options.search_rule,
        wire=options.wire,
    )
    inputs = [source.path for source in (*calls.sources, *contacts.sources)]
    folder = OutputFolder(options.out, overwrite=options.overwrite, inputs=inputs)
    with folder, folder.open("matches.csv", private=True) as file:
        write_table(matches, file, e164=("e164",))
    note(options, f"Wrote {folder.files[0]}: {len(matches):,} calls.")
    if options.json:
        found = int((matches["n_contacts"] > 0).sum())
        write_json({"calls": len(matches), "matched_calls": found})
