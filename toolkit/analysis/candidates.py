"""Candidates: the formats a list can be made of.

Formats inferred from the contacts, those in use, and those App Connect's help suggests,
if their literals are spaces, punctuation and one country code or trunk prefix. What the
connector would change before using it, or could not search for, is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.columns.grouping import distinct
from toolkit.columns.inference import Inferred, infer_rows
from toolkit.columns.numbers import Numbers
from toolkit.columns.sources import POWERS
from toolkit.exports.contacts import Contacts
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import canonical
from toolkit.matching.literals import LiteralProblem, literal_problem
from toolkit.matching.terms import tidy_formats

Ints = npt.NDArray[np.int64]

# Source: the phone-number-formats page of App Connect's users' help, read 2026-08-22.
SUGGESTED = ("(***) ***-****", "***-***-****", "***.***.****", "1 (***) ***-****")


@dataclass(frozen=True, slots=True, repr=False)
class StoredFormats:
    """The formats that contacts are stored in.

    `table` has one row per (format, country code), most cells first: ``format`` str,
    ``country_code`` int, ``cells`` int (numbers stored so), ``contacts`` int,
    ``problem`` str or None (why it is not offered). `inferred` has one row per number
    of `Contacts.number_cells`.
    """

    table: pd.DataFrame
    inferred: Inferred


def stored_formats(contacts: Contacts) -> StoredFormats:
    """Infer the format of every number that is stored in a cell with a known text."""
    numbers, links = contacts.numbers, contacts.number_cells
    text = contacts.texts.row[links["cell"].to_numpy()]
    known = np.flatnonzero(text >= 0)
    found = infer_rows(
        contacts.texts.index,
        text[known],
        _national(numbers)[known],
        numbers.national_length[known],
    )
    code = np.full(len(numbers), -1)
    code[known] = found.code
    inferred = Inferred(code, found.formats)
    table = _count(
        inferred.code, numbers.country_code, links["contact"].to_numpy(np.int64)
    )
    formats = [inferred.formats[code] for code in table["code"]]
    problems = [
        literal_problem(format, int(code))
        for format, code in zip(formats, table["country_code"], strict=True)
    ]
    table = table.drop(columns="code")
    table.insert(0, "format", pd.Series(formats, dtype="str"))
    table["problem"] = pd.Series(
        [problem and problem.value for problem in problems], dtype="object"
    )
    table = table.sort_values(["cells", "format"], ascending=[False, True])
    return StoredFormats(table.reset_index(drop=True), inferred)


def _count(
    code: Ints, country_code: npt.NDArray[np.int16], contact: Ints
) -> pd.DataFrame:
    """Count the cells and contacts of each format and country code."""
    rows = np.flatnonzero(code >= 0)
    kind, kinds = pd.factorize(code[rows] * 1000 + country_code[rows], sort=True)
    n_contacts = int(contact.max(initial=0)) + 1
    owned = distinct(kind * n_contacts + contact[rows]) // n_contacts
    return pd.DataFrame(
        {
            "code": kinds // 1000,
            "country_code": kinds % 1000,
            "cells": np.bincount(kind, minlength=len(kinds)),
            "contacts": np.bincount(owned, minlength=len(kinds)),
        }
    )


def candidates(
    record: Connector, stored: pd.DataFrame, in_use: Iterable[str] = ()
) -> list[str]:
    """Give the candidates of a connector, in code-point order.

    `stored` is `StoredFormats.table`. A connector that ignores formats has none.
    """
    if not record.uses_formats:
        return []
    inferred = stored.loc[stored["problem"].isna(), "format"]
    suggested = [canonical(format) for format in SUGGESTED]
    used = [canonical(format) for format in in_use if literal_problem(format) is None]
    return sorted(
        format
        for format in {*inferred, *suggested, *used}
        if tidy_formats(record, [format]) == (format,)
        and not any(char in format for char in record.breaks_on)
    )


def _national(numbers: Numbers) -> np.ndarray:
    return numbers.key % POWERS[numbers.national_length.astype(np.int64)]


__all__ = [
    "SUGGESTED",
    "LiteralProblem",
    "StoredFormats",
    "candidates",
    "stored_formats",
]
