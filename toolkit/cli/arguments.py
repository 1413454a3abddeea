"""The options that commands share, in groups; each function adds one group."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from types import MappingProxyType

from toolkit.analysis.options import RECENT_CALLS, WEIGHINGS
from toolkit.matching.connectors import CONNECTORS, connector
from toolkit.matching.formats import MAX_FORMATS
from toolkit.matching.numbers import known_region
from toolkit.matching.search_rules import SEARCH_RULES, known_rule
from toolkit.matching.wire import AS_BUILT, WIRES

RULES: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {"connector": connector, "region": known_region, "search_rule": known_rule}
)


def check_rules(options: argparse.Namespace) -> None:
    """Refuse rules that do not exist, also where a command has no use for them."""
    for name, known in RULES.items():
        given = getattr(options, name, None)
        if given:
            known(given)


def add_calls_and_contacts(parser: argparse.ArgumentParser) -> None:
    """Add both exports."""
    parser.add_argument("calls", help="call-log export: a file, or a glob in quotes")
    parser.add_argument("contacts", help="contacts export of the CRM")


def add_contacts(parser: argparse.ArgumentParser) -> None:
    """Add the contacts export."""
    parser.add_argument("contacts", help="contacts export of the CRM")


def add_calls(parser: argparse.ArgumentParser) -> None:
    """Add the call log, where it is not needed."""
    parser.add_argument("--calls", metavar="FILE", help="show the calls they carry")


def add_number(parser: argparse.ArgumentParser) -> None:
    """Add the number asked for."""
    parser.add_argument("number", help="phone number, normally +country code …")
    parser.add_argument(
        "--extension",
        action="store_true",
        help="the number is an internal extension (isExtension=true)",
    )


def add_rules(parser: argparse.ArgumentParser) -> None:
    """Add whose rules hold, and how the CRM searches."""
    add_whose_rules(parser)
    add_comparing(parser)


def add_whose_rules(parser: argparse.ArgumentParser) -> None:
    """Add whose rules hold."""
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


def add_comparing(parser: argparse.ArgumentParser) -> None:
    """Add how the CRM searches."""
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


def add_formats(parser: argparse.ArgumentParser) -> None:
    """Add the list of formats."""
    parser.add_argument(
        "--formats",
        type=_typed,
        default="",
        metavar='"F1,F2"',
        help="formats, comma-separated",
    )


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add what the choice is told."""
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


def add_cost(parser: argparse.ArgumentParser) -> None:
    """Add what the costs are reckoned with."""
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


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add how the exports are read."""
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


def add_cluster(parser: argparse.ArgumentParser) -> None:
    """Add where the call log is read."""
    group = parser.add_argument_group("past one machine")
    group.add_argument(
        "--dask",
        metavar="local|tcp://HOST:PORT",
        help="read the call log on a Dask cluster: of this machine's processors, or "
        "the one whose scheduler is named",
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add what is written, and where."""
    add_messages(parser)
    group = parser.add_argument_group("files")
    group.add_argument("--out", metavar="DIR", help="folder for the files")
    group.add_argument(
        "--overwrite", action="store_true", help="into a folder that is not empty"
    )


def add_messages(parser: argparse.ArgumentParser) -> None:
    """Add what is said."""
    group = parser.add_argument_group("output")
    group.add_argument("--json", action="store_true", help="one JSON document")
    group.add_argument("--quiet", action="store_true", help="no messages, no progress")


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add what the report's files hold."""
    parser.add_argument(
        "--with-contacts",
        action="store_true",
        help="let report.html name contacts and numbers",
    )
    parser.add_argument(
        "--xlsx", action="store_true", help="also write contacts_to_fix.xlsx"
    )


def add_lookup(parser: argparse.ArgumentParser) -> None:
    """Add the contacts export that a lookup searches."""
    parser.add_argument("--contacts", metavar="FILE", help="search a contacts export")
