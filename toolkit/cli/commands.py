"""The commands as a table: help, an example, their options, where their function is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from toolkit.cli import arguments as shared
from toolkit.cli import live_arguments as live

Add = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its help, an example, its arguments and where its function is."""

    name: str
    help: str
    example: str
    add: tuple[Add, ...]
    home: str  # module.function, loaded when the command runs


_A_LIST_ON_A_LOG: tuple[Add, ...] = (
    shared.add_calls_and_contacts,
    shared.add_formats,
    shared.add_rules,
    shared.add_reading,
    shared.add_cluster,
    shared.add_output,
)

COMMANDS = (
    Command(
        "recommend",
        "recommend the best list of formats, and write the report and the settings",
        "getcontact recommend calls.csv contacts.csv --connector clio --out report",
        (
            shared.add_calls_and_contacts,
            shared.add_rules,
            shared.add_choice,
            shared.add_cost,
            shared.add_reading,
            shared.add_cluster,
            shared.add_output,
            shared.add_report,
        ),
        "recommending.recommend",
    ),
    Command(
        "measure",
        "measure what a given list of formats does",
        'getcontact measure calls.csv contacts.csv --formats "(###) ###-####,###"',
        _A_LIST_ON_A_LOG,
        "measuring.measure",
    ),
    Command(
        "profile",
        "show the formats and the damage found in the contacts",
        "getcontact profile contacts.csv --calls calls.csv",
        (
            shared.add_contacts,
            shared.add_calls,
            shared.add_rules,
            shared.add_reading,
            shared.add_cluster,
            shared.add_output,
        ),
        "profiling.profile",
    ),
    Command(
        "match",
        "match every call: one row per call with the contact ids found",
        'getcontact match calls.csv contacts.csv --formats "###-###-####" --out found',
        _A_LIST_ON_A_LOG,
        "matching.match",
    ),
    Command(
        "plan",
        "show the terms that would be searched for a number, without searching",
        'getcontact plan +14155550100 --connector clio --formats "(###) ###-####"',
        (shared.add_number, shared.add_formats, shared.add_rules, shared.add_output),
        "lookups.plan",
    ),
    Command(
        "lookup",
        "ask who has a number: in a contacts export, or in a live CRM",
        "getcontact lookup +14155550100 --contacts contacts.csv --connector clio\n"
        "  getcontact lookup +14155550100 --crm clio --host app.clio.com "
        "--token env:CLIO_TOKEN",
        (
            shared.add_number,
            shared.add_lookup,
            shared.add_formats,
            shared.add_rules,
            shared.add_reading,
            live.add_crm,
            live.add_encode,
            shared.add_output,
        ),
        "lookups.lookup",
    ),
    Command(
        "probe",
        "learn how a live CRM searches, by a few dozen read-only searches",
        "getcontact probe contacts.csv --crm clio --host app.clio.com "
        "--token env:CLIO_TOKEN",
        (
            shared.add_contacts,
            live.add_searches,
            live.add_seed,
            live.add_consent,
            shared.add_whose_rules,
            shared.add_reading,
            live.add_crm,
            shared.add_output,
        ),
        "live.probe",
    ),
    Command(
        "verify",
        "compare the prediction with a live CRM on a sample of numbers",
        "getcontact verify calls.csv contacts.csv --crm clio --host app.clio.com "
        '--token env:CLIO_TOKEN --formats "(###) ###-####"',
        (
            shared.add_calls_and_contacts,
            shared.add_formats,
            live.add_sample,
            live.add_seed,
            live.add_consent,
            shared.add_rules,
            shared.add_reading,
            live.add_crm,
            live.add_encode,
            shared.add_output,
        ),
        "live.verify",
    ),
    Command(
        "sandbox",
        "run a local CRM with the contacts, to rehearse with",
        "getcontact sandbox contacts.csv --as clio --search-rule contains --port 8080",
        (
            shared.add_contacts,
            live.add_sandbox,
            shared.add_rules,
            shared.add_reading,
            shared.add_messages,
        ),
        "live.sandbox",
    ),
)
