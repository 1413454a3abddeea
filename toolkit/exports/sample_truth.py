"""What the toolkit must find in the sample, counted from what was planted.

Nothing is read, parsed, matched or searched for here. A cell of the contacts was
planted with the E.164 numbers that it gives its contact and with the one search that
finds it (`Cell.answers`); an event of the log with the number that calls. The connector
`clio` searches E.164 and every format, so a lookup returns the contacts whose cells
answer one of these searches, and the best list is found by trying every list.

>>> sample_truth()["formats"]
['(###) ###-####', '###-###-####', '###.###.####']
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from toolkit.exports.sample import Sample, plan_sample
from toolkit.exports.sample_calls import EVENTS, SET_ASIDE
from toolkit.exports.sample_world import E164

MAX_FORMATS = 3
FALSE_MATCH_COST = 3  # one false match outweighs three correct ones


def sample_truth() -> dict[str, Any]:
    """Count the answer for the connector `clio`.

    Returns
    -------
    dict
        In the shape of ``recommend --json``: decision; connector; formats, in order;
        baseline (no formats) and recommended, each with calls, known_calls,
        matched_calls, correct_calls, false_calls, ambiguous_calls (numbers of calls),
        reach and precision (0 to 1); ledger of both files.

    Examples
    --------
    >>> truth = sample_truth()
    >>> truth["decision"], truth["recommended"]["false_calls"]
    ('set', 12)
    """
    sample = plan_sample()
    planted = Planted.of(sample)
    formats = planted.best_formats()
    return {
        "decision": "set",
        "connector": "clio",
        "formats": formats,
        "baseline": planted.count([]),
        "recommended": planted.count(formats),
        "ledger": {
            "calls": _calls_ledger(sample),
            "contacts": _contacts_ledger(sample),
        },
    }


@dataclass(frozen=True, slots=True)
class Planted:
    """The sample as its answer needs it.

    `calls` counts the calls of each E.164 number; `owners` are the ids of the contacts
    that have it; `found` are the ids that each search, (E.164, format), returns.
    """

    calls: Mapping[str, int]
    owners: Mapping[str, set[str]]
    found: Mapping[tuple[str, str], set[str]]

    @classmethod
    def of(cls, sample: Sample) -> Planted:
        """Collect what was planted."""
        calls = Counter(
            event.remote
            for event in sample.events
            if event.remote and event.kind not in SET_ASIDE
        )
        owners: dict[str, set[str]] = defaultdict(set)
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for contact in sample.contacts:
            for cell in contact.cells:
                for e164 in cell.numbers:
                    owners[e164].add(contact.id)
                if cell.answers:
                    found[cell.answers].add(contact.id)
        return cls(calls, owners, found)

    def returned(self, e164: str, formats: Iterable[str]) -> set[str]:
        """Give the ids that a lookup of this number returns."""
        searches = [(e164, format) for format in (E164, *formats)]
        return set().union(*(self.found.get(search, ()) for search in searches))

    def count(self, formats: Sequence[str]) -> dict[str, int | float]:
        """Count what a list of formats does, over all calls."""
        n: Counter[str] = Counter()
        for e164, calls in self.calls.items():
            owners = self.owners.get(e164, set())
            returned = self.returned(e164, formats)
            right = returned & owners
            n["calls"] += calls
            n["known_calls"] += calls * bool(owners)
            n["matched_calls"] += calls * bool(returned)
            n["correct_calls"] += calls * bool(right)
            n["false_calls"] += calls * bool(returned and not right)
            n["ambiguous_calls"] += calls * (len(returned) > 1)
            n["returned"] += calls * len(returned)
            n["right"] += calls * len(right)
        precision = n.pop("right") / n.pop("returned")
        reach = n["correct_calls"] / n["known_calls"]
        return {**n, "reach": reach, "precision": precision}

    def best_formats(self) -> list[str]:
        """Try every list of three; order the best by what each next format adds."""
        hits = self._hits()
        candidates = sorted({format for _, format in self.found} - {E164})
        lists = combinations(candidates, MAX_FORMATS)
        left = list(max(lists, key=lambda formats: _score(hits, formats)))
        ordered: list[str] = []
        while left:
            scores = {_score(hits, [*ordered, format]): format for format in left}
            ordered.append(scores[max(scores)])
            left.remove(ordered[-1])
        return ordered

    def _hits(self) -> Hits:
        hits: Hits = Counter()
        for e164, calls in self.calls.items():
            by_format = {f: ids for (n, f), ids in self.found.items() if n == e164}
            owners = self.owners.get(e164, set())
            right = frozenset(f for f, ids in by_format.items() if ids & owners)
            hits[right, frozenset(by_format) - right] += calls
        return hits


# (formats that find the right contact, formats that find only wrong ones): calls
Hits = Counter[tuple[frozenset[str], frozenset[str]]]


def _score(hits: Hits, formats: Iterable[str]) -> int:
    asked = {E164, *formats}
    correct = sum(n for (right, _), n in hits.items() if right & asked)
    false = sum(n for (r, wrong), n in hits.items() if wrong & asked and not r & asked)
    return correct - FALSE_MATCH_COST * false


def _calls_ledger(sample: Sample) -> dict[str, Any]:
    legs = sum(len(event.rows) - 1 for event in sample.events)
    set_aside = {kind: EVENTS[kind] for kind in SET_ASIDE} | {"leg of a call": legs}
    rows = sum(EVENTS.values()) + legs
    used = rows - sum(set_aside.values())
    return {"rows": rows, "used": used, "set_aside": set_aside}


def _contacts_ledger(sample: Sample) -> dict[str, Any]:
    empty = sum(not any(cell.text for cell in one.cells) for one in sample.contacts)
    return {
        "rows": len(sample.contacts),
        "used": len(sample.contacts) - empty,
        "set_aside": {"no phone cell": empty},
    }
