"""The script an analyst would write: a loop, phonenumbers, a dictionary, three formats.

It counts the calls that a CRM which compares whole texts finds, and nothing else: no
choice of formats, no false matches, no other connector. What it is measured against is
`tests/benchmark.py`.

    python tests/plain_script.py calls.csv contacts.csv [--cache]
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import phonenumbers

FORMATS = ("(###) ###-####", "###-###-####", "##########")
PHONES = ("primary_phone", "mobile_phone")


def rows(path: str) -> Iterator[dict[str, str]]:
    with Path(path).open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def phone_book(path: str) -> dict[str, list[str]]:
    book: dict[str, list[str]] = {}
    for row in rows(path):
        for column in PHONES:
            if row[column]:
                book.setdefault(row[column], []).append(row["id"])
    return book


def terms(cell: str) -> list[str]:
    try:
        number = phonenumbers.parse(cell, "US")
    except phonenumbers.NumberParseException:
        return []
    if not phonenumbers.is_valid_number(number):
        return []
    national = phonenumbers.national_significant_number(number)
    found = [f"+{number.country_code}{national}"]
    for style in FORMATS:
        term = style
        for digit in national:
            term = term.replace("#", digit, 1)
        found.append(term)
    return found


def count_matched(calls: str, contacts: str, *, remember: bool) -> tuple[int, int]:
    book = phone_book(contacts)
    look_up = cache(terms) if remember else terms
    n_calls = n_matched = 0
    for row in rows(calls):
        remote = row["From"] if row["Direction"] == "Inbound" else row["To"]
        found = look_up(remote)
        n_calls += bool(found)
        n_matched += any(term in book for term in found)
    return n_calls, n_matched


if __name__ == "__main__":
    remember = "--cache" in sys.argv
    print(count_matched(sys.argv[1], sys.argv[2], remember=remember))
