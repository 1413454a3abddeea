"""Where the called numbers stand in the contacts: in which cells, and in no others."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.grouping import places_in
from toolkit.columns.numbers import Numbers
from toolkit.exports.contacts import Contacts
from toolkit.matching.connectors import Connector

Flags = npt.NDArray[np.bool_]
_E164 = r"^\+[1-9][0-9]{6,14}$"


class StoredNumbers:
    """The numbers of contacts beside those that were called.

    Parameters
    ----------
    contacts
        What `read_contacts` gave.
    called
        Distinct numbers, ascending by key.
    record
        The connector, which searches some columns and others not.
    """

    def __init__(self, contacts: Contacts, called: Numbers, record: Connector) -> None:
        self._contacts, self._called, self._record = contacts, called, record
        self._n_contacts = len(contacts.contacts)

    def __repr__(self) -> str:
        """Count the numbers."""
        return f"<StoredNumbers: {len(self._contacts.numbers)}>"

    @cached_property
    def is_searched(self) -> Flags:
        """Whether the connector searches the column of a cell; one row per cell."""
        roles = self._contacts.cells["role"].astype("category")
        searched = [
            self._record.searches_role(str(role)) is not None
            for role in roles.cat.categories
        ]
        flags: Flags = np.array([*searched, False])[roles.cat.codes.to_numpy()]
        return flags

    @cached_property
    def n_as_e164(self) -> int:
        """How many contacts have a searched cell that is an E.164 number."""
        cells = self._contacts.cells
        texts = pa.array(cells["text"], pa.string())
        fits = pc.fill_null(pc.match_substring_regex(texts, _E164), False)
        rows = np.asarray(fits, dtype=bool) & self.is_searched
        return self._count_contacts(cells["contact"].to_numpy()[rows])

    def only_in(self, cells: Flags) -> Flags:
        """Say which called numbers stand in some cells and in no other.

        `cells` has one row per row of `Contacts.cells`; the answer one per called
        number.
        """
        none = np.zeros(len(self._called), bool)
        if not cells.any():
            return none
        keys = self._contacts.numbers.key
        inside = cells[self._contacts.number_cells["cell"].to_numpy()]
        if inside.all():
            only = np.sort(keys)
        else:
            candidates = np.unique(keys[inside])
            elsewhere = places_in(candidates, keys[~inside])
            is_only = np.ones(len(candidates), bool)
            is_only[elsewhere[elsewhere >= 0]] = False
            only = candidates[is_only]
        return places_in(only, self._called.key) >= 0

    def contacts_only_in(self, cells: Flags) -> int:
        """Count the contacts all of whose numbers stand in some cells."""
        links = self._contacts.number_cells
        inside = cells[links["cell"].to_numpy()]
        owner = links["contact"].to_numpy()
        only = np.zeros(self._n_contacts, bool)
        only[owner[inside]] = True
        only[owner[~inside]] = False
        return int(only.sum())

    def _count_contacts(self, contacts: npt.NDArray[np.integer]) -> int:
        seen = np.zeros(self._n_contacts, bool)
        seen[contacts] = True
        return int(seen.sum())
