"""The account of every input row: used, or set aside for one named reason.

Rules: a row is counted once; ``rows == used + sum(set_aside.values())`` always holds,
for one file and for all files of a log together. Rows are numbered as a spreadsheet
shows them: the first line of the file is row 1, blank lines and title rows count.

>>> ledger = Ledger(rows=5, used=3, set_aside={"internal": 1, "leg of a call": 1})
>>> ledger.to_dict()
{'rows': 5, 'used': 3, 'set_aside': {'internal': 1, 'leg of a call': 1}}
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from toolkit.errors import TableError


class Reason(StrEnum):
    """Why a row was set aside."""

    LEG = "leg of a call"
    INTERNAL = "internal"
    ANONYMOUS = "anonymous"
    NO_NUMBER = "no number"
    SHORT_CODE = "short code"
    FAX = "fax"
    VOICEMAIL = "voicemail"
    UNPARSABLE = "unparsable"
    REPEATED = "repeated in another file"
    NO_PHONE = "no phone cell"
    TOO_MANY_CELLS = "too many cells"
    BLANK = "blank row"
    HEADER = "repeated header"  # files put one below the other


REASONS: tuple[Reason, ...] = tuple(Reason)
REASON_CODE: Mapping[Reason, int] = {r: i for i, r in enumerate(REASONS)}
USED = -1  # code of a row that is used


@dataclass(frozen=True, slots=True)
class Ledger:
    """Rows in, rows used, rows set aside by reason; the sum closes or it raises.

    >>> Ledger(rows=2, used=1, set_aside={})
    Traceback (most recent call last):
    toolkit.errors.TableError: ledger: expected 2 rows accounted for, got 1.
    """

    rows: int
    used: int
    set_aside: Mapping[str, int]

    def __post_init__(self) -> None:
        """Refuse an account that does not close."""
        total = self.used + sum(self.set_aside.values())
        if total != self.rows:
            raise TableError(
                expected=f"{self.rows} rows accounted for",
                got=str(total),
                where="ledger",
            )

    def to_dict(self) -> dict[str, int | dict[str, int]]:
        """Give the account as the JSON of the contract has it."""
        return {
            "rows": self.rows,
            "used": self.used,
            "set_aside": dict(self.set_aside),
        }


@dataclass(frozen=True)
class Source:
    """What was detected in one file; `columns` maps each header used to its role.

    `header` holds all headers; `sheet` is that of a workbook, else empty, and
    `other_sheets` are those with rows that were not read.
    """

    name: str
    path: Path
    layout: str
    encoding: str
    delimiter: str
    header_row: int
    columns: Mapping[str, str]
    ledger: Ledger
    header: tuple[str, ...] = ()
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """The headers that were not recognised."""
        return tuple(h for h in self.header if h.strip() and h not in self.columns)

    @cached_property
    def sha256(self) -> str:
        """The file's hash, computed when first asked for."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def add_ledgers(ledgers: Iterable[Ledger]) -> Ledger:
    """Add the accounts of several files.

    >>> add_ledgers([Ledger(2, 1, {"fax": 1}), Ledger(1, 0, {"fax": 1})])
    Ledger(rows=3, used=1, set_aside={'fax': 2})
    """
    rows = used = 0
    total: Counter[str] = Counter()
    for one in ledgers:
        rows, used = rows + one.rows, used + one.used
        total.update(one.set_aside)
    return Ledger(rows, used, dict(total.most_common()))


def count_reasons(codes: npt.NDArray[np.int8]) -> dict[str, int]:
    """Count reason codes, most frequent first.

    >>> count_reasons(np.array([1, 1, 0], np.int8))
    {'internal': 2, 'leg of a call': 1}
    """
    counts = np.bincount(codes, minlength=len(REASONS))
    order = sorted(range(len(REASONS)), key=lambda i: (-counts[i], i))
    return {str(REASONS[i]): int(counts[i]) for i in order if counts[i]}
