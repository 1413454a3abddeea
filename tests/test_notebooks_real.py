"""The notebooks' sentences about real tables, against a count made here by hand.

The count reads the files with `csv`, parses with `phonenumbers` and searches cells as
texts; nothing of the toolkit is in it. Skipped where the tables are absent.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from notebook_runs import NOTEBOOKS, run_here

from toolkit.notebook import pictures
from toolkit.notebook.pictures import Sentence

REAL = Path(__file__).parents[2] / "shared" / "real"
TABLES = {
    "us_election_offices.csv": ("US", ("phone",)),
    "de_health_offices.csv": ("DE", ("phone", "hotline", "hotline2")),
}
pytestmark = pytest.mark.skipif(not REAL.exists(), reason="no real tables here")


@dataclass
class Told:
    """What notebooks said about a table, and what stands in its files."""

    sentences: list[str]
    ends: dict[str, Any]
    cells: list[str]
    calls: list[str]
    known: set[str]


@pytest.fixture(scope="module", params=TABLES)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Told:
    folder = tmp_path_factory.mktemp("real")
    region, columns = TABLES[request.param]
    contacts, calls = REAL / request.param, folder / "calls.csv"
    maker = [sys.executable, str(REAL / "make_calls.py"), str(contacts), "phone"]
    subprocess.run([*maker, region, str(calls), "1"], check=True, capture_output=True)
    shown: list[str] = []
    given = {"calls": str(calls), "contacts": str(contacts), "region": region}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(pictures, "_show", lambda *each: shown.extend(_texts(each)))
        run_here(NOTEBOOKS[0], **given)
        ends = run_here(NOTEBOOKS[2], **given, out=str(folder / "report"))
    cells = _cells(contacts, columns)
    # `03381 58-5301/-5300` is two numbers; parsed as one it would be nobody's.
    single = [cell for cell in cells if "/-" not in cell]
    known = {number for cell in single for number in _number(cell, region)}
    return Told(shown, ends, cells, _called(calls, region), known)


def _texts(things: tuple[Any, ...]) -> list[str]:
    return [repr(each) for each in things if isinstance(each, Sentence)]


def _cells(path: Path, columns: tuple[str, ...]) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row[name] for row in rows for name in columns if row[name].strip()]


def _called(path: Path, region: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Type"] == "Voice"]
    remote = [row["From" if row["Direction"] == "Inbound" else "To"] for row in rows]
    return [number for cell in remote for number in _number(cell, region)]


def _number(cell: str, region: str) -> list[str]:
    try:
        number = phonenumbers.parse(cell, region)
    except phonenumbers.NumberParseException:
        return []
    return (
        [phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)]
        if phonenumbers.is_valid_number(number)
        else []
    )


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} %"


def test_reach_and_loss_are_those_counted_by_hand(told: Told) -> None:
    stored = set(told.cells)
    known = [number for number in told.calls if number in told.known]
    formats = told.ends["settings"].split(",")
    found = [n for n in known if n in stored or _is_found(n, formats, stored)]
    reach = _share(len(found), len(known))
    assert told.ends["recommend"].recommended.reach == len(found) / len(known)
    lost = len(known) - len(found)
    assert any(
        each.startswith(f"{lost} calls with known contacts do not find them;")
        for each in told.sentences
    )
    by_size = [text for text in told.sentences if text.startswith("The first format")]
    first = [n for n in known if n in stored or _is_found(n, formats[:1], stored)]
    assert by_size[0].startswith(
        f"The first format adds {100 * len(first) / len(known):.1f} points"
    )
    assert reach in told.ends["recommend"]._repr_html_().replace("\N{NBSP}", " ")


def _is_found(number: str, formats: list[str], stored: set[str]) -> bool:
    parsed = phonenumbers.parse(number)
    national = phonenumbers.national_significant_number(parsed)
    return any(_rendered(format, national) in stored for format in formats)


def _rendered(format: str, national: str) -> str:
    digits = iter(national)
    return "".join(next(digits, char) if char in "#*" else char for char in format)


def test_formats_are_those_counted_by_hand(told: Told) -> None:
    shapes = Counter(
        "".join("#" if char.isdigit() else char for char in cell) for cell in told.cells
    )
    assert told.sentences[0].startswith(f"{len(told.cells):,} phone cells, ")
    most = told.sentences[0].partition("the most usual, `")[2].partition("`")[0]
    cells = shapes[most.replace("0", "#")]
    assert f"makes {_share(cells, len(told.cells))}." in told.sentences[0]


def test_calls_are_those_counted_by_hand(told: Told) -> None:
    assert told.sentences[1].startswith(f"Of {len(told.calls):,} calls ")
