"""Call-log rows folded into events: which are calls, whose, when.

Works on parts of a file, in threads: each part gives codes into its own distinct
texts, so the slow questions (whose number is this, what day is this) are asked once a
distinct text. The rules are those of `calls`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.grouping import code_values
from toolkit.exports.coding import (
    A,
    Bools,
    Coded,
    Codes,
    encode,
    encode_few,
    is_empty,
    lengths,
    repeats_header,
)
from toolkit.exports.event_store import EventStore
from toolkit.exports.headers import Found
from toolkit.exports.layouts import DIRECTION_WORDS, INTERNAL_WORDS, KIND_STEMS
from toolkit.exports.ledger import REASON_CODE, USED, Reason
from toolkit.exports.parts import Part
from toolkit.exports.plain_numbers import find_plain, read_plain
from toolkit.exports.tables import Table
from toolkit.exports.times import TimeReader
from toolkit.exports.words import squeeze

EVENT_KINDS = ("voice", "sms")

Columns: TypeAlias = Mapping[str, pa.Array]

_LEG = REASON_CODE[Reason.LEG]
_BLANK = REASON_CODE[Reason.BLANK]
_HEADER = REASON_CODE[Reason.HEADER]
_INTERNAL = REASON_CODE[Reason.INTERNAL]


class Remotes(NamedTuple):
    """The other party of each event: codes into the distinct cells of the part.

    Cells that are plain E.164 come first, as ascending integers; `texts` are the rest.
    """

    codes: Codes
    keys: npt.NDArray[np.int64]
    texts: pa.Array


@dataclass(frozen=True, slots=True)
class EventPart:
    """Rows of one part that may be calls, and the rows that are not.

    `call_id` is there where the log has one; `identity` is a hash of the whole row,
    where several files are read.
    """

    rows: Codes
    kind: npt.NDArray[np.int8]
    inbound: Bools
    times: npt.NDArray[np.datetime64]
    remote: Remotes
    user: Coded
    call_id: Coded | None
    identity: npt.NDArray[np.uint64] | None
    reject_rows: Codes
    reject_reasons: npt.NDArray[np.int8]

    def moved(self, store: EventStore, share: float) -> EventPart:
        """Give the part with its events moved into a store; it is a share of them."""

        def keep(column: str, rows: A) -> A:
            return store.keep(column, rows, share=share)

        def keep_codes(column: str, coded: Coded) -> Coded:
            return coded._replace(codes=keep(column, coded.codes))

        return replace(
            self,
            rows=keep("rows", self.rows),
            kind=keep("kind", self.kind),
            inbound=keep("inbound", self.inbound),
            times=keep("times", self.times),
            remote=self.remote._replace(codes=keep("remote", self.remote.codes)),
            user=keep_codes("user", self.user),
            call_id=self.call_id and keep_codes("call_id", self.call_id),
            identity=None if self.identity is None else keep("identity", self.identity),
        )


@dataclass(frozen=True, slots=True)
class Folder:
    """How the rows of one file are folded: the columns and what they are taken for."""

    found: Found
    times: TimeReader
    is_one_of_many: bool

    def fold(self, part: Part) -> tuple[EventPart, int, int]:
        """Fold the rows of one part; give its span and size too."""
        columns = {r: part.columns[at[0]] for r, at in self.found.roles.items()}
        n = len(part)
        reason = np.full(n, USED, np.int8)
        kinds = _kinds(columns, np.int8(self.found.layout.kind), reason)
        _set_legs_aside(columns, reason)
        reason[repeats_header(part.columns, self.found.header)] = _HEADER
        inbound = _directions(columns, reason)
        keep = reason == USED
        folded = EventPart(
            part.rows[keep],
            kinds[keep],
            inbound[keep],
            self._moments(columns, n)[keep],
            _split_numbers(_remote(columns, inbound).filter(pa.array(keep))),
            encode(_user(columns, inbound, n)).keep(keep),
            encode(columns["call_id"]).keep(keep) if "call_id" in columns else None,
            _identity(columns, n)[keep] if self.is_one_of_many else None,
            np.concatenate([part.bad_rows, part.rows[~keep]]),
            np.concatenate([part.bad_reasons, reason[~keep]]),
        )
        return folded, part.span, part.size

    def _moments(self, columns: Columns, n: int) -> npt.NDArray[np.datetime64]:
        if "date" in columns and "time" in columns:
            return self.times.read(columns["date"], columns["time"])
        for role in ("started_at", "date", "time"):
            if role in columns:
                return self.times.read(columns[role])
        return np.full(n, np.datetime64("NaT"), "datetime64[s]")


def fold_table(
    table: Table,
    found: Found,
    region: str,
    *,
    is_one_of_many: bool,
    tick: Callable[[int], object],
) -> list[EventPart]:
    """Fold all parts of a file, in order; `tick` hears the bytes of each part."""
    folder = Folder(found, time_reader(table, found, region), is_one_of_many)
    parts, _ = fold_parts(table, folder, tick)
    if folder.times.turn():
        parts, _ = fold_parts(table, folder, lambda size: None)
    return parts


def time_reader(table: Table, found: Found, region: str) -> TimeReader:
    """Give a reader of the file's times that has seen its first rows."""
    shown = [i for r in ("date", "started_at") for i in found.roles.get(r, ())]
    sample = table.dialect.sample
    texts = [row[i] for row in sample for i in shown if i < len(row)]
    return TimeReader(region, texts)


def fold_parts(
    table: Table, folder: Folder, tick: Callable[[int], object]
) -> tuple[list[EventPart], int]:
    """Fold the parts with what is known of times; give the rows they span too."""
    wanted = sorted({i for at in folder.found.roles.values() for i in at})
    first = row = np.int32(table.dialect.header_row + 1)
    parts: list[EventPart] = []
    store, total = EventStore(), max(table.path.stat().st_size, 1)
    for folded, span, size in table.map(wanted, folder.fold):
        np.add(folded.rows, row, out=folded.rows)
        np.add(folded.reject_rows, row, out=folded.reject_rows)
        parts.append(folded.moved(store, size / total))
        row += np.int32(span)
        tick(size)
    return parts, int(row - first)


def _kinds(
    columns: Columns, kind: np.int8, reason: npt.NDArray[np.int8]
) -> npt.NDArray[np.int8]:
    """Read the kinds of events; set aside those that are neither voice nor SMS."""
    kinds = np.full(len(reason), kind, np.int8)
    column = columns.get("type", columns.get("action"))
    if column is None:
        return kinds
    coded = encode_few(column)
    found = [_kind(text) for text in coded.texts()]
    if any(isinstance(k, Reason) for k in found):
        codes = [REASON_CODE[k] if isinstance(k, Reason) else USED for k in found]
        reason[:] = np.asarray(codes, np.int8)[coded.codes]
    if any(k == 1 for k in found):
        is_sms = np.asarray([k == 1 for k in found])[coded.codes]
        kinds[is_sms] = 1
    return kinds


def _split_numbers(column: pa.Array) -> Remotes:
    """Turn plain E.164 texts into integers, which are told apart ten times faster."""
    plain = find_plain(column)
    rest = encode(column.filter(pa.array(~plain)))
    numbers = read_plain(column.filter(pa.array(plain)))
    first, places = code_values(numbers, np.int32)
    codes = np.empty(len(column), np.int32)
    codes[plain] = places
    codes[~plain] = rest.codes + np.int32(len(first))
    return Remotes(codes, numbers[first], rest.values)


def _kind(text: str) -> int | Reason | None:
    word = squeeze(text)
    return next((kind for stem, kind in KIND_STEMS.items() if stem in word), None)


def _set_legs_aside(columns: Columns, reason: npt.NDArray[np.int8]) -> None:
    """Set aside rows that go on with the call above: no type and no direction."""
    roles = ["type", "direction"]
    if not columns.keys() >= set(roles):
        roles += ["phone", "from", "to"]
    leg = _all_empty([columns[role] for role in roles if role in columns])
    if leg.any():
        reason[leg] = _LEG
        reason[leg & _all_empty(columns.values())] = _BLANK


def _all_empty(columns: Iterable[pa.Array]) -> Bools:
    empty: Bools | None = None
    for column in columns:
        here = is_empty(column)
        empty = here if empty is None else empty & here
        if not empty.any():
            break
    return np.zeros(0, bool) if empty is None else empty


def _directions(columns: Columns, reason: npt.NDArray[np.int8]) -> Bools:
    """Tell inbound from outbound events, by the first column that names any.

    Calls that a direction column calls internal are set aside.
    """
    for role in ("direction", "type", "action", "result"):
        if role in columns:
            coded = encode(columns[role])
            words = list(map(squeeze, coded.texts()))
            if role == "direction" and not INTERNAL_WORDS.isdisjoint(words):
                inside = np.asarray([word in INTERNAL_WORDS for word in words])
                reason[inside[coded.codes] & (reason == USED)] = _INTERNAL
            known = [DIRECTION_WORDS.get(word, 0) for word in words]
            if any(known):
                return _fill_direction(np.asarray(known, np.int8)[coded.codes], columns)
    return _fill_direction(np.zeros(len(reason), np.int8), columns)


def _fill_direction(known: npt.NDArray[np.int8], columns: Columns) -> Bools:
    """Where nothing names the direction, a short From with a long To is outbound."""
    unknown = known == 0
    if unknown.any() and "from" in columns and "to" in columns:
        outbound = (lengths(columns["from"]) < 7) & (lengths(columns["to"]) > 6)
        known = np.where(unknown & outbound, np.int8(-1), known)
    inbound: Bools = known >= 0
    return inbound


def _remote(columns: Columns, inbound: Bools) -> pa.Array:
    """Choose the cell of the other party; where it is empty, its extension."""
    if "from" not in columns or "to" not in columns:
        return columns["phone"]
    sides = pa.array(inbound)
    remote = pc.if_else(sides, columns["from"], columns["to"])
    for role in ("phone", "extension"):
        other = _other_party(columns, role, sides)
        if other is not None and (empty := is_empty(remote)).any():
            remote = pc.if_else(pa.array(empty), other, remote)
    return remote


def _other_party(columns: Columns, role: str, inbound: pa.Array) -> pa.Array | None:
    if role in columns:
        return columns[role]
    if f"from_{role}" in columns and f"to_{role}" in columns:
        return pc.if_else(inbound, columns[f"from_{role}"], columns[f"to_{role}"])
    return None


def _user(columns: Columns, inbound: Bools, n: int) -> pa.Array:
    """Choose who of the account took part: the other side of the remote number."""
    if "user" in columns:
        return columns["user"]
    sides = pa.array(~inbound)
    for role in ("name", "extension"):
        if f"from_{role}" in columns and f"to_{role}" in columns:
            own = _other_party(columns, role, sides)
            assert own is not None
            return own
    return _blank_column(n)


def _blank_column(n: int) -> pa.Array:
    return pa.repeat("", n)


def _identity(columns: Columns, n: int) -> npt.NDArray[np.uint64]:
    """Hash every row, so that two files can be compared without keeping their texts."""
    from pandas.util import hash_array  # pandas loads while the first parts are read

    total = np.zeros(n, np.uint64)
    for role in sorted(columns):
        coded = encode(columns[role])
        values = np.asarray(coded.texts(), dtype=object)
        hashes = hash_array(values, hash_key=f"{role:*<16}"[:16])
        total = total * np.uint64(0x9E3779B97F4A7C15) + hashes[coded.codes]
    return total
