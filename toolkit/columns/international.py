r"""Numbers written internationally, for whole columns.

A layout of the metadata cuts a number of one length always in the same places, so
all numbers of a country code, length and layout are written at once.

>>> from toolkit.columns.digits import Digits
>>> from toolkit.columns.plan_columns import split_digits
>>> from toolkit.matching.plans import installed_plan
>>> columns = split_digits(Digits.of(["14155550100", "0"]), installed_plan())
>>> write_international(columns, installed_plan()).to_pylist()
['+1 415-555-0100', None]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from toolkit.columns.digit_automaton import Automaton
from toolkit.columns.digit_expressions import NotUnderstoodError
from toolkit.columns.digit_tables import DigitTable
from toolkit.columns.digits import Digits, Ints
from toolkit.columns.grouping import Rows, rows_by_group
from toolkit.columns.plan_columns import PlanColumns
from toolkit.matching.countries import Layout
from toolkit.matching.country_rules import CountryRules
from toolkit.matching.plans import NumberingPlan

_FEW = 200  # numbers that are written one at a time sooner than tables are built
_BLOCK = 1 << 14  # numbers whose digits stay in the processor's cache
_LENGTHS = 32  # more than digits can be long
_CUT_BY_LENGTH = re.compile(r"(?:\(\\d(?:\{\d+(?:,\d+)?\})?\))+")
_GROUP = re.compile(r"\\(\d)")


def write_international(columns: PlanColumns, plan: NumberingPlan) -> pa.StringArray:
    """Write numbers as the plan's `international` does; null where there is none."""
    groups = columns.country_code * np.int16(_LENGTHS) + columns.national_length
    parts: list[pa.StringArray] = [pa.array([], pa.string())]
    orders = [np.zeros(0, np.intp)]
    for group, rows in rows_by_group(groups):
        code, length = divmod(group, _LENGTHS)
        rules = plan.rules(code) if code else None
        for part, written in _write_group(columns.national[rows], length, rules):
            parts.append(written)
            orders.append(rows[part])
    positions = np.empty(len(columns), np.int64)
    positions[np.concatenate(orders)] = np.arange(len(columns))
    return pa.concat_arrays(parts).take(pa.array(positions))


def _write_group(
    values: Ints, length: int, rules: CountryRules | None
) -> Iterator[tuple[Rows, pa.StringArray]]:
    """Write numbers of one country code and length, those of each layout at once."""
    everything = np.arange(len(values))
    if rules is None:
        yield everything, pa.nulls(len(values), pa.string())
        return
    table = _layout_table(rules.country.layouts, length) if len(values) > _FEW else None
    if table is None:
        texts = Digits(values, np.full(len(values), length)).texts()
        written = [rules.international(text) for text in texts]
        yield everything, pa.array(written, pa.string())
        return
    for number, rows in rows_by_group(table.decide(values)):
        layout = rules.country.layouts[number - 1] if number else None
        pieces = [f"+{rules.country.code} ", *_pieces(layout, length)]
        yield rows, _write(values[rows], pieces)


def _layout_table(layouts: Sequence[Layout], length: int) -> DigitTable | None:
    """Give the table that says which layout, from 1, a number has; 0 = none."""
    if not all(_CUT_BY_LENGTH.fullmatch(layout.pattern) for layout in layouts):
        return None
    automaton = Automaton()
    try:
        bits = [
            (
                automaton.add(layout.owns, opens=True) if layout.owns else -1,
                automaton.add(layout.pattern),
            )
            for layout in layouts
        ]
    except NotUnderstoodError:
        return None

    def answer(found: int) -> int:
        fitting = (
            number
            for number, (owns, pattern) in enumerate(bits, start=1)
            if found & owns and found & pattern
        )
        return next(fitting, 0)

    return DigitTable(automaton, length, answer)


def _pieces(layout: Layout | None, length: int) -> list[str | range]:
    """Give what a layout writes: texts, and digits by their positions."""
    if layout is None:
        return [range(length)]
    cut = re.fullmatch(layout.pattern, "0" * length)
    assert cut is not None, "a number has a layout that its length fits"
    parts = _GROUP.split(layout.written)
    return [
        range(*cut.span(int(part))) if number % 2 else part
        for number, part in enumerate(parts)
    ]


def _write(values: Ints, pieces: Sequence[str | range]) -> pa.StringArray:
    """Write the pieces for all numbers: each text has the same length."""
    flat: list[str | int] = [part for piece in pieces for part in piece]
    length = max((part for part in flat if isinstance(part, int)), default=-1) + 1
    table = np.empty((len(values), len(flat)), np.uint8)
    for at in range(0, len(values), _BLOCK):
        rows = table[at : at + _BLOCK]
        for column, part in enumerate(flat):
            if isinstance(part, str):
                rows[:, column] = ord(part)
            else:
                shifted = values[at : at + _BLOCK] // 10 ** (length - 1 - part)
                rows[:, column] = shifted % 10 + ord("0")
    offsets = np.arange(len(values) + 1, dtype=np.int32) * np.int32(len(flat))
    return pa.StringArray.from_buffers(
        len(values), pa.py_buffer(offsets), pa.py_buffer(table)
    )
