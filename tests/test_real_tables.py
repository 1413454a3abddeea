"""Real tables of organisations' numbers, beside the project; skipped where absent."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path

import phonenumbers
import pyarrow as pa
import pytest

from toolkit.analysis.candidates import stored_formats
from toolkit.analysis.cell_formats import cell_formats
from toolkit.analysis.measures import measure
from toolkit.analysis.recommend import recommend
from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.contacts import Contacts, read_contacts
from toolkit.matching.formats import render

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


DECISIONS = [
    ("us_election_offices.csv", "US", "clio", "set"),
    ("de_health_offices.csv", "DE", "clio", "clean-up-first"),
    ("us_election_offices.csv", "US", "netsuite", "leave-empty"),
    ("de_health_offices.csv", "DE", "netsuite", "leave-empty"),
]


@cache
def exports(name: str, region: str) -> tuple[Calls, Contacts]:
    """Read a table, and the call log that the script beside it makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls.csv"
        script = [sys.executable, REAL / "make_calls.py", REAL / name, "phone"]
        subprocess.run([*script, region, log, "1"], check=True, capture_output=True)
        return (
            read_calls(log, region=region),
            read_contacts(REAL / name, region=region),
        )


@pytest.mark.parametrize(("name", "region", "connector", "decision"), DECISIONS)
def test_decision(name: str, region: str, connector: str, decision: str) -> None:
    found = recommend(*exports(name, region), connector=connector)
    assert found.decision == decision
    assert found.optimal
    assert (found.formats == ()) == (decision == "leave-empty")
    measured = measure(
        *exports(name, region), found.overriding_format, connector=connector
    )
    assert measured.counts == found.recommended


def test_the_usual_american_formats_come_first() -> None:
    found = recommend(*exports("us_election_offices.csv", "US"), connector="clio")
    assert found.formats[:2] == ("(###) ###-####", "###-###-####")
    assert (found.recommended.reach or 0) > 0.95


def test_a_clean_up_reaches_what_formats_cannot() -> None:
    found = recommend(*exports("de_health_offices.csv", "DE"), connector="clio")
    assert (found.recommended.reach or 1) < 0.75
    ways = found.alternatives.set_index("alternative")
    assert ways.loc["cleaned-up", "reach"] > 0.95
    assert ways.loc["best-of-any-length", "n_formats"] > 20


def test_every_cell_has_a_format_or_the_reason_why_not(
    table: tuple[Contacts, list[dict[str, str]], str],
) -> None:
    contacts, _, _ = table
    found = cell_formats(contacts, stored_formats(contacts)).cells
    assert len(found) == len(contacts.cells)
    assert found["outcome"].notna().all()
    first = contacts.number_cells.drop_duplicates("cell")
    national = contacts.numbers.national().take(pa.array(first.index))
    shown = found["outcome"].eq("format").to_numpy()[first["cell"]]
    places = zip(first["cell"], national.to_pylist(), shown, strict=True)
    wrong = [
        cell
        for cell, digits, is_shown in places
        if is_shown
        and contacts.cells["condition"][cell] not in LISTS
        and render(found["format"][cell], digits) != contacts.cells["text"][cell]
    ]
    assert wrong == []
