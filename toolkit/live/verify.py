"""Verify that a live CRM answers as predicted, on a sample of the call history.

For each number of a stratified sample the whole lookup is made against the CRM, as the
connector makes it, and compared with the same lookup on the exported contacts. What is
shown beside a contact (matters, deals …) is not asked for. A journal makes a run that
was stopped go on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm.auto import tqdm

from toolkit.crm.live_crm import LiveCrm
from toolkit.errors import ConnectorError, CrmAuthError, CrmError, CrmLimitError
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.live.disagreements import Explainer, Ids, export_ids
from toolkit.live.journal import Journal, own_path
from toolkit.live.stored_cells import has_own_ids
from toolkit.live.verification import Outcome, Verification
from toolkit.live.verify_plan import SAMPLE, Assumption, VerifyPlan, plan_verification
from toolkit.live.wire_advice import crm_advice
from toolkit.matching.answers import LookupAnswer
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import join_formats
from toolkit.matching.get_contact import LookupServer
from toolkit.matching.wire import AS_BUILT

_MOST_FAILURES = 3  # lookups that fail one after the other, before a run stops


def verify(
    calls: Calls,
    contacts: Contacts,
    crm: LiveCrm,
    *,
    formats: str | Iterable[str],
    connector: str | Connector = "",
    sample: int = SAMPLE,
    search_rule: str = "",
    wire: str = AS_BUILT,
    seed: int = 1,
    journal: str | Path | None = None,
    is_resumable: bool = False,
    confirm: Callable[[VerifyPlan], bool] | None = None,
    progress: bool = False,
) -> Verification | None:
    """Compare a live CRM with the prediction.

    Parameters
    ----------
    calls, contacts
        The call history, and the contacts exported from this CRM.
    crm
        The live CRM, or an App Connect server in front of it.
    formats
        The list to verify, comma text or list.
    connector
        Whose rules hold; the CRM's own connector where it is empty.
    sample
        How many distinct numbers to look up.
    search_rule, wire
        How the CRM is assumed to search, where not as the connector assumes.
    seed
        Fixes the sample.
    journal
        A file that keeps the outcomes: with it a stopped run goes on.
    is_resumable
        Whether a run without a named journal keeps one of its own in this folder, from
        the first outcome until `Verification.forget`.
    confirm
        Is shown the plan; where it says no, nothing is sent and None comes back.
    progress
        Show a bar on stderr.

    Raises
    ------
    CrmError
        When the CRM does not answer and nothing was found out. Otherwise the result
        says what stopped it.
    OutputError
        When the journal belongs to another run, or cannot be written.
    """
    plan = plan_verification(
        calls,
        contacts,
        crm,
        formats=formats,
        connector=connector,
        sample=sample,
        search_rule=search_rule,
        wire=wire,
        seed=seed,
    )
    if confirm is not None and not confirm(plan):
        return None
    run = _Run(calls, contacts, crm, plan)
    header = _header(calls, contacts, crm, plan.assumption, sample, seed)
    own = own_path(header) if is_resumable and not journal else None
    path = journal or own
    with Journal(path, header) if path else nullcontext() as kept:
        try:
            result = run.result(kept, progress=progress)
        finally:
            if own is not None and not run.is_begun:
                own.unlink(missing_ok=True)
    return replace(result, own_journal=own)


def _header(
    calls: Calls,
    contacts: Contacts,
    crm: LiveCrm,
    assumption: Assumption,
    sample: int,
    seed: int,
) -> Mapping[str, Any]:
    """Say what run this is, so that a journal is not taken for another's."""
    origin = crm.client.origin
    files = [source.sha256 for source in (*calls.sources, *contacts.sources)]
    return {
        "files": hashlib.sha256("".join(files).encode("ascii")).hexdigest(),
        "regions": [calls.region, contacts.region],
        "numbers": len(calls.numbers),
        "contacts": len(contacts.contacts),
        "crm": crm.kind,
        "host": "this machine" if origin.is_loopback else origin.host,
        "encode": crm.encode,
        "all_pages": crm.all_pages,
        "connector": assumption.record.name,
        "searches": [[each.entity, each.fields] for each in assumption.record.searches],
        "formats": join_formats(assumption.formats),
        "search_rule": assumption.search_rule,
        "wire": assumption.wire,
        "sample": sample,
        "seed": seed,
    }


class _Run:
    """One verification under way."""

    def __init__(
        self, calls: Calls, contacts: Contacts, crm: LiveCrm, plan: VerifyPlan
    ) -> None:
        self._calls, self._contacts, self._crm, self._plan = calls, contacts, crm, plan
        self._outcomes: dict[int, Outcome] = {}
        self._n_failed = 0
        known, unknown = export_ids(contacts)
        self._by_id = has_own_ids(contacts)
        self._explainer = Explainer(self._predict, known, unknown, by_id=self._by_id)

    @property
    def is_begun(self) -> bool:
        """Whether there is an outcome to go on from."""
        return bool(self._outcomes)

    def result(self, journal: Journal | None, *, progress: bool) -> Verification:
        """Ask what is left, and sum up."""
        if journal is not None:
            self._outcomes = {
                position: Outcome.from_dict(line)
                for position, line in journal.outcomes.items()
            }
        n_resumed, before = len(self._outcomes), self._crm.client.requests
        stopped = self._ask_all(journal, progress=progress)
        if stopped is not None and not self._outcomes:
            raise stopped
        record, formats = self._plan.assumption.record, self._plan.assumption.formats
        return Verification(
            self._plan.sample,
            self._outcomes,
            n_requests=self._crm.client.requests - before,
            n_resumed=n_resumed,
            n_failed=self._n_failed,
            stopped=stopped,
            advice=tuple(crm_advice(self._crm, record, formats, self._numbers())),
        )

    def _numbers(self) -> list[str]:
        positions = list(self._plan.sample.positions)
        return list(self._calls.numbers.take(positions).e164().to_pylist())

    def _ask_all(self, journal: Journal | None, *, progress: bool) -> CrmError | None:
        """Ask what was not asked yet; give what stopped it, if anything did."""
        positions = self._plan.sample.positions
        numbers = self._numbers()
        failures = 0
        bar = tqdm(total=len(positions), disable=not progress, unit="lookup")
        with bar:
            for position, number in zip(positions, numbers, strict=True):
                if position not in self._outcomes:
                    got = self._ask(number)
                    if isinstance(got, CrmError):
                        failures += 1
                        self._n_failed += 1
                        if _is_final(got) or failures >= _MOST_FAILURES:
                            return got
                        continue
                    failures = 0
                    if journal is not None:
                        journal.add(position, got.to_dict())
                    self._outcomes[position] = got
                bar.update()
        return None

    def _ask(self, number: str) -> Outcome | CrmError:
        """Look a number up; give the outcome, or why there is none."""
        assumption = self._plan.assumption
        cut_before = self._crm.cut_answers
        predicted = assumption.predict(number, self._contacts)
        try:
            live = assumption.lookup(number, self._crm)
        except ConnectorError as error:
            if not isinstance(error.__cause__, CrmError):
                raise
            return error.__cause__
        if isinstance(self._crm, LookupServer) and _is_refused(live, predicted):
            return CrmError(
                expected="a lookup that succeeds",
                got="an unsuccessful one",
                where=self._crm.kind,
                hint="ask the server's own log",
            )
        was_cut = self._crm.cut_answers > cut_before
        return self._compared(number, _ids(predicted), _ids(live), was_cut=was_cut)

    def _compared(
        self, number: str, predicted: Ids, live: Ids, *, was_cut: bool
    ) -> Outcome:
        explainer = self._explainer
        agrees = explainer.same(predicted, live)
        why = () if agrees else explainer.explain(predicted, live, was_cut=was_cut)
        fits = explainer.fitting(number, live)
        return Outcome.of(
            len(predicted), len(live), agrees=agrees, why=tuple(why), fits=tuple(fits)
        )

    def _predict(self, number: str, rule: str, wire: str) -> Ids:
        """Predict under another assumption."""
        assumption = self._plan.assumption
        answer = assumption.lookup(number, self._contacts, search_rule=rule, wire=wire)
        return _ids(answer)


def _ids(answer: LookupAnswer) -> Ids:
    return frozenset(str(found.contact.id) for found in answer.found)


def _is_refused(live: LookupAnswer, predicted: LookupAnswer) -> bool:
    return live.successful is False and predicted.successful is not False


def _is_final(error: CrmError) -> bool:
    return isinstance(error, CrmAuthError | CrmLimitError)
