"""What a verification will ask: an assumption about the CRM, and a sample.

Nothing here sends anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from toolkit.analysis.situation import Situation
from toolkit.crm.kinds import usual_connector
from toolkit.crm.live_crm import LiveCrm
from toolkit.errors import OptionError
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.live.strata import Sample, draw
from toolkit.matching.answers import LookupAnswer
from toolkit.matching.connectors import Connector
from toolkit.matching.connectors import connector as known_connector
from toolkit.matching.formats import parse_formats
from toolkit.matching.get_contact import LookupServer, get_contact
from toolkit.matching.wire import AS_BUILT, known_wire

SAMPLE = 200  # lookups


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is to be verified: formats, and how the CRM is assumed to search."""

    record: Connector
    formats: tuple[str, ...]
    search_rule: str | None
    wire: str

    def lookup(self, number: str, crm: Any, **otherwise: Any) -> LookupAnswer:
        """Make one lookup."""
        return get_contact(
            number,
            crm=crm,
            connector=self.record,
            overriding_format=self.formats,
            errors="raise",
            **otherwise,
        )

    def predict(self, number: str, contacts: Contacts) -> LookupAnswer:
        """Make one lookup on the exported contacts."""
        return self.lookup(
            number, contacts, search_rule=self.search_rule, wire=self.wire
        )


@dataclass(frozen=True, slots=True, repr=False)
class VerifyPlan:
    """What a verification will ask.

    `n_requests` counts the requests for the whole sample, `seconds` the least time they
    take at the CRM's pace.
    """

    sample: Sample
    assumption: Assumption
    n_requests: int
    seconds: float

    def __repr__(self) -> str:
        """Count the requests."""
        return f"<VerifyPlan: {len(self.sample.positions)} lookups>"


def plan_verification(
    calls: Calls,
    contacts: Contacts,
    crm: LiveCrm,
    *,
    formats: str | Iterable[str],
    connector: str | Connector = "",
    sample: int = SAMPLE,
    search_rule: str = "",
    wire: str = AS_BUILT,
    seed: int = 1,
) -> VerifyPlan:
    """Draw the sample and count the requests; nothing is sent."""
    if sample < 1:
        raise OptionError(expected="at least 1", got=str(sample), where="sample")
    record = known_connector(connector or usual_connector(crm.kind))
    record = replace(
        record, follow_ups=False, requests_per_contact=0, on_failure="throws"
    )
    assumption = Assumption(
        record, parse_formats(formats), search_rule or None, known_wire(wire)
    )
    situation = Situation(calls, contacts, record, search_rule=search_rule or None)
    outcome = situation.outcome(assumption.formats)
    drawn = draw(
        outcome.n_returned,
        outcome.is_known,
        calls.numbers.country_code,
        size=sample,
        seed=seed,
    )
    requests = len(drawn.positions)
    if not isinstance(crm, LookupServer):
        requests = int(sum(outcome.requests[list(drawn.positions)]))
    seconds = crm.client.pace.seconds_for(requests)
    return VerifyPlan(drawn, assumption, requests, seconds)
