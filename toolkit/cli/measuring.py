"""Measure what a given list of formats does."""

from __future__ import annotations

import argparse

from toolkit.analysis.measures import measure as measure_formats
from toolkit.cli.inputs import exports_of
from toolkit.cli.results import write_json, write_text
from toolkit.reporting.terminal_results import measurement_text


def measure(options: argparse.Namespace) -> None:
    """Say what the list does."""
    measurement = measure_formats(
        *exports_of(options),
        options.formats,
        connector=options.connector,
        search_rule=options.search_rule,
        wire=options.wire,
    )
    if options.json:
        write_json(measurement.to_dict())
    else:
        write_text(measurement_text(measurement))
