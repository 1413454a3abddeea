"""Event parts of all files joined: distinct numbers, one events table, the ledgers.

Rules: the same number written in two ways is one number. An event is counted once:
rows that share a call id are one call, and a row that an earlier file has word for word
is not counted again, as often as that file has it. Files whose times do not overlap
cannot repeat each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.grouping import code_values
from toolkit.columns.numbers import Numbers
from toolkit.exports.coding import (
    Bools,
    Coded,
    Codes,
    concat,
    encode,
    give_back,
    keep_in_place,
    recode,
    stack,
    unify,
)
from toolkit.exports.events import EventPart, Remotes
from toolkit.exports.frames import rejects_table
from toolkit.exports.ledger import REASON_CODE, USED, Ledger, Reason, count_reasons
from toolkit.exports.remote import classify_remotes

MIN_DISTINCT = 0.05  # a call-id column that repeats more often is no id

_LABEL = re.compile(r"\s*(\d{2,8})\b")
_LEG = REASON_CODE[Reason.LEG]
_REPEATED = REASON_CODE[Reason.REPEATED]

Reasons = npt.NDArray[np.int8]


class Joined(NamedTuple):
    """What `calls` is made of: see `Calls` for each table."""

    numbers: Numbers
    events: pd.DataFrame
    users: tuple[str, ...]
    rejects: pd.DataFrame
    ledgers: list[Ledger]


def join_events(files: Sequence[Sequence[EventPart]], region: str) -> Joined:
    """Join the parts of all files into one log; it may keep their memory.

    Where a column of all parts lies side by side, it is worked on in place: a log is
    held once.
    """
    parts = [part for file in files for part in file]
    sizes = [sum(len(p.rows) for p in one) for one in files]
    file = np.repeat(np.arange(len(files), dtype=np.int16), sizes)
    kind = _all(parts, lambda p: p.kind, np.int8)
    user = unify([part.user for part in parts])
    remote = join_remotes([part.remote for part in parts])
    numbers, voice, sms = classify_remotes(remote.values, region, _extensions(user))
    reason = voice[remote.codes]
    if kind.any():
        reason = np.where(kind == 1, sms[remote.codes], reason)
    times = _all(parts, lambda p: p.times, "datetime64[s]")
    _set_repeats_aside(parts, file, times, reason)
    used = reason == USED
    rows = _all(parts, lambda p: p.rows, np.int32)
    aside = [_aside(one, rows, reason, file == i) for i, one in enumerate(files)]
    order, number = _sort_numbers(numbers, keep_in_place(remote.codes, used))
    users, user_codes = _sort_users(user, used)
    inbound = _all(parts, lambda p: p.inbound, np.bool_)
    file = keep_in_place(file, used)
    events = pd.DataFrame(
        {
            "number": number,
            "kind": keep_in_place(kind, used),
            "inbound": keep_in_place(inbound, used),
            "user": user_codes,
            "started_at": keep_in_place(times, used),
            "file": file,
            "row": keep_in_place(rows, used),
        },
        copy=False,
    )
    counts = np.bincount(file, minlength=len(files)).tolist()
    ledgers = [
        Ledger(n + len(codes), n, count_reasons(codes))
        for n, (_, codes) in zip(counts, aside, strict=True)
    ]
    rejects = rejects_table(*zip(*aside, strict=True))
    give_back()
    return Joined(numbers.take(order), events, users, rejects, ledgers)


def _all(
    parts: Sequence[EventPart], pick: Callable[[EventPart], Any], dtype: npt.DTypeLike
) -> npt.NDArray[Any]:
    return stack(map(pick, parts), dtype)


def join_remotes(parts: Sequence[Remotes]) -> Coded:
    """Join the remote cells of all parts: plain numbers as integers, others as texts.

    Their codes are replaced in place.

    >>> one = Remotes(np.array([0, 1]), np.array([12025550123]), pa.array(["101"]))
    >>> two = one._replace(codes=np.array([0, 1]))
    >>> codes, values = join_remotes([one, two])
    >>> codes.tolist(), values.to_pylist()
    ([0, 1, 0, 1], ['+12025550123', '101'])
    """
    keys = stack([part.keys for part in parts], np.int64)
    first, plain = code_values(keys, np.int32)
    texts = encode(concat([part.texts for part in parts]))
    other = texts.codes + np.int32(len(first))
    codes: list[Codes] = []
    at = np.zeros(2, int)
    for part in parts:
        begin, at = at, at + (len(part.keys), len(part.texts))
        mine = np.concatenate([plain[begin[0] : at[0]], other[begin[1] : at[1]]])
        codes.append(recode(part.codes, mine))
    digits = pa.array(keys[first]).cast(pa.string())
    e164 = pc.binary_join_element_wise("+", digits, "")
    return Coded(stack(codes, np.int32), pa.concat_arrays([e164, texts.values]))


def _extensions(user: Coded) -> frozenset[str]:
    """Read extension numbers from labels such as ``101 - Front desk``."""
    return frozenset(m[1] for text in user.texts() if (m := _LABEL.match(text)))


def _sort_numbers(numbers: Numbers, codes: Codes) -> tuple[npt.NDArray[Any], Codes]:
    """Put distinct numbers in key order; two cells can be one number."""
    at = np.flatnonzero(np.bincount(codes, minlength=len(numbers)))
    first, places = code_values(numbers.key[at])
    place = np.zeros(len(numbers), np.int32)
    place[at] = places
    return at[first], recode(codes, place)


def _sort_users(user: Coded, used: Bools) -> tuple[tuple[str, ...], Codes]:
    codes = keep_in_place(user.codes, used)
    texts = [text.strip() for text in user.texts()]
    seen = np.bincount(codes, minlength=len(texts))
    names = sorted({t for t, n in zip(texts, seen, strict=True) if n} - {""})
    place = {name: i for i, name in enumerate(names)}
    table = np.asarray([place.get(text, -1) for text in texts], np.int32)
    return tuple(names), recode(codes, table) if len(table) else codes


def _aside(
    one: Sequence[EventPart], rows: Codes, reason: Reasons, mine: Bools
) -> tuple[Codes, Reasons]:
    mine = mine & (reason != USED)
    return (
        stack([*(p.reject_rows for p in one), rows[mine]], np.int32),
        stack([*(p.reject_reasons for p in one), reason[mine]], np.int8),
    )


def _set_repeats_aside(
    parts: Sequence[EventPart],
    file: npt.NDArray[np.int16],
    times: npt.NDArray[np.datetime64],
    reason: Reasons,
) -> None:
    """Set aside events that an earlier row or file already has."""
    ids = [part.call_id for part in parts if part.call_id is not None]
    if ids and len(ids) == len(parts):
        _set_ids_aside(unify(ids), file, reason)
    hashes = [part.identity for part in parts if part.identity is not None]
    if hashes and _overlap(file, times):
        used = np.flatnonzero(reason == USED)
        identity = stack(hashes, np.uint64)[used]
        reason[used[find_repeats(identity, file[used])]] = _REPEATED


def _set_ids_aside(ids: Coded, file: npt.NDArray[np.int16], reason: Reasons) -> None:
    named = np.asarray([bool(text.strip()) for text in ids.texts()], bool)
    at = np.flatnonzero((reason == USED) & named[ids.codes])
    codes = ids.codes[at]
    first = np.full(len(named), -1, np.int64)
    first[codes[::-1]] = at[::-1]
    if np.count_nonzero(first >= 0) < MIN_DISTINCT * len(at):
        return
    again = at[first[codes] != at]
    same_file = file[again] == file[first[ids.codes[again]]]
    reason[again] = np.where(same_file, _LEG, _REPEATED)


def _overlap(file: npt.NDArray[np.int16], times: npt.NDArray[np.datetime64]) -> bool:
    """Tell whether two files may have the same moment; unreadable times may."""
    spans = []
    for i in range(int(file.max(initial=-1)) + 1):
        mine = times[file == i]
        if np.isnat(mine).any():
            return True
        if len(mine):
            spans.append((mine.min(), mine.max()))
    spans.sort()
    return any(a[1] >= b[0] for a, b in zip(spans, spans[1:], strict=False))


def find_repeats(identity: npt.NDArray[np.uint64], file: npt.NDArray[Any]) -> Bools:
    """Mark rows that an earlier file has as often.

    >>> rows = np.array([7, 7, 8, 7, 7, 7, 9], np.uint64)
    >>> find_repeats(rows, np.array([0, 0, 0, 1, 1, 1, 1])).tolist()
    [False, False, False, True, True, False, False]
    """
    repeated = np.zeros(len(identity), bool)
    seen = pd.Series(dtype=np.int64)
    for i in np.unique(file).tolist():
        at = np.flatnonzero(file == i)
        mine = pd.Series(identity[at])
        rank = mine.groupby(mine).cumcount().to_numpy()
        before = seen.reindex(mine.to_numpy(), fill_value=0).to_numpy()
        repeated[at] = rank < before
        counts = mine.value_counts(sort=False)
        seen = pd.concat([seen, counts]).groupby(level=0).max()
    return repeated
