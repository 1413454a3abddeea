r"""Contacts in: one row per contact, one per phone cell, one per number in a cell.

Rules: a contact is its id, or its row where there is no id; rows that repeat an id are
one contact. The text of a cell is the CRM's, byte for byte, but for a spreadsheet's
wrapper; a text that the export destroyed is null. Fax, pager and telex columns are left
out unless they are named. Numbers are read in the contact's country, else in `region`.

>>> import tempfile, pathlib
>>> path = pathlib.Path(tempfile.mkdtemp()) / "contacts.csv"
>>> _ = path.write_text("Id,Name,Phone,Fax\n1,A,(202) 555-0123,\n2,B,,1\n")
>>> contacts = read_contacts(path)
>>> contacts
<Contacts: 1 used of 2 rows, 1 phone cells, 1 numbers>
>>> contacts.cells[["contact", "column", "text", "condition"]].values.tolist()
[[0, 'Phone', '(202) 555-0123', 'plain']]
>>> contacts.ledger.set_aside
{'no phone cell': 1}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import pandas as pd
import pyarrow as pa

from toolkit.columns.cell_texts import CellTexts, cell_texts
from toolkit.columns.numbers import Numbers
from toolkit.crm.memory import MemoryCrm
from toolkit.exports.address_book import address_book
from toolkit.exports.coding import give_back
from toolkit.exports.contact_columns import CONTACT_NAMES, recognise_contacts
from toolkit.exports.contact_rows import Rows, read_rows
from toolkit.exports.files import PathLike, find_files
from toolkit.exports.headers import Columns, Found
from toolkit.exports.ledger import Ledger, Source, add_ledgers
from toolkit.exports.people import gather
from toolkit.exports.progress import show_progress, size_of
from toolkit.exports.tables import Table, open_table, with_right_encoding
from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact
from toolkit.matching.numbers import known_region


@dataclass(frozen=True, repr=False)
class Contacts:
    """The contacts of a CRM export, and what became of every row.

    ``contacts``: DataFrame, one row per contact, in file order
        id          str            the CRM's id, or the row where there is none, and
                                   its file if there are several
        name        str            as exported, may be empty
        region      str            ISO code in which its numbers are read
        created_at  datetime64[s]  NaT unknown
        row         int32          first row as the spreadsheet shows it

    ``cells``: DataFrame, one row per non-empty phone cell, by contact and column
        contact          int32     row in `contacts`
        column           category  header
        role             category  what the column is for: phone, mobile, work …
        text             str       the CRM's text; null where the export destroyed it
        row              int32     row as the spreadsheet shows it
        condition        category  a value of `Condition`
        is_region_known  bool      a country column gives the contact's region

    ``number_cells``: DataFrame, one row per valid number in a cell, as `numbers`
        cell       int32     row in `cells`
        contact    int32     row in `contacts`
        condition  category  the cell's condition
        is_safe    bool      the number can stand in for the whole cell

    `n_guessed` counts cells without a country code, of contacts without a country,
    that were read in `region`; `warnings` says where that does not fit.
    """

    contacts: pd.DataFrame
    cells: pd.DataFrame
    numbers: Numbers
    number_cells: pd.DataFrame
    layout: str
    connector: str | None
    rejects: pd.DataFrame
    ledger: Ledger
    sources: tuple[Source, ...]
    region: str
    n_guessed: int = 0
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Show counts only: names and numbers are private."""
        return (
            f"<Contacts: {self.ledger.used:,} used of {self.ledger.rows:,} rows, "
            f"{len(self.cells):,} phone cells, {len(self.numbers):,} numbers>"
        )

    def search(
        self, term: str | None, search: Search, record: Connector, rule: str
    ) -> Sequence[Contact]:
        """Find contacts as a CRM would: `get_contact(crm=contacts)`."""
        return self._address_book.search(term, search, record, rule)

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give what is shown beside a contact; an export holds nothing."""
        return self._address_book.related(contact, record)

    @property
    def people(self) -> tuple[Contact, ...]:
        """The contacts one by one, with the phones whose CRM text is known."""
        return self._address_book.contacts

    @cached_property
    def _address_book(self) -> MemoryCrm:
        return address_book(self.contacts, self.cells, region=self.region)

    @cached_property
    def texts(self) -> CellTexts:
        """The texts of `cells`, indexed for every search."""
        return cell_texts(pa.array(self.cells["text"], pa.string()))

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per cell: id, name, column, text, e164, n_numbers, condition."""
        at = self.cells["contact"].to_numpy()
        owner = self.number_cells["cell"].to_numpy()
        first = np.unique(owner, return_index=True)
        e164 = np.full(len(self.cells), None, object)
        e164[first[0]] = self.numbers.take(first[1]).e164().to_pylist()
        return pd.DataFrame(
            {
                "id": self.contacts["id"].to_numpy()[at],
                "name": self.contacts["name"].to_numpy()[at],
                "column": self.cells["column"],
                "text": self.cells["text"],
                "e164": pd.array(e164, dtype="str"),
                "n_numbers": np.bincount(owner, minlength=len(self.cells)),
                "condition": self.cells["condition"],
            }
        )


def read_contacts(
    paths: PathLike | Iterable[PathLike],
    *,
    region: str = "US",
    columns: Columns = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: bool = False,
) -> Contacts:
    """Read one or several contact exports of one CRM.

    Parameters
    ----------
    paths
        A file, a glob, or several of them.
    region
        Two-letter region of contacts whose country is not in a column.
    columns
        Roles of columns that are not recognised: ``{"phone": ["Tel"], "id": "Key"}``
        or ``["phone=Tel", "id=Key"]``. The role ``ignore`` leaves a column out;
        ``area_code`` is that of a column with area codes of the next phone columns.
    encoding, delimiter
        Override what would be detected.
    progress
        Show a bar on stderr.

    Returns
    -------
    Contacts
        An export without rows gives empty tables and a ledger of 0 rows.

    Raises
    ------
    TableError
        A file that cannot be opened or has no header.
    MissingColumnError
        No phone column was recognised.
    """
    files = find_files(paths)
    default = known_region(region)
    opened: list[tuple[Table, Found]] = []
    rows: list[Rows] = []
    with show_progress("Reading contacts", size_of(files), shown=progress) as tick:
        for path in files:
            table = open_table(
                path, CONTACT_NAMES, encoding=encoding, delimiter=delimiter
            )
            found = recognise_contacts(
                path.name, table.header, table.dialect.sample, columns, region=default
            )
            read = partial(read_rows, found=found, tick=tick)
            one, table = with_right_encoding(table, read)
            opened.append((table, found))
            rows.append(one)
    got = gather(rows, default)
    give_back()
    layout = opened[0][1].layout
    return Contacts(
        got.contacts,
        got.cells,
        got.numbers,
        got.number_cells,
        layout.name,
        layout.connector,
        got.rejects,
        add_ledgers(got.ledgers),
        tuple(
            table.describe(found.layout.name, found.named, ledger)
            for (table, found), ledger in zip(opened, got.ledgers, strict=True)
        ),
        default,
        got.fit.n_guessed,
        got.fit.warnings,
    )
