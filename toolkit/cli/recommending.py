"""The main job: recommend the best list, write the report and the settings."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.recommendation import recommend as recommend_formats
from toolkit.cli.inputs import calls_of, contacts_of, in_use_of
from toolkit.cli.results import write_json, write_text


def recommend(options: argparse.Namespace) -> None:
    """Recommend the best list."""
    writes = not options.json or options.out is not None
    if writes:
        _check_output(options)
    recommendation = recommend_formats(
        calls_of(options),
        contacts_of(options),
        connector=options.connector,
        max_formats=options.max_formats,
        false_match_cost=options.false_match_cost,
        min_gain=options.min_gain,
        placeholder=options.placeholder,
        current=in_use_of(options),
        weigh_by=options.weigh_by or "calls",
        search_rule=options.search_rule,
        wire=options.wire,
        seed=options.seed,
    )
    files = _write(recommendation, options) if writes else ()
    if options.json:
        write_json(recommendation.to_dict())
    else:
        from toolkit.reporting.terminal_recommendation import recommendation_text

        write_text(recommendation_text(recommendation, files))


# Charts and templates load only when files are written: `--json` alone is fast.
def _check_output(options: argparse.Namespace) -> None:
    from toolkit.reporting.outputs import check_output

    check_output(options.out, overwrite=options.overwrite)


def _write(
    recommendation: Recommendation, options: argparse.Namespace
) -> Sequence[Path]:
    from toolkit.reporting.report import write_report

    return write_report(
        recommendation,
        options.out,
        overwrite=options.overwrite,
        with_contacts=options.with_contacts,
        settings=options.settings,
    )
