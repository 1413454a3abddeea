"""Call logs and contacts of any size for the benchmark, in temporary files.

The call log is a RingCentral company export: legs, extensions and hidden callers among
the calls, a few numbers that call very often and many that call once. The contacts are
a Clio export in a dozen ways of writing, some of them no format can reach. The numbers
are generated, so they may be anybody's: the files are never kept with the project.
"""

from __future__ import annotations

import csv
import multiprocessing
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

DISTINCT = 0.218  # distinct numbers for each call
CHUNK = 500_000  # rows written at once
FIRST_DAY = np.datetime64("2025-09-01")
N_DAYS = 360

CALL_HEADER = (
    "Type", "Direction", "From", "To", "Extension", "Forwarded To", "Name", "Date",
    "Time", "Action", "Action Result", "Result Description", "Duration", "Included",
    "Purchased",
)  # fmt: skip
CONTACT_HEADER = (
    "id", "first_name", "last_name", "company", "primary_phone", "mobile_phone",
)  # fmt: skip

# how contacts write a number, and how often
US_STYLES = {
    "+1##########": 24, "(###) ###-####": 24, "###-###-####": 16, "##########": 10,
    "###.###.####": 7, "+1 ###-###-####": 5, "1-###-###-####": 4, "(###)###-####": 3,
    "+1 (###) ###-####": 3, "### ### ####": 2, "1##########": 1, "###/###-####": 0.5,
}  # fmt: skip
ABROAD_STYLES = {"+{}##########": 50, "+{} ## #### ####": 30, "+{} ### ### ####": 20}
ABROAD = {44: 0.6, 49: 0.25, 33: 0.15}  # country codes of the other callers
SHARE_US, SHARE_AWKWARD, SHARE_KNOWN = 0.85, 0.01, 0.6
AWKWARD = (" x12", " ext. 7", " (cell)", " / 2125550123", " ask for Jo")
NAMES = ("Ann", "Ben", "Cy", "Dana", "Eve", "Finn", "Gus", "Hal", "Ida", "Jo")
USERS = [f"{101 + n} - {NAMES[n % 10]} {NAMES[n // 10]}" for n in range(100)]
MAIN_LINE = "+16505550100"


@dataclass(frozen=True, slots=True)
class Exports:
    """Two files and their size."""

    calls: Path
    contacts: Path
    n_calls: int
    n_contacts: int


def exports(n_calls: int, n_contacts: int) -> Exports:
    """Give files of this size, generated once and kept in the temporary folder."""
    folder = Path(tempfile.gettempdir()) / "getcontact-benchmark"
    folder.mkdir(exist_ok=True)
    name = f"{n_calls}x{n_contacts}.csv"
    found = Exports(
        folder / f"calls-{name}", folder / f"contacts-{name}", n_calls, n_contacts
    )
    if not (found.calls.exists() and found.contacts.exists()):
        # Not here: the peak memory of a process counts as that of its children.
        writer = multiprocessing.get_context("spawn").Process(
            target=_write, args=(found,)
        )
        writer.start()
        writer.join()
    return found


def _write(files: Exports) -> None:
    rng = np.random.default_rng(1)
    callers = numbers(rng, max(int(files.n_calls * DISTINCT), 10))
    _write_contacts(rng, files, callers)
    _write_calls(rng, files, callers)


def numbers(rng: np.random.Generator, count: int) -> np.ndarray:
    """Give distinct E.164 numbers as integers, most of them valid."""
    areas = [area for area in range(201, 990) if _is_area(area)]
    us = 10**10 + rng.choice(areas, count * 2) * 10**7
    us += rng.integers(200, 1000, count * 2) * 10**4 + rng.integers(0, 10**4, count * 2)
    codes = rng.choice(list(ABROAD), count, p=list(ABROAD.values()))
    # 20 7…, 30 2… and 14 …: the fixed lines of a capital
    start = {44: 207, 49: 302, 33: 142}
    heads = np.array([start[code] for code in codes.tolist()])
    lengths = np.where(codes == 33, 6, 7)
    abroad = (codes * 1000 + heads) * 10**lengths + rng.integers(0, 10**6, count)
    n_us = int(count * SHARE_US)
    us = rng.permutation(np.unique(us))[:n_us]
    abroad = rng.permutation(np.unique(abroad))[: count - n_us]
    return rng.permutation(np.concatenate([us, abroad]))


def _is_area(area: int) -> bool:
    number = phonenumbers.parse(f"+1{area}2345678")
    return phonenumbers.is_valid_number(number)


# -- contacts ------------------------------------------------------------------


def _write_contacts(
    rng: np.random.Generator, files: Exports, callers: np.ndarray
) -> None:
    n = files.n_contacts
    n_known = min(int(n * SHARE_KNOWN), len(callers))
    strangers = numbers(rng, n - n_known + n // 4)
    phones = rng.permutation(np.concatenate([callers[:n_known], strangers]))
    main, mobile = phones[:n], phones[n:]
    has_mobile = rng.permutation(np.arange(n) < len(mobile))
    second = np.full(n, None, object)
    second[has_mobile] = write_cells(rng, mobile[: int(has_mobile.sum())])
    columns = [
        pa.array(np.arange(n) + 10_000_001).cast(pa.string()),
        _pick(rng, NAMES, n),
        pc.binary_join_element_wise(_pick(rng, NAMES, n), _pick(rng, NAMES, n), "-"),
        _pick(rng, ("", "", "", "Acme Freight"), n),
        pa.array(write_cells(rng, main), pa.string()),
        pa.array(second, pa.string()).fill_null(""),
    ]
    with files.contacts.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(CONTACT_HEADER)
        writer.writerows(zip(*(c.to_pylist() for c in columns), strict=True))


def write_cells(
    rng: np.random.Generator, keys: np.ndarray, awkward: float = SHARE_AWKWARD
) -> np.ndarray:
    """Write numbers as contacts hold them, a share of them in awkward ways."""
    cells = np.full(len(keys), "", object)
    texts = keys.astype(str).astype(object)
    for code in (1, *ABROAD):
        rows = np.flatnonzero(_codes(keys) == code)
        styles = US_STYLES if code == 1 else ABROAD_STYLES
        weights = np.array(list(styles.values()), float)
        picked = rng.choice(len(styles), len(rows), p=weights / weights.sum())
        for place, style in enumerate(styles):
            for row in rows[picked == place].tolist():
                cells[row] = _fill(style.format(code), texts[row][len(str(code)) :])
    rows = np.flatnonzero(rng.random(len(keys)) < awkward)
    cells[rows] += rng.choice(np.array(AWKWARD, object), len(rows))
    return cells


def _fill(style: str, national: str) -> str:
    """Write a number by hand: the benchmark does not lean on what it measures."""
    for digit in national:
        style = style.replace("#", digit, 1)
    return style.replace("#", "")


def _codes(keys: np.ndarray) -> np.ndarray:
    codes = np.ones(len(keys), np.int64)
    for code in ABROAD:
        n_digits = 9 if code == 33 else 10
        codes[keys // 10**n_digits == code] = code
    return codes


# -- calls ---------------------------------------------------------------------


def _write_calls(rng: np.random.Generator, files: Exports, callers: np.ndarray) -> None:
    n = files.n_calls
    often = len(callers) * rng.random(n) ** 3  # a few numbers call very often
    at = often.astype(np.int64)
    everyone = rng.permutation(n)[: len(callers)]
    at[everyone] = np.arange(len(callers))
    remote = rng.permutation(callers)[at]
    day = np.sort(rng.integers(0, N_DAYS, n))
    with files.calls.open("wb") as file:
        file.write((",".join(CALL_HEADER) + "\n").encode())
        for start in range(0, n, CHUNK):
            rows = slice(start, start + CHUNK)
            table = _calls_table(rng, remote[rows], day[rows])
            options = pa_csv.WriteOptions(include_header=False, quoting_style="none")
            pa_csv.write_csv(table, file, options)


def _calls_table(
    rng: np.random.Generator, remote: np.ndarray, day: np.ndarray
) -> pa.Table:
    n = len(remote)
    inbound = pa.array(rng.random(n) < 0.6)
    number = pc.binary_join_element_wise("+", pa.array(remote).cast(pa.string()), "")
    hidden = pa.array(rng.random(n) < 0.01)
    number = pc.if_else(hidden, _pick(rng, ("Anonymous", "104", "", "911"), n), number)
    leg = pa.array(rng.random(n) < 0.03)
    minute = rng.integers(0, 600, n)
    days = [
        f"{at.strftime('%a')} {at.strftime('%m/%d/%Y')}"
        for at in (FIRST_DAY + np.arange(N_DAYS)).astype(object)
    ]
    clocks = [
        f"{(m // 60 + 7) % 12 + 1}:{m % 60:02} {'AM' if m < 240 else 'PM'}"
        for m in range(600)
    ]
    durations = [f"0:{s // 60:02}:{s % 60:02}" for s in range(3, 1200)]
    columns = {
        "Type": _pick(rng, ("Voice",) * 9 + ("SMS",), n),
        "Direction": pc.if_else(inbound, "Inbound", "Outbound"),
        "From": pc.if_else(inbound, number, MAIN_LINE),
        "To": pc.if_else(inbound, MAIN_LINE, number),
        "Extension": _pick(rng, USERS, n),
        "Forwarded To": pa.repeat("", n),
        "Name": pa.repeat("", n),
        "Date": pa.array(days).take(pa.array(day)),
        "Time": pa.array(clocks).take(pa.array(minute)),
        "Action": _pick(rng, ("Phone Call", "VoIP Call"), n),
        "Action Result": _pick(rng, ("Accepted", "Missed", "Call connected"), n),
        "Result Description": pa.repeat("", n),
        "Duration": _pick(rng, durations, n),
        "Included": pa.repeat("-", n),
        "Purchased": pa.repeat("-", n),
    }
    for name in ("Type", "Direction", "From", "To", "Date", "Time"):
        columns[name] = pc.if_else(leg, "", columns[name])
    return pa.table(columns)


def _pick(rng: np.random.Generator, texts: Sequence[str], n: int) -> pa.Array:
    return pa.array(texts).take(pa.array(rng.integers(0, len(texts), n)))
