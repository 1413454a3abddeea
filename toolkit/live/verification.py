"""What a verification found: agreement, a confusion table, explained disagreements.

>>> sample = Sample((4, 9), ("one, known, +1", "none, unknown, +1"), {})
>>> outcomes = {4: Outcome("one", "one", True), 9: Outcome("none", "one", False)}
>>> result = Verification(sample, outcomes)
>>> result.agreement, result.n_agree
(0.5, 1)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pandas as pd

from toolkit.errors import CrmError
from toolkit.live.disagreements import ALTERNATIVES, text_of
from toolkit.live.intervals import wilson
from toolkit.live.strata import Sample

CLASSES = ("none", "one", "several")  # contacts found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one number: how many contacts were predicted, and found.

    `why` holds the codes of a disagreement, `fits` the ways to search that predict what
    was found.
    """

    predicted: str
    live: str
    agrees: bool
    why: tuple[str, ...] = ()
    fits: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        n_predicted: int,
        n_live: int,
        *,
        agrees: bool,
        why: tuple[str, ...] = (),
        fits: tuple[str, ...] = (),
    ) -> Self:
        """Make an outcome from counts of contacts."""
        return cls(_class(n_predicted), _class(n_live), agrees, why, fits)

    @classmethod
    def from_dict(cls, line: Mapping[str, Any]) -> Self:
        """Read an outcome from a journal's line."""
        return cls(
            str(line.get("predicted")),
            str(line.get("live")),
            line.get("agrees") is True,
            tuple(map(str, line.get("why") or ())),
            tuple(map(str, line.get("fits") or ())),
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the outcome for a journal."""
        return {
            "predicted": self.predicted,
            "live": self.live,
            "agrees": self.agrees,
            "why": list(self.why),
            "fits": list(self.fits),
        }


def _class(n_contacts: int) -> str:
    return CLASSES[min(n_contacts, len(CLASSES) - 1)]


@dataclass(frozen=True, slots=True, repr=False)
class Verification:
    """A live CRM compared with the prediction.

    `outcomes` are by position in `Calls.numbers`. `n_resumed` of them came from the
    journal, `n_requests` were sent in this run, `n_failed` lookups had no answer;
    `stopped` is what ended the run early, `advice` what else is to be known: findings
    with `code` and `text`. `own_journal` is the file that `forget` removes.
    """

    sample: Sample
    outcomes: Mapping[int, Outcome]
    n_requests: int = 0
    n_resumed: int = 0
    n_failed: int = 0
    stopped: CrmError | None = field(default=None)
    advice: tuple[Mapping[str, str], ...] = ()
    own_journal: Path | None = None

    def __repr__(self) -> str:
        """Count the agreements."""
        return f"<Verification: {self.n_agree} of {self.n_asked} agree>"

    def forget(self) -> None:
        """Remove the run's own journal, where every number has its outcome.

        To be called when the result is safe: until then a killed run goes on from it.
        """
        if self.own_journal is not None and self.is_complete:
            self.own_journal.unlink(missing_ok=True)

    @property
    def n_asked(self) -> int:
        """How many numbers have an outcome."""
        return len(self.outcomes)

    @property
    def n_agree(self) -> int:
        """How many answers were as predicted."""
        return sum(outcome.agrees for outcome in self.outcomes.values())

    @property
    def is_complete(self) -> bool:
        """Whether the whole sample has outcomes."""
        return all(each in self.outcomes for each in self.sample.positions)

    @property
    def agreement(self) -> float | None:
        """Share of answers that were as predicted; None when nothing was asked."""
        return self.n_agree / self.n_asked if self.n_asked else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval of the agreement."""
        return wilson(self.n_agree, self.n_asked)

    @property
    def confusion(self) -> pd.DataFrame:
        """DataFrame, predicted by found: numbers with none, one, several contacts."""
        counts = self._counts
        return pd.DataFrame(
            [[counts[row, column] for column in CLASSES] for row in CLASSES],
            index=pd.Index(CLASSES, name="predicted"),
            columns=pd.Index(CLASSES, name="live"),
        )

    @property
    def _counts(self) -> Counter[tuple[str, str]]:
        return Counter((each.predicted, each.live) for each in self.outcomes.values())

    @property
    def disagreements(self) -> pd.DataFrame:
        """DataFrame, a row a disagreement: position, stratum, predicted, live, why."""
        strata = dict(zip(self.sample.positions, self.sample.stratum, strict=True))
        rows = [
            (position, strata.get(position), each.predicted, each.live, _joined(each))
            for position, each in self.outcomes.items()
            if not each.agrees
        ]
        columns = ["position", "stratum", "predicted", "live", "why"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def reasons(self) -> pd.DataFrame:
        """DataFrame, a row a reason, the most frequent first: code, n, text."""
        return _codes(each.why for each in self.outcomes.values())

    @property
    def alternatives(self) -> pd.DataFrame:
        """DataFrame, a row a way to search: code, n answers it predicts, text."""
        return _codes(each.fits for each in self.outcomes.values())

    @property
    def explanation(self) -> str | None:
        """The way to search that predicts more answers, else the commonest reason."""
        table = self.alternatives
        if table.empty or table["n"].iloc[0] <= self.n_agree:
            table = self.reasons
        return None if table.empty else str(table["code"].iloc[0])

    @property
    def strata(self) -> pd.DataFrame:
        """DataFrame, one row per stratum: stratum, numbers, asked, agree."""
        asked: Counter[str] = Counter()
        agree: Counter[str] = Counter()
        for position, name in zip(
            self.sample.positions, self.sample.stratum, strict=True
        ):
            if position in self.outcomes:
                asked[name] += 1
                agree[name] += self.outcomes[position].agrees
        rows = [
            (name, numbers, asked[name], agree[name])
            for name, numbers in self.sample.population.items()
        ]
        return pd.DataFrame(rows, columns=["stratum", "numbers", "asked", "agree"])

    def to_dict(self) -> dict[str, Any]:
        """Give the result with the keys of the command line's JSON."""
        counts = self._counts
        return {
            "sample": len(self.sample.positions),
            "asked": self.n_asked,
            "resumed": self.n_resumed,
            "failed": self.n_failed,
            "requests": self.n_requests,
            "is_complete": self.is_complete,
            "stopped": None if self.stopped is None else self.stopped.line,
            "agree": self.n_agree,
            "agreement": self.agreement,
            "interval": None if self.interval is None else list(self.interval),
            "confusion": {
                row: {column: counts[row, column] for column in CLASSES}
                for row in CLASSES
            },
            "explanation": self.explanation,
            "advice": [dict(finding) for finding in self.advice],
            "alternatives": self.alternatives.to_dict("records"),
            "reasons": self.reasons.to_dict("records"),
            "disagreements": self.disagreements.to_dict("records"),
            "strata": self.strata.to_dict("records"),
        }


def _joined(outcome: Outcome) -> str:
    return "; ".join((*outcome.fits, *outcome.why)) or "unexplained"


def _codes(listed: Iterable[Sequence[str]]) -> pd.DataFrame:
    counts = Counter(code for codes in listed for code in codes)
    order = {code: place for place, code in enumerate(ALTERNATIVES)}
    ranked = sorted(counts, key=lambda code: (-counts[code], order.get(code, 0)))
    rows = [(code, counts[code], text_of(code)) for code in ranked]
    return pd.DataFrame(rows, columns=["code", "n", "text"])
