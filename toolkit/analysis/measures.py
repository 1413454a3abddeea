"""Measuring: what a given list of formats does.

The figures are DESIGN's: known, matched, correct, false and ambiguous calls, reach,
precision, requests per lookup; overall and for each feature that getContact powers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis.advice import audit
from toolkit.analysis.findings import Finding
from toolkit.analysis.outcome import Counts
from toolkit.analysis.situation import FEATURES, Situation
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.matching import connectors as kinds
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import canonical, join_formats, parse_formats
from toolkit.matching.terms import tidy_formats
from toolkit.matching.wire import AS_BUILT


@dataclass(frozen=True, slots=True, repr=False)
class Measurement:
    """What a list of formats does to a call history.

    ``per_format``: DataFrame, one row per format, in list order
        format       str   as given, `#` for every placeholder
        calls        int   correct calls its term hits
        new_calls    int   of these, calls no earlier term hits (E.164 included)
        only_this    int   of these, calls no other term hits
        false_calls  int   calls its term hits without finding anybody who is calling
        contacts     int   distinct contacts its term finds

    ``overlaps``: DataFrame, one row per pair of terms that hit a call both, most first
        format  str   the earlier term: a format, or "" for what is searched without
        other   str   the later one, likewise
        calls   int   correct calls that both hit

    ``advice``: what goes wrong with the list, most damage first, see
    `toolkit.analysis.advice`.
    """

    record: Connector
    region: str
    formats: tuple[str, ...]
    counts: Counts
    features: dict[str, Counts]
    per_format: pd.DataFrame
    overlaps: pd.DataFrame
    advice: tuple[Finding, ...] = ()

    @property
    def connector(self) -> str:
        """The name of the connector."""
        return self.record.name

    def __repr__(self) -> str:
        """Name the list and count what it finds."""
        counts = self.counts
        return (
            f"<Measurement of {self.connector}: {join_formats(self.formats)!r}, "
            f"{counts.correct_calls:,} of {counts.known_calls:,} calls>"
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of ``getcontact measure``."""
        return {
            "connector": self.connector,
            "region": self.region,
            "formats": list(self.formats),
            "overriding_format": join_formats(self.formats),
            "measured": self.counts.to_dict(),
            "features": {name: each.to_dict() for name, each in self.features.items()},
            "per_format": self.per_format.to_dict("records"),
            "advice": [finding.to_dict() for finding in self.advice],
            "overlaps": self.overlaps.to_dict("records"),
        }


def measure(
    calls: Calls,
    contacts: Contacts,
    formats: str | Iterable[str] = "",
    *,
    connector: str | Connector | None = None,
    search_rule: str | None = None,
    wire: str = AS_BUILT,
) -> Measurement:
    """Measure what a list of formats does.

    Parameters
    ----------
    calls, contacts
        What `read_calls` and `read_contacts` gave.
    formats
        Comma text or list; empty measures the connector without formats.
    connector
        Name or record; default: the connector whose CRM the contacts are an export of,
        else ``getcontact``.
    search_rule
        How the CRM compares, where it is not what the connector assumes.
    wire
        Whether the CRM reads the terms ``as-built`` or ``form-decoded``.
    """
    situation = Situation(
        calls, contacts, connector, search_rule=search_rule, wire=wire
    )
    measured = measure_situation(situation, formats)
    return replace(measured, advice=audit(situation, formats))


def measure_situation(
    situation: Situation, formats: str | Iterable[str] = ""
) -> Measurement:
    """Measure a list of formats in a situation at hand, without advice."""
    listed = parse_formats(formats)
    outcome = situation.outcome(listed)
    return Measurement(
        record=situation.record,
        region=situation.region,
        formats=listed,
        counts=outcome.counts(situation.weight),
        features={
            name: outcome.counts(situation.feature_weight(name)) for name in FEATURES
        },
        per_format=measure_formats(situation, listed),
        overlaps=measure_overlaps(situation, listed),
    )


def measure_formats(situation: Situation, formats: tuple[str, ...]) -> pd.DataFrame:
    """Measure what each format of a list adds; see `Measurement.per_format`."""
    rows = []
    matcher, weight = situation.matcher, situation.weight
    correct = situation.outcome(formats).is_correct
    terms = _hits_by_term(situation, formats)
    for position, format in _used(situation, formats):
        own = position, kinds.FORMATS
        right, wrong = terms[own]
        right = right & correct  # a lookup that stops before may be false
        others = [hit for term, (hit, _) in terms.items() if term != own]
        earlier = [hit for term, (hit, _) in terms.items() if term[0] < position]
        rows.append(
            {
                "format": canonical(format),
                "calls": int(weight[right].sum()),
                "new_calls": int(weight[right & ~_any(earlier, right)].sum()),
                "only_this": int(weight[right & ~_any(others, right)].sum()),
                "false_calls": int(weight[wrong].sum()),
                "contacts": _n_distinct(matcher.format_pairs(format).contact),
            }
        )
    columns = ["calls", "new_calls", "only_this", "false_calls", "contacts"]
    return pd.DataFrame(rows, columns=["format", *columns])


def measure_overlaps(situation: Situation, formats: tuple[str, ...]) -> pd.DataFrame:
    """Count the calls that two terms find both; see `Measurement.overlaps`.

    A connector that stops at the first contact never makes the later search: its count
    says how many calls the later format would find as well.
    """
    names = {
        (place, kinds.FORMATS): canonical(format)
        for place, format in _used(situation, formats)
    }
    terms = _hits_by_term(situation, formats) if names else {}
    without = [right for term, (right, _) in terms.items() if term not in names]
    found = [("", np.logical_or.reduce(without))] if without else []
    found += [(name, terms[term][0]) for term, name in names.items()]
    rows = [
        (name, other, int(situation.weight[right & also].sum()))
        for (name, right), (other, also) in combinations(found, 2)
    ]
    table = pd.DataFrame(
        [row for row in rows if row[2]], columns=["format", "other", "calls"]
    )
    return table.sort_values("calls", ascending=False, kind="stable", ignore_index=True)


def _used(situation: Situation, formats: tuple[str, ...]) -> list[tuple[int, str]]:
    """Give the formats a connector uses, with their position among its terms."""
    record = situation.record
    if not formats or not record.uses_formats:
        return []
    first = record.terms_set.index(kinds.FORMATS)
    return list(enumerate(tidy_formats(record, formats), start=first))


def _hits_by_term(
    situation: Situation, formats: tuple[str, ...]
) -> dict[tuple[int, str], tuple[np.ndarray, np.ndarray]]:
    """Give by position and kind of the term the numbers it hits rightly, and falsely.

    Terms of two kinds stand at one position where a connector asks otherwise for
    numbers that it takes for invalid.
    """
    none = np.zeros(len(situation.weight), bool)
    hits = {
        (place, kinds.FORMATS): (none, none) for place, _ in _used(situation, formats)
    }
    for asked, position, kind, format in situation.matcher.plan_terms(formats):
        hit = situation.term_hits.term(kind, format, formats_set=bool(formats))
        right = hit.right & asked
        wrong = hit.wrong & asked & ~right
        before = hits.get((position, kind), (none, none))
        hits[position, kind] = before[0] | right, before[1] | wrong
    return hits


def _n_distinct(rows: np.ndarray) -> int:
    return int(np.count_nonzero(np.bincount(rows)))


def _any(flags: list[np.ndarray], like: np.ndarray) -> np.ndarray:
    return np.logical_or.reduce(flags) if flags else np.zeros_like(like)
