"""How each stored cell is written: a format, or the named reason why none writes it.

Every cell has exactly one outcome, so the outcomes add up to the cells stored.

What stands beside a number in a cell is private. A format that is not offered is named
by its shape: letters as ``x``, digits as ``0``.

>>> shape_of("###-###-#### ask for Jo, 2nd line")
'###-###-#### xxx xxx xx, 0xx xxxx'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from toolkit.analysis.candidates import StoredFormats
from toolkit.exports.contacts import Contacts
from toolkit.exports.frames import category, strings
from toolkit.matching.formats import NoFormat, why_no_format
from toolkit.matching.literals import LiteralProblem, literal_problem

Ints = npt.NDArray[np.int64]

OFFERED = "format"  # one that may be offered
DESTROYED_TEXT = "text-destroyed"  # on export: what the CRM stores is not known
OUTCOMES: tuple[str, ...] = (
    OFFERED,
    *(problem.value for problem in LiteralProblem),
    *(reason.value for reason in NoFormat),
    DESTROYED_TEXT,
)
WRITTEN, NOT_OFFERED, NOT_WRITTEN = 0, 1, 2  # ranks of a number in a cell


@dataclass(frozen=True, slots=True, repr=False)
class CellFormats:
    """How cells are written.

    ``cells``: DataFrame, one row per cell, as `Contacts.cells`
        format   str       the format; its shape where it is not offered; missing where
                           there is none
        outcome  category  ``format``, why it is not offered, or why there is none

    `rank` has one row per number in a cell: `WRITTEN` in a format that may be offered,
    in one that is `NOT_OFFERED`, or `NOT_WRITTEN` by any.
    """

    cells: pd.DataFrame
    rank: Ints


def cell_formats(contacts: Contacts, stored: StoredFormats) -> CellFormats:
    """Say how every stored cell is written, given `stored_formats` of the contacts.

    A cell with several numbers is named by the first that an offered format writes,
    else by the first that any format writes.
    """
    kind, names, outcomes = _kinds(contacts, stored)
    is_offered = np.array([*(each == OFFERED for each in outcomes), False])[kind]
    rank = np.where(kind < 0, NOT_WRITTEN, np.where(is_offered, WRITTEN, NOT_OFFERED))
    cell = contacts.number_cells["cell"].to_numpy(np.int64)
    order = np.lexsort((rank, cell))[::-1]
    chosen = np.full(len(contacts.cells), -1)
    chosen[cell[order]] = order  # of equal places the last one stays: the best
    kind_of_cell = np.append(kind, -1)[chosen]
    shown = pa.array([*names, None], pa.string())
    codes = [OUTCOMES.index(each) for each in outcomes]
    outcome = np.array([*codes, OUTCOMES.index(NoFormat.NO_NUMBER)])[kind_of_cell]
    texts = pa.array(contacts.cells["text"], pa.string())
    outcome[np.asarray(texts.is_null())] = OUTCOMES.index(DESTROYED_TEXT)
    for row in np.flatnonzero((kind_of_cell < 0) & (chosen >= 0)).tolist():
        outcome[row] = _why(contacts, texts[row].as_py(), int(chosen[row]))
    cells = pd.DataFrame(
        {
            "format": strings(shown.take(pa.array(kind_of_cell % len(shown)))),
            "outcome": category(outcome, OUTCOMES),
        }
    )
    return CellFormats(cells, rank)


def shape_of(format: str) -> str:
    """Give a format or a cell without what is private in it."""
    return "".join(
        "0" if char.isdigit() else "x" if char.isalpha() else char for char in format
    )


def _kinds(
    contacts: Contacts, stored: StoredFormats
) -> tuple[Ints, list[str], list[str]]:
    """Tell the kinds of written numbers apart: format and country code.

    Gives the kind of each number in a cell (-1: no format), and of each kind the name
    shown and the outcome.
    """
    code, formats = stored.inferred.code, stored.inferred.formats
    written = np.flatnonzero(code >= 0)
    country = contacts.numbers.country_code[written].astype(np.int64)
    pairs, place = np.unique(code[written] * 1000 + country, return_inverse=True)
    kind = np.full(len(code), -1)
    kind[written] = place
    names, outcomes = [], []
    for pair in pairs.tolist():
        format = formats[pair // 1000]
        problem = literal_problem(format, pair % 1000)
        names.append(shape_of(format) if problem else format)
        outcomes.append(problem.value if problem else OFFERED)
    return kind, names, outcomes


def _why(contacts: Contacts, text: Any, number_row: int) -> int:
    """Name the reason why no format writes a cell."""
    if text is None:
        return OUTCOMES.index(DESTROYED_TEXT)
    national = contacts.numbers.take([number_row]).national()[0].as_py()
    reason = why_no_format(text, national) or NoFormat.DIGITS_DIFFER
    return OUTCOMES.index(reason)
