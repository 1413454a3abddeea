"""The command line: read arguments, call one function, write the result.

Results go to stdout, messages and progress to stderr. Exit status 0: done; 1: the data
cannot be used (one line says what was expected, what came, where, and a hint); 2: wrong
usage.
"""

from __future__ import annotations

import argparse
import gc
import os
from collections.abc import Sequence

from toolkit.cli.arguments import check_rules
from toolkit.cli.parser import build_parser
from toolkit.cli.results import discard_stdout, open_closed_streams, say
from toolkit.errors import OptionError, ToolkitError

DONE, UNUSABLE, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
_GC_AFTER = 50_000  # new objects; of 700 by default. Few of ours refer to each other.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status.

    >>> main(["plan", "+14155550100", "--connector", "netsuite", "--quiet"])
    1  4155550100
    <BLANKLINE>
    Compared by the rule digits-end; 3 requests where nobody is found.
    0
    """
    gc.set_threshold(_GC_AFTER)
    open_closed_streams()
    parser = build_parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse has written its message, or the help
        return int(stop.code or 0)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    try:
        check_rules(options)
        options.run(options)
    except ToolkitError as error:
        say(f"getcontact: {error.line}")
        return WRONG_USAGE if isinstance(error, OptionError) else UNUSABLE
    except KeyboardInterrupt:
        say("getcontact: interrupted; nothing half-written is left")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of stdout has gone, as with `| head`
        discard_stdout()
        return DONE
    except Exception as error:  # noqa: BLE001 - the last door: no data in a traceback
        kind = type(error).__name__
        say(f"getcontact: internal error ({kind}); set GETCONTACT_DEBUG=1 for details")
        if os.environ.get("GETCONTACT_DEBUG"):
            raise
        return UNUSABLE
    return DONE
