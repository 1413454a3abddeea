"""A small office's call log with users, kinds of calls and months, as one CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from small_exports import CALL_HEADER, OUR_NUMBER

from toolkit.exports.calls import Calls, read_calls


class Talk(NamedTuple):
    """Some calls of one kind, all alike."""

    number: str
    n_calls: int = 1
    user: str = "101 - Ann Abbott"
    kind: str = "Voice"
    inbound: bool = True
    date: str = "Tue 09/01/2026"


def read_talks(folder: Path, talks: Iterable[Talk]) -> Calls:
    path = folder / "talks.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(CALL_HEADER)
        for talk in talks:
            writer.writerows([_row(talk)] * talk.n_calls)
    return read_calls(path)


def _row(talk: Talk) -> list[str]:
    parties = [talk.number, OUR_NUMBER] if talk.inbound else [OUR_NUMBER, talk.number]
    direction = "Inbound" if talk.inbound else "Outbound"
    action = "Phone Call" if talk.kind == "Voice" else "Text Message"
    place = [talk.user, "", talk.date, "9:00 AM"]
    return [talk.kind, direction, *parties, *place, action, "Accepted", "0:01:00"]
