"""Every list of formats tried, call by call: what a recommendation has to equal.

    python tests/brute_force.py [--cases 1000] [--first 0]

A case is a small office: contacts with up to five phones in a few formats, foreign
callers whose national number is somebody else's, strangers, an area code that the
connectors' library does not know, contacts in two rows. Each list of candidates is
measured by asking `get_contact` for every number; who has a number is decided by
`phonenumbers`, what requests cost by the table below. Nothing here reads the column
engine, the records' costs or the search for the best list.
"""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import phonenumbers
from small_exports import read_pair

from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.formats import render
from toolkit.matching.get_contact import get_contact

AMERICAN = (
    "(###) ###-####", "###-###-####", "###.###.####", "##########", "+1##########",
    "+1 ###-###-####", "1##########", "(###)###-####",
)  # fmt: skip
BRITISH = ("+44##########", "+44 ## #### ####", "+44 #### ######")
AREA_CODES = ("212", "415", "329")  # the last one is younger than the connectors
# 207 is Maine's area code, 20 7… London's: the national numbers are the same.
SHARED = tuple(f"20794600{n}" for n in range(10, 15))
# Beside the searches counted: requests of a lookup, and of each contact returned.
FIXED = {"redtail": 1, "googleSheets": 1}
FOLLOW_UPS = {"clio": 2, "vinsolutions": 1, "pipedrive": 2, "pipedrive-reference": 1}
FREE = {"template"}  # its searches are no requests
NO_CONTACT = "createNewContact"
MATCHES_NOTHING = "@"  # a format that stands for "formats are set"

Formats = tuple[str, ...]
Figures = dict[str, float | None]


@dataclass(frozen=True, eq=False)
class Office:
    """Exports, the calls of each number, and the ids of the contacts that have it."""

    calls: Calls
    contacts: Contacts
    n_calls: Mapping[str, int]
    owners: Mapping[str, set[str]]


def make_office(seed: int) -> Office:
    """Make up an office."""
    rng = random.Random(seed)
    shares = rng.random() < 0.8
    americans = list(SHARED) if shares else []
    americans += [
        f"{rng.choice(AREA_CODES)}55501{rng.randrange(100):02}" for _ in range(4)
    ]
    callers = [f"+1{n}" for n in americans] + [f"+44{n}" for n in SHARED[:3]]
    styles = rng.sample(AMERICAN, rng.randint(1, 3))
    rows = []
    for _ in range(rng.randint(1, 6)):
        cells = [_cell(rng, americans, styles) for _ in range(rng.choice([1, 2, 5]))]
        rows.append([*cells, *[""] * (5 - len(cells))])
    numbers = rng.choices(rng.sample(callers, min(8, len(callers))), k=30)
    columns = ("Phone", "Mobile Phone", "Home Phone", "Work Phone", "Other Phone")
    with tempfile.TemporaryDirectory() as folder:
        calls, contacts = read_pair(Path(folder), numbers, rows, columns)
    owners: dict[str, set[str]] = defaultdict(set)
    for row, cells in enumerate(rows, start=1):
        for cell in filter(None, cells):
            number = phonenumbers.parse(cell, "US")
            if phonenumbers.is_valid_number(number):
                owners[phonenumbers.format_number(number, 0)].add(str(row))
    return Office(calls, contacts, Counter(numbers), owners)


def _cell(rng: random.Random, americans: list[str], styles: list[str]) -> str:
    if rng.random() < 0.15:
        return ""
    if rng.random() < 0.15:
        return render(rng.choice(BRITISH), rng.choice(SHARED))
    return render(rng.choice(styles), rng.choice(americans))


class _Counted:
    """Contacts to search, counting the searches."""

    def __init__(self, contacts: Contacts) -> None:
        self._contacts, self.searches = contacts, 0

    def search(self, *question: Any) -> Any:
        self.searches += 1
        return self._contacts.search(*question)

    def related(self, *contact: Any) -> Any:
        return self._contacts.related(*contact)


class Trial:
    """What every list does in an office, and which one is the best."""

    def __init__(self, office: Office, connector: str, weigh_by: str) -> None:
        self.office, self.connector = office, connector
        self.weight = {
            number: {
                "calls": calls,
                "numbers": 1,
                "contacts": max(1, len(office.owners.get(number, ()))),
            }[weigh_by]
            for number, calls in office.n_calls.items()
        }
        self.lookup = cache(self._lookup)

    def _lookup(self, number: str, formats: Formats) -> tuple[frozenset[str], int]:
        """Give the ids of the contacts returned, and the requests."""
        crm, name = _Counted(self.office.contacts), self.connector
        answer = get_contact(
            number, crm=crm, connector=name, overriding_format=",".join(formats)
        ).to_dict()
        found = [str(each["id"]) for each in answer["matchedContactInfo"] or []]
        ids = frozenset(found) - {NO_CONTACT}
        searches = 0 if name in FREE else crm.searches
        fixed = FIXED.get(name, 0) if crm.searches else 0
        return ids, searches + fixed + FOLLOW_UPS.get(name, 0) * len(ids)

    def _total(self, formats: Formats) -> tuple[int, int, int]:
        """Weigh the correct lookups, the false ones, and the requests."""
        correct = false = requests = 0
        for number, weight in self.weight.items():
            ids, asked = self.lookup(number, formats)
            is_correct = bool(ids & self.office.owners.get(number, set()))
            correct += weight * is_correct
            false += weight * (bool(ids) and not is_correct)
            requests += weight * asked
        return correct, false, requests

    def figures(self, formats: Formats) -> Figures:
        """Count over calls what a list does."""
        total: Counter[str] = Counter()
        for number, calls in self.office.n_calls.items():
            ids, asked = self.lookup(number, formats)
            owners = self.office.owners.get(number, set())
            counted = {
                "calls": 1,
                "known_calls": bool(owners),
                "matched_calls": bool(ids),
                "correct_calls": bool(ids & owners),
                "false_calls": bool(ids) and not ids & owners,
                "ambiguous_calls": len(ids) > 1,
                "returned": len(ids),
                "right": len(ids & owners),
                "requests": asked,
            }
            total.update({name: calls * int(each) for name, each in counted.items()})

        def ratio(part: str, whole: str) -> float | None:
            return total[part] / total[whole] if total[whole] else None

        return {
            **{name: n for name, n in total.items() if name.endswith("calls")},
            "match_rate": ratio("matched_calls", "calls"),
            "reach": ratio("correct_calls", "known_calls"),
            "precision": ratio("right", "returned"),
            "requests_per_lookup": ratio("requests", "calls"),
        }

    def key(self, formats: Formats, cost: Fraction, min_gain: int) -> Any:
        """Give what a list is compared by, smallest best; None if not feasible."""
        correct, false, requests = self._total(formats)
        places = range(len(formats))
        without = (formats[:place] + formats[place + 1 :] for place in places)
        if any(correct - self._set_total(each) < min_gain for each in without):
            return None
        added = [self._set_total(formats[:place]) for place in range(len(formats) + 1)]
        gains = tuple(a - b for a, b in itertools.pairwise(added))
        return cost * false - correct, false, len(formats), requests, gains, formats

    def _set_total(self, formats: Formats) -> int:
        """Give the correct lookups where formats are set, if only to leave one out."""
        return self._total(formats or (MATCHES_NOTHING,))[0]

    def empty_score(self, cost: Fraction) -> Fraction:
        """Give what leaving the setting empty scores."""
        correct, false, _ = self._total(())
        return correct - cost * false


def options_of(seed: int) -> dict[str, Any]:
    """Choose the options of a case."""
    rng = random.Random(-1 - seed)
    return {
        "max_formats": rng.choice([1, 2, 3, 3, 3]),
        "false_match_cost": rng.choice([0, 0.1, 1, 3, 3, 10]),
        "min_gain": rng.choice([1, 1, 1, 2, 4]),
        "weigh_by": rng.choice(["calls", "calls", "numbers", "contacts"]),
        "placeholder": "#",
    }


def differences(seed: int, connector: str) -> Iterator[str]:
    """Name what a recommendation says otherwise than trying every list."""
    office, options = make_office(seed), options_of(seed)
    found = recommend(office.calls, office.contacts, connector=connector, **options)
    trial = Trial(office, connector, options["weigh_by"])
    cost = Fraction(str(options["false_match_cost"]))
    best = {
        size: min(
            filter(
                None,
                (
                    trial.key(each, cost, options["min_gain"])
                    for each in itertools.permutations(found.candidates, size)
                ),
            ),
            default=None,
        )
        for size in range(1, options["max_formats"] + 1)
    }
    yield from _differences(found, trial, best, cost)


def _differences(
    found: Recommendation, trial: Trial, best: Mapping[int, Any], cost: Fraction
) -> Iterator[str]:
    for size, key in best.items():
        row = found.frontier[size]
        expected = (key[-1], float(-key[0]), key[1]) if key else (None, None, None)
        if (row.formats, row.score, row.false_calls) != expected:
            yield f"best of {size}"
    winner = min(filter(None, best.values()), default=None)
    is_set = winner is not None and -winner[0] > trial.empty_score(cost)
    if found.formats != (winner[-1] if is_set else ()):
        yield "list"
    if (found.decision != "leave-empty") != is_set:
        yield "decision"
    if found.frontier[0].score != float(trial.empty_score(cost)):
        yield "best of 0"
    for name, formats in (("baseline", ()), ("recommended", found.formats)):
        if getattr(found, name).to_dict() != trial.figures(formats):
            yield name


def main() -> None:
    """Compare many cases with every connector."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    wrong = 0
    for seed in range(options.first, options.first + options.cases):
        for connector in CONNECTORS:
            for what in differences(seed, connector):
                wrong += 1
                print(f"case {seed}, {connector}: {what}", flush=True)
    print(f"{options.cases} cases x {len(CONNECTORS)} connectors: {wrong} differences")


if __name__ == "__main__":
    main()
