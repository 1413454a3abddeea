"""Stored phone cells whose number is certain: what a CRM can be asked about.

A cell counts when its text is known, it holds one number and nothing else, no other
contact has that number, and the connector compares its column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.exports.contacts import Contacts
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import infer

Ints = npt.NDArray[np.int64]

_MOST_READ = 5000  # cells looked at to see which formats are common


@dataclass(frozen=True, slots=True, repr=False)
class StoredCell:
    """One phone cell of one contact; its `repr` does not show it.

    `contact` is the row in `Contacts.contacts`, `row` the row in the spreadsheet.
    """

    contact: int
    row: int
    role: str
    text: str
    e164: str
    national: str
    format: str

    def __repr__(self) -> str:
        """Show the format, not the number."""
        return f"<StoredCell of {self.format}>"


def stored_cells(
    contacts: Contacts, record: Connector, *, seed: int = 1
) -> list[StoredCell]:
    """Give usable cells in a random order that `seed` fixes."""
    cells = contacts.cells
    owner = contacts.number_cells["cell"].to_numpy(np.int64)
    if not len(owner):
        return []
    n_numbers = np.bincount(owner, minlength=len(cells))
    keys, places, counts = np.unique(
        contacts.numbers.key, return_inverse=True, return_counts=True
    )
    is_searched = [
        record.searches_role(role) is not None
        for role in cells["role"].cat.categories.astype(str)
    ]
    usable = (
        contacts.number_cells["is_safe"].to_numpy(bool)
        & (n_numbers[owner] == 1)
        & (counts[places] == 1)
        & cells["text"].notna().to_numpy()[owner]
        & np.array(is_searched, bool)[cells["role"].cat.codes.to_numpy()[owner]]
    )
    chosen = np.random.default_rng(seed).permutation(np.flatnonzero(usable))
    return _read(contacts, chosen[:_MOST_READ], owner)


def _read(contacts: Contacts, chosen: Ints, owner: Ints) -> list[StoredCell]:
    cells = contacts.cells.iloc[owner[chosen]]
    numbers = contacts.numbers.take(chosen)
    rows = zip(
        cells["contact"].tolist(),
        cells["row"].tolist(),
        cells["role"].astype(str).tolist(),
        cells["text"].tolist(),
        numbers.e164().to_pylist(),
        numbers.national().to_pylist(),
        strict=True,
    )
    read = []
    for contact, row, role, text, e164, national in rows:
        format = infer(text, national)
        if format is not None:
            read.append(StoredCell(contact, row, role, text, e164, national, format))
    return read


def spread(
    cells: Sequence[StoredCell], *, n_formats: int, each: int
) -> list[StoredCell]:
    """Choose cells of the most common formats, some of each, formats taking turns."""
    common = [f for f, _ in Counter(c.format for c in cells).most_common(n_formats)]
    by_format = [[c for c in cells if c.format == f][:each] for f in common]
    return [turn[nth] for nth in range(each) for turn in by_format if nth < len(turn)]


def has_own_ids(contacts: Contacts) -> bool:
    """Say whether contacts have the CRM's ids, not the rows of the file."""
    ids, rows = contacts.contacts["id"], contacts.contacts["row"].astype(str)
    return not ((ids == rows) | (ids == "row " + rows)).all()
