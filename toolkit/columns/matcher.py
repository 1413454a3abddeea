"""All lookups of a call log at once, under one connector's record.

`ColumnMatcher` answers for every distinct number what `get_contact` answers for one:
which contacts are found, by which term. It reads the same `Connector` record, asks each
term once for all numbers, and keeps what it found: another list of formats reuses it.

The lookup number is the E.164 of the call. Contacts are rows of the contacts table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from toolkit.columns.cell_texts import CellTexts, cell_texts
from toolkit.columns.grouping import code_values, distinct, stable_order
from toolkit.columns.numbers import Numbers, PlanColumns
from toolkit.columns.repeated_terms import AskedTerm, count_repeated
from toolkit.columns.sources import Hits
from toolkit.columns.term_finder import TermFinder
from toolkit.columns.texts import TextIndex
from toolkit.matching import connectors as kinds
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import parse_formats
from toolkit.matching.search_rules import known_rule
from toolkit.matching.terms import kinds_searched, tidy_formats
from toolkit.matching.wire import AS_BUILT

Ints = npt.NDArray[np.int64]
Few = npt.NDArray[np.int32]  # counts of one lookup
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Contacts found by one term: (number, contact), each once, sorted.

    `step` is the first search of the connector that found the contact.
    """

    number: Ints
    contact: Ints
    step: Ints

    def of(self, numbers: Flags) -> Pairs:
        """Keep the pairs of some numbers."""
        kept = numbers[self.number]
        return Pairs(self.number[kept], self.contact[kept], self.step[kept])

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.number)


@dataclass(frozen=True, slots=True)
class Lookups:
    """The answers to all numbers under one list of formats.

    One row per (number, distinct contact), sorted by number and then in the order in
    which the contacts are returned; `position` is that of the term that found the
    contact first. `n_terms` has one row per number: how many terms were asked.
    """

    number: Ints
    contact: Ints
    position: Ints
    n_terms: Few

    @property
    def n_returned(self) -> Ints:
        """How many distinct contacts each number gets."""
        return np.bincount(self.number, minlength=len(self.n_terms))


@dataclass(frozen=True, slots=True)
class SearchCells:
    """The cells a connector compares, as columns: text, contact, search that asks.

    `text` is a row of `texts`, which may hold more texts than are searched.
    """

    texts: TextIndex
    text: Ints
    contact: Ints
    step: Ints
    n_contacts: int


def search_cells(
    cells: pd.DataFrame,
    record: Connector,
    *,
    n_contacts: int,
    texts: CellTexts | None = None,
) -> SearchCells:
    """Keep the cells that a connector searches and whose CRM text is known.

    `cells` has one row per phone cell with `contact`, `role` and `text` (null where an
    export destroyed it); `texts` are those of the column `text`, indexed already.
    """
    texts = texts or cell_texts(pa.array(cells["text"], pa.string()))
    roles = cells["role"].astype("category")
    steps = [record.searches_role(str(role)) for role in roles.cat.categories]
    by_code = np.array([-1 if step is None else step for step in steps] + [-1])
    step = by_code[roles.cat.codes.to_numpy()]
    kept = np.flatnonzero((step >= 0) & (texts.row >= 0))
    return SearchCells(
        texts.index,
        texts.row[kept],
        cells["contact"].to_numpy(np.int64)[kept],
        step[kept].astype(np.int64),
        n_contacts,
    )


class ColumnMatcher:
    """Finds contacts for distinct numbers under one connector.

    Parameters
    ----------
    numbers
        Distinct E.164 numbers.
    cells
        The searched cells, see `search_cells`.
    record
        The connector.
    search_rule
        How the CRM compares, where it is not what the connector assumes.
    region
        Where the rule ``normalised`` reads numbers written nationally.
    wire
        Whether the CRM reads terms ``as-built`` or ``form-decoded``.
    """

    def __init__(
        self,
        numbers: Numbers,
        cells: SearchCells,
        record: Connector,
        *,
        search_rule: str | None = None,
        region: str = "US",
        wire: str = AS_BUILT,
    ) -> None:
        self.numbers = numbers
        self.record = record
        self.n_contacts = cells.n_contacts
        self._cells = cells
        self._rule = search_rule and known_rule(search_rule)
        self._finder = TermFinder(
            numbers, record, cells.texts, region=region, wire=wire
        )
        self._cell_order, self._first_cell = _grouped(cells.text, len(cells.texts))
        self._found: dict[tuple[str, str, str], Pairs] = {}

    def on_wire(self, wire: str) -> ColumnMatcher:
        """Give the same matcher for another wire; what it knows is shared."""
        other = copy(self)
        other._finder = self._finder.on_wire(wire)
        other._found = {}
        return other

    def __repr__(self) -> str:
        """Count instead of showing."""
        name, n_cells = self.record.name, len(self._cells.text)
        return (
            f"<ColumnMatcher of {name}: {len(self.numbers)} numbers, {n_cells} cells>"
        )

    def rule(self, *, formats_set: bool) -> str:
        """Name the search rule in force."""
        return self._rule or self.record.rule(formats_set=formats_set)

    def pairs(self, kind: str, *, format: str = "", formats_set: bool = True) -> Pairs:
        """Give what one term finds, for every number that can be put into it.

        `kind` is one of the kinds of terms of a connector, `format` the format of kind
        ``formats``.
        """
        rule = self.rule(formats_set=formats_set)
        key = (rule, kind, format)
        if key not in self._found:
            pairs = self._spread(self._finder.hits(rule, kind, format))
            if kind in kinds.READ and self._blank_is_found:
                pairs = self._with_blanks(pairs)
            self._found[key] = pairs
        return self._found[key]

    def found_again(self, kind: str, *, format: str = "", formats_set: bool) -> Ints:
        """Count how often a term finds a contact once more, by another of its fields.

        One row per number. Fields that are asked for in one search count once, and so
        do searches for other kinds of record: a contact is of one kind.
        """
        entities = [search.entity for search in self.record.searches]
        first_of = np.array([entities.index(entity) for entity in entities])
        rule = self.rule(formats_set=formats_set)
        number, contact, step = self._cells_of(self._finder.hits(rule, kind, format))
        n_steps, n = len(entities), len(self.numbers)
        pair = (number * self.n_contacts + contact) * n_steps
        by_search, by_entity = (
            np.bincount(distinct(pair + place) // (self.n_contacts * n_steps), None, n)
            for place in (step, first_of[step])
        )
        return by_search - by_entity

    def format_pairs(self, format: str) -> Pairs:
        """Give what a format finds for the numbers that formats are used for."""
        used = self.uses_formats
        return self.pairs(kinds.FORMATS, format=format).of(used)

    @cached_property
    def uses_formats(self) -> Flags:
        """Whether the connector writes a number into formats; one row per number."""
        used = np.zeros(len(self.numbers), bool)
        for members, is_valid in self._classes:
            kinds_used = kinds_searched(
                self.record, is_valid=is_valid, formats_set=True
            )
            used |= members & (kinds.FORMATS in kinds_used)
        return used & self.is_parsed

    @property
    def _blank_is_found(self) -> bool:
        """Whether a number that cannot be read finds contacts without a phone."""
        return self.record.blank_finds_blank and self.record.unparsable is None

    @property
    def is_parsed(self) -> Flags:
        """Whether the connector's library can read the number."""
        return self._finder.is_parsed

    @property
    def plan(self) -> PlanColumns:
        """The numbers as the connector's library reads them."""
        return self._finder.plan

    def plan_terms(
        self, formats: str | Iterable[str], *, formats_set: bool | None = None
    ) -> Iterator[tuple[Flags, int, str, str]]:
        """Give, term by term: numbers asked, position, kind of term, format."""
        listed = parse_formats(formats)
        if formats_set is None:
            formats_set = bool(listed)
        tidy = tidy_formats(self.record, listed)
        for members, is_valid in self._classes:
            if not members.any():
                continue
            kinds_used = kinds_searched(
                self.record, is_valid=is_valid, formats_set=formats_set
            )
            terms = [
                (kind, format)
                for kind in kinds_used
                for format in (tidy if kind == kinds.FORMATS else ("",))
            ]
            for position, (kind, format) in enumerate(terms):
                asked = members & self.is_parsed if kind == kinds.FORMATS else members
                yield asked, position, kind, format

    def lookups(
        self, formats: str | Iterable[str] = "", *, formats_set: bool | None = None
    ) -> Lookups:
        """Answer every number under a list of formats.

        `formats_set` searches an empty list as if formats were set: what the terms
        beside the formats find.
        """
        found, n_terms = self._ask(formats, formats_set)
        number = _joined([pairs.number for _, pairs in found])
        contact = _joined([pairs.contact for _, pairs in found])
        step = _joined([pairs.step for _, pairs in found])
        sizes = [len(pairs) for _, pairs in found]
        position = np.repeat(np.array([p for p, _ in found], np.int64), sizes)
        order = np.lexsort((contact, step, position, number))
        number, contact, position = number[order], contact[order], position[order]
        first, _ = code_values(number * self.n_contacts + contact)
        first.sort()
        return Lookups(number[first], contact[first], position[first], n_terms)

    def returned(
        self, formats: str | Iterable[str] = "", *, formats_set: bool | None = None
    ) -> tuple[Ints, Ints, Few]:
        """Give what `lookups` gives, without the order: number, contact, n_terms."""
        found, n_terms = self._ask(formats, formats_set)
        codes = [pairs.number * self.n_contacts + pairs.contact for _, pairs in found]
        code = distinct(_joined(codes))
        number = code // max(self.n_contacts, 1)
        return number, code - number * self.n_contacts, n_terms

    def _ask(
        self, formats: str | Iterable[str], formats_set: bool | None
    ) -> tuple[list[tuple[int, Pairs]], Few]:
        """Ask term after term: positions and pairs found, terms asked a number."""
        formats = parse_formats(formats)
        if formats_set is None:
            formats_set = bool(formats)
        found: list[tuple[int, Pairs]] = []
        terms: list[AskedTerm] = []
        n_terms = np.zeros(len(self.numbers), np.int32)
        waiting = np.ones(len(self.numbers), bool)
        for asked, position, kind, format in self.plan_terms(
            formats, formats_set=formats_set
        ):
            asked = asked & waiting
            terms.append(AskedTerm(asked, kind, format))
            n_terms += asked
            pairs = self.pairs(kind, format=format, formats_set=formats_set).of(asked)
            found.append((position, pairs))
            if self.record.stop_at_first:
                waiting[pairs.number] = False
        if self.record.unique_terms:
            n_terms -= count_repeated(terms, self.term_texts, len(self.numbers))
        return found, n_terms

    def term_texts(self, kind: str, *, format: str = "") -> pa.StringArray:
        """Give the term of one kind for every number; null where there is none."""
        return self._finder.terms(kind, format)

    @cached_property
    def _classes(self) -> list[tuple[Flags, bool]]:
        valid = self.plan.is_valid & (self.plan.country_code > 0)
        return [(valid, True), (~valid, False)]

    def _with_blanks(self, pairs: Pairs) -> Pairs:
        """Add the contacts without a phone: "undefined" equals a cell not there."""
        has_phone = np.zeros((self.n_contacts, len(self.record.searches)), bool)
        has_phone[self._cells.contact, self._cells.step] = True
        blank = np.flatnonzero(~has_phone.all(axis=1))
        unparsed = np.flatnonzero(~self.is_parsed)
        number = np.concatenate([pairs.number, np.repeat(unparsed, len(blank))])
        contact = np.concatenate([pairs.contact, np.tile(blank, len(unparsed))])
        step = np.tile(has_phone[blank].argmin(axis=1), len(unparsed))
        step = np.concatenate([pairs.step, step])
        order = np.lexsort((contact, number))
        return Pairs(number[order], contact[order], step[order])

    def _spread(self, hits: Hits) -> Pairs:
        """Go from texts to the contacts that have them, each once a number."""
        number, contact, step = self._cells_of(hits)
        code = number * self.n_contacts + contact
        order = np.lexsort((step, code)) if step.any() else stable_order(code)
        code = code[order]
        new = np.ones(len(code), bool)
        new[1:] = code[1:] != code[:-1]
        kept = order[new]
        return Pairs(number[kept], contact[kept], step[kept])

    def _cells_of(self, hits: Hits) -> tuple[Ints, Ints, Ints]:
        """Go from texts to the cells that hold them: number, contact, search."""
        first = self._first_cell[hits.rows]
        counts = self._first_cell[hits.rows + 1] - first
        number = np.repeat(hits.numbers, counts)
        starts = np.repeat(first - np.cumsum(counts) + counts, counts)
        cell = self._cell_order[starts + np.arange(len(number))]
        return number, self._cells.contact[cell], self._cells.step[cell]


def _grouped(codes: Ints, n_groups: int) -> tuple[Ints, Ints]:
    """Give rows ordered by group, and where each group begins."""
    order = stable_order(codes)
    counts = np.bincount(codes, minlength=n_groups)
    return order, np.concatenate([[0], np.cumsum(counts)])


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
