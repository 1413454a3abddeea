"""Finding texts by the terms of a connector, for all numbers at once.

A `TermFinder` knows the numbers, as asked and as the connector's library reads them,
and the texts of the searched cells. It says which texts each kind of term finds, and
what the terms are; which contacts those texts belong to is the matcher's business.

>>> from toolkit.matching.connectors import connector
>>> finder = TermFinder(
...     Numbers.from_e164(["+14155550100", "+442079460018"]), connector("clio"),
...     TextIndex(pa.array(["(415) 555-0100", "+442079460018"])))
>>> finder.hits("exact", kinds.RAW).numbers.tolist()
[1]
>>> finder.hits("exact", kinds.FORMATS, "(###) ###-####").numbers.tolist()
[0]
>>> finder.on_wire("form-decoded").hits("exact", kinds.RAW).numbers.tolist()
[]
"""

from __future__ import annotations

from copy import copy
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.finding import find_format, find_whole, together
from toolkit.columns.normalised import join_texts, normal_forms
from toolkit.columns.numbers import (
    Numbers,
    PlanColumns,
    international_column,
    numbers_in,
)
from toolkit.columns.rendering import render_column
from toolkit.columns.sources import POWERS, DigitSource, Hits
from toolkit.columns.texts import BLANK, TextIndex
from toolkit.columns.wire_finding import find_read, find_whole_read, read_texts
from toolkit.matching import connectors as kinds
from toolkit.matching.connectors import Connector
from toolkit.matching.terms import numbering_plan
from toolkit.matching.wire import AS_BUILT, known_wire

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class TermFinder:
    """Finds texts by terms.

    Parameters
    ----------
    numbers
        Distinct E.164 numbers.
    record
        The connector.
    texts
        Distinct texts of the searched cells.
    region
        Where the rule ``normalised`` reads numbers written nationally.
    wire
        ``as-built`` or ``form-decoded``, see `toolkit.matching.wire`.
    """

    def __init__(
        self,
        numbers: Numbers,
        record: Connector,
        texts: TextIndex,
        *,
        region: str = "US",
        wire: str = AS_BUILT,
    ) -> None:
        self.numbers, self.record, self.region = numbers, record, region
        self.texts = texts
        self.wire = known_wire(wire)

    def on_wire(self, wire: str) -> TermFinder:
        """Give the same finder for another wire; what it knows is shared."""
        other = copy(self)
        other.wire = known_wire(wire)
        return other

    @property
    def pasted(self) -> str:
        """How terms get into a URL that the CRM reads otherwise; empty: it does not."""
        return "" if self.wire == AS_BUILT else self.record.pasted

    @cached_property
    def plan(self) -> PlanColumns:
        """The numbers as the connector's library reads them."""
        return numbers_in(self.numbers, numbering_plan(self.record))

    @cached_property
    def is_parsed(self) -> Flags:
        """Whether the connector's library can read the number."""
        return self.plan.country_code > 0

    def terms(self, kind: str, format: str = "") -> pa.StringArray:
        """Give the term of one kind for every number; null where there is none."""
        record, read = self.record, self._read
        asked = self.numbers.e164()
        if kind == kinds.RAW:
            return asked
        if kind == kinds.DIGITS:
            return pc.utf8_slice_codeunits(asked, 1)
        if kind == kinds.FORMATS:
            return render_column(format, read.national())
        if kind == kinds.NATIONAL:
            texts = read.national()
        elif kind == kinds.E164:
            texts = read.e164()
        else:
            spaced = international_column(self.numbers, numbering_plan(record))
            texts = pc.replace_substring(spaced, " ", "")
        instead = asked if record.unparsable == kinds.RAW else record.unparsable
        return texts if instead is None else pc.coalesce(texts, instead)

    def hits(self, rule: str, kind: str, format: str = "") -> Hits:
        """Find texts by one kind of term, for every number it can be made of."""
        if any(char in format for char in self.record.breaks_on):
            return together([])
        if rule == "normalised":
            terms = read_texts(self.terms(kind, format), self.pasted)
            return join_texts(normal_forms(terms, self.region), self._normal_texts)
        if kind == kinds.FORMATS:
            return self._find(rule, format, self._national)
        if kind == kinds.INTERNATIONAL:
            styled = [
                self._find(rule, style, source) for style, source in self._international
            ]
            return together([*styled, self._unparsed(rule, kind)])
        prefix = "+" if kind in (kinds.RAW, kinds.E164) else ""
        whole = self._find_whole(rule, prefix, self._source(kind))
        return together([whole, self._unparsed(rule, kind)])

    def _source(self, kind: str) -> DigitSource:
        """Give the digits that terms of a kind are made of."""
        if kind in (kinds.RAW, kinds.DIGITS):
            return self._as_asked
        return self._e164 if kind == kinds.E164 else self._national

    def _find(self, rule: str, format: str, source: DigitSource) -> Hits:
        if self.pasted:
            return find_read(rule, self.texts, format, source, self.pasted)
        return find_format(rule, self.texts, format, source)

    def _find_whole(self, rule: str, prefix: str, source: DigitSource) -> Hits:
        if self.pasted:
            return find_whole_read(rule, self.texts, prefix, source, self.pasted)
        return find_whole(rule, self.texts, prefix, source)

    def _unparsed(self, rule: str, kind: str) -> Hits:
        """Find texts for the numbers that the connector's library cannot read."""
        unparsed = np.flatnonzero(~self.is_parsed)
        text = self.record.unparsable
        if kind not in kinds.READ or text is None:
            return together([])
        if text == kinds.RAW:
            source = DigitSource(
                self._as_asked.values[unparsed],
                self._as_asked.lengths[unparsed],
                unparsed,
            )
            return self._find_whole(rule, "+", source)
        nothing = np.zeros(len(unparsed), np.int64)
        return self._find(rule, text, DigitSource(nothing, nothing, unparsed))

    @cached_property
    def _read(self) -> Numbers:
        plan = self.plan
        return Numbers(plan.key, plan.country_code, plan.national_length, plan.is_valid)

    @cached_property
    def _as_asked(self) -> DigitSource:
        lengths = _n_digits(self.numbers.key)
        return DigitSource(self.numbers.key, lengths)

    @cached_property
    def _national(self) -> DigitSource:
        plan = self.plan
        if self.is_parsed.all():
            return DigitSource(plan.national, plan.national_length)
        parsed = np.flatnonzero(self.is_parsed)
        return DigitSource(plan.national[parsed], plan.national_length[parsed], parsed)

    @cached_property
    def _e164(self) -> DigitSource:
        parsed = np.flatnonzero(self.is_parsed)
        keys = self.plan.key[parsed]
        return DigitSource(keys, _n_digits(keys), parsed)

    @cached_property
    def _international(self) -> list[tuple[str, DigitSource]]:
        """Give the ways in which numbers are written internationally, spaces out."""
        parsed = np.flatnonzero(self.is_parsed)
        written = self.terms(kinds.INTERNATIONAL)
        index = TextIndex(written.take(pa.array(parsed)))
        keys = self.plan.key[parsed]
        lengths = _n_digits(keys)
        return [
            (
                style.replace(BLANK, "#"),
                DigitSource(keys[rows], lengths[rows], parsed[rows]),
            )
            for style, rows, _ in index.groups()
        ]

    @cached_property
    def _normal_texts(self) -> pa.StringArray:
        return normal_forms(self.texts.texts, self.region)


def _n_digits(values: Ints) -> npt.NDArray[np.int8]:
    """Count the decimal digits of integers."""
    return np.searchsorted(POWERS, values, side="right").astype(np.int8)
