"""The parser of the command line, made of the table of commands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

from toolkit.cli.commands import COMMANDS


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


def _loader(home: str) -> Callable[[argparse.Namespace], Any]:
    """Load a command's function only when it runs: a plan needs no pandas."""

    def run(options: argparse.Namespace) -> Any:
        module, function = home.rsplit(".", 1)
        return getattr(import_module(f"toolkit.cli.{module}"), function)(options)

    return run
