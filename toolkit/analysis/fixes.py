"""Contacts to fix: which cells to rewrite, in which order, and what each step reaches.

Listed are the cells whose contact the connector does not find by a number that the cell
holds. Each is rewritten to the connector's clean-up target: the safe cells first, those
for a person after them, each part by the calls it gains. A call is gained once, by the
first cell that makes it correct; so the gains of the first rows add up.

A cell with several numbers is proposed to hold the one that gains most; its gain is
that of all its numbers, each in a cell of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from toolkit.analysis.cell_states import (
    CELL_TO_CHECK,
    NO_NUMBER,
    SAFE_CELL,
    STATES,
    CellStates,
    cell_states,
)
from toolkit.analysis.cleanup import (
    CleanUp,
    is_guessed,
    is_searched,
    target_texts,
)
from toolkit.analysis.gains import order_by_gain
from toolkit.analysis.outcome import share
from toolkit.columns.inference import infer_column
from toolkit.columns.sources import POWERS
from toolkit.exports.conditions import SAFE, UNREADABLE, Condition
from toolkit.exports.frames import category, strings

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

CORRECT_NOW = "correct now"
NOT_IN_LIST = "format not in the list"
GUESSED = "guessed region"
STEPS = tuple(n * 10**k for k in range(7) for n in (1, 2, 5))
MOST_OF_IT = 0.9  # of the calls that safe fixes gain: there the headline stops


@dataclass(frozen=True, slots=True)
class Headline:
    """Fixing the first `n_contacts` contacts lifts reach from `before` to `after`.

    `before` is the reach of the list in use before the clean-up, `after` that of the
    list set for it.
    """

    n_contacts: int
    before: float | None
    after: float | None


class Fixes:
    """The cells to rewrite, best first, while `formats` is set."""

    def __init__(self, cleanup: CleanUp) -> None:
        self.cleanup = cleanup
        self.situation = cleanup.situation
        self.formats = cleanup.formats_after

    def __repr__(self) -> str:
        """Count the cells."""
        safe, check = self.account[SAFE_CELL], self.account[CELL_TO_CHECK]
        return f"<Fixes: {safe} safe cells, {check} to check>"

    @cached_property
    def states(self) -> CellStates:
        """The state of every stored cell."""
        return cell_states(self.situation, self.formats)

    @cached_property
    def account(self) -> Mapping[str, int]:
        """Stored cells by state; they add up to all of them."""
        counts = np.bincount(self.states.state, minlength=len(STATES))
        return dict(zip(STATES, counts.tolist(), strict=True))

    @cached_property
    def calls_account(self) -> Mapping[str, int]:
        """Known calls by what makes them correct; they add up to all of them."""
        counts = self.situation.outcome(self.formats).counts(self.situation.weight)
        gained = self.table.groupby("is_safe")["calls_gained"].sum()
        safe, check = int(gained.get(True, 0)), int(gained.get(False, 0))
        left = counts.known_calls - counts.correct_calls - safe - check
        return {
            CORRECT_NOW: counts.correct_calls,
            SAFE_CELL: safe,
            CELL_TO_CHECK: check,
            "not reached": left,
        }

    @cached_property
    def table(self) -> pd.DataFrame:
        """The cells to rewrite.

        DataFrame, one row per cell: first the safe ones, then those to check, each part
        by calls gained
            contact         int32     row in `Contacts.contacts`
            id              str       the contact's id, or its row
            row             int32     row as the spreadsheet shows it
            column          category  header
            current         str       the cell, for a roll-back; missing where the
                                      export destroyed it
            proposed        str       the clean-up target
            format          str       how the cell is written; missing where no format
                                      writes it
            reason          str       why it is not found, or needs a person
            is_safe         bool      one reading: no person is needed
            calls_affected  int       calls of its numbers that do not find this contact
            calls_gained    int       calls that become correct with this fix
        """
        cell, gained = self._ordered
        contacts, number_row = self.situation.contacts, self._proposed[cell]
        cells = contacts.cells.take(cell)
        numbers = contacts.numbers.take(number_row)
        return pd.DataFrame(
            {
                "contact": cells["contact"].to_numpy(),
                "id": contacts.contacts["id"].take(cells["contact"].to_numpy()).array,
                "row": cells["row"].to_numpy(),
                "column": cells["column"].array,
                "current": cells["text"].array,
                "proposed": strings(target_texts(self.situation.record, numbers)),
                "format": self._formats(cells, number_row),
                "reason": self._reasons(cells, is_guessed(self.situation)[cell]),
                "is_safe": np.arange(len(cell)) < self.n_safe,
                "calls_affected": self._affected[cell],
                "calls_gained": gained,
            }
        )

    @cached_property
    def unreadable(self) -> pd.DataFrame:
        """The cells whose number cannot be told any more: somebody has to look it up.

        DataFrame, one row per cell in file order, columns as in `table`; `proposed` and
        `format` are missing, no calls are known.
        """
        cells = self.situation.contacts.cells
        no_number = self.states.state == STATES.index(NO_NUMBER)
        is_meant = cells["condition"].isin([*UNREADABLE]).to_numpy(bool)
        rows = np.flatnonzero(no_number & is_meant & is_searched(self.situation))
        cells = cells.take(rows)
        owner = cells["contact"].to_numpy()
        nothing = pd.Series([None] * len(rows), dtype="str")
        return pd.DataFrame(
            {
                "contact": owner,
                "id": self.situation.contacts.contacts["id"].take(owner).array,
                "row": cells["row"].to_numpy(),
                "column": cells["column"].array,
                "current": cells["text"].array,
                "proposed": nothing,
                "format": nothing,
                "reason": cells["condition"].astype("str").array,
                "is_safe": False,
                "calls_affected": 0,
                "calls_gained": 0,
            }
        )

    @cached_property
    def steps(self) -> pd.DataFrame:
        """What fixing the first contacts reaches.

        DataFrame, one row per step, from no contact to all
            n_contacts     int    contacts fixed, in the order of `table`
            n_cells        int    rows of `table` rewritten
            is_safe        bool   no person is needed for any of them
            calls_gained   int    calls that became correct
            correct_calls  int    calls that are correct then
            reach          float  of the known calls; missing if there are none
        """
        n_safe = int(self._contacts_before[self.n_safe])
        chosen = {0, self.headline.n_contacts, *(n for n in STEPS if n < n_safe)}
        ends = [*sorted({self._rows_of(n) for n in chosen}), self.n_safe]
        rows = dict.fromkeys([*ends, len(self.table)])
        return pd.DataFrame([self._step(n_rows) for n_rows in rows])

    @cached_property
    def headline(self) -> Headline:
        """How few contacts gain most of what the safe fixes gain."""
        now, last = self._step(0), self._step(self.n_safe)
        before = self.cleanup.counts.correct_calls
        enough = before + MOST_OF_IT * (last["correct_calls"] - before)
        gained = np.append(0, self.table["calls_gained"].cumsum())[: self.n_safe]
        rows = int(np.searchsorted(gained + now["correct_calls"], enough))
        step = self._step(self._rows_of(int(self._contacts_before[rows])))
        reach = self.cleanup.counts.reach
        if step["correct_calls"] <= before:
            return Headline(0, reach, reach)
        return Headline(step["n_contacts"], reach, step["reach"])

    @property
    def n_safe(self) -> int:
        """How many rows of `table` are safe; they come first."""
        return self.account[SAFE_CELL]

    def to_dict(self) -> dict[str, Any]:
        """Give the figures, without any cell."""
        return {
            "formats": list(self.formats),
            "cells": dict(self.account),
            "known_calls": dict(self.calls_account),
            "headline": asdict(self.headline),
            "steps": self.steps.to_dict("records"),
            "unreadable_cells": len(self.unreadable),
        }

    @cached_property
    def _contacts_before(self) -> Ints:
        """Count the distinct contacts in the first n rows, for n from 0 on."""
        is_new = ~self.table["contact"].duplicated().to_numpy()
        return np.append(0, np.cumsum(is_new))

    def _rows_of(self, n_contacts: int) -> int:
        """Give the safe rows before that of the next contact."""
        before = self._contacts_before[: self.n_safe + 1]
        return int(np.searchsorted(before, n_contacts, side="right")) - 1

    def _step(self, n_rows: int) -> dict[str, Any]:
        account = self.calls_account
        gained = int(self.table["calls_gained"].to_numpy()[:n_rows].sum())
        correct = account[CORRECT_NOW] + gained
        return {
            "n_contacts": int(self._contacts_before[n_rows]),
            "n_cells": n_rows,
            "is_safe": n_rows <= self.n_safe,
            "calls_gained": gained,
            "correct_calls": correct,
            "reach": share(correct, sum(account.values())),
        }

    @cached_property
    def _ordered(self) -> tuple[Ints, Ints]:
        """Give the cells to rewrite in order, and the calls that each gains."""
        parts = []
        is_open = self.states.is_gain & (self.states.number >= 0)
        for name in (SAFE_CELL, CELL_TO_CHECK):
            cells = np.flatnonzero(self.states.state == STATES.index(name))
            parts.append(self._order_part(cells, is_open))
            done = self.states.number[is_open & np.isin(self._owner, cells)]
            is_open = is_open & ~np.isin(self.states.number, done)
        return (
            np.concatenate([cells for cells, _ in parts]),
            np.concatenate([gained for _, gained in parts]),
        )

    def _order_part(self, cells: Ints, is_open: Flags) -> tuple[Ints, Ints]:
        place = np.full(len(self.states.state), -1)
        place[cells] = np.arange(len(cells))
        rows = np.flatnonzero(is_open & (place[self._owner] >= 0))
        gains = order_by_gain(
            place[self._owner[rows]],
            self.states.number[rows],
            self.situation.weight,
            n_pieces=len(cells),
        )
        order = gains.order
        idle = gains.gain[order] == 0
        affected = self._affected[cells[order[idle]]]
        order[idle] = order[idle][np.argsort(-affected, kind="stable")]
        return cells[order], gains.gain[order]

    @cached_property
    def _owner(self) -> Ints:
        """The cell of each number in a cell."""
        return self.situation.contacts.number_cells["cell"].to_numpy(np.int64)

    @cached_property
    def _affected(self) -> Ints:
        """For each cell, the calls of its numbers that do not find the contact."""
        calls = self.states.calls * self.states.is_fixable
        n_cells = len(self.states.state)
        return np.bincount(self._owner, calls, minlength=n_cells).astype(np.int64)

    @cached_property
    def _proposed(self) -> Ints:
        """For each cell, the row of the number to write, the one called most."""
        rows = np.flatnonzero(self.states.is_fixable)[::-1]
        rows = rows[np.argsort(self.states.calls[rows], kind="stable")]
        chosen = np.full(len(self.states.state), -1)
        chosen[self._owner[rows]] = rows
        return chosen

    def _formats(self, cells: pd.DataFrame, number_row: Ints) -> pd.Series[str]:
        """Infer how cells are written."""
        numbers = self.situation.contacts.numbers.take(number_row)
        lengths = numbers.national_length.astype(np.int64)
        texts = pa.array(cells["text"], pa.string())
        known = ~np.asarray(texts.is_null())
        inferred = infer_column(
            texts.fill_null(""),
            numbers.key % POWERS[lengths],
            np.where(known, lengths, 0),
        )
        names = pa.array([*inferred.formats, None], pa.string())
        return strings(names.take(pa.array(inferred.code % len(names))))

    def _reasons(self, cells: pd.DataFrame, guessed: Flags) -> pd.Categorical[str]:
        """Say why cells are not found, or why they need a person."""
        condition = cells["condition"].astype("category")
        names = [str(name) for name in condition.cat.categories]
        shown = [NOT_IN_LIST if name == Condition.PLAIN else name for name in names]
        codes = condition.cat.codes.to_numpy(np.int64)
        readable = np.array([name in SAFE for name in names], bool)[codes]
        codes = np.where(guessed & readable, len(names), codes)
        return category(codes, [*shown, GUESSED]).remove_unused_categories()
