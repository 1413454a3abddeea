"""Profiling contacts: the formats they are typed in, the damage, what was recognised.

Every stored cell has one outcome: a format that may be offered, one that may not (it
holds a note or other digits), or the named reason why no format writes it. Outcomes and
conditions each add up to the cells stored.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.analysis.candidates import stored_formats
from toolkit.analysis.cell_formats import (
    OFFERED,
    OUTCOMES,
    CellFormats,
    cell_formats,
)
from toolkit.analysis.known_calls import KnownCalls
from toolkit.analysis.naive import naive_readings
from toolkit.analysis.plain_rows import plain_rows
from toolkit.exports.calls import Calls
from toolkit.exports.conditions import DESTROYED, SAFE
from toolkit.exports.contact_headers import SET_ASIDE_ROLES
from toolkit.exports.contacts import Contacts
from toolkit.exports.frames import strings
from toolkit.matching.formats import placeholders, render

Ints = npt.NDArray[np.int64]

# By the rank of their number's best cell; the last: it is in none.
CALLS_BY_FORMAT = (
    "in an offered format",
    "in another format",
    "in no format",
    "on no contact",
)
# Digits of examples, from ranges set aside for fiction.
_NORTH_AMERICA, _LONDON = "2125550123", "207946001823456789"


class Profile:
    """What the phone cells of some contacts look like."""

    def __init__(self, contacts: Contacts, calls: Calls | None = None) -> None:
        self.contacts, self.calls = contacts, calls

    def __repr__(self) -> str:
        """Count instead of showing."""
        n = int((self.formats["problem"] == "").sum())
        return f"<Profile: {len(self.contacts.cells):,} phone cells, {n} formats>"

    @cached_property
    def formats(self) -> pd.DataFrame:
        """The formats found.

        DataFrame, one row per format, most cells first
            format         str    `#` for the digits of a number; where it is not
                                  offered its shape: letters as x, digits as 0
            cells          int    cells written so
            share          float  of all stored cells
            contacts       int    distinct contacts with such a cell
            country_codes  str    of the numbers in them, `;` between them
            problem        str    why it is not offered: note, other-digits; or empty
            example        str    made-up digits in it
            calls          int    known calls whose number stands in such a cell;
                                  missing without a call log
            share_calls    float  of all known calls; missing as above
        """
        cells = self._written.cells
        rows = cells.assign(
            contact=self.contacts.cells["contact"].to_numpy(),
            code=self._country_code,
        )
        rows = rows[rows["format"].notna()]
        groups = rows.groupby(["format", "outcome"], observed=True, sort=False)
        table = groups.agg(
            cells=("contact", "size"),
            contacts=("contact", "nunique"),
            country_codes=("code", _codes),
        ).reset_index()
        table["problem"] = table["outcome"].astype("str").replace(OFFERED, "")
        table["share"] = table["cells"] / max(len(cells), 1)
        examples = map(_example, table["format"], table["country_codes"])
        table["example"] = pd.Series(examples, dtype="str")
        place = groups.ngroup().reindex(cells.index, fill_value=-1).to_numpy()
        table = table.join(self._known.by_group(place.astype(np.int64), len(table)))
        ordered = table.sort_values(["cells", "format"], ascending=[False, True])
        return ordered[
            [
                *("format", "cells", "share", "contacts", "country_codes"),
                *("problem", "example", "calls", "share_calls"),
            ]
        ].reset_index(drop=True)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """What becomes of every stored cell.

        DataFrame, one row per outcome that occurs; `cells` adds up to all cells
            outcome     str    ``format``, why a format is not offered, or why there
                               is none
            has_format  bool   whether any format writes these cells
            cells       int    cells
            share       float  of all stored cells
        """
        counts = self._written.cells["outcome"].value_counts()
        names = [name for name in OUTCOMES if counts.get(name, 0)]
        cells = np.array([int(counts[name]) for name in names], np.int64)
        last_written = OUTCOMES.index("other-digits")
        return pd.DataFrame(
            {
                "outcome": pd.Series(names, dtype="str"),
                "has_format": [OUTCOMES.index(name) <= last_written for name in names],
                "cells": cells,
                "share": cells / max(len(self.contacts.cells), 1),
            }
        )

    @cached_property
    def damage(self) -> pd.DataFrame:
        """The conditions that cells are in.

        DataFrame, one row per condition that occurs, most cells first; `cells` adds up
        to all cells
            condition    str    a value of `Condition`
            cells        int    cells
            share        float  of all stored cells
            numbers      int    valid numbers read from them
            is_safe      bool   the number can stand in for the whole cell
            is_unknown   bool   the export destroyed the text that the CRM stores
            example      str    the most frequent shape; missing where it is unknown
            calls        int    known calls whose number stands in such a cell;
                                missing without a call log
            share_calls  float  of all known calls; missing as above
        """
        condition = self.contacts.cells["condition"].astype("category")
        names = [str(name) for name in condition.cat.categories]
        codes = condition.cat.codes.to_numpy().astype(np.int64)
        cells = np.bincount(codes, minlength=len(names)).astype(np.int64)
        table = pd.DataFrame(
            {
                "condition": pd.Series(names, dtype="str"),
                "cells": cells,
                "share": cells / max(len(codes), 1),
                "numbers": np.bincount(codes[self._owner], minlength=len(names)),
                "is_safe": [name in SAFE for name in names],
                "is_unknown": [name in DESTROYED for name in names],
                "example": self._shapes(codes, len(names)),
            }
        ).join(self._known.by_group(codes, len(names)))
        table = table[table["cells"] > 0].sort_values(
            ["cells", "condition"], ascending=[False, True]
        )
        return table.reset_index(drop=True)

    @cached_property
    def columns(self) -> pd.DataFrame:
        """The columns recognised.

        DataFrame, one row per header and role, in file order
            column             str    header
            role               str    what it is for: id, name, phone, mobile …
            is_read            bool   not a fax, pager or telex column left out
            files              int    files that have it
            cells              int    phone cells stored in it, 0 where it is no phone
            cells_with_number  int    of these, cells with a valid number
        """
        named = [
            (header, role)
            for source in self.contacts.sources
            for header, role in source.columns.items()
        ]
        pairs = list(dict.fromkeys(named))
        headers = self.contacts.cells["column"].astype("str")
        stored = headers.value_counts()
        has_number = np.bincount(self._owner, minlength=len(headers)) > 0
        filled = headers[has_number].value_counts()
        rows = [
            (
                *(header, role, self._is_read(header, role)),
                named.count((header, role)),
                *(int(stored.get(header, 0)), int(filled.get(header, 0))),
            )
            for header, role in pairs
        ]
        names = ["column", "role", "is_read", "files", "cells", "cells_with_number"]
        return pd.DataFrame(rows, columns=names).astype({"column": "str"})

    def _is_read(self, header: str, role: str) -> bool:
        if role not in SET_ASIDE_ROLES:
            return True
        return header in set(self.contacts.cells["column"].cat.categories)

    @cached_property
    def naive(self) -> pd.DataFrame:
        """What naive readings get wrong; see `naive_readings`."""
        return naive_readings(self.contacts, self._known.of_numbers)

    @cached_property
    def calls_account(self) -> dict[str, int] | None:
        """Calls by how their number is stored; they add up to all. None without log."""
        return self._known.by_best_rank(self._written.rank, CALLS_BY_FORMAT)

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of ``getcontact profile``."""
        return {
            "layout": self.contacts.layout,
            "region": self.contacts.region,
            "contacts": len(self.contacts.contacts),
            "cells": len(self.contacts.cells),
            "numbers": len(self.contacts.numbers),
            "guessed_cells": self.contacts.n_guessed,
            "warnings": list(self.contacts.warnings),
            "files": [
                {
                    "name": source.name,
                    "layout": source.layout,
                    "encoding": source.encoding,
                    "delimiter": source.delimiter,
                    "sheet": source.sheet,
                    "other_sheets": list(source.other_sheets),
                    "header_row": source.header_row,
                    "unread": list(source.unread),
                }
                for source in self.contacts.sources
            ],
            "formats": plain_rows(self.formats),
            "outcomes": plain_rows(self.outcomes),
            "damage": plain_rows(self.damage),
            "columns": plain_rows(self.columns),
            "naive": plain_rows(self.naive),
            "calls": self.calls_account,
            "ledger": {"contacts": self.contacts.ledger.to_dict()},
        }

    @cached_property
    def _known(self) -> KnownCalls:
        return KnownCalls(self.contacts, self.calls)

    @cached_property
    def _written(self) -> CellFormats:
        return cell_formats(self.contacts, stored_formats(self.contacts))

    @cached_property
    def _owner(self) -> Ints:
        """The cell of each number in a cell."""
        return self.contacts.number_cells["cell"].to_numpy(np.int64)

    @cached_property
    def _country_code(self) -> Ints:
        """The country code of the first number of each cell; 0 without one."""
        code = np.zeros(len(self.contacts.cells), np.int64)
        code[self._owner[::-1]] = self.contacts.numbers.country_code[::-1]
        return code

    def _shapes(self, group: Ints, n_groups: int) -> pd.Series[str]:
        """Give the most frequent shape of the cells of each group."""
        texts = pa.array(self.contacts.cells["text"], pa.string())
        masked = pc.replace_substring_regex(texts, r"\p{L}", "x")
        masked = pc.replace_substring_regex(masked, r"\p{Nd}", "0")
        shapes = pd.DataFrame({"group": group, "shape": strings(masked)}).dropna()
        counts = shapes.value_counts(sort=True).reset_index()
        first = counts.drop_duplicates("group").set_index("group")["shape"]
        return first.reindex(range(n_groups)).reset_index(drop=True)


def profile(contacts: Contacts, calls: Calls | None = None) -> Profile:
    """Profile the phone cells of some contacts.

    Parameters
    ----------
    contacts
        What `read_contacts` gave.
    calls
        What `read_calls` gave, to weigh formats and damage by calls.

    Returns
    -------
    Profile
        Its tables are made when they are asked for; `to_dict` gives all of them.
    """
    return Profile(contacts, calls)


def _codes(codes: pd.Series[int]) -> str:
    return ";".join(str(code) for code in sorted(set(codes)))


def _example(format: str, country_codes: str) -> str:
    """Write made-up digits into a format."""
    n = placeholders(format)
    is_home = n == len(_NORTH_AMERICA) and country_codes == "1"
    return render(format, _NORTH_AMERICA if is_home else _LONDON[:n])
