"""The main job: recommend the best list, write the report and the settings."""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from toolkit.cli.inputs import exports_of, in_use_of, shows_progress
from toolkit.cli.results import check_output, note, write_json, write_text
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation
    from toolkit.exports.calls import Calls
    from toolkit.exports.contacts import Contacts

_CUSTOMIZABLE = {None: None, "yes": True, "no": False}


def recommend(options: argparse.Namespace) -> None:
    """Recommend the best list."""
    writes = not options.json or options.out is not None
    _check_settings(options, writes=writes)
    if writes:
        check_output(options)
    calls, contacts = exports_of(options)
    if writes:
        Thread(target=_get_ready, args=(calls, contacts), daemon=True).start()
    from toolkit.analysis.recommend import recommend as recommend_formats

    recommendation = recommend_formats(
        calls,
        contacts,
        connector=options.connector,
        max_formats=options.max_formats,
        false_match_cost=options.false_match_cost,
        min_gain=options.min_gain,
        placeholder=options.placeholder,
        current=in_use_of(options),
        weigh_by=options.weigh_by,
        recent_calls=options.recent_calls,
        refresh_share=options.refresh_share,
        search_rule=options.search_rule,
        wire=options.wire,
        seed=options.seed,
        progress=shows_progress(options),
    )
    files = _write(recommendation, options) if writes else ()
    if options.json:
        write_json(recommendation.to_dict())
    else:
        from toolkit.reporting.terminal_recommendation import recommendation_text

        write_text(recommendation_text(recommendation, files))


def _check_settings(options: argparse.Namespace, *, writes: bool) -> None:
    """Refuse what would be given and not used."""
    if options.settings is not None and not writes:
        raise OptionError(
            expected="a folder for the merged settings (--out)",
            got="--json alone, which writes no files",
            where="--settings",
        )
    if options.customizable is not None and options.settings is None:
        raise OptionError(
            expected="the account's present settings (--settings)",
            got="none",
            where="--customizable",
        )


def _get_ready(calls: Calls, contacts: Contacts) -> None:
    """Do what writing needs and the analysis does not, on a processor that is idle.

    What goes wrong here goes wrong again where it is needed, and is said there.
    """
    with suppress(Exception):
        for source in (*calls.sources, *contacts.sources):
            _ = source.sha256
        import toolkit.reporting.report  # noqa: F401


# Charts and templates load only when files are written: `--json` alone is fast.
def _write(
    recommendation: Recommendation, options: argparse.Namespace
) -> Sequence[Path]:
    # Where the home cannot be written, matplotlib says at length that it does without.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from toolkit.reporting.report import write_report
    from toolkit.reporting.report_files import ACCOUNT_SETTINGS
    from toolkit.reporting.settings import customizable_text

    files = write_report(
        recommendation,
        options.out,
        overwrite=options.overwrite,
        with_contacts=options.with_contacts,
        settings=options.settings,
        customizable=_CUSTOMIZABLE[options.customizable],
        xlsx=options.xlsx,
        progress=shows_progress(options),
    )
    for path in files:
        if path.name == ACCOUNT_SETTINGS:
            account = json.loads(path.read_bytes())
            note(options, f"{path.name}: {customizable_text(account)}")
    return files
