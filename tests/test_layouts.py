"""Every layout is a small file in tests/csv, with the table expected of it.

A new layout is a new file there and a new record. `UPDATE_EXPECTED=1 pytest
tests/test_layouts.py` rewrites the expected tables; look at the difference.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.contacts import Contacts, read_contacts
from toolkit.exports.layouts import CALL_LAYOUTS, CONTACT_LAYOUTS, find_layout

FOLDER = Path(__file__).parent / "csv"
CALLS = sorted((FOLDER / "calls").glob("*.*"))
CONTACTS = sorted((FOLDER / "contacts").glob("*.csv"))


def layout_of(path: Path) -> str:
    return path.stem.split("--")[0].replace("-", " ")


def check(path: Path, found: pd.DataFrame) -> None:
    expected = path.parent / "expected" / path.with_suffix(".csv").name
    text = found.to_csv(index=False, lineterminator="\n")
    if os.environ.get("UPDATE_EXPECTED"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def calls_table(calls: Calls) -> pd.DataFrame:
    used = calls.table.assign(outcome="used")
    aside = calls.rejects.rename(columns={"reason": "outcome"})[["row", "outcome"]]
    both = pd.concat([used, aside.astype({"outcome": str})])
    both = both.sort_values("row", kind="stable")
    columns = ["row", "outcome", "kind", "direction", "e164", "user", "started_at"]
    return both[columns]


def contacts_table(contacts: Contacts) -> pd.DataFrame:
    cells = contacts.cells
    people = contacts.contacts.loc[cells["contact"]].reset_index(drop=True)
    numbers = contacts.number_cells.assign(e164=contacts.numbers.e164().to_pylist())
    joined = numbers.groupby("cell")["e164"].agg(" ".join)
    return pd.DataFrame(
        {
            "row": cells["row"],
            "id": people["id"],
            "name": people["name"],
            "region": people["region"],
            "created_at": people["created_at"],
            "column": cells["column"],
            "role": cells["role"],
            "text": cells["text"],
            "condition": cells["condition"],
            "numbers": joined.reindex(range(len(cells))),
        }
    )


@pytest.mark.parametrize("path", CALLS, ids=lambda p: p.stem)
def test_call_log_gives_the_expected_events(path: Path) -> None:
    region = "US"
    check(path, calls_table(read_calls(path, region=region)))


@pytest.mark.parametrize("path", CONTACTS, ids=lambda p: p.stem)
def test_contacts_give_the_expected_cells(path: Path) -> None:
    check(path, contacts_table(read_contacts(path)))


@pytest.mark.parametrize("path", CALLS, ids=lambda p: p.stem)
def test_call_log_is_recognised_as_its_layout(path: Path) -> None:
    calls = read_calls(path)
    assert calls.sources[0].layout == layout_of(path)
    assert calls.ledger.rows == calls.ledger.used + len(calls.rejects)


@pytest.mark.parametrize("path", CONTACTS, ids=lambda p: p.stem)
def test_contacts_are_recognised_as_their_layout(path: Path) -> None:
    contacts = read_contacts(path)
    assert contacts.layout == layout_of(path)
    connectors = {one.name: one.connector for one in CONTACT_LAYOUTS}
    assert contacts.connector == connectors.get(contacts.layout)


@pytest.mark.parametrize("path", CONTACTS, ids=lambda p: p.stem)
def test_no_cell_changes_between_file_and_table(path: Path) -> None:
    contacts = read_contacts(path)
    source = contacts.sources[0]
    text = path.read_text(encoding=source.encoding)
    lines = list(csv.reader(text.splitlines(True), delimiter=source.delimiter))
    header = lines[source.header_row - 1]
    for row, column, stored, condition in zip(
        contacts.cells["row"],
        contacts.cells["column"],
        contacts.cells["text"],
        contacts.cells["condition"],
        strict=True,
    ):
        cell = lines[row - 1][header.index(column)]
        changed = condition in ("spreadsheet wrapper",)
        unknown = condition.startswith(("exponent", "float", "formula"))
        assert (stored == cell) or changed or (unknown and pd.isna(stored))


def test_every_layout_has_a_file() -> None:
    known = {one.name for one in (*CALL_LAYOUTS, *CONTACT_LAYOUTS)}
    shown = {layout_of(path) for path in (*CALLS, *CONTACTS)}
    assert known == shown - {"any table"}


def test_longest_signature_wins() -> None:
    both = ["recordid", "phonenumber", "contactowner", "phone"]
    assert find_layout(CONTACT_LAYOUTS, both).name == "hubspot"
    assert np.all([one.proof([]) == 0 for one in CONTACT_LAYOUTS])
