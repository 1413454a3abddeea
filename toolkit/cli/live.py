"""The commands that ask a live CRM, or stand in for one: probe, verify, sandbox."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from toolkit.cli.inputs import contacts_of, exports_of, shows_progress
from toolkit.cli.results import check_named_output, give, note, write_json, write_text
from toolkit.crm.kinds import open_crm, usual_connector
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.sandbox import SandboxServer
from toolkit.crm.sandbox_faults import Faults
from toolkit.crm.tokens import read_token
from toolkit.errors import CrmError, OptionError
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.live.probe import probe as probe_crm
from toolkit.live.verification import Verification
from toolkit.live.verify import verify as verify_crm
from toolkit.live.wire_advice import crm_advice
from toolkit.matching.answers import LookupAnswer
from toolkit.matching.connectors import CONNECTORS, Connector
from toolkit.matching.connectors import connector as known_connector
from toolkit.matching.get_contact import get_contact
from toolkit.matching.user_settings import with_settings
from toolkit.matching.wire import FORM_DECODED
from toolkit.reporting.terminal_live import (
    probe_plan_text,
    probe_text,
    verification_text,
    verify_plan_text,
)

_AGAIN = "run the same command again to ask only what is left"


def open_live_crm(options: argparse.Namespace) -> LiveCrm:
    """Open the live CRM that the options name."""
    if not options.crm:
        raise OptionError(
            expected="--crm KIND", got="none", where="live CRM", hint="see --help"
        )
    return open_crm(
        options.crm,
        host=options.host,
        token=options.token,
        scheme=options.scheme,
        encode=getattr(options, "encode", "as-sent"),
        all_pages=options.all_pages,
        config=options.config,
        user=options.user,
    )


def connector_of(
    options: argparse.Namespace, contacts: Contacts | None, user: Mapping[str, Any]
) -> Connector:
    """Give the record whose rules hold.

    The one that is named, else that of the kind of CRM, else that of the contacts'
    layout; searches are those of the user's settings.
    """
    usual = usual_connector(options.crm)
    if options.crm not in CONNECTORS and contacts is not None and contacts.connector:
        usual = contacts.connector
    return with_settings(known_connector(options.connector or usual), user)


def live_lookup(options: argparse.Namespace) -> tuple[LookupAnswer, CrmError | None]:
    """Ask a live CRM who has a number; give also the error that left it unanswered.

    What an answer hides is said beside it.
    """
    with open_live_crm(options) as crm:
        record = connector_of(options, None, crm.user)
        answer = get_contact(
            options.number,
            crm=crm,
            connector=record,
            overriding_format=options.formats,
            is_extension=options.extension,
        )
        for finding in crm_advice(crm, record, options.formats, [options.number]):
            note(options, finding["text"])
        error = crm.client.last_error
    if error is not None and answer.successful:
        # Some connectors swallow it: an outage looks like "no such contact".
        note(options, f"Not all was answered. {error.line}")
    return answer, None if answer.successful else error


def probe(options: argparse.Namespace) -> None:
    """Learn how the CRM searches."""
    check_named_output(options)
    contacts = contacts_of(options)
    with open_live_crm(options) as crm:
        result = probe_crm(
            contacts,
            crm,
            connector=connector_of(options, contacts, crm.user),
            confirm=_asker(options, probe_plan_text),
            most_searches=options.searches,
            seed=options.seed,
            progress=shows_progress(options),
        )
    if result is None:
        note(options, "Nothing was sent.")
        return
    tables = {"evidence.csv": result.evidence}
    give(
        options,
        "probe.json",
        result.to_dict(),
        lambda: probe_text(result),
        _files(contacts),
        tables,
    )


def verify(options: argparse.Namespace) -> None:
    """Compare the prediction with the CRM on a sample."""
    check_named_output(options)
    calls, contacts = exports_of(options)
    with open_live_crm(options) as crm:
        try:
            result = verify_crm(
                calls,
                contacts,
                crm,
                formats=options.formats,
                connector=connector_of(options, contacts, crm.user),
                sample=options.sample,
                search_rule=options.search_rule or "",
                wire=options.wire,
                seed=options.seed,
                journal=options.journal,
                is_resumable=True,
                confirm=_asker(options, verify_plan_text),
                progress=shows_progress(options),
            )
        except KeyboardInterrupt:
            note(options, f"Outcomes so far are kept: {_AGAIN}.")
            raise
    if result is None:
        note(options, "Nothing was sent.")
        return
    tables = {"disagreements.csv": result.disagreements, "strata.csv": result.strata}
    give(
        options,
        "verification.json",
        result.to_dict(),
        lambda: verification_text(result),
        _files(calls, contacts),
        tables,
    )
    result.forget()  # only now: killed before, the next run goes on from the journal
    _refuse_incomplete(result, options.crm)


def _files(*exports: Calls | Contacts) -> list[Path]:
    return [source.path for export in exports for source in export.sources]


def _refuse_incomplete(result: Verification, where: str) -> None:
    """End with an error where numbers have no outcome yet."""
    if result.is_complete:
        return
    raise CrmError(
        expected=f"{len(result.sample.positions)} outcomes",
        got=f"{result.n_asked}",
        where=where,
        hint=_AGAIN,
    )


def sandbox(options: argparse.Namespace) -> None:
    """Serve the contacts as a CRM until interrupted."""
    contacts = contacts_of(options)
    faults = Faults(
        delay=options.slow,
        limit_every=options.limit_every,
        retry_after=options.retry_after,
        fail_every=options.fail_every,
        fail_status=options.fail_status,
        drop_every=options.drop_every,
        garble_every=options.garble_every,
    )
    named = {"database": options.database} if options.database else {}
    server = SandboxServer(
        contacts.people,
        kind=options.kind,
        search_rule=options.search_rule or "",
        connector=options.connector or _connector_behind(options, contacts),
        port=options.port,
        token=read_token(options.token) if options.token else None,
        region=options.region,
        page_size=options.page_size,
        form_decoded=options.wire == FORM_DECODED,
        faults=faults,
        **named,
    )
    if options.json:
        served = {"crm": options.kind, "host": server.host, "url": server.url}
        write_json(served | {"contacts": len(server.store)})
    else:
        write_text(server.url)
    note(
        options,
        f"A {options.kind} sandbox, until Ctrl-C. Ask it with "
        f"--crm {options.kind} --host {server.host}",
    )
    _stop_when_ended()
    try:
        server.serve()
    except KeyboardInterrupt:
        note(options, f"Stopped after {server.requests:,} requests.")
    finally:
        server.stop()


def _stop_when_ended() -> None:
    """Take the end that a script or a service puts to it as a Ctrl-C."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _connector_behind(options: argparse.Namespace, contacts: Contacts) -> str:
    """Name whose rules an App Connect server follows where nobody said."""
    is_server = options.kind not in CONNECTORS
    return contacts.connector or "" if is_server else ""


def _asker(
    options: argparse.Namespace, show: Callable[[Any], str]
) -> Callable[[Any], bool] | None:
    """Show the plan and ask before anything is sent, unless the answer is given."""
    if options.yes:
        return None

    def confirm(plan: Any) -> bool:
        sys.stderr.write(f"{show(plan)}\n\nBegin? [y/N] ")
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer:
            sys.stderr.write("\n")
            raise OptionError(
                expected="a yes or no",
                got="no answer",
                where="the plan",
                hint="give --yes where nobody can answer",
            )
        return answer.strip().lower() in ("y", "yes")

    return confirm
