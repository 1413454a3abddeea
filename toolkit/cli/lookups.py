"""The commands about one number: plan and lookup."""

from __future__ import annotations

import argparse

from toolkit.cli.results import write_json, write_text
from toolkit.errors import OptionError
from toolkit.matching.contacts import Crm
from toolkit.matching.get_contact import get_contact
from toolkit.matching.lookup_plan import plan_lookup
from toolkit.reporting.terminal_results import lookup_text, plan_text

_DOCUMENTED = "getcontact"


def plan(options: argparse.Namespace) -> None:
    """Show the terms that would be searched, and what is wrong with the formats."""
    plan = plan_lookup(
        options.number,
        options.formats,
        connector=options.connector or _DOCUMENTED,
        is_extension=options.extension,
        search_rule=options.search_rule,
        wire=options.wire,
    )
    if options.json:
        write_json(plan.to_dict())
    else:
        write_text(plan_text(plan))


def lookup(options: argparse.Namespace) -> None:
    """Ask who has a number."""
    crm, usual = _crm(options)
    answer = get_contact(
        options.number,
        crm=crm,
        connector=options.connector or usual,
        overriding_format=options.formats,
        is_extension=options.extension,
        search_rule=options.search_rule,
        wire=options.wire,
    )
    if options.json:
        write_json(answer.to_dict())
    else:
        write_text(lookup_text(answer.to_dict()))


def _crm(options: argparse.Namespace) -> tuple[Crm, str]:
    """Open what is searched, and name the connector that belongs to it."""
    if options.crm and options.contacts:
        raise OptionError(
            expected="either --crm or --contacts", got="both", where="lookup"
        )
    if options.crm:
        from toolkit.cli.live import open_live_crm
        from toolkit.crm.kinds import usual_connector

        return open_live_crm(options), usual_connector(options.crm)
    if options.contacts:
        from toolkit.cli.inputs import contacts_of

        contacts = contacts_of(options)
        return contacts, contacts.connector or _DOCUMENTED
    raise OptionError(
        expected="--contacts FILE or --crm KIND", got="neither", where="lookup"
    )
