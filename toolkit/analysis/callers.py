"""Callers the CRM's owner should know of: shared numbers, and unknown callers.

A number on several contacts makes App Connect ask its user which contact is meant, on
every call. A frequent caller whom no contact has is a contact to be made.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.analysis.situation import Situation
from toolkit.columns.grouping import code_values, distinct, places_in, stable_order
from toolkit.exports.frames import strings

Ints = npt.NDArray[np.int64]

BETWEEN = ";"  # between the ids of one number
FREQUENT = 2  # calls of an unknown caller that is listed


def shared_numbers(
    situation: Situation, formats: str | Iterable[str] = ""
) -> pd.DataFrame:
    """List the numbers that several contacts have.

    Parameters
    ----------
    situation
        Calls, contacts and connector.
    formats
        The list in use: it decides which calls prompt their user.

    Returns
    -------
    DataFrame, one row per number on two or more contacts, most calls first
        e164            str  the number
        n_contacts      int  contacts that have it
        contact_ids     str  their ids in file order, `;` between them
        calls           int  calls with the number, 0 if it never occurs
        calls_prompted  int  calls that return several contacts, so ask their user
    """
    contacts = situation.contacts
    keys, owner, sizes = _owners(situation)
    number = places_in(situation.calls.numbers.key, keys)
    called = number >= 0
    weight = np.append(situation.weight, 0)[number]
    prompts = np.append(situation.outcome(formats).n_returned > 1, False)[number]
    ends = pa.array(np.append(0, np.cumsum(sizes)), pa.int64())
    ids = pa.array(contacts.contacts["id"], pa.string()).take(pa.array(owner))
    lists = pa.LargeListArray.from_arrays(ends, ids)
    table = pd.DataFrame(
        {
            "e164": [f"+{key}" for key in keys],
            "n_contacts": sizes,
            "contact_ids": strings(pc.binary_join(lists, BETWEEN)),
            "calls": weight,
            "calls_prompted": weight * (prompts & called),
        }
    )
    return _most_first(table.astype({"e164": "str"}), ["calls", "n_contacts"])


def unknown_callers(
    situation: Situation, formats: str | Iterable[str] = "", *, at_least: int = FREQUENT
) -> pd.DataFrame:
    """List the frequent external numbers that no contact has.

    Parameters
    ----------
    situation
        Calls, contacts and connector.
    formats
        The list in use: it decides which of them are taken for somebody else.
    at_least
        Calls that make a number frequent.

    Returns
    -------
    DataFrame, one row per number, most calls first
        e164          str       the number
        country_code  int       its country code
        calls         int       calls with it
        inbound       int       of these, those that came in
        sms           int       of these, text messages
        users         int       extensions that spoke with it, 0 unknown
        first_at      datetime  first dated call, NaT unknown
        last_at       datetime  last dated call, NaT unknown
        is_false      bool      its calls find contacts that do not have it
    """
    calls, events = situation.calls, situation.calls.events
    frequent = situation.weight >= at_least
    rows = np.flatnonzero(frequent & ~situation.truth.is_known)
    inbound = events["inbound"].to_numpy(bool)
    first, last = _spans(events, len(calls.numbers))
    numbers = calls.numbers.take(rows)
    table = pd.DataFrame(
        {
            "e164": strings(numbers.e164()),
            "country_code": numbers.country_code.astype(np.int64),
            "calls": situation.weight[rows],
            "inbound": situation.weight_of(inbound)[rows],
            "sms": situation.feature_weight("sms_logging")[rows],
            "users": _n_users(events, len(calls.numbers))[rows],
            "first_at": first[rows],
            "last_at": last[rows],
            "is_false": situation.outcome(formats).is_matched[rows],
        }
    )
    return _most_first(table, ["calls", "users"])


def _owners(situation: Situation) -> tuple[Ints, Ints, Ints]:
    """Give the numbers on several contacts, their contacts, and how many each."""
    contacts = situation.contacts
    owner = contacts.number_cells["contact"].to_numpy(np.int64)
    first, place = code_values(contacts.numbers.key)
    keys = contacts.numbers.key[first]
    n_contacts = max(situation.n_contacts, 1)
    pairs = distinct(place * n_contacts + owner)
    sizes = np.bincount(pairs // n_contacts, minlength=len(keys))
    shared = sizes > 1
    of_shared = shared[pairs // n_contacts]
    return keys[shared], pairs[of_shared] % n_contacts, sizes[shared]


def _spans(
    events: pd.DataFrame, n_numbers: int
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
    """Give the first and the last dated call of each number."""
    at = events["started_at"].to_numpy()
    dated = np.flatnonzero(~np.isnat(at))
    order = dated[stable_order(at[dated].view(np.int64))]
    at, number = at[order], events["number"].to_numpy()[order]
    first = np.full(n_numbers, np.datetime64("NaT"), "datetime64[s]")
    last = first.copy()
    last[number] = at  # of equal places the last one stays
    first[number[::-1]] = at[::-1]
    return first, last


def _n_users(events: pd.DataFrame, n_numbers: int) -> Ints:
    """Count the known users of each number."""
    user = events["user"].to_numpy(np.int64)
    number = events["number"].to_numpy(np.int64)
    known = user >= 0
    n_users = int(user.max(initial=0)) + 1
    pairs = distinct(np.sort(number[known] * n_users + user[known]))
    return np.bincount(pairs // n_users, minlength=n_numbers)


def _most_first(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Order numbers by columns, the largest first; of equal ones as they stand."""
    order = np.arange(len(table))
    for name in reversed(columns):
        order = order[stable_order(-table[name].to_numpy(np.int64)[order])]
    return table.take(order).reset_index(drop=True)
