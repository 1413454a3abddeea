"""Cleaning up: what rewriting contacts in the CRM would reach.

Each connector has a clean-up target, the text it searches for without any format:
E.164, or the bare national number where E.164 is never searched. A cell is *safe* to
rewrite if it has one reading: one number and nothing else, in a known region. An
extension, a note, several numbers, a guessed region or a text that the export destroyed
need a person. Cells of columns that the connector does not search are left alone.

`CleanUp.reach_after` is cheap: of the numbers not reached yet, it asks only whether
their lookup would find their own target.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from toolkit.analysis.outcome import Counts, share
from toolkit.analysis.situation import Situation
from toolkit.columns.grouping import places_in
from toolkit.columns.numbers import Numbers
from toolkit.exports.calls import Calls
from toolkit.exports.coding import concat
from toolkit.exports.contacts import Contacts
from toolkit.exports.frames import strings
from toolkit.exports.region_fit import is_national
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import MAX_FORMATS, canonical

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NATIONAL_TARGET = "national"  # value of Connector.cleanup_target


@dataclass(frozen=True, slots=True)
class After:
    """The safe cells rewritten, searched with one list of formats.

    `is_correct` has one row per called number; `calls` of them are correct.
    """

    formats: tuple[str, ...]
    is_correct: Flags
    calls: int
    reach: float | None


class CleanUp:
    """What rewriting the safe cells comes to.

    Parameters
    ----------
    situation
        Calls, contacts and connector.
    formats
        The list in use before the clean-up.
    """

    def __init__(self, situation: Situation, formats: Iterable[str]) -> None:
        self.situation, self.formats = situation, tuple(formats)

    def __repr__(self) -> str:
        """Say what it reaches."""
        return f"<CleanUp of {self.situation.record.name}: reach {self.reach_after}>"

    @cached_property
    def counts(self) -> Counts:
        """What `formats` does before the clean-up."""
        return self.situation.outcome(self.formats).counts(self.situation.weight)

    @property
    def reach_after(self) -> float | None:
        """The most that rewriting every safe cell reaches, with `formats_after` set."""
        return self.after.reach

    @property
    def formats_after(self) -> tuple[str, ...]:
        """The list to have set when contacts are rewritten."""
        return self.after.formats

    @cached_property
    def after(self) -> After:
        """The list that reaches most then; of equals the one with least rewriting."""
        plans = sorted(map(self._plan, self._lists()), key=lambda plan: plan.rank)
        best = plans[0].after(self.situation)
        for plan in plans[1:]:
            if plan.most > best.calls:
                best = max(best, plan.after(self.situation), key=lambda a: a.calls)
        return best

    def _lists(self) -> list[tuple[str, ...]]:
        """Give the lists worth setting: the present one, none, the target's format."""
        record, formats = self.situation.record, self.formats
        lists = [formats] if formats else []
        if formats and record.cleanup_target == NATIONAL_TARGET:
            bare = record.safe_placeholder * self._usual_length()
            kept = formats[:-1] if len(formats) >= MAX_FORMATS else formats
            if canonical(bare) not in map(canonical, formats):
                lists.append((*kept, bare))
        return [*lists, ()]

    def _usual_length(self) -> int:
        """Give the national digits that most known calls have."""
        situation = self.situation
        weight = situation.weight * situation.truth.is_known
        lengths = situation.calls.numbers.national_length
        return int(np.argmax(np.bincount(lengths, weights=weight, minlength=1)))

    def _plan(self, formats: tuple[str, ...]) -> _Plan:
        weight = self.situation.weight
        correct = self.situation.outcome(formats).is_correct
        number, row = self._safe_numbers
        waiting = ~correct[number]
        number, row = number[waiting], row[waiting]
        most = int(weight[correct].sum() + weight[number].sum())
        return _Plan(formats, correct, number, row, most)

    @cached_property
    def _safe_numbers(self) -> tuple[Ints, Ints]:
        """Give the called numbers that stand in a safe cell, and the first such row."""
        situation = self.situation
        rows = np.flatnonzero(is_safe(situation))
        keys = situation.contacts.numbers.key[rows]
        place = places_in(situation.calls.numbers.key, keys)
        first = np.full(len(situation.calls.numbers), -1)
        called = np.flatnonzero(place >= 0)[::-1]
        first[place[called]] = rows[called]
        number = np.flatnonzero(first >= 0)
        return number, first[number]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Numbers that rewriting could make correct under a list, and calls at most."""

    formats: tuple[str, ...]
    correct: Flags
    number: Ints
    row: Ints
    most: int

    @property
    def rank(self) -> tuple[int, int]:
        """What could reach most comes first; of equals, the one with least to do."""
        return -self.most, len(self.number)

    def after(self, situation: Situation) -> After:
        """Rewrite, and ask which lookups find their target."""
        helped = self.number[finds_target(situation, self.row, self.formats)]
        correct = self.correct.copy()
        correct[helped] = True
        calls = int(situation.weight[correct].sum())
        known = int(situation.weight[situation.truth.is_known].sum())
        return After(self.formats, correct, calls, share(calls, known))


def plan_cleanup(situation: Situation, formats: Iterable[str]) -> CleanUp:
    """Plan the clean-up of a situation in which a list of formats is set."""
    return CleanUp(situation, formats)


def is_safe(situation: Situation) -> Flags:
    """Say which rows of `Contacts.number_cells` can be rewritten without a person."""
    contacts = situation.contacts
    cell = contacts.number_cells["cell"].to_numpy()
    alone: Flags = contacts.number_cells["is_safe"].to_numpy(bool)
    sure: Flags = is_searched(situation) & ~is_guessed(situation)
    safe: Flags = alone & sure[cell]
    return safe


def is_searched(situation: Situation) -> Flags:
    """Say which cells stand in a column that the connector searches."""
    roles = situation.contacts.cells["role"].astype("category")
    record = situation.record
    searched = [
        record.searches_role(str(role)) is not None for role in roles.cat.categories
    ]
    flags: Flags = np.array([*searched, False])[roles.cat.codes.to_numpy()]
    return flags


def is_guessed(situation: Situation) -> Flags:
    """Say which cells were read in a region that nothing but the default speaks for.

    They are written without a country code, and their contact has no country although
    the export has a column for it. Where it has none, the region given holds.
    """
    contacts = situation.contacts
    cells = contacts.cells
    guessed = np.zeros(len(cells), bool)
    if not any("country" in source.columns.values() for source in contacts.sources):
        return guessed
    rows = np.flatnonzero(~cells["is_region_known"].to_numpy(bool))
    texts = pa.array(cells["text"], pa.string()).take(pa.array(rows))
    guessed[rows] = is_national(texts.fill_null(""))
    return guessed


def target_texts(record: Connector, numbers: Numbers) -> pa.StringArray:
    """Write numbers as a connector's clean-up target."""
    if record.cleanup_target == NATIONAL_TARGET:
        return numbers.national()
    return numbers.e164()


def finds_target(situation: Situation, rows: Ints, formats: tuple[str, ...]) -> Flags:
    """Say whether the lookups of stored numbers find a cell rewritten for them.

    `rows` are rows of `Contacts.number_cells`. A connector that stops at the first
    match asks for the target first.
    """
    contacts = situation.contacts
    numbers = contacts.numbers.take(rows)
    cell = contacts.number_cells["cell"].to_numpy()[rows]
    n = len(rows)
    alone = situation_of(
        situation,
        numbers,
        pd.DataFrame(
            {
                "contact": np.arange(n),
                "role": contacts.cells["role"].take(cell).array,
                "text": pd.Series(target_texts(situation.record, numbers), dtype="str"),
            }
        ),
    )
    number, contact, _ = alone.matcher.returned(formats)
    found = np.zeros(n, bool)
    found[number[number == contact]] = True
    return found


def situation_of(
    situation: Situation, numbers: Numbers, cells: pd.DataFrame | None = None
) -> Situation:
    """Give the situation of other numbers, and of other cells, without any calls.

    Other cells belong to contacts of their own: one a number.
    """
    calls = replace(
        situation.calls, numbers=numbers, events=situation.calls.events.iloc[:0]
    )
    contacts = situation.contacts
    if cells is not None:
        people = pd.DataFrame(index=range(len(numbers)))
        contacts = replace(contacts, contacts=people, cells=cells)
    return _like(situation, calls, contacts)


def cleaned(situation: Situation, *, checked: bool = False) -> Situation:
    """Give the situation with cells rewritten to the clean-up target.

    Every safe cell; with `checked` also those that need a person, each number of a cell
    in a cell of its own.
    """
    contacts, record = situation.contacts, situation.record
    links = contacts.number_cells
    rewritten = is_safe(situation)
    if checked:
        rewritten = is_searched(situation)[links["cell"].to_numpy()]
    rows = np.flatnonzero(rewritten)
    cell = links["cell"].to_numpy(np.int64)[rows]
    kept = np.ones(len(contacts.cells), bool)
    kept[cell] = False
    order = np.concatenate([np.flatnonzero(kept), cell])
    texts = [
        pa.array(contacts.cells["text"], pa.string()).filter(pa.array(kept)),
        target_texts(record, contacts.numbers.take(rows)),
    ]
    cells = contacts.cells.take(order).assign(text=strings(concat(texts)).array)
    return _like(situation, situation.calls, replace(contacts, cells=cells))


def _like(situation: Situation, calls: Calls, contacts: Contacts) -> Situation:
    """Give other calls or contacts the connector and the rules of a situation."""
    return Situation(
        calls,
        contacts,
        situation.record,
        search_rule=situation.search_rule,
        wire=situation.wire,
    )
