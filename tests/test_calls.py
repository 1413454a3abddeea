from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import OptionError, TableError
from toolkit.exports import text_parts
from toolkit.exports.calls import Calls, read_calls
from toolkit.exports.joins import find_repeats

HEADER = (
    "Type,Direction,From,To,Extension,Name,Date,Time,Action,Action Result,Duration\n"
)
OWN = "+12025550100"


def row(
    other: str,
    date: str = "08/28/2026",
    time: str = "9:00 AM",
    *,
    kind: str = "Voice",
    inbound: bool = True,
    user: str = "101 - Desk",
    seconds: int = 5,
) -> str:
    sides = f"Inbound,{other},{OWN}" if inbound else f"Outbound,{OWN},{other}"
    return (
        f"{kind},{sides},{user},,{date},{time},Phone Call,Accepted,0:00:{seconds:02}\n"
    )


LEG = ",,,,102 - Other,,,,FindMe,Accepted,0:00:05\n"


def write(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text(header + "".join(rows), encoding="utf-8-sig", newline="")
    return path


def number(i: int) -> str:
    return f"+12025550{100 + i}"


def e164(calls: Calls) -> list[str]:
    return calls.table["e164"].tolist()


def test_events_have_the_promised_columns(tmp_path: Path) -> None:
    calls = read_calls(write(tmp_path / "a.csv", row(number(1)), LEG, row("101")))
    assert {name: str(kind) for name, kind in calls.events.dtypes.items()} == {
        "number": "int32",
        "kind": "int8",
        "inbound": "bool",
        "user": "int32",
        "started_at": "datetime64[s]",
        "file": "int16",
        "row": "int32",
    }
    assert list(calls.rejects.columns) == ["file", "row", "reason"]
    assert calls.rejects["reason"].tolist() == ["leg of a call", "internal"]
    assert calls.users == ("101 - Desk",)


def test_numbers_are_distinct_and_in_key_order(tmp_path: Path) -> None:
    written = ["(202) 555-0109", number(3), number(9), "12025550103", number(1)]
    calls = read_calls(write(tmp_path / "a.csv", *map(row, written)))
    assert calls.numbers.e164().to_pylist() == [number(1), number(3), number(9)]
    assert e164(calls) == [number(9), number(3), number(9), number(3), number(1)]


def test_calls_are_the_same_however_the_file_is_cut(tmp_path: Path) -> None:
    rows = [row(number(i % 7)) + LEG * (i % 3) for i in range(300)]
    path = write(tmp_path / "a.csv", *rows)
    whole = read_calls(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parts, "BLOCK", 1500)
        parts = read_calls(path)
    pd.testing.assert_frame_equal(whole.events, parts.events)
    pd.testing.assert_frame_equal(whole.rejects, parts.rejects)
    assert whole.ledger == parts.ledger
    assert whole.ledger.rows == 600


def test_a_log_without_rows_is_empty(tmp_path: Path) -> None:
    calls = read_calls(write(tmp_path / "a.csv"))
    assert (calls.ledger.rows, len(calls.events), len(calls.numbers)) == (0, 0, 0)
    assert len(calls.table) == len(calls.rejects) == 0


def test_a_log_of_legs_and_blank_rows(tmp_path: Path) -> None:
    calls = read_calls(write(tmp_path / "a.csv", LEG, ",,,,,,,,,,\n", "\n", LEG))
    assert calls.ledger.set_aside == {"leg of a call": 2, "blank row": 1}
    assert calls.rejects["row"].tolist() == [2, 3, 5]


def test_bad_rows_are_set_aside_one_by_one(tmp_path: Path) -> None:
    long = row(number(1)).strip() + ",extra,cells\n"
    short = "Voice,Inbound,+12025550101\n"
    calls = read_calls(write(tmp_path / "a.csv", row(number(2)), long, short, "\0\n"))
    assert calls.ledger.rows == 4
    assert calls.ledger.set_aside["too many cells"] == 1
    assert e164(calls) == [number(2), number(1)]


def test_identical_rows_of_one_file_are_separate_calls(tmp_path: Path) -> None:
    calls = read_calls(write(tmp_path / "a.csv", *[row(number(1))] * 3))
    assert calls.ledger.used == 3


def test_rows_repeated_between_overlapping_files_are_dropped(tmp_path: Path) -> None:
    write(tmp_path / "1.csv", row(number(1)), row(number(1)), row(number(2)))
    write(tmp_path / "2.csv", row(number(1)), row(number(2), seconds=6), row(number(3)))
    write(tmp_path / "3.csv", *[row(number(1))] * 3)
    calls = read_calls(tmp_path / "*.csv")
    assert calls.ledger.set_aside == {"repeated in another file": 3}
    assert [one.ledger.used for one in calls.sources] == [3, 2, 1]
    assert calls.events["file"].tolist() == [0, 0, 0, 1, 1, 2]
    assert calls.rejects["row"].tolist() == [2, 2, 3]


def test_files_that_do_not_overlap_keep_their_rows(tmp_path: Path) -> None:
    for month in (7, 8):
        rows = [
            row(number(1), f"0{month}/01/2026"),
            row(number(1), f"0{month}/01/2026"),
        ]
        write(tmp_path / f"{month}.csv", *rows)
    assert read_calls(tmp_path / "*.csv").ledger.used == 4


def test_a_split_log_gives_the_same_events(tmp_path: Path) -> None:
    rows = [row(number(i % 9), time=f"{9 + i // 30}:{i % 60:02} AM") for i in range(60)]
    whole = read_calls(write(tmp_path / "all.csv", *rows))
    write(tmp_path / "part1.csv", *rows[:25])
    write(tmp_path / "part2.csv", *rows[25:])
    parts = read_calls([tmp_path / "part1.csv", tmp_path / "part2.csv"])
    columns = ["number", "kind", "inbound", "user", "started_at"]
    pd.testing.assert_frame_equal(whole.events[columns], parts.events[columns])


def test_files_of_different_layouts_are_one_log(tmp_path: Path) -> None:
    write(tmp_path / "1.csv", row(number(1)))
    text = "Type,Phone Number,Date,Time,Action,Action Result\n"
    write(
        tmp_path / "2.csv",
        f"Voice,{number(2)},08/29/2026,9:00 AM,x,Missed\n",
        header=text,
    )
    calls = read_calls([tmp_path / "1.csv", tmp_path / "2.csv"])
    assert [one.layout for one in calls.sources] == [
        "ringcentral company call log",
        "ringcentral user call log",
    ]
    assert e164(calls) == [number(1), number(2)]


def test_a_call_id_counts_once(tmp_path: Path) -> None:
    header = "Session Id,From Number,To Number,Call Start Time,Call Direction\n"
    line = "{},{},+12025550100,08/28/2026 09:00 AM,Inbound\n"
    write(
        tmp_path / "1.csv",
        *(line.format(i, number(i)) for i in (1, 1, 2)),
        header=header,
    )
    write(
        tmp_path / "2.csv",
        *(line.format(i, number(i)) for i in (2, 3)),
        line.format("", number(4)),
        line.format("", number(4)),
        header=header,
    )
    calls = read_calls(tmp_path / "*.csv")
    assert calls.ledger.set_aside == {
        "leg of a call": 1,
        "repeated in another file": 1,
    }
    # without an id, two equal rows of one file are two calls
    assert e164(calls) == [number(i) for i in (1, 2, 3, 4, 4)]


def test_an_id_column_that_only_repeats_is_no_id(tmp_path: Path) -> None:
    header = "Call ID,From,To,Direction\n"
    rows = [f"0,{number(i % 9)},{OWN},Inbound\n" for i in range(100)]
    assert (
        read_calls(write(tmp_path / "a.csv", *rows, header=header)).ledger.used == 100
    )


def test_days_first_are_learnt_from_the_whole_file(tmp_path: Path) -> None:
    rows = [row(number(1), "01/02/2026")] * 300 + [row(number(1), "28/02/2026")]
    calls = read_calls(write(tmp_path / "a.csv", *rows))
    assert str(calls.events["started_at"].min())[:10] == "2026-02-01"


def test_extensions_named_in_labels_are_internal(tmp_path: Path) -> None:
    rows = [row("70010", user="70010 - Desk"), row("70011")]
    calls = read_calls(write(tmp_path / "a.csv", *rows))
    assert calls.ledger.set_aside == {"internal": 1, "short code": 1}


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("Voice", 0), ("SMS", 1), ("Text", 1), ("Fax", "fax"), ("VoiceMail", "voicemail")],
)
def test_kinds_of_events(tmp_path: Path, kind: str, outcome: int | str) -> None:
    calls = read_calls(write(tmp_path / "a.csv", row(number(1), kind=kind)))
    if isinstance(outcome, int):
        assert calls.events["kind"].tolist() == [outcome]
    else:
        assert calls.ledger.set_aside == {outcome: 1}


def test_direction_is_inferred_where_no_column_names_it(tmp_path: Path) -> None:
    rows = [f"{number(1)},101\n", f"101,{number(2)}\n", f"{number(3)},{OWN}\n"]
    calls = read_calls(write(tmp_path / "a.csv", *rows, header="From,To\n"))
    assert calls.events["inbound"].tolist() == [True, False, True]
    assert e164(calls) == [number(1), number(2), number(3)]


def test_calls_that_a_direction_column_calls_internal_are_set_aside(
    tmp_path: Path,
) -> None:
    header = "From,To,Direction\n"
    rows = [f"{number(1)},{OWN},Internal\n", f"{number(1)},{OWN},Inbound\n"]
    calls = read_calls(write(tmp_path / "a.csv", *rows, header=header))
    assert calls.rejects[["row", "reason"]].values.tolist() == [[2, "internal"]]
    assert e164(calls) == [number(1)]


def test_logs_put_one_below_the_other_repeat_their_header(tmp_path: Path) -> None:
    calls = read_calls(write(tmp_path / "a.csv", row(number(1)), HEADER, row("101")))
    assert calls.ledger.set_aside == {"internal": 1, "repeated header": 1}


def test_an_extension_in_a_record_of_a_message_is_no_short_code(
    tmp_path: Path,
) -> None:
    header = "Type,Direction,From,To\n"
    records = """SMS,Outbound,102,"[{'extensionNumber': '103'}]"\n"""
    calls = read_calls(write(tmp_path / "a.csv", records, header=header))
    assert calls.ledger.set_aside == {"internal": 1}


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"x,{number(1)}\n", header="What,Other Side\n")
    calls = read_calls(path, columns={"phone": "Other Side"})
    assert calls.sources[0].columns == {"Other Side": "phone"}
    assert e164(calls) == [number(1)]


def test_region_is_where_national_numbers_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", row("020 7946 0018"))
    assert e164(read_calls(path, region="gb")) == ["+442079460018"]
    with pytest.raises(OptionError, match="two-letter country code"):
        read_calls(path, region="XX")


def test_nothing_private_is_shown(tmp_path: Path) -> None:
    calls = read_calls(write(tmp_path / "a.csv", row(number(1), user="101 - Jane")))
    assert repr(calls) == "<Calls: 1 used of 1 rows, 1 numbers, 1 files>"


def test_what_cannot_be_opened_raises(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="nothing of that name"):
        read_calls(tmp_path / "none.csv")


def test_compressed_logs_and_progress(tmp_path: Path, capsys: object) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress((HEADER + row(number(1))).encode()))
    assert e164(read_calls(path, progress=True)) == [number(1)]


CELL = st.sampled_from(
    ["", "Voice", "Fax", "Inbound", "Outbound", number(1), "101", "Anonymous", "x,y"]
)


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(st.lists(CELL, min_size=0, max_size=13), max_size=30),
    block=st.integers(20, 400),
)
def test_the_ledger_closes_for_any_rows(rows: list[list[str]], block: int) -> None:
    import csv
    import io
    import tempfile

    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parts, "BLOCK", block)
        path = write(Path(folder) / "a.csv", file.getvalue())
        calls = read_calls(path)
    n = sum(1 for r in rows if r)
    assert calls.ledger.rows == n == len(calls.events) + len(calls.rejects)
    shown = [*calls.events["row"], *calls.rejects["row"]]
    assert sorted(shown) == [i + 2 for i, r in enumerate(rows) if r]


@given(st.lists(st.lists(st.integers(0, 3), max_size=6), max_size=4))
def test_repeats_leave_the_most_that_any_file_has(files: list[list[int]]) -> None:
    identity = np.array([i for one in files for i in one], np.uint64)
    file = np.array([f for f, one in enumerate(files) for _ in one], np.int16)
    kept = identity[~find_repeats(identity, file)].tolist()
    for value in range(4):
        most = max((one.count(value) for one in files), default=0)
        assert kept.count(value) == most
