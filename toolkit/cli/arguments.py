"""Arguments: the commands as a table, and the options they share."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any, NoReturn

from toolkit.analysis.options import RECENT_CALLS, WEIGHINGS
from toolkit.cli import live_arguments as live
from toolkit.matching.connectors import CONNECTORS, connector
from toolkit.matching.formats import MAX_FORMATS
from toolkit.matching.numbers import known_region
from toolkit.matching.search_rules import SEARCH_RULES, known_rule
from toolkit.matching.wire import AS_BUILT, WIRES

Add = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its help, an example, its arguments and where its function is."""

    name: str
    help: str
    example: str
    add: tuple[Add, ...]
    home: str  # module.function, loaded when the command runs


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = _Parser(
        prog="getcontact",
        description="Find the phone-number formats that make App Connect find your "
        "CRM contacts.",
    )
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.help,
            description=command.help[0].upper() + command.help[1:] + ".",
            epilog=f"example:\n  {command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        for add in command.add:
            add(sub)
        sub.set_defaults(run=_loader(command.home))
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser that repeats no value: it may be a token after a misspelt option."""

    def error(self, message: str) -> NoReturn:
        """Leave with status 2 and the message."""
        super().error(_without_values(message))


def _without_values(message: str) -> str:
    """Leave the values out of a message of argparse; the options stay.

    >>> _without_values("unrecognized arguments: --tokn SECRET --x=SECRET +14155550100")
    'unrecognized arguments: --tokn, --x'
    >>> _without_values("argument --sample: invalid int value: 'SECRET'")
    'argument --sample: invalid int value'
    """
    unknown, colon, words = message.partition("unrecognized arguments: ")
    if colon:
        names = [w.partition("=")[0] for w in words.split() if w.startswith("--")]
        return f"{unknown}unrecognized arguments: {', '.join(names) or 'values'}"
    message = re.sub(r"(invalid \w+ value): .*", r"\1", message)
    return re.sub(r"(--[\w-]+)=\S+", r"\1=…", message)


class _Version(argparse.Action):
    """Show the version, which is looked up only then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "nargs": 0})

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        parser.exit(message=f"{version('getcontact-toolkit')}\n")


def check_rules(options: argparse.Namespace) -> None:
    """Refuse rules that do not exist, also where a command has no use for them."""
    for name, known in RULES.items():
        given = getattr(options, name, None)
        if given:
            known(given)


RULES: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {"connector": connector, "region": known_region, "search_rule": known_rule}
)


def _loader(home: str) -> Callable[[argparse.Namespace], Any]:
    """Load a command's function only when it runs: a plan needs no pandas."""

    def run(options: argparse.Namespace) -> Any:
        module, function = home.rsplit(".", 1)
        return getattr(import_module(f"toolkit.cli.{module}"), function)(options)

    return run


def _calls_and_contacts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("calls", help="call-log export: a file, or a glob in quotes")
    parser.add_argument("contacts", help="contacts export of the CRM")


def _contacts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("contacts", help="contacts export of the CRM")


def _calls(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calls", metavar="FILE", help="show the calls they carry")


def _number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", help="phone number, normally +country code …")
    parser.add_argument(
        "--extension",
        action="store_true",
        help="the number is an internal extension (isExtension=true)",
    )


def _rules(parser: argparse.ArgumentParser) -> None:
    _whose_rules(parser)
    _comparing(parser)


def _whose_rules(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("rules")
    group.add_argument(
        "--connector",
        metavar="NAME",
        help=f"one of {', '.join(CONNECTORS)} (default: the connector whose CRM the "
        "contacts are an export of, else getcontact)",
    )
    group.add_argument(
        "--region",
        default="US",
        metavar="CC",
        help="country in which numbers without country code are read (default US)",
    )


def _comparing(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("how the CRM searches")
    group.add_argument(
        "--search-rule",
        metavar="RULE",
        help=f"how the CRM really compares: {' | '.join(SEARCH_RULES)}",
    )
    group.add_argument(
        "--wire",
        choices=WIRES,
        default=AS_BUILT,
        help="what the CRM reads: the text as built, or a raw + in the URL as a space",
    )


def _typed(argument: str) -> str:
    """Read an argument as UTF-8 where the locale knows ASCII only.

    >>> _typed("–".encode().decode("ascii", "surrogateescape"))
    '–'
    """
    try:
        return argument.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeDecodeError:
        return argument


def _formats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--formats",
        type=_typed,
        default="",
        metavar='"F1,F2"',
        help="formats, comma-separated",
    )


def _choice(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("choice")
    group.add_argument(
        "--max-formats",
        type=int,
        default=MAX_FORMATS,
        metavar="N",
        help="longest list, 1 to 6 (default 3: App Connect has three fields)",
    )
    group.add_argument(
        "--false-match-cost",
        type=float,
        default=3,
        metavar="X",
        help="correct calls that one false call outweighs (default 3, 0: none)",
    )
    group.add_argument(
        "--min-gain",
        type=int,
        default=1,
        metavar="N",
        help="correct calls that leaving a format out must lose at least (default 1)",
    )
    group.add_argument(
        "--weigh-by",
        choices=WEIGHINGS,
        default=WEIGHINGS[0],
        help="what a correct call counts: itself, its number once, or its contacts",
    )
    group.add_argument(
        "--placeholder",
        choices=("#", "*"),
        help="in what is entered (default: the one that is safe for the connector)",
    )
    group.add_argument(
        "--current",
        metavar='"F1,F2"|FILE',
        help="the setting in use, or a CSV/JSON of many users' settings, to be audited",
    )
    group.add_argument(
        "--settings",
        metavar="FILE",
        help="present account settings (GET /admin/settings), to be merged into",
    )
    group.add_argument(
        "--customizable",
        choices=("yes", "no"),
        help="with --settings: whether a user's own formats win over the account's "
        "(default: as each field is now, and no where it is not set)",
    )
    group.add_argument("--seed", type=int, default=1, help=argparse.SUPPRESS)


def _cost(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("cost")
    group.add_argument(
        "--recent-calls",
        type=int,
        default=RECENT_CALLS,
        metavar="N",
        help="calls of each user that are matched at once at the first access "
        f"(default {RECENT_CALLS})",
    )
    group.add_argument(
        "--refresh-share",
        type=float,
        default=0.0,
        metavar="X",
        help="share of the cached answers that users refresh by hand, 0 to 1 "
        "(default 0)",
    )


def _reading(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("reading")
    group.add_argument(
        "--columns",
        type=_typed,
        nargs="+",
        default=[],
        metavar="ROLE=HEADER",
        help="headers that are not recognised, e.g. phone='Tel. main' id=Key; "
        "calls.… and contacts.… name one file",
    )
    group.add_argument("--encoding", help="of both files, instead of the detected one")
    group.add_argument("--delimiter", help="of both files")


def _cluster(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("past one machine")
    group.add_argument(
        "--dask",
        metavar="local|tcp://HOST:PORT",
        help="read the call log on a Dask cluster: of this machine's processors, or "
        "the one whose scheduler is named",
    )


def _output(parser: argparse.ArgumentParser) -> None:
    _messages(parser)
    group = parser.add_argument_group("files")
    group.add_argument("--out", metavar="DIR", help="folder for the files")
    group.add_argument(
        "--overwrite", action="store_true", help="into a folder that is not empty"
    )


def _messages(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("output")
    group.add_argument("--json", action="store_true", help="one JSON document")
    group.add_argument("--quiet", action="store_true", help="no messages, no progress")


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--with-contacts",
        action="store_true",
        help="let report.html name contacts and numbers",
    )
    parser.add_argument(
        "--xlsx", action="store_true", help="also write contacts_to_fix.xlsx"
    )


def _lookup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--contacts", metavar="FILE", help="search a contacts export")


COMMANDS = (
    Command(
        "recommend",
        "recommend the best list of formats, and write the report and the settings",
        "getcontact recommend calls.csv contacts.csv --connector clio --out report",
        (
            _calls_and_contacts,
            _rules,
            _choice,
            _cost,
            _reading,
            _cluster,
            _output,
            _report,
        ),
        "recommending.recommend",
    ),
    Command(
        "measure",
        "measure what a given list of formats does",
        'getcontact measure calls.csv contacts.csv --formats "(###) ###-####,###"',
        (_calls_and_contacts, _formats, _rules, _reading, _cluster, _output),
        "measuring.measure",
    ),
    Command(
        "profile",
        "show the formats and the damage found in the contacts",
        "getcontact profile contacts.csv --calls calls.csv",
        (
            _contacts,
            _calls,
            _rules,
            _reading,
            _cluster,
            _output,
        ),
        "profiling.profile",
    ),
    Command(
        "match",
        "match every call: one row per call with the contact ids found",
        'getcontact match calls.csv contacts.csv --formats "###-###-####" --out found',
        (_calls_and_contacts, _formats, _rules, _reading, _cluster, _output),
        "matching.match",
    ),
    Command(
        "plan",
        "show the terms that would be searched for a number, without searching",
        'getcontact plan +14155550100 --connector clio --formats "(###) ###-####"',
        (_number, _formats, _rules, _output),
        "lookups.plan",
    ),
    Command(
        "lookup",
        "ask who has a number: in a contacts export, or in a live CRM",
        "getcontact lookup +14155550100 --contacts contacts.csv --connector clio\n"
        "  getcontact lookup +14155550100 --crm clio --host app.clio.com "
        "--token env:CLIO_TOKEN",
        (
            _number,
            _lookup,
            _formats,
            _rules,
            _reading,
            live.add_crm,
            live.add_encode,
            _output,
        ),
        "lookups.lookup",
    ),
    Command(
        "probe",
        "learn how a live CRM searches, by a few dozen read-only searches",
        "getcontact probe contacts.csv --crm clio --host app.clio.com "
        "--token env:CLIO_TOKEN",
        (
            _contacts,
            live.add_searches,
            live.add_seed,
            live.add_consent,
            _whose_rules,
            _reading,
            live.add_crm,
            _output,
        ),
        "live.probe",
    ),
    Command(
        "verify",
        "compare the prediction with a live CRM on a sample of numbers",
        "getcontact verify calls.csv contacts.csv --crm clio --host app.clio.com "
        '--token env:CLIO_TOKEN --formats "(###) ###-####"',
        (
            _calls_and_contacts,
            _formats,
            live.add_sample,
            live.add_seed,
            live.add_consent,
            _rules,
            _reading,
            live.add_crm,
            live.add_encode,
            _output,
        ),
        "live.verify",
    ),
    Command(
        "sandbox",
        "run a local CRM with the contacts, to rehearse with",
        "getcontact sandbox contacts.csv --as clio --search-rule contains --port 8080",
        (_contacts, live.add_sandbox, _rules, _reading, _messages),
        "live.sandbox",
    ),
)
