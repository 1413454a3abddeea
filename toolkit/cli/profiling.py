"""Show the formats and the damage found in the contacts."""

from __future__ import annotations

import argparse

from toolkit.analysis.profiles import profile as profile_contacts
from toolkit.cli.inputs import calls_of, contacts_of
from toolkit.cli.results import write_json, write_text
from toolkit.reporting.terminal_profile import profile_text


def profile(options: argparse.Namespace) -> None:
    """Show what the contacts hold."""
    calls = calls_of(options) if options.calls else None
    found = profile_contacts(contacts_of(options), calls)
    if options.json:
        write_json(found.to_dict())
    else:
        write_text(profile_text(found))
