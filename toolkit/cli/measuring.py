"""Measure what a given list of formats does."""

from __future__ import annotations

import argparse

from toolkit.analysis.measures import measure as measure_formats
from toolkit.cli.inputs import exports_of, inputs_of
from toolkit.cli.results import check_named_output, give
from toolkit.reporting.terminal_results import measurement_text


def measure(options: argparse.Namespace) -> None:
    """Say what the list does."""
    check_named_output(options)
    calls, contacts = exports_of(options)
    measurement = measure_formats(
        calls,
        contacts,
        options.formats,
        connector=options.connector,
        search_rule=options.search_rule,
        wire=options.wire,
    )
    give(
        options,
        "measurement.json",
        measurement.to_dict(),
        lambda: measurement_text(measurement),
        inputs_of(calls, contacts),
    )
