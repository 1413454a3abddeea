"""The commands about one number: plan and lookup."""

from __future__ import annotations

import argparse
from pathlib import Path

from toolkit.cli.results import check_named_output, give
from toolkit.errors import OptionError
from toolkit.matching.answers import LookupAnswer
from toolkit.matching.get_contact import get_contact
from toolkit.matching.lookup_plan import plan_lookup
from toolkit.reporting.terminal_results import lookup_text, plan_text

_DOCUMENTED = "getcontact"


def plan(options: argparse.Namespace) -> None:
    """Show the terms that would be searched, and what is wrong with the formats."""
    check_named_output(options)
    plan = plan_lookup(
        options.number,
        options.formats,
        connector=options.connector or _DOCUMENTED,
        is_extension=options.extension,
        search_rule=options.search_rule,
        wire=options.wire,
    )
    give(options, "plan.json", plan.to_dict(), lambda: plan_text(plan))


def lookup(options: argparse.Namespace) -> None:
    """Ask who has a number: a live CRM, or a contacts export."""
    if options.crm and options.contacts:
        raise OptionError(
            expected="either --crm or --contacts", got="both", where="lookup"
        )
    error = None
    if options.crm:
        from toolkit.cli.live import live_lookup

        answer, error = live_lookup(options)
    elif options.contacts:
        answer = _export_lookup(options)
    else:
        raise OptionError(
            expected="--contacts FILE or --crm KIND", got="neither", where="lookup"
        )
    result = answer.to_dict()
    inputs = [Path(options.contacts)] if options.contacts else []
    give(options, "lookup.json", result, lambda: lookup_text(result), inputs)
    if error is not None:
        raise error


def _export_lookup(options: argparse.Namespace) -> LookupAnswer:
    from toolkit.cli.inputs import contacts_of

    contacts = contacts_of(options)
    return get_contact(
        options.number,
        crm=contacts,
        connector=options.connector or contacts.connector or _DOCUMENTED,
        overriding_format=options.formats,
        is_extension=options.extension,
        search_rule=options.search_rule,
        wire=options.wire,
    )
