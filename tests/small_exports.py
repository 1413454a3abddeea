"""Small exports for tests, written to a folder and read back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.contacts import Contacts, read_contacts

CALL_HEADER = (
    "Type", "Direction", "From", "To", "Extension", "Name", "Date", "Time",
    "Action", "Action Result", "Duration",
)  # fmt: skip
OUR_NUMBER = "+12025550100"


def write_calls(path: Path, numbers: Iterable[str]) -> Path:
    """Write an inbound call from each number, a minute apart."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(CALL_HEADER)
        for minute, number in enumerate(numbers):
            day, clock = divmod(minute, 60 * 8)
            hour, past = divmod(9 * 60 + clock, 60)
            half = "PM" if hour > 11 else "AM"
            writer.writerow(
                [
                    *("Voice", "Inbound", number, OUR_NUMBER, "101 - Desk", ""),
                    f"Tue 09/{1 + day % 28:02}/2026",
                    f"{hour - 12 * (hour > 12)}:{past:02} {half}",
                    *("Phone Call", "Accepted", "0:01:00"),
                ]
            )
    return path


def write_contacts(
    path: Path, rows: Iterable[Sequence[str]], columns: Sequence[str] = ("Phone",)
) -> Path:
    """Write contacts with ids 1, 2, …; `rows` hold their phone cells."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Id", "Name", *columns])
        for number, cells in enumerate(rows, start=1):
            writer.writerow([number, f"Contact {number}", *cells])
    return path


def read_pair(
    folder: Path,
    numbers: Iterable[str],
    rows: Iterable[Sequence[str]],
    columns: Sequence[str] = ("Phone",),
) -> tuple[Calls, Contacts]:
    """Write and read both exports."""
    calls = write_calls(folder / "calls.csv", numbers)
    contacts = write_contacts(folder / "contacts.csv", rows, columns)
    return read_calls(calls), read_contacts(contacts)
