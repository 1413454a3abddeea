from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.exports.times import TimeReader, split_moments

MOMENTS = [
    ("Fri 08/28/2026 9:00 AM", "2026-08-28T09:00:00"),
    ("08/28/2026 09:00 PM", "2026-08-28T21:00:00"),
    ("8/28/26, 12:05 a.m.", "2026-08-28T00:05:00"),
    ("08/28/2026 14:30", "2026-08-28T14:30:00"),
    ("2026-08-28 14:30:59", "2026-08-28T14:30:59"),
    ("2026-08-28T14:30:59.123Z", "2026-08-28T14:30:59"),
    ("2026-08-28T14:30:59-07:00", "2026-08-28T14:30:59"),
    ("2026/08/28 14:30", "2026-08-28T14:30:00"),
    ("28 Aug 2026 14:30", "2026-08-28T14:30:00"),
    ("Aug 28, 2026 2:30 PM", "2026-08-28T14:30:00"),
    ("28-Aug-2026 14:30", "2026-08-28T14:30:00"),
    ("08.09.2026 14:30", "2026-09-08T14:30:00"),
    ("8.28.2026 14:30", "2026-08-28T14:30:00"),
    ("28-Aug-26 14:30", "2026-08-28T14:30:00"),
    ("28/08/2026 14h30", "2026-08-28T14:30:00"),
    ("28/08/2026 2:30 p. m.", "2026-08-28T14:30:00"),
    ("8/28/2026, 2:30:59\u202fPM", "2026-08-28T14:30:59"),
    ("2026年8月28日 14:30", "2026-08-28T14:30:00"),
    ("28 août 2026 14:30", "2026-08-28T14:30:00"),
    ("28. Mai 2026 14:30", "2026-05-28T14:30:00"),
    ("20260828 14:30", "2026-08-28T14:30:00"),
    ("2026-08-28", "2026-08-28T00:00:00"),
    ("1787927459", "2026-08-28T14:30:59"),
    ("1787927459000", "2026-08-28T14:30:59"),
    ("46262.5", "2026-08-28T12:00:00"),
    ("", "NaT"),
    ("soon", "NaT"),
    ("13/13/2026 9:00", "NaT"),
    ("02/30/2026 9:00", "NaT"),
    ("08/28/2026 25:00", "NaT"),
    ("08/28/2026 9:99", "NaT"),
    ("0000-00-00 00:00:00", "NaT"),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_moment_in_one_column(text: str, moment: str) -> None:
    reader = TimeReader("US", [text])
    assert reader.read(pa.array([text])).astype(str).tolist() == [moment]


def test_date_and_time_in_two_columns() -> None:
    dates = pa.array(["Fri 08/28/2026", "08/28/2026", "", "08/28/2026"])
    clocks = pa.array(["9:00 AM", "", "9:00 AM", "noon"])
    found = TimeReader("US").read(dates, clocks).astype(str).tolist()
    assert found == ["2026-08-28T09:00:00", "NaT", "NaT", "NaT"]


@pytest.mark.parametrize(
    ("region", "texts", "first"),
    [
        ("US", ["08/09/2026"], "2026-08-09"),
        ("GB", ["08/09/2026"], "2026-09-08"),
        ("US", ["08/09/2026", "28/09/2026"], "2026-09-08"),
        ("GB", ["08/09/2026", "08/28/2026"], "2026-08-09"),
        ("US", ["08/09/2026", "28/28/2026"], "2026-08-09"),
    ],
)
def test_order_of_day_and_month_is_learnt(
    region: str, texts: list[str], first: str
) -> None:
    reader = TimeReader(region, texts)
    assert str(reader.read(pa.array(texts))[0])[:10] == first


def test_later_dates_may_contradict_the_guess() -> None:
    reader = TimeReader("US", ["01/02/2026"])
    reader.read(pa.array(["28/08/2026 9:00"]))
    assert reader.is_contradicted
    assert reader.turn()
    assert not reader.turn()
    found = reader.read(pa.array(["28/08/2026 9:00", "01/02/2026 9:00"]))
    assert found.astype(str).tolist() == ["2026-08-28T09:00:00", "2026-02-01T09:00:00"]


@given(st.lists(st.text(max_size=30)))
def test_any_text_is_read_without_error(texts: list[str]) -> None:
    found = TimeReader("US", texts).read(pa.array(texts, pa.string()))
    assert len(found) == len(texts)
    dates, clocks = split_moments(pa.array(texts, pa.string()))
    assert len(dates) == len(clocks) == len(texts)
