"""Every stored cell is explained: by infer, or by a named reason."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from situations import made_pair
from small_exports import read_pair

from toolkit.analysis.candidates import stored_formats
from toolkit.analysis.cell_formats import (
    NOT_OFFERED,
    NOT_WRITTEN,
    OFFERED,
    WRITTEN,
    CellFormats,
    cell_formats,
    shape_of,
)
from toolkit.exports.contacts import Contacts
from toolkit.matching.formats import infer, why_no_format
from toolkit.matching.literals import literal_problem


def written(contacts: Contacts) -> CellFormats:
    return cell_formats(contacts, stored_formats(contacts))


def test_a_cell_with_one_number_has_the_format_that_infer_gives(
    tmp_path: Path,
) -> None:
    for seed in range(5):
        _, contacts = made_pair(seed, tmp_path)
        cells = written(contacts).cells
        owner = contacts.number_cells["cell"].to_numpy()
        nationals = contacts.numbers.national().to_pylist()
        for cell in np.flatnonzero(np.bincount(owner, minlength=len(cells)) == 1):
            row = int(np.flatnonzero(owner == cell)[0])
            text = contacts.cells["text"].iloc[cell]
            name, outcome = cells["format"].iloc[cell], cells["outcome"].iloc[cell]
            if not isinstance(text, str):
                assert outcome == "text-destroyed"
                continue
            format = infer(text, nationals[row])
            if format is None:
                assert outcome == why_no_format(text, nationals[row])
                continue
            code = int(contacts.numbers.country_code[row])
            problem = literal_problem(format, code)
            assert outcome == (problem or OFFERED)
            assert name == (shape_of(format) if problem else format)


CASES = {
    "(212) 555-0101": ("(###) ###-####", "format"),
    "+1 212 555 0101": ("+1 ### ### ####", "format"),
    "212-555-0101 x7": ("###-###-#### x0", "note"),
    "212-555-0101 / 212-555-0102": ("###-###-#### / 000-000-0000", "other-digits"),
    "212-555-0101, 212-555-0102": (None, "comma"),
    "#1 212-555-0101": (None, "placeholder-in-cell"),
    "1-800-FLOWERS": (None, "digits-differ"),
    "N/A": (None, "no-number"),
    "555-0100": (None, "no-number"),
    "1.65055E+10": (None, "text-destroyed"),
}


@pytest.mark.parametrize("cell", CASES)
def test_outcomes(cell: str, tmp_path: Path) -> None:
    _, contacts = read_pair(tmp_path, [], [[cell]])
    row = written(contacts).cells.iloc[0]
    format = row["format"] if isinstance(row["format"], str) else None
    assert (format, row["outcome"]) == CASES[cell]


def test_ranks_of_numbers(tmp_path: Path) -> None:
    cells = [["212-555-0101"], ["212-555-0102 x1"], ["1-800-FLOWERS"]]
    _, contacts = read_pair(tmp_path, [], cells)
    assert written(contacts).rank.tolist() == [WRITTEN, NOT_OFFERED, NOT_WRITTEN]
