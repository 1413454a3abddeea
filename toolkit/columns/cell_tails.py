r"""Cells with words before or behind the number, or an extension, made plain.

What phonenumbers does with such a text, said as a rule for columns: what stands before
the first digit or plus is dropped; a last ``x``, ``ext`` … with some digits is the
extension; letters behind the number are keys of the telephone where there are three or
more of them, else they are dropped too. Cells of any other form are left alone.

>>> cells = pa.array(["Tel. (415) 555-0100 ext. 7", "555-0100 (home)", "5/6 x7"])
>>> read = cut_tails(cells)
>>> read.texts.to_pylist(), read.extension.to_pylist()
(['415) 555-0100 ', '555-0100 (4663)', None], ['7', None, None])
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.cell_digits import LONGEST_CELL

# A part of what phonenumbers' own expressions allow (valid start character, valid
# punctuation, extension patterns, unwanted end characters), so small that they leave
# one reading. A slash can begin a second number, a semicolon parameters: neither is in.
_FORM = (
    r"^[ -*,-/:<-~]*"
    r"(?P<head>\+?[() .-]*(?:[0-9][() .-]*){3,})"
    r"(?:(?P<words>[A-Za-z][A-Za-z() .-]*)"
    r"|[ ,]*(?:[Ee]?[Xx](?:[Tt](?:ension|n)?)?)[:.]?[ -]*"
    r"(?P<extension>[0-9]{1,5})[ .)]*)?$"
)
_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_KEYS = b"22233344455566677778889999"
_KEYPAD = bytes.maketrans(_LETTERS + _LETTERS.upper(), _KEYS + _KEYS)
_ALPHABETIC = 3  # letters that make a text a number to be dialled by letters


class CutCells(NamedTuple):
    """Plain texts of the cells, null where a cell has another form; extensions."""

    texts: pa.StringArray
    extension: pa.StringArray


def cut_tails(cells: pa.Array) -> CutCells:
    """Make cells plain; a null stays null.

    Parameters
    ----------
    cells
        Arrow array of string or large_string.
    """
    found = pc.extract_regex(cells.cast(pa.string()), _FORM)
    head, words, extension = (
        pc.struct_field(found, name) for name in ("head", "words", "extension")
    )
    is_dialled = pc.greater_equal(
        pc.count_substring_regex(words, "[A-Za-z]"), _ALPHABETIC
    )
    dialled = pc.if_else(is_dialled, _on_keypad(words), "")
    texts = pc.binary_join_element_wise(head, dialled, "")
    is_short = pc.less_equal(pc.binary_length(cells), LONGEST_CELL)
    texts = pc.if_else(is_short, texts, None)
    has_extension = pc.greater(pc.binary_length(extension), 0)
    return CutCells(texts, pc.if_else(has_extension, extension, None))


def _on_keypad(words: pa.StringArray) -> pa.StringArray:
    """Write the key of each letter in its place."""
    words = pc.fill_null(words, "")
    _, offsets, data = words.buffers()
    ends = np.frombuffer(offsets, np.int32)[words.offset :][: len(words) + 1]
    keys = data.to_pybytes().translate(_KEYPAD) if data else b""
    return pa.StringArray.from_buffers(
        len(words), pa.py_buffer(ends), pa.py_buffer(keys)
    )
