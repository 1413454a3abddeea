"""A situation: one call history, one contacts table, one connector.

Everything is measured against a `Situation`. It holds the column matcher, the truth and
the weights of the numbers, and answers what a list of formats comes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property

import numpy as np
import numpy.typing as npt

from toolkit.analysis.number_groups import NumberGroups, group_numbers
from toolkit.analysis.outcome import Counts, Few, Outcome
from toolkit.analysis.stored_numbers import StoredNumbers
from toolkit.analysis.term_hits import TermHits
from toolkit.columns.matcher import ColumnMatcher, search_cells
from toolkit.columns.truth import Truth
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.matching.connectors import Connector
from toolkit.matching.connectors import connector as known_connector
from toolkit.matching.formats import parse_formats
from toolkit.matching.wire import AS_BUILT, known_wire

Ints = npt.NDArray[np.int64]
OUTCOMES_KEPT = 12  # lists whose outcomes are remembered
LEAST_COUNTED = 1 << 20  # events counted together
VOICE, SMS = 0, 1  # positions in toolkit.exports.events.EVENT_KINDS

# What getContact powers -> which events: (kinds, inbound only).
FEATURES: Mapping[str, tuple[tuple[int, ...], bool]] = {
    "call_pop": ((VOICE,), True),
    "call_logging": ((VOICE,), False),
    "sms_logging": ((SMS,), False),
}


class Situation:
    """Calls and contacts under one connector.

    Parameters
    ----------
    calls, contacts
        What the readers gave.
    connector
        Name or record; None: the connector whose CRM the contacts are an export of,
        else the documented interface.
    search_rule
        How the CRM compares, where it is not what the connector assumes.
    wire
        Whether the CRM reads the terms ``as-built`` or ``form-decoded``.
    """

    def __init__(
        self,
        calls: Calls,
        contacts: Contacts,
        connector: str | Connector | None = None,
        *,
        search_rule: str | None = None,
        wire: str = AS_BUILT,
    ) -> None:
        self.calls, self.contacts = calls, contacts
        self.record = known_connector(connector or contacts.connector or "getcontact")
        self.search_rule = search_rule
        self.wire = known_wire(wire)
        self.region = contacts.region
        self.n_contacts = len(contacts.contacts)
        self._outcomes: dict[tuple[tuple[str, ...], bool], Outcome] = {}
        self._counts: dict[tuple[str, ...], Counts] = {}
        self._on_wires: dict[str, Situation] = {}

    def __repr__(self) -> str:
        """Count instead of showing."""
        return f"<Situation: {self.record.name}, {self.calls!r}, {self.contacts!r}>"

    @cached_property
    def matcher(self) -> ColumnMatcher:
        """The lookups of all distinct numbers."""
        return ColumnMatcher(
            self.calls.numbers,
            search_cells(
                self.contacts.cells,
                self.record,
                n_contacts=self.n_contacts,
                texts=self.contacts.texts,
            ),
            self.record,
            search_rule=self.search_rule,
            region=self.region,
            wire=self.wire,
        )

    def on_wire(self, wire: str) -> Situation:
        """Give the same situation for another wire; what is known is shared.

        It is made once: whoever edits a list asks it again and again.
        """
        if wire not in self._on_wires:
            other = copy(self)
            other.wire = known_wire(wire)
            other._outcomes, other._counts, other._on_wires = {}, {}, {}
            other.__dict__.pop("term_hits", None)
            other.__dict__["matcher"] = self.matcher.on_wire(wire)
            self._on_wires[wire] = other
        return self._on_wires[wire]

    @cached_property
    def truth(self) -> Truth:
        """Which contacts really have which number."""
        return Truth(
            self.calls.numbers.key,
            self.contacts.numbers.key,
            self.contacts.number_cells["contact"].to_numpy(np.int64),
            n_contacts=self.n_contacts,
        )

    @cached_property
    def term_hits(self) -> TermHits:
        """What single terms hit."""
        return TermHits(self.matcher, self.truth)

    @cached_property
    def groups(self) -> NumberGroups:
        """The called numbers by country code and number of digits."""
        return group_numbers(self.matcher.plan)

    @cached_property
    def stored(self) -> StoredNumbers:
        """Where the called numbers stand in the contacts."""
        return StoredNumbers(self.contacts, self.calls.numbers, self.record)

    @cached_property
    def weight(self) -> Ints:
        """How many calls each number makes or takes."""
        return self.weight_of(slice(None))

    def feature_weight(self, feature: str) -> Ints:
        """Count the events of each number that one feature looks up."""
        kinds, inbound_only = FEATURES[feature]
        events = self.calls.events
        wanted = np.isin(events["kind"].to_numpy(), kinds)
        if inbound_only:
            wanted &= events["inbound"].to_numpy()
        return self.weight_of(wanted)

    def weight_of(self, events: npt.NDArray[np.bool_] | slice) -> Ints:
        """Count the chosen events of each number.

        `events` has one row per event, or is the slice of all. Counted block by block:
        numpy makes integers of 64 bits of what it counts.
        """
        number = self.calls.events["number"].to_numpy()
        n_numbers = len(self.calls.numbers)
        weight = np.zeros(n_numbers, np.int64)
        block = max(n_numbers, LEAST_COUNTED)
        for at in range(0, len(number), block):
            rows = slice(at, at + block)
            chosen = events if isinstance(events, slice) else events[rows]
            weight += np.bincount(number[rows][chosen], minlength=n_numbers)
        return weight

    def outcome(
        self, formats: str | Iterable[str] = "", *, formats_set: bool | None = None
    ) -> Outcome:
        """Give what every number's lookup comes to under a list of formats."""
        listed = parse_formats(formats)
        key = (listed, bool(listed) if formats_set is None else formats_set)
        if key not in self._outcomes:
            if len(self._outcomes) >= OUTCOMES_KEPT:
                del self._outcomes[next(iter(self._outcomes))]
            self._outcomes[key] = self._outcome(*key)
        return self._outcomes[key]

    def counts(self, formats: str | Iterable[str] = "") -> Counts:
        """Count over calls what a list of formats does."""
        listed = parse_formats(formats)
        if listed not in self._counts:
            if len(self._counts) >= OUTCOMES_KEPT:
                del self._counts[next(iter(self._counts))]
            self._counts[listed] = self.outcome(listed).counts(self.weight)
        return self._counts[listed]

    def _outcome(self, formats: tuple[str, ...], formats_set: bool) -> Outcome:
        number, contact, n_terms = self.matcher.returned(
            formats, formats_set=formats_set
        )
        right = self.truth.holds(number, contact)
        n_returned = _counted(number, len(n_terms))
        record = self.record
        requests = n_terms * len(record.searches) * record.requests_per_search
        requests[n_terms > 0] += record.requests_fixed
        requests += n_returned * record.requests_per_contact
        return Outcome(
            n_returned=n_returned,
            n_right=_counted(number[right], len(n_terms)),
            is_known=self.truth.is_known,
            requests=requests,
        )


def _counted(number: Ints, n_numbers: int) -> Few:
    """Count how often each number stands in a column."""
    return np.bincount(number, minlength=n_numbers).astype(np.int32)
