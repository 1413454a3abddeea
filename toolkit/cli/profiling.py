"""Show the formats and the damage found in the contacts."""

from __future__ import annotations

import argparse

from toolkit.analysis.profiles import profile as profile_contacts
from toolkit.cli.inputs import calls_of, contacts_of, inputs_of
from toolkit.cli.results import check_named_output, give
from toolkit.reporting.terminal_profile import profile_text


def profile(options: argparse.Namespace) -> None:
    """Show what the contacts hold."""
    check_named_output(options)
    calls = calls_of(options) if options.calls else None
    contacts = contacts_of(options)
    found = profile_contacts(contacts, calls)
    exports = (contacts,) if calls is None else (calls, contacts)
    give(
        options,
        "profile.json",
        found.to_dict(),
        lambda: profile_text(found),
        inputs_of(*exports),
    )
