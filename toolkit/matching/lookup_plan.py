"""A plan: what one lookup would search for, and what is wrong with it.

Nothing is searched. The terms are those of `toolkit.matching.lookup`, the findings
those of `toolkit.matching.lint`.

>>> plan = plan_lookup("+14155550100", "(###) ###-####", connector="clio",
...                    wire="form-decoded")
>>> plan.terms
('+14155550100', '(415) 555-0100')
>>> plan.read  # by a CRM that reads a plus in the URL as a space
(' 14155550100', '(415) 555-0100')
>>> plan.requests, plan.search_rule
(2, 'exact')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from toolkit.matching.answers import replied
from toolkit.matching.connectors import Connector
from toolkit.matching.connectors import connector as known_connector
from toolkit.matching.formats import parse_formats
from toolkit.matching.lint import Fault, lint
from toolkit.matching.lookup import read_lookup
from toolkit.matching.search_rules import known_rule
from toolkit.matching.wire import AS_BUILT, known_wire, wire_text


@dataclass(frozen=True, slots=True, repr=False)
class LookupPlan:
    """What a lookup would search for.

    `terms` in order, None for JavaScript's undefined; `read` is what the CRM reads of
    each; `requests` counts those of a lookup that finds nobody; `answer` is the JSON
    that comes back without a search, else None.
    """

    record: Connector
    terms: tuple[str | None, ...]
    read: tuple[str | None, ...]
    search_rule: str
    wire: str
    requests: int
    answer: dict[str, Any] | None
    findings: tuple[Fault, ...]

    def __repr__(self) -> str:
        """Count the terms instead of showing them."""
        return f"<LookupPlan of {self.record.name}: {len(self.terms)} terms>"

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of ``getcontact plan``."""
        return {
            "connector": self.record.name,
            "terms": list(self.terms),
            "read": list(self.read),
            "search_rule": self.search_rule,
            "wire": self.wire,
            "requests": self.requests,
            "answer": self.answer,
            "findings": [finding.to_dict() for finding in self.findings],
        }


def plan_lookup(
    phone_number: str,
    overriding_format: str | Iterable[str] = "",
    *,
    connector: str | Connector = "getcontact",
    is_extension: bool | str = False,
    search_rule: str | None = None,
    wire: str = AS_BUILT,
) -> LookupPlan:
    """Say what a lookup would search for, without searching.

    Parameters are those of `toolkit.matching.get_contact.get_contact`.
    """
    known_wire(wire)
    record = known_connector(connector)
    formats = parse_formats(overriding_format)
    if search_rule:
        rule = known_rule(search_rule)
        record = replace(record, rule_empty=rule, rule_set=rule)
    asked = read_lookup(record, phone_number, formats, is_extension=is_extension)
    is_refused = asked.reply is not None and asked.reply is not record.on_invalid
    answer = replied(asked.reply, asked.number).to_dict() if asked.reply else None
    return LookupPlan(
        record=record,
        terms=asked.terms,
        read=tuple(wire_text(term, record, wire) for term in asked.terms),
        search_rule=record.rule(formats_set=asked.formats_set),
        wire=wire,
        requests=record.requests(n_terms=len(asked.terms), n_contacts=0),
        answer=answer,
        findings=tuple(lint(formats, record, None if is_refused else phone_number)),
    )
