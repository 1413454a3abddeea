"""A plan of few searches that tell the search rules apart.

Cells of the common formats are each asked for as they are stored, properly escaped:
every rule finds them so, and a cell that is not found is not in this CRM any more. Then
come the spellings that tell most: each next question is the one that separates the
pairs of hypotheses which are told apart least. Last come spellings not asked so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from toolkit.crm.wire import AS_SENT, PROPERLY
from toolkit.errors import OptionError, TableError
from toolkit.exports.address_book import address_book
from toolkit.exports.contacts import Contacts
from toolkit.live.hypotheses import Hypothesis, possible
from toolkit.live.spellings import AS_STORED, SPELLINGS, WRONG
from toolkit.live.stored_cells import StoredCell, spread, stored_cells
from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact
from toolkit.matching.formats import placeholders, render

MOST_SEARCHES = 36
_FORMATS, _CELLS_EACH = 6, 3
_FEWEST = 3  # searches: a cell as it is stored, and something to tell rules apart
_ENOUGH = 3  # questions that tell a pair of hypotheses apart
_BREAKS_A_URL = frozenset("#&%'\t\n\r")


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One search of a plan: a cell, a spelling, and what each hypothesis predicts."""

    cell: StoredCell
    contact: Contact
    search: Search
    spelling: str
    term: str
    encode: str
    predicted: tuple[bool, ...]

    def __repr__(self) -> str:
        """Show the spelling, not the number."""
        return f"<Asked: {self.spelling} of {self.cell.format}>"


@dataclass(frozen=True, slots=True, repr=False)
class ProbePlan:
    """The searches to be made; `table` shows them without a number.

    `controls` come first: cells as they are stored, which every rule finds.
    """

    record: Connector
    hypotheses: tuple[Hypothesis, ...]
    controls: tuple[Asked, ...]
    questions: tuple[Asked, ...]

    def __repr__(self) -> str:
        """Count the searches."""
        return f"<ProbePlan of {self.n_searches} searches>"

    @property
    def n_searches(self) -> int:
        """How many searches are made at most, each a reading request."""
        return len(self.controls) + len(self.questions)

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame, one row per search: row, format, spelling, encode."""
        asked = (*self.controls, *self.questions)
        return pd.DataFrame(
            {
                "row": [each.cell.row for each in asked],
                "format": [each.cell.format for each in asked],
                "spelling": [each.spelling for each in asked],
                "encode": [each.encode for each in asked],
            }
        )


def plan_probe(
    contacts: Contacts,
    record: Connector,
    *,
    is_pasted: bool = True,
    most_searches: int = MOST_SEARCHES,
    seed: int = 1,
) -> ProbePlan:
    """Choose the searches; nothing is sent.

    Parameters
    ----------
    contacts
        Contacts that are in the CRM, as exported from it.
    record
        The connector's record: which searches there are.
    is_pasted
        Whether terms are pasted into an address as they are.
    most_searches
        How many to make at most.
    seed
        Fixes which cells are taken.

    Raises
    ------
    OptionError
        For fewer searches than can tell anything.
    TableError
        When no contact has a phone to ask about.
    """
    if most_searches < _FEWEST:
        raise OptionError(
            expected=f"at least {_FEWEST}", got=str(most_searches), where="searches"
        )
    hypotheses = possible(is_pasted)
    usable = [
        cell
        for cell in stored_cells(contacts, record, seed=seed)
        if not _BREAKS_A_URL & set(cell.text)
    ]
    cells = spread(usable, n_formats=_FORMATS, each=_CELLS_EACH)
    cells = cells[: max(1, most_searches // 3)]
    if not cells:
        raise TableError(
            expected="contacts with one clear phone number each",
            got="none",
            where="contacts",
            hint="export contacts from the CRM that is probed",
        )
    book = address_book(contacts.contacts, contacts.cells, region=contacts.region)
    asks = _Asks(record, hypotheses, book.contacts, contacts.region, is_pasted)
    controls = tuple(asks.ask(cell, AS_STORED, PROPERLY) for cell in cells)
    formats = dict.fromkeys(cell.format for cell in cells)
    candidates = [
        asks.ask(cell, spelling, AS_SENT)
        for cell in cells
        for spelling in (*SPELLINGS, *(f"as {format}" for format in formats))
    ]
    candidates = [each for each in candidates if each.term]
    left = most_searches - len(controls)
    questions = _most_telling(candidates, len(hypotheses), left)
    questions += _not_asked_yet(candidates, questions)[: left - len(questions)]
    return ProbePlan(record, hypotheses, controls, tuple(questions))


@dataclass(frozen=True, slots=True, repr=False)
class _Asks:
    record: Connector
    hypotheses: tuple[Hypothesis, ...]
    contacts: Sequence[Contact]
    region: str
    is_pasted: bool

    def ask(self, cell: StoredCell, spelling: str, encode: str) -> Asked:
        """Make a search, and predict its answer under every hypothesis."""
        contact = self.contacts[cell.contact]
        search = self.record.searches[self.record.searches_role(cell.role) or 0]
        phones = contact.searched_phones(search, self.record)
        term = _spell(cell, spelling)
        is_pasted = self.is_pasted and encode == AS_SENT
        predicted = tuple(
            each.finds(term, phones, region=self.region, is_pasted=is_pasted)
            for each in self.hypotheses
        )
        return Asked(cell, contact, search, spelling, term, encode, predicted)


def _spell(cell: StoredCell, spelling: str) -> str:
    """Give the text: a spelling, or the number in another format."""
    if spelling in SPELLINGS:
        return SPELLINGS[spelling](cell)
    format = spelling.removeprefix("as ")
    fits = placeholders(format) == len(cell.national) and format != cell.format
    return render(format, cell.national) if fits else ""


def _not_asked_yet(candidates: Sequence[Asked], chosen: Sequence[Asked]) -> list[Asked]:
    """Give one question for each spelling that none was chosen for."""
    spellings = {each.spelling for each in chosen}
    first: dict[str, Asked] = {}
    for each in candidates:
        if each.spelling not in spellings:
            first.setdefault(each.spelling, each)
    return list(first.values())


def _most_telling(
    candidates: Sequence[Asked], n_hypotheses: int, most: int
) -> list[Asked]:
    """Choose questions one by one, each for what it adds."""
    pairs = list(combinations(range(n_hypotheses), 2))
    told: dict[Any, int] = dict.fromkeys(pairs, 0)
    chosen = [c for c in candidates if c.spelling == WRONG][:2]
    waiting = [c for c in candidates if c.spelling != WRONG]
    while waiting and len(chosen) < most:
        gains = [_gain(each, pairs, told) for each in waiting]
        best = max(range(len(waiting)), key=gains.__getitem__)
        if not gains[best]:
            break
        picked = waiting.pop(best)
        chosen.append(picked)
        for i, j in pairs:
            told[i, j] += picked.predicted[i] != picked.predicted[j]
    return chosen[:most]


def _gain(
    asked: Asked, pairs: Sequence[tuple[int, int]], told: dict[Any, int]
) -> float:
    """Say how much a question adds: pairs told apart seldom so far weigh most."""
    return sum(
        4.0 ** -told[i, j]
        for i, j in pairs
        if asked.predicted[i] != asked.predicted[j] and told[i, j] < _ENOUGH
    )
