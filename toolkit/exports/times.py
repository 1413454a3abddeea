"""Dates and times of exports: distinct texts in, local seconds out.

Rules: local time as the export shows it, without a zone; an offset or a ``Z`` behind a
time is dropped. ``08/09/2026`` is month first in the regions that write so, unless the
file itself shows a first part above 12 and no second part above 12, or the other way
round; ``08.09.2026`` is day first everywhere. A text that cannot be read is no time,
never an error.

>>> reader = TimeReader("US")
>>> dates = pa.array(["Fri 08/28/2026", "2026-08-28", "28 Aug 2026", "soon"])
>>> clocks = pa.array(["9:00 AM", "21:05", "12:30:59 am", "9:00 AM"])
>>> reader.read(dates, clocks).astype(str).tolist()
['2026-08-28T09:00:00', '2026-08-28T21:05:00', '2026-08-28T00:30:59', 'NaT']
>>> reader.read(pa.array(["28/08/2026"])).astype(str).tolist(), reader.is_contradicted
(['NaT'], False)
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.exports.coding import Codes, encode, is_empty

NO_TIME = int(np.iinfo(np.int64).min)  # numpy's NaT
MONTH_FIRST = frozenset({"US", "PH", "GU", "PR", "AS", "VI", "MP", "FM", "PW", "MH"})

_NUMERIC = re.compile(r"(\d{1,4})\s*([/.年-])\s*(\d{1,2})\s*[/.月-]\s*(\d{1,4})")
_NAMED = re.compile(
    r"(?:(\d{1,2})[\s.-]+)?([^\W\d_]{3})[^\W\d_]*[\s.,-]+(?:(\d{1,2})(?!\d)[\s.,-]+)?(\d{4})"
)
_SHORT_YEAR = re.compile(r"(\d{1,2})[\s.-]+([^\W\d_]{3})[^\W\d_]*[\s.-]+(\d{2})(?!\d)")
_PLAIN = re.compile(r"(\d+)(\.\d+)?")
_CLOCK = re.compile(
    r"(\d{1,2})\s?[:.hH]\s?(\d{2})(?:[:.](\d{2}))?\D{0,12}?(?:\s*([AaPp])\.?\s?[Mm])?"
)
# everything before the first hour is the date
_MOMENT = r"^(?P<date>|.*?[T\s,])(?P<clock>\d{1,2} ?[:hH] ?\d{2}.*)$"
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            ("jan", "ene", "gen"),
            ("feb", "fév", "fev"),
            ("mar", "mär", "mrz"),
            ("apr", "abr", "avr"),
            ("may", "mai", "mag", "mei"),
            ("jun", "giu", "jui"),
            ("jul", "lug"),
            ("aug", "ago", "aoû"),
            ("sep", "set"),
            ("oct", "okt", "ott", "out"),
            ("nov",),
            ("dec", "dez", "dic", "déc"),
        ),
        1,
    )
    for name in names
}
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def split_moments(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Split ``date and time`` texts into dates and clock times.

    >>> [a.to_pylist() for a in split_moments(pa.array(["08/28/2026 09:00 AM", "x"]))]
    [['08/28/2026 ', 'x'], ['09:00 AM', '']]
    """
    found = pc.extract_regex(texts, _MOMENT)
    is_split = found.is_valid()
    date, clock = found.field("date"), found.field("clock")
    return pc.if_else(is_split, date, texts), pc.if_else(is_split, clock, "")


class TimeReader:
    """Read the dates and times of one file, part by part, in any order.

    `month_first` is a guess by region and the first texts; if later ones contradict it,
    `is_contradicted` says so and the file has to be read again.
    """

    def __init__(self, region: str, texts: Iterable[str] = ()) -> None:
        self.month_first = region in MONTH_FIRST
        self._firsts: set[int] = set()
        self._seconds: set[int] = set()
        self._days: dict[str, int] = {}
        self._clocks: dict[str, int] = {}
        for text in texts:
            self._day(text)
        self.turn()

    @property
    def is_contradicted(self) -> bool:
        """Whether the dates met can only be read in the other order."""
        first, second = (largest > 12 for largest in self.met)
        return first != second and first == self.month_first

    @property
    def met(self) -> tuple[int, int]:
        """The largest first and second part of the dates met, 0 where there is none."""
        return max(self._firsts, default=0), max(self._seconds, default=0)

    def meet(self, first: int, second: int) -> None:
        """Take into account what another reader has met in the same file."""
        self._firsts.add(first)
        self._seconds.add(second)

    def turn(self) -> bool:
        """If the dates met contradict the order of day and month, change it."""
        turned = self.is_contradicted
        if turned:
            self.reverse()
        return turned

    def reverse(self) -> None:
        """Change the order of day and month."""
        self.month_first = not self.month_first
        self._days.clear()

    def read(
        self, dates: pa.Array, clocks: pa.Array | None = None
    ) -> npt.NDArray[np.datetime64]:
        """Read dates, or dates and times in two columns; NaT where unreadable."""
        if clocks is None:
            dates, clocks = split_moments(dates)
            clocks = pc.if_else(pa.array(is_empty(clocks)), "0:00", clocks)
        day, clock = encode(dates), encode(clocks)
        days = np.asarray([self._day(text) for text in day.texts()], np.int64)
        seconds = [self._clock(text) for text in clock.texts()]
        return _add(days, day.codes, np.asarray(seconds, np.int64), clock.codes)

    def _day(self, text: str) -> int:
        known = self._days.get(text)
        if known is None:
            known = self._days[text] = self._read_day(text)
        return known

    def _read_day(self, text: str) -> int:
        part = _NUMERIC.search(text)
        if not part:
            return _other_date(text)
        one, two, three = (int(part[group]) for group in (1, 3, 4))
        if len(part[1]) > 2:
            return _seconds(one, two, three)
        self._firsts.add(one)
        self._seconds.add(two)
        year = three + 2000 if len(part[4]) == 2 else three
        is_month_first = self.month_first and (part[2] != "." or two > 12)
        month, day = (one, two) if is_month_first else (two, one)
        return _seconds(year, month, day)

    def _clock(self, text: str) -> int:
        known = self._clocks.get(text)
        if known is None:
            known = self._clocks[text] = _clock(text)
        return known


def _add(
    days: npt.NDArray[np.int64],
    day: Codes,
    seconds: npt.NDArray[np.int64],
    clock: Codes,
) -> npt.NDArray[np.datetime64]:
    if not len(day):
        return np.zeros(0, "datetime64[s]")
    whole, part = days[day], seconds[clock]
    total = whole + part
    total[(whole == NO_TIME) | (part == NO_TIME)] = NO_TIME
    return total.view("datetime64[s]")


def _other_date(text: str) -> int:
    if named := _NAMED.search(text):
        month = _MONTHS.get(named[2].lower(), 0)
        return _seconds(int(named[4]), month, int(named[1] or named[3] or 0))
    if short := _SHORT_YEAR.search(text):  # 28-Aug-26, as Excel shows it
        month = _MONTHS.get(short[2].lower(), 0)
        return _seconds(int(short[3]) + 2000, month, int(short[1]))
    plain = _PLAIN.fullmatch(text.strip())
    return _plain_number(plain[1], plain[2] or "") if plain else NO_TIME


def _plain_number(whole: str, rest: str) -> int:
    """Read 20260828, seconds or milliseconds since 1970, a spreadsheet's day number."""
    if len(whole) == 8 and not rest:
        return _seconds(int(whole[:4]), int(whole[4:6]), int(whole[6:]))
    if len(whole) in (10, 13):
        return int(whole) // (1000 if len(whole) == 13 else 1)
    if len(whole) == 5:
        days = float(whole + rest) - 25_569  # 1970-01-01 in a spreadsheet
        return round(days * 86_400)
    return NO_TIME


def _seconds(year: int, month: int, day: int) -> int:
    try:
        return (datetime.date(year, month, day).toordinal() - _EPOCH) * 86_400
    except ValueError:
        return NO_TIME


def _clock(text: str) -> int:
    found = _CLOCK.search(text)
    if not found:
        return NO_TIME
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := (found[4] or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    valid = hour < 24 and minute < 60 and second < 60
    return hour * 3600 + minute * 60 + second if valid else NO_TIME
