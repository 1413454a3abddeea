"""The options of the commands that ask a live CRM, or stand in for one."""

from __future__ import annotations

import argparse

# Names of toolkit.crm.kinds.KINDS and toolkit.crm.sandbox.VENDORS. They stand here as
# well because a help text must not load an HTTP library; a test compares them.
CRM_KINDS = (
    "app-connect",
    "clio",
    "generic",
    "insightly",
    "netsuite",
    "pipedrive",
    "pipedrive-reference",
    "proxy",
)
SANDBOX_KINDS = (
    "app-connect",
    "clio",
    "insightly",
    "netsuite",
    "pipedrive",
    "pipedrive-reference",
)
SCHEMES = ("bearer", "basic", "x-api-token")


def add_crm(parser: argparse.ArgumentParser) -> None:
    """Add where the CRM is, and how to be let in."""
    group = parser.add_argument_group("live CRM")
    group.add_argument(
        "--crm", metavar="KIND", help=f"what it is: {' | '.join(CRM_KINDS)}"
    )
    group.add_argument(
        "--host",
        default="",
        metavar="NAME",
        help="its host name, such as eu.app.clio.com; for app-connect and generic the "
        "whole https address; for a sandbox 127.0.0.1:PORT; for proxy what "
        "{{user.hostname}} stands for",
    )
    group.add_argument(
        "--token",
        default="",
        metavar="SOURCE",
        help="where the token is: env:NAME, file:PATH (mode 600) or "
        "keyring:SERVICE/USER; never the token itself",
    )
    group.add_argument(
        "--scheme",
        choices=SCHEMES,
        default="",
        help="how the token is sent (default: as the vendor's connector does)",
    )
    group.add_argument(
        "--config", metavar="FILE", help="a proxy connector's JSON, for --crm proxy"
    )
    group.add_argument(
        "--user",
        metavar="FILE",
        help="App Connect's record of the user as JSON: userSettings, and for proxy "
        "hostname, id …",
    )
    group.add_argument(
        "--all-pages",
        action="store_true",
        help="read every page of an answer; App Connect reads the first",
    )


def add_encode(parser: argparse.ArgumentParser) -> None:
    """Add how terms are written into addresses."""
    parser.add_argument(
        "--encode",
        choices=("as-sent", "properly"),
        default="as-sent",
        help="terms in an address as App Connect sends them (default), or escaped, so "
        "that the CRM reads what was meant",
    )


def add_consent(parser: argparse.ArgumentParser) -> None:
    """Add the answer to the question whether to begin."""
    parser.add_argument(
        "--yes", action="store_true", help="begin without showing the plan and asking"
    )


def add_seed(parser: argparse.ArgumentParser) -> None:
    """Add what fixes a choice by chance."""
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="N",
        help="another number draws other contacts or calls (default 1)",
    )


def add_searches(parser: argparse.ArgumentParser) -> None:
    """Add how much a probe may ask."""
    parser.add_argument(
        "--searches",
        type=int,
        default=36,
        metavar="N",
        help="searches to make at most (default 36)",
    )


def add_sample(parser: argparse.ArgumentParser) -> None:
    """Add how much a verification asks, and where it keeps what it was told."""
    parser.add_argument(
        "--sample",
        type=int,
        default=200,
        metavar="N",
        help="different numbers to look up (default 200)",
    )
    parser.add_argument(
        "--journal",
        metavar="FILE",
        help="keep outcomes there and go on from them (default: a file of its own "
        "here, gone when all is asked); it holds no numbers",
    )


def add_sandbox(parser: argparse.ArgumentParser) -> None:
    """Add what the sandbox is and what it does wrong."""
    parser.add_argument(
        "--as",
        dest="kind",
        required=True,
        metavar="KIND",
        help=f"whose interface it speaks: {' | '.join(SANDBOX_KINDS)}",
    )
    parser.add_argument(
        "--port", type=int, default=0, help="to listen on (default: a free one)"
    )
    parser.add_argument(
        "--token",
        default="",
        metavar="SOURCE",
        help="refuse requests without this token: env:NAME, file:PATH (mode 600) or "
        "keyring:SERVICE/USER (default: let everybody in)",
    )
    parser.add_argument(
        "--database",
        metavar="FILE",
        help="keep the contacts in a new SQLite file (default: in memory)",
    )
    parser.add_argument(
        "--page-size",
        type=int,
        metavar="N",
        help="contacts a page (default: the vendor's)",
    )
    _add_faults(parser)


def _add_faults(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("faults")
    group.add_argument(
        "--slow",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="wait before every answer",
    )
    for name, does in (
        ("limit", "answer 429 with Retry-After"),
        ("fail", "answer --fail-status"),
        ("drop", "hang up without an answer"),
        ("garble", "answer a page of HTML"),
    ):
        group.add_argument(
            f"--{name}-every",
            type=int,
            default=0,
            metavar="N",
            help=f"{does}, every N requests",
        )
    group.add_argument(
        "--retry-after",
        type=int,
        default=1,
        metavar="SECONDS",
        help="what Retry-After says (default 1)",
    )
    group.add_argument(
        "--fail-status",
        type=int,
        default=503,
        metavar="STATUS",
        help="how it fails (default 503)",
    )
