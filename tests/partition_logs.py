"""Call logs that are hard to cut, a cluster that is none, and what reading alike is."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pandas as pd

from toolkit.exports.calls import Calls

ROW = "{kind},Inbound,{number},+12025550100,{user},{date},9:00 AM,Call\r\n"
HEADER = "Type,Direction,From,To,Extension,Date,Time,Action\r\n"
N_ROWS = 4000  # more bytes than the head by which an encoding is told


def rows_of(user: str = "101 - Ann", date: str = "08/28/2026") -> list[str]:
    return [
        ROW.format(
            kind="Voice" if i % 5 else "",
            number=f"+1202555{100 + i % 100:04}",
            user=user,
            date=date,
        )
        for i in range(N_ROWS)
    ]


def odd_quotes() -> list[str]:
    rows = rows_of()
    rows[N_ROWS // 2] = ROW.format(
        kind="Voice", number="+12025550101", user='101 - 5" Ann', date="08/28/2026"
    )
    return rows


def late_day_first() -> list[str]:
    rows = rows_of(date="03/04/2026")
    return [*rows[:-1], rows_of(date="28/04/2026")[-1]]


LOGS = {
    "plain": "".join([HEADER, *rows_of()]).encode(),
    "byte-order mark": "".join([HEADER, *rows_of()]).encode("utf-8-sig"),
    "title rows": "".join(["Report,x\r\n\r\n", HEADER, *rows_of()]).encode(),
    "line ends in cells": "".join([HEADER, *rows_of('"1 - A\r\nof ""Us"""')]).encode(),
    "blank lines": "\r\n".join([HEADER, *rows_of()]).encode(),
    "carriage returns": "".join([HEADER, *rows_of()]).replace("\r\n", "\r").encode(),
    "a quote left open": "".join([HEADER, *odd_quotes()]).encode(),
    "day first at the end": "".join([HEADER, *late_day_first()]).encode(),
    "cp1252 at the end": "".join([HEADER, *rows_of()]).encode()
    + "".join(rows_of("101 - J\xfcrgen M\xfcller")).encode("cp1252"),
    "a broken byte at the end": "".join([HEADER, *rows_of("101 - J\xfcrgen")]).encode()
    + "".join(rows_of("101 - J\xfcrgen")[:1]).encode("cp1252"),
    "utf-16": "".join([HEADER, *rows_of()]).encode("utf-16"),
    "gzip": gzip.compress("".join([HEADER, *rows_of()]).encode()),
}  # fmt: skip


def assert_same(one: Calls, other: Calls) -> None:
    pd.testing.assert_frame_equal(one.events, other.events)
    pd.testing.assert_frame_equal(one.rejects, other.rejects)
    assert one.numbers.e164().equals(other.numbers.e164())
    assert one.numbers.is_valid.tolist() == other.numbers.is_valid.tolist()
    assert (one.users, one.ledger, one.region) == (
        other.users,
        other.ledger,
        other.region,
    )
    assert [s.name for s in one.sources] == [s.name for s in other.sources]


class Here:
    """Do the tasks of a cluster at once, in this process."""

    def __init__(self) -> None:
        self.n_tasks = 0

    def nthreads(self) -> dict[str, int]:
        return {"here": 1}

    def submit(self, work: Callable[..., Any], *arguments: Any, pure: bool) -> Any:
        self.n_tasks += 1
        return Done(work(*arguments))


class Done:
    def __init__(self, value: Any) -> None:
        self.value = value

    def result(self) -> Any:
        return self.value
