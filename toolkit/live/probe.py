"""Probe: learn how a live CRM searches, by a few dozen searches that only read.

`plan_probe` shows what will be asked; `probe` asks it and names the search rule, with
every answer as evidence. Only whether the one contact that has the number is among the
contacts found is looked at; where the export has no ids, its name tells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from toolkit.crm.kinds import usual_connector
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.wire import AS_SENT
from toolkit.errors import OptionError
from toolkit.exports.contacts import Contacts
from toolkit.live.hypotheses import Hypothesis, Verdict, judge
from toolkit.live.probe_plan import MOST_SEARCHES, Asked, ProbePlan, plan_probe
from toolkit.live.spellings import WRONG
from toolkit.live.stored_cells import StoredCell, has_own_ids
from toolkit.matching.connectors import Connector
from toolkit.matching.connectors import connector as known_connector
from toolkit.matching.get_contact import LookupServer

_HOPELESS = 4  # controls in vain, one after the other, before anything was found

_ADVICE = {
    "no-contact-found": "None of the contacts was found by its own text: is this the "
    "CRM they were exported from, and is the export recent?",
    "rule-differs": "The CRM does not search as the connector's record assumes: give "
    "--search-rule {rule} to recommend, measure, match and verify.",
    "rule-unclear": "Several search rules fit all answers alike; with these contacts "
    "they make no difference that could be seen.",
    "answers-contradict": "Some answers contradict the rule that fits best.",
    "no-rule-fits": "The answers fit none of the known search rules.",
    "plus-read-as-space": "The CRM reads the + of a term as a space: the E.164 search "
    "and formats with a + find less than they say. Measure with --wire form-decoded.",
    "finds-wrong-numbers": "A number with a wrong last digit found the contact: the "
    "CRM searches loosely, and calls will be shown wrong contacts.",
    "contacts-set-aside": "Some contacts were not found by their own text and were "
    "set aside: the export may be older than the CRM.",
}


@dataclass(frozen=True, slots=True, repr=False)
class ProbeResult:
    """What a probe found out.

    `rule` is the search rule, None where none fits; `is_certain` says that no answer
    contradicts it and no other rule fits. `evidence` is a DataFrame, one row per
    search: row, format, spelling, encode, found, n_contacts, a column for each rule
    with what it predicts, and predicted: what the rule found does.
    """

    verdict: Verdict
    assumed_rule: str
    n_searches: int
    n_set_aside: int
    finds_wrong: bool
    evidence: pd.DataFrame

    def __repr__(self) -> str:
        """Name the rule."""
        return f"<ProbeResult: {self.rule or 'no rule'}, {self.n_searches} searches>"

    @property
    def rule(self) -> str | None:
        """The search rule to use."""
        return self.verdict.rule

    @property
    def is_certain(self) -> bool:
        """Whether every answer fits this rule and no other."""
        return bool(self.rule) and not (self.verdict.also or self.verdict.n_against)

    @property
    def advice(self) -> tuple[str, ...]:
        """Codes of what the answers mean; `ADVICE` has their texts."""
        verdict = self.verdict
        told = bool(len(self.evidence)) and bool(self.evidence["found"].any())
        findings = {
            "no-contact-found": not told,
            "no-rule-fits": told and verdict.rule is None,
            "rule-differs": told and verdict.rule not in (None, self.assumed_rule),
            "rule-unclear": told and bool(verdict.also),
            "answers-contradict": told and bool(verdict.rule and verdict.n_against),
            "plus-read-as-space": told and verdict.plus_is_space is True,
            "finds-wrong-numbers": self.finds_wrong,
            "contacts-set-aside": told and self.n_set_aside > 0,
        }
        return tuple(code for code, holds in findings.items() if holds)

    def to_dict(self) -> dict[str, Any]:
        """Give the result with the keys of the command line's JSON."""
        return {
            "search_rule": self.rule,
            "is_certain": self.is_certain,
            "also_possible": list(self.verdict.also),
            "assumed_rule": self.assumed_rule,
            "plus_read_as_space": self.verdict.plus_is_space,
            "searches": self.n_searches,
            "contradicting": self.verdict.n_against,
            "set_aside": self.n_set_aside,
            "advice": [
                {"code": code, "text": _ADVICE[code].format(rule=self.rule)}
                for code in self.advice
            ],
            "evidence": self.evidence.to_dict("records"),
        }


def probe(
    contacts: Contacts,
    crm: LiveCrm,
    *,
    connector: str | Connector = "",
    confirm: Callable[[ProbePlan], bool] | None = None,
    most_searches: int = MOST_SEARCHES,
    seed: int = 1,
    progress: bool = False,
) -> ProbeResult | None:
    """Learn how a CRM searches.

    Parameters
    ----------
    contacts
        Contacts that are in the CRM, as exported from it.
    crm
        The live CRM.
    connector
        Whose searches are made; the CRM's own connector where it is empty.
    confirm
        Is shown the plan; where it says no, nothing is sent and None comes back.
    most_searches, seed
        As in `plan_probe`.
    progress
        Show a bar on stderr.

    Raises
    ------
    OptionError
        For an App Connect server: it answers lookups, not searches.
    CrmError
        When the CRM does not answer.
    """
    if isinstance(crm, LookupServer):
        raise OptionError(
            expected="a CRM that can be searched",
            got="an App Connect server",
            where="crm",
            hint="probe the CRM behind it",
        )
    record = known_connector(connector or usual_connector(crm.kind))
    plan = plan_probe(
        contacts,
        record,
        is_pasted=crm.pastes_terms,
        most_searches=most_searches,
        seed=seed,
    )
    if confirm is not None and not confirm(plan):
        return None
    run = _Run(plan, crm, by_id=has_own_ids(contacts), progress=progress)
    return run.result()


class _Run:
    """One probe under way."""

    def __init__(
        self, plan: ProbePlan, crm: LiveCrm, *, by_id: bool, progress: bool
    ) -> None:
        self.plan, self.crm, self.by_id = plan, crm, by_id
        self.answers: list[tuple[Asked, bool, int]] = []
        self._bar = tqdm(total=plan.n_searches, disable=not progress, unit="search")

    def result(self) -> ProbeResult:
        with self._bar:
            alive = self._controls()
            for asked in self.plan.questions:
                if asked.cell in alive:
                    self._ask(asked)
        return self._judged(len(self.plan.controls) - len(alive))

    def _controls(self) -> list[StoredCell]:
        """Ask for each cell as it is stored; give the cells that are there."""
        alive: list[StoredCell] = []
        for nth, asked in enumerate(self.plan.controls):
            if nth >= _HOPELESS and not alive:
                break
            if self._ask(asked):
                alive.append(asked.cell)
        return alive

    def _ask(self, asked: Asked) -> bool:
        crm = self.crm.encoded(asked.encode if self.crm.pastes_terms else AS_SENT)
        found = crm.search(asked.term, asked.search, self.plan.record, "exact")
        self._bar.update()
        ids = {str(contact.id) for contact in found}
        if self.by_id:
            has_it = str(asked.contact.id) in ids
        else:
            has_it = any(contact.name == asked.contact.name for contact in found)
        self.answers.append((asked, has_it, len(ids)))
        return has_it

    def _judged(self, n_set_aside: int) -> ProbeResult:
        told = {asked.cell for asked, found, _ in self.answers if found}
        used = [each for each in self.answers if each[0].cell in told]
        verdict = judge(
            self.plan.hypotheses,
            [asked.predicted for asked, _, _ in used],
            [found for _, found, _ in used],
        )
        finds_wrong = any(found and asked.spelling == WRONG for asked, found, _ in used)
        if finds_wrong:  # no rule does that, however well one fits otherwise
            verdict = Verdict(None, (), None, verdict.n_against)
        return ProbeResult(
            verdict,
            self.plan.record.rule_set,
            len(self.answers),
            n_set_aside,
            finds_wrong,
            self._evidence(verdict),
        )

    def _evidence(self, verdict: Verdict) -> pd.DataFrame:
        named = Hypothesis(verdict.rule or "", bool(verdict.plus_is_space))
        rows = [
            {
                "row": asked.cell.row,
                "format": asked.cell.format,
                "spelling": asked.spelling,
                "encode": asked.encode,
                "found": found,
                "n_contacts": n_contacts,
                **{
                    hypothesis.rule: predicted
                    for hypothesis, predicted in zip(
                        self.plan.hypotheses, asked.predicted, strict=True
                    )
                    if not hypothesis.plus_is_space
                },
                "predicted": dict(
                    zip(self.plan.hypotheses, asked.predicted, strict=True)
                ).get(named),
            }
            for asked, found, n_contacts in self.answers
        ]
        return pd.DataFrame(rows)
