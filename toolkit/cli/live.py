"""The commands that ask a live CRM, or stand in for one: probe, verify, sandbox."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from toolkit.cli.inputs import contacts_of, exports_of, shows_progress
from toolkit.cli.results import note, write_json, write_text
from toolkit.crm.kinds import open_crm, usual_connector
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.sandbox import SandboxServer
from toolkit.crm.sandbox_faults import Faults
from toolkit.errors import OptionError
from toolkit.live.probe import probe as probe_crm
from toolkit.live.verify import verify as verify_crm
from toolkit.reporting.terminal_live import probe_text, verification_text


def open_live_crm(options: argparse.Namespace) -> LiveCrm:
    """Open the live CRM that the options name."""
    if not options.crm:
        raise OptionError(
            expected="--crm KIND", got="none", where="live CRM", hint="see --help"
        )
    return open_crm(
        options.crm,
        host=options.host or "",
        token=options.token or "",
        encode=options.encode,
        config=options.config,
    )


def probe(options: argparse.Namespace) -> None:
    """Learn how the CRM searches."""
    contacts = contacts_of(options)
    with open_live_crm(options) as crm:
        result = probe_crm(
            contacts,
            crm,
            connector=options.connector or "",
            confirm=_asker(options, lambda plan: plan.n_searches),
            progress=shows_progress(options),
        )
    if result is None:
        note(options, "Nothing was sent.")
    elif options.json:
        write_json(result.to_dict())
    else:
        write_text(probe_text(result))


def verify(options: argparse.Namespace) -> None:
    """Compare the prediction with the CRM on a sample."""
    calls, contacts = exports_of(options)
    with open_live_crm(options) as crm:
        result = verify_crm(
            calls,
            contacts,
            crm,
            formats=options.formats,
            connector=options.connector or usual_connector(options.crm),
            sample=options.sample,
            search_rule=options.search_rule or "",
            wire=options.wire,
            journal=options.journal,
            confirm=_asker(options, lambda plan: plan.n_requests),
            progress=shows_progress(options),
        )
    if result is None:
        note(options, "Nothing was sent.")
    elif options.json:
        write_json(result.to_dict())
    else:
        write_text(verification_text(result))


def sandbox(options: argparse.Namespace) -> None:
    """Serve the contacts as a CRM until interrupted."""
    contacts = contacts_of(options)
    faults = Faults(
        delay=options.slow,
        limit_every=options.limit_every,
        fail_every=options.fail_every,
    )
    server = SandboxServer(
        contacts.people,
        kind=options.kind,
        search_rule=options.search_rule or "",
        connector=options.connector or "",
        port=options.port,
        region=options.region,
        page_size=options.page_size,
        faults=faults,
    )
    write_text(server.url)
    note(options, f"A {options.kind} sandbox, until Ctrl-C; use --host {server.host}")
    try:
        server.serve()
    except KeyboardInterrupt:
        note(options, "Stopped.")
    finally:
        server.stop()


def _asker(
    options: argparse.Namespace, count: Callable[[Any], int]
) -> Callable[[Any], bool] | None:
    """Ask before anything is sent, unless the answer is given already."""
    if options.yes:
        return None

    def confirm(plan: Any) -> bool:
        sys.stderr.write(
            f"{count(plan)} reading requests will be sent to the CRM; nothing is "
            "written there. Go on? [y/N] "
        )
        sys.stderr.flush()
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    return confirm
