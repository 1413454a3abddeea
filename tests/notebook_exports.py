"""Exports of other companies, in temporary files: American, German, and odd ones."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from small_exports import write_calls, write_contacts

from toolkit.matching.formats import render

Files = dict[str, Path]


def us_exports(folder: Path) -> Files:
    """60 contacts in the most usual format, 30 bare, 10 in E.164; 20 strangers call."""
    numbers = [f"{area}55501{n:02}" for area in (212, 415) for n in range(60)]
    styles = ["(###) ###-####"] * 60 + ["##########"] * 30 + ["+1##########"] * 10
    known = numbers[: len(styles)]
    rows = [[render(*pair)] for pair in zip(styles, known, strict=True)]
    return {
        "calls": write_calls(folder / "calls.csv", [f"+1{n}" for n in numbers]),
        "contacts": write_contacts(folder / "contacts.csv", rows),
    }


def german_exports(folder: Path) -> Files:
    """A German spreadsheet's contacts, and a call log without times."""
    numbers = [f"301234{n:04}" for n in range(1000, 1080)]
    styles = ["0## ########"] * 40 + ["+49 ## ########"] * 24 + ["0##/########"] * 16
    contacts = folder / "kontakte.csv"
    with contacts.open("w", newline="", encoding="cp1252") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Id", "Vorname", "Nachname", "Telefon geschäftlich"])
        for place, (style, number) in enumerate(zip(styles, numbers, strict=True)):
            writer.writerow([place, "Jürgen", f"Müller {place}", render(style, number)])
    calls = folder / "anrufe.csv"
    with calls.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Type", "Direction", "From", "To"])
        for number in numbers:
            writer.writerow(["Voice", "Inbound", f"+49{number}", "+493012349999"])
    return {"calls": calls, "contacts": contacts}


def odd_exports() -> dict[str, Callable[[Path], Files]]:
    return {
        "leave-empty": lambda folder: _small(folder, ["+1##########"] * 8),
        "clean-up-first": lambda folder: _small(folder, list(_MANY)),
        "nobody-known": lambda folder: _small(folder, ["###-###-####"] * 3, shift=50),
        "one-call": lambda folder: _small(folder, ["###-###-####"], n_calls=1),
        "notes-only": lambda folder: _small(folder, ["### ### #### call first"] * 4),
    }


_MANY = (
    "### ### ####", "###.###.####", "(###)###-####", "##########", "###-###-####",
    "1 ### ### ####", "1.###.###.####", "(###) ###.####", "###/###/####",
    "### ###-####",
    "###-### ####", "###-#######", "1-###-###-####", "(###) #######",
)  # fmt: skip


def _small(
    folder: Path, styles: list[str], *, shift: int = 0, n_calls: int = 99
) -> Files:
    numbers = [f"21255501{n:02}" for n in range(len(styles))]
    rows = [[render(*pair)] for pair in zip(styles, numbers, strict=True)]
    calls = [f"+121255501{n + shift:02}" for n in range(len(styles))]
    return {
        "calls": write_calls(folder / "calls.csv", calls[:n_calls]),
        "contacts": write_contacts(folder / "contacts.csv", rows),
    }
