"""What naive readings of phone cells get wrong: three that analysts write first.

================  ===========================================================
reading           what it does
================  ===========================================================
type guessing     a table program makes numbers of cells that are all digits
one parse         one ``phonenumbers.parse`` a cell, in the default region
last ten digits   digits only, the last ten compared with those of the caller
================  ===========================================================

They are compared with the numbers that the cell reader finds. A cell whose text the
export destroyed is left out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.grouping import code_values
from toolkit.columns.numbers import parse_cells
from toolkit.exports.contacts import Contacts

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TYPE_GUESSING, ONE_PARSE, LAST_TEN = "type guessing", "one parse", "last ten digits"
_CHANGED = r"^(?:\+[0-9]+|0[0-9]+|[0-9]{16,})$"  # plus, zero or digits lost
_TEN = 10


def naive_readings(contacts: Contacts, weight: Ints | None = None) -> pd.DataFrame:
    """Count what each naive reading gets wrong.

    Parameters
    ----------
    contacts
        The contacts; none give figures of 0.
    weight
        Calls of each row of `Contacts.number_cells`' number, or None without a call
        log.

    Returns
    -------
    DataFrame, one row per reading
        reading   str         its name
        cells     int         stored cells with a known text
        wrong     int         the sum of the four below
        missed    int         cells with a number, of which it reads none
        partly    int         cells with several numbers, of which it reads one
        misread   int         cells in which it reads another number, or other text
        invented  int         cells without a number in which it reads one
        share     float       wrong ÷ cells, missing if there are none
        calls     int or NA   known calls whose number it reads in no cell
    """
    texts = pa.array(contacts.cells["text"], pa.string())
    readings = (_type_guessing, _one_parse, _last_ten)
    rows = [_row(contacts, texts, weight, *read(contacts, texts)) for read in readings]
    names = (TYPE_GUESSING, ONE_PARSE, LAST_TEN)
    table = pd.DataFrame(rows, columns=list(rows[0]))
    table.insert(0, "reading", list(names))
    return table.astype({"calls": "Int64", "share": "float64"})


def _type_guessing(contacts: Contacts, texts: pa.Array) -> tuple[Flags, Flags]:
    changed = _true(pc.match_substring_regex(texts, _CHANGED))
    cell = contacts.number_cells["cell"].to_numpy(np.int64)
    return ~changed[cell], changed


def _one_parse(contacts: Contacts, texts: pa.Array) -> tuple[Flags, Flags]:
    read = parse_cells(texts, contacts.region).numbers
    cell = contacts.number_cells["cell"].to_numpy(np.int64)
    keys = np.where(read.is_valid, read.key, 0)
    return keys[cell] == contacts.numbers.key, keys > 0


def _last_ten(contacts: Contacts, texts: pa.Array) -> tuple[Flags, Flags]:
    digits = pc.replace_substring_regex(texts.fill_null(""), "[^0-9]", "")
    last = pc.utf8_slice_codeunits(digits, -_TEN, None)
    long = np.asarray(pc.equal(pc.utf8_length(last), _TEN), dtype=bool)
    values = np.zeros(len(texts), np.int64)
    values[long] = pc.cast(last.filter(pa.array(long)), pa.int64()).to_numpy()
    cell = contacts.number_cells["cell"].to_numpy(np.int64)
    same = values[cell] == contacts.numbers.key % 10**_TEN
    return same & long[cell], long


def _row(
    contacts: Contacts,
    texts: pa.Array,
    weight: Ints | None,
    is_read: Flags,
    reads_any: Flags,
) -> dict[str, float | int | None]:
    """Sort the cells by what a reading makes of them.

    `is_read` has one row per number in a cell: it is read there. `reads_any` one per
    cell: the reading finds a number in it.
    """
    cell = contacts.number_cells["cell"].to_numpy(np.int64)
    known = ~np.asarray(texts.is_null(), dtype=bool)
    n_numbers = np.bincount(cell, minlength=len(texts))
    n_read = np.bincount(cell, is_read, minlength=len(texts))
    has, some = known & (n_numbers > 0), n_read > 0
    missed = has & ~some & ~reads_any
    misread = has & ~some & reads_any
    partly = has & some & (n_read < n_numbers)
    invented = known & (n_numbers == 0) & reads_any
    parts = [int(each.sum()) for each in (missed, partly, misread, invented)]
    cells, wrong = int(known.sum()), sum(parts)
    return {
        "cells": cells,
        "wrong": wrong,
        **dict(zip(("missed", "partly", "misread", "invented"), parts, strict=True)),
        "share": wrong / cells if cells else None,
        "calls": None if weight is None else _lost_calls(contacts, weight, is_read),
    }


def _lost_calls(contacts: Contacts, weight: Ints, is_read: Flags) -> int:
    """Count the calls of numbers that are read in no cell."""
    first, place = code_values(contacts.numbers.key)
    read = np.bincount(place, is_read, minlength=len(first)) > 0
    return int(weight[first][~read].sum())


def _true(flags: pa.Array) -> Flags:
    return np.asarray(pc.fill_null(flags, False), dtype=bool)
