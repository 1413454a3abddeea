"""Why a live CRM answered otherwise than predicted.

Would another search rule, or a ``+`` read as a space, have predicted this very answer?
That is asked of every number, so that a rule which explains the disagreements does not
contradict the agreements. Is a contact returned that the export does not hold? Was the
answer only a first page?
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from toolkit.exports.contacts import Contacts
from toolkit.matching.search_rules import SEARCH_RULES
from toolkit.matching.wire import AS_BUILT, FORM_DECODED, WIRES

Ids = frozenset[str]

TEXTS = {
    "not-in-export": "the CRM returned a contact that the export does not hold",
    "text-unknown": "a contact's text was destroyed on export",
    "cut-short": "the CRM had further pages, which App Connect does not read",
    "fewer": "the CRM did not return a contact that was predicted",
    "more": "the CRM returned a contact that was not predicted",
}
_AS = "as "


@dataclass(frozen=True, slots=True, repr=False)
class Explainer:
    """Explains answers; `predict` gives the ids that a rule and a wire predict."""

    predict: Callable[[str, str, str], Ids]
    export_ids: Ids
    unknown_ids: Ids
    by_id: bool = True

    def fitting(self, number: str, live: Ids) -> Iterator[str]:
        """Give the ways to search that predict this very answer."""
        for rule, wire in product(SEARCH_RULES, WIRES):
            if self.same(self.predict(number, rule, wire), live):
                yield alternative(rule, wire)

    def explain(self, predicted: Ids, live: Ids, *, was_cut: bool) -> Iterator[str]:
        """Give the codes of what else tells the answers apart."""
        if not self.by_id:
            yield "fewer" if len(live) < len(predicted) else "more"
            return
        facts = {
            "not-in-export": bool(live - self.export_ids),
            "text-unknown": bool((live - predicted) & self.unknown_ids),
            "cut-short": was_cut,
            "fewer": bool(predicted - live),
            "more": bool((live - predicted) & self.export_ids),
        }
        yield from (code for code, holds in facts.items() if holds)

    def same(self, one: Ids, other: Ids) -> bool:
        """Say whether two answers agree; without ids, whether they are as many."""
        return one == other if self.by_id else len(one) == len(other)


def alternative(rule: str, wire: str) -> str:
    """Name another way to search, as a reason.

    >>> alternative("contains", "form-decoded"), alternative("exact", "as-built")
    ('as contains, form-decoded', 'as exact')
    """
    return f"{_AS}{rule}" + ("" if wire == AS_BUILT else f", {FORM_DECODED}")


# Every way to search, the strictest rule first.
ALTERNATIVES = tuple(alternative(*each) for each in product(SEARCH_RULES, WIRES))


def text_of(code: str) -> str:
    """Say what a reason means.

    >>> text_of("as contains")
    'the answer is what the search rule contains gives'
    """
    if code in TEXTS:
        return TEXTS[code]
    rule, _, wire = code.removeprefix(_AS).partition(", ")
    read = " with a + read as a space" if wire else ""
    return f"the answer is what the search rule {rule}{read} gives"


def export_ids(contacts: Contacts) -> tuple[Ids, Ids]:
    """Give the ids of an export, and of the contacts with a text it destroyed."""
    ids = contacts.contacts["id"].to_numpy(object)
    unknown = contacts.cells.loc[contacts.cells["text"].isna(), "contact"]
    damaged = ids[np.unique(unknown.to_numpy(np.int64))]
    return frozenset(map(str, ids)), frozenset(map(str, damaged))
