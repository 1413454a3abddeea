"""Batch matching: who is found for every call of a log, and by which term.

The work is done once a distinct number (`Matches.numbers`); calls only look their
number up. So a log of any length can be matched part by part: `Matches.chunks`.

A call is matched as `get_contact` matches its number: same contacts, same order, same
terms. A contact that a connector returns twice stands here once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.analysis.situation import Situation
from toolkit.columns.matcher import Lookups
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.exports.events import EVENT_KINDS
from toolkit.exports.frames import category, strings
from toolkit.matching import connectors as kinds
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import parse_formats
from toolkit.matching.wire import AS_BUILT

Ints = npt.NDArray[np.int64]

BETWEEN = ";"  # between the ids, and the terms, of one call
CHUNK = 100_000  # calls of one part
UNDEFINED = "undefined"  # the term that a connector makes of an unreadable number


class Matches:
    """What every number finds under a list of formats.

    Parameters
    ----------
    situation
        Calls, contacts and connector.
    formats
        Comma text or list.
    """

    def __init__(self, situation: Situation, formats: str | Iterable[str] = "") -> None:
        self.situation = situation
        self.formats = parse_formats(formats)

    def __repr__(self) -> str:
        """Count instead of showing."""
        found = int((self.lookups.n_returned > 0).sum())
        return f"<Matches: {found} of {len(self.situation.calls.numbers)} numbers>"

    @cached_property
    def lookups(self) -> Lookups:
        """The contacts of every number, as rows of the contacts table."""
        return self.situation.matcher.lookups(self.formats)

    @cached_property
    def numbers(self) -> pd.DataFrame:
        """What each distinct number finds.

        DataFrame, one row per number of `Calls.numbers`
            e164         str  the number
            n_contacts   int  distinct contacts found
            contact_ids  str  their ids in the order returned, `;` between them
            terms        str  the terms that found them, in the order asked
            found_by     str  what each of these terms is made of: a format, or e164 …
        """
        lookups = self.lookups
        ids = pa.array(self.situation.contacts.contacts["id"], pa.string())
        first = _first_of_each(lookups)
        texts, names = self._terms(lookups.number[first], lookups.position[first])
        n = len(lookups.n_terms)
        return pd.DataFrame(
            {
                "e164": strings(self.situation.calls.numbers.e164()),
                "n_contacts": lookups.n_returned,
                "contact_ids": _joined(ids.take(lookups.contact), lookups.number, n),
                "terms": _joined(texts, lookups.number[first], n),
                "found_by": _joined(names, lookups.number[first], n),
            }
        )

    def of_events(self, events: pd.DataFrame) -> pd.DataFrame:
        """Match some events of the log; see `match` for the columns."""
        files = [source.name for source in self.situation.calls.sources]
        return match_events(events, self.numbers, files)

    def chunks(self, size: int = CHUNK) -> Iterator[pd.DataFrame]:
        """Match the whole log, `size` calls at a time, in its order."""
        events = self.situation.calls.events
        for start in range(0, len(events), size):
            yield self.of_events(events.iloc[start : start + size])

    def _terms(self, number: Ints, position: Ints) -> tuple[pa.Array, pa.Array]:
        """Give the text of each number's term at a position, and what it is made of."""
        matcher = self.situation.matcher
        rows, texts, names = [], [pa.array([], pa.string())], []
        for asked, place, kind, format in matcher.plan_terms(self.formats):
            here = np.flatnonzero((position == place) & asked[number])
            written = matcher.term_texts(kind, format=format)
            rows.append(here)
            texts.append(written.take(pa.array(number[here])))
            names += [format if kind == kinds.FORMATS else kind] * len(here)
        order = pa.array(np.argsort(np.concatenate([[], *rows]), kind="stable"))
        text = pc.fill_null(pa.concat_arrays(texts), UNDEFINED)
        return text.take(order), pa.array(names, pa.string()).take(order)


def match_events(
    events: pd.DataFrame, numbers: pd.DataFrame, files: Sequence[str]
) -> pd.DataFrame:
    """Put beside some events what their numbers find; see `match` for the columns.

    Parameters
    ----------
    events
        Rows of `Calls.events`.
    numbers
        `Matches.numbers`.
    files
        The names of the log's files.
    """
    called = pd.DataFrame(
        {
            "file": category(events["file"].to_numpy(), files),
            "row": events["row"].to_numpy(),
            "kind": category(events["kind"].to_numpy(), EVENT_KINDS),
            "direction": category(
                events["inbound"].to_numpy(np.int8), ("outbound", "inbound")
            ),
            "started_at": events["started_at"].to_numpy(),
        }
    )
    found = numbers.take(events["number"].to_numpy()).reset_index(drop=True)
    return pd.concat([called, found], axis="columns")


def match(
    calls: Calls,
    contacts: Contacts,
    formats: str | Iterable[str] = "",
    *,
    connector: str | Connector | None = None,
    search_rule: str | None = None,
    wire: str = AS_BUILT,
) -> pd.DataFrame:
    """Match every call of a log.

    Parameters
    ----------
    calls, contacts
        What `read_calls` and `read_contacts` gave.
    formats
        Comma text or list; empty: as the connector searches without formats.
    connector
        Name or record; default: the connector whose CRM the contacts are an export of,
        else ``getcontact``.
    search_rule
        How the CRM compares, where it is not what the connector assumes.
    wire
        Whether the CRM reads the terms ``as-built`` or ``form-decoded``.

    Returns
    -------
    DataFrame, one row per used call, in the order of the log; none for an empty log
        file         category  name of the file
        row          int32     row as the spreadsheet shows it
        kind         category  voice, sms
        direction    category  inbound, outbound
        started_at   datetime  local time, NaT unknown
        e164         str       the remote number
        n_contacts   int       distinct contacts found
        contact_ids  str       their ids in the order returned, `;` between them
        terms        str       the terms that found them, in the order asked
        found_by     str       what each of these terms is made of: a format, or e164 …
    """
    situation = Situation(
        calls, contacts, connector, search_rule=search_rule, wire=wire
    )
    return Matches(situation, formats).of_events(calls.events)


def _first_of_each(lookups: Lookups) -> Ints:
    """Give the first contact that each term of each number found."""
    number, position = lookups.number, lookups.position
    new = np.ones(len(number), bool)
    new[1:] = (number[1:] != number[:-1]) | (position[1:] != position[:-1])
    return np.flatnonzero(new)


def _joined(texts: pa.Array, number: Ints, n_numbers: int) -> pd.Series[str]:
    """Join the texts of each number; rows are sorted by number."""
    ends = np.searchsorted(number, np.arange(n_numbers + 1))
    lists = pa.LargeListArray.from_arrays(pa.array(ends, pa.int64()), texts)
    return strings(pc.binary_join(lists, BETWEEN))
