"""Small exports for tests of a live CRM: fiction numbers in several formats."""

from __future__ import annotations

import csv
from pathlib import Path

from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.contacts import Contacts, read_contacts
from toolkit.matching.contacts import Contact
from toolkit.matching.formats import render

__all__ = ["Contact", "national", "read", "write"]

FORMATS = (
    "(###) ###-####",
    "###-###-####",
    "+1 ###-###-####",
    "+1##########",
    "###.###.####",
)
AREAS = ("212", "312", "415", "617", "202", "303")
PARENS = FORMATS[0]


def national(nth: int) -> str:
    """Give the nth fiction number of North America."""
    return f"{AREAS[nth % len(AREAS)]}5550{100 + nth // len(AREAS):03d}"


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def contacts_file(folder: Path, n: int = 60) -> Path:
    """One contact a number, each format in turn; some are stored twice."""
    rows = [["id", "name", "phone", "mobile"]]
    for nth in range(n):
        text = render(FORMATS[nth % len(FORMATS)], national(nth))
        cells = [text, ""] if nth % 3 else ["", text]
        rows.append([str(1000 + nth), f"Person {nth}", *cells])
    twin = render(PARENS, national(0))
    rows.append(["2000", "Twin", twin, ""])
    return write(folder / "contacts.csv", rows)


def calls_file(folder: Path, n: int = 90) -> Path:
    """One call for each number; those from the 60th on are nobody's."""
    rows = [["Type", "Direction", "From", "To", "Extension", "Date", "Time", "Action"]]
    for nth in range(n):
        e164 = f"+1{national(nth)}"
        rows.append(["Voice", "Inbound", e164, "+12025550199", "101 - Ann"])
        rows[-1] += ["Fri 08/28/2026", "9:00 AM", "Phone Call"]
    return write(folder / "calls.csv", rows)


def read(folder: Path) -> tuple[Calls, Contacts]:
    return read_calls(calls_file(folder)), read_contacts(contacts_file(folder))
