r"""Cells that a spreadsheet would run or rewrite, made safe by an apostrophe.

A spreadsheet runs a cell that begins with ``=``, ``@``, a tab or a line break (or their
wide forms) as a formula, and one that begins with ``+`` or ``-`` unless a number
follows. Such a cell gets an apostrophe in front. A column of E.164 numbers gets one in
every cell: a spreadsheet would take the plus away and round the longer ones. An
apostrophe that stands there already is doubled, so one apostrophe less is always the
cell itself; the readers of exports take it off, too.

Source: OWASP's page on CSV injection lists these first characters.

>>> [guard(cell) for cell in ("=HYPERLINK(1)", "+1 (415) 555-0100", "+1415", "-5")]
["'=HYPERLINK(1)", "'+1 (415) 555-0100", '+1415', '-5']
>>> unguard(guard("'quoted'")), unguard("plain")
("'quoted'", 'plain')
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

GUARD = "'"
STARTS_FORMULA = "=@\t\r\n\0＝＠"
STARTS_NUMBER = "+-＋－"
_NUMBER = r"^[+-][0-9]+(\.[0-9]+)?$"
_PHONE = r"^\+[0-9 ().\-/]*$"  # arithmetic at worst
_IS_NUMBER = re.compile(r"[+-][0-9]+(\.[0-9]+)?")  # of the whole cell


def guard(cell: str, *, is_e164: bool = False) -> str:
    """Put an apostrophe in front of a cell that needs one.

    >>> guard("+14155550100", is_e164=True), guard("", is_e164=True)
    ("'+14155550100", '')
    """
    return f"{GUARD}{cell}" if cell and (is_e164 or _needs_guard(cell)) else cell


def unguard(cell: str) -> str:
    """Take the apostrophe off again."""
    return cell.removeprefix(GUARD)


def _needs_guard(cell: str) -> bool:
    if cell[0] in STARTS_NUMBER:
        return not _IS_NUMBER.fullmatch(cell)
    return cell[0] in STARTS_FORMULA + GUARD


def is_harmless(column: pa.Array) -> pa.Array:
    """Say which cells no spreadsheet runs, phone numbers in any writing included.

    >>> is_harmless(pa.array(["=1+1", "+1 (415) 555-0100", "-1+cmd", ""])).to_pylist()
    [False, True, False, True]
    """
    first = pc.utf8_slice_codeunits(column, 0, 1)
    formula = pc.is_in(first, pa.array([*STARTS_FORMULA]))
    signed = pc.is_in(first, pa.array([*STARTS_NUMBER]))
    phone = pc.match_substring_regex(column, _PHONE)
    return pc.invert(pc.or_(formula, pc.and_not(signed, phone)))


def guard_column(column: pa.Array, *, is_e164: bool = False) -> pa.Array:
    """Guard a column of strings; null stays null.

    >>> guard_column(pa.array(["@x", "x", None])).to_pylist()
    ["'@x", 'x', None]
    """
    if is_e164:
        return _with_guard(column, pc.not_equal(column, ""))
    first = pc.utf8_slice_codeunits(column, 0, 1)
    formula = pc.is_in(first, pa.array([*STARTS_FORMULA, GUARD]))
    signed = pc.is_in(first, pa.array([*STARTS_NUMBER]))
    if not (pc.any(formula).as_py() or pc.any(signed).as_py()):
        return column
    number = pc.match_substring_regex(column, _NUMBER)
    return _with_guard(column, pc.or_(formula, pc.and_not(signed, number)))


def _with_guard(column: pa.Array, wanted: pa.Array) -> pa.Array:
    guarded = pc.binary_join_element_wise(GUARD, column, "")
    return pc.if_else(wanted, guarded, column)
