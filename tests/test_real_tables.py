"""Real tables of organisations' numbers, beside the project; skipped where absent."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import phonenumbers
import pytest

from toolkit.exports.contacts import Contacts, read_contacts

REAL = Path(__file__).parents[2] / "shared" / "real"
TABLES = [
    ("us_election_offices.csv", "US", None),
    ("intl_breweries_2026.csv", "US", None),
    ("de_health_offices.csv", "DE", {"fax": ["fax", "fax2"]}),
    ("us_congress_district_offices.csv", "US", {"fax": "fax"}),
]
LISTS = ("several numbers", "shared stem")

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="no real tables here")


@pytest.fixture(scope="module", params=TABLES, ids=lambda t: t[0])
def table(request: pytest.FixtureRequest) -> tuple[Contacts, list[dict[str, str]], str]:
    name, region, columns = request.param
    with (REAL / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return read_contacts(REAL / name, region=region, columns=columns), rows, region


def test_ledger_closes(table: tuple[Contacts, list[dict[str, str]], str]) -> None:
    contacts, rows, _ = table
    assert contacts.ledger.rows == len(rows)
    assert contacts.ledger.used + len(contacts.rejects) == len(rows)
    assert contacts.warnings == ()


def test_every_filled_cell_is_there_unchanged(
    table: tuple[Contacts, list[dict[str, str]], str],
) -> None:
    contacts, rows, _ = table
    cells = contacts.cells
    columns = list(cells["column"].cat.categories)
    filled = sum(bool(row[c].strip()) for row in rows for c in columns)
    assert filled == len(cells)
    stored = cells["text"].tolist()
    places = zip(cells["row"], cells["column"], stored, strict=True)
    changed = [(r, c) for r, c, text in places if text != rows[r - 2][c]]
    unknown = cells["text"].isna().sum()
    assert len(changed) == unknown
    assert set(cells["condition"][cells["text"].isna()]) <= {"float tail"}


def test_every_cell_with_one_valid_number_is_understood_as_it(
    table: tuple[Contacts, list[dict[str, str]], str],
) -> None:
    contacts, rows, region = table
    found = defaultdict(set)
    e164 = contacts.numbers.e164().to_pylist()
    for cell, number in zip(contacts.number_cells["cell"], e164, strict=True):
        found[cell].add(number)
    cells = contacts.cells
    places = zip(cells["row"], cells["column"], cells["condition"], strict=True)
    missed = []
    for i, (row, column, condition) in enumerate(places):
        try:
            number = phonenumbers.parse(rows[row - 2][column], region)
        except phonenumbers.NumberParseException:
            continue
        expected = phonenumbers.format_number(number, 0)
        understood = found[i] == {expected} or condition in LISTS
        if phonenumbers.is_valid_number(number) and not understood:
            missed.append(row)
    assert missed == []
