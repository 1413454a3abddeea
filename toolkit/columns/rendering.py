"""Rendering: one format written for a whole column of numbers.

>>> render_column("(###) ###-####", pa.array(["4155550100", "20794"])).to_pylist()
['(415) 555-0100', '(207) 94#-####']
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.matching.formats import PLACEHOLDERS, render


def render_column(format: str, nationals: pa.StringArray) -> pa.StringArray:
    """Write each national number into a format; a null stays null.

    Numbers of one length are sliced and joined together, so the work does not grow
    with a loop over rows.
    """
    lengths = pc.fill_null(pc.utf8_length(nationals), -1).to_numpy()
    rows: list[np.ndarray] = []
    parts: list[pa.StringArray] = []
    for length in np.unique(lengths):
        places = np.flatnonzero(lengths == length)
        rows.append(places)
        parts.append(_render_equal(format, nationals.take(pa.array(places)), length))
    if not parts:
        return nationals
    order = np.argsort(np.concatenate(rows), kind="stable")
    return pa.concat_arrays(parts).take(pa.array(order))


def _render_equal(
    format: str, nationals: pa.StringArray, length: int
) -> pa.StringArray:
    """Render numbers that all have `length` digits."""
    if length < 0:
        return nationals
    pieces: list[object] = []
    literal, place = "", 0
    for char in format:
        if char in PLACEHOLDERS and place < length:
            pieces.append(literal)
            pieces.append(pc.utf8_slice_codeunits(nationals, place, place + 1))
            literal, place = "", place + 1
        else:
            literal += char
    if not place:
        return pa.array([render(format, "")] * len(nationals), pa.string())
    return pc.binary_join_element_wise(*pieces, literal, "")
