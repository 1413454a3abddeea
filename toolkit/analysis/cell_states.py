"""What becomes of each stored cell under a list of formats, and what a fix would do.

A cell has exactly one state; the states of all cells add up to the cells stored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.analysis.cleanup import (
    finds_target,
    is_safe,
    is_searched,
    situation_of,
    target_texts,
)
from toolkit.analysis.situation import Situation
from toolkit.columns.grouping import code_values, places_in

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FOUND = "found"  # its contact is found by every number in it
NO_NUMBER = "no number"  # nothing to write
NOT_SEARCHED = "column not searched"  # rewriting it changes nothing
NOT_HELPED = "not helped"  # the connector would not find it rewritten either
SAFE_CELL = "safe"
CELL_TO_CHECK = "to check"
STATES = (FOUND, NO_NUMBER, NOT_SEARCHED, NOT_HELPED, SAFE_CELL, CELL_TO_CHECK)


@dataclass(frozen=True, slots=True)
class CellStates:
    """States of cells, and of the numbers in them.

    `state` has one row per cell, a position in `STATES`. The others have one row per
    number in a cell, as `Contacts.number_cells`: `number` is its row in `Calls.numbers`
    (-1: never called), `calls` how often it is called, `is_fixable` whether the contact
    is not found by it and would be if the cell were rewritten, `is_gain` whether then
    its calls become correct.
    """

    state: Ints
    number: Ints
    calls: Ints
    is_fixable: Flags
    is_gain: Flags


def cell_states(situation: Situation, formats: tuple[str, ...]) -> CellStates:
    """Say for every stored cell whether its contact is found, or why not."""
    contacts = situation.contacts
    cell = contacts.number_cells["cell"].to_numpy(np.int64)
    is_found = _found(situation, formats)
    searched = is_searched(situation)[cell]
    fixable = ~is_found & searched & ~_is_target(situation)
    fixable[fixable] = _helped(situation, np.flatnonzero(fixable), formats)
    number = places_in(situation.calls.numbers.key, contacts.numbers.key)
    correct = np.append(situation.outcome(formats).is_correct, True)
    n_cells = len(contacts.cells)
    codes = [
        (np.ones(len(cell), bool), FOUND),
        (~is_found, NOT_HELPED),
        (~is_found & ~searched, NOT_SEARCHED),
        (fixable, CELL_TO_CHECK),
        (fixable & is_safe(situation), SAFE_CELL),
    ]
    state = np.full(n_cells, STATES.index(NO_NUMBER))
    for rows, name in codes:
        state[cell[rows]] = STATES.index(name)
    return CellStates(
        state=state,
        number=number,
        calls=np.append(situation.weight, 0)[number],
        is_fixable=fixable,
        is_gain=fixable & ~correct[number],
    )


def _found(situation: Situation, formats: tuple[str, ...]) -> Flags:
    """Say for each number in a cell whether its lookup returns the contact."""
    contacts = situation.contacts
    first, place = code_values(contacts.numbers.key)
    stored = situation_of(situation, contacts.numbers.take(first))
    number, contact, _ = stored.matcher.returned(formats)
    owner = contacts.number_cells["contact"].to_numpy(np.int64)
    n = max(situation.n_contacts, 1)
    return places_in(number * n + contact, place * n + owner) >= 0


def _is_target(situation: Situation) -> Flags:
    """Say for each number in a cell whether the cell is its target already."""
    contacts = situation.contacts
    cell = contacts.number_cells["cell"].to_numpy(np.int64)
    texts = pa.array(contacts.cells["text"], pa.string()).take(pa.array(cell))
    same = pc.equal(texts, target_texts(situation.record, contacts.numbers))
    return np.asarray(pc.fill_null(same, False), dtype=bool)


def _helped(situation: Situation, rows: Ints, formats: tuple[str, ...]) -> Flags:
    """Say which rows of `Contacts.number_cells` would be found rewritten."""
    first, place = code_values(situation.contacts.numbers.key[rows])
    helped: Flags = finds_target(situation, rows[first], formats)[place]
    return helped
