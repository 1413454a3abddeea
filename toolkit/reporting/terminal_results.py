"""What ``measure``, ``plan`` and ``lookup`` print.

>>> from toolkit.matching.lookup_plan import plan_lookup
>>> print(plan_text(plan_lookup("+14155550100", "#", connector="getcontact"),
...                 screen=Screen()).splitlines()[1])
2  4
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from toolkit.reporting.figures import count, plural, share_text
from toolkit.reporting.screens import Screen, screen_of
from toolkit.reporting.terminal_parts import figures_text, list_findings

if TYPE_CHECKING:
    from toolkit.analysis.measures import Measurement
    from toolkit.matching.lookup_plan import LookupPlan

# Features as people know them.
FEATURE_NAMES = {
    "call_pop": "call pop",
    "call_logging": "call logging",
    "sms_logging": "SMS logging",
}
UNDEFINED = "undefined"  # what the connector makes of a number it cannot read


def measurement_text(measurement: Measurement, *, screen: Screen | None = None) -> str:
    """Put a measurement into text for a terminal."""
    place = screen or screen_of(sys.stdout)
    record = measurement.record
    n = len(measurement.formats)
    named = plural(n, "format") if n else "Nothing set"
    verb = "find" if n > 1 else "finds"
    reach = share_text(measurement.counts.reach)
    head = place.bold(
        f"{named} {verb} the right contact on {reach} of the calls with known contacts."
    )
    where = place.dim(f"({record.name}, region {measurement.region})")
    if n and not record.uses_formats:
        where += f"\n{place.paragraph(f'{record.title} ignores formats.')}"
    columns = [("all", measurement.counts)]
    columns += [
        (FEATURE_NAMES.get(name, name), counts)
        for name, counts in measurement.features.items()
    ]
    return place.page(
        [
            f"{head}\n{where}",
            _per_format(place, measurement),
            figures_text(place, columns),
            list_findings(
                place, "What to know", measurement.advice, most=len(measurement.advice)
            ),
        ]
    )


def plan_text(plan: LookupPlan, *, screen: Screen | None = None) -> str:
    """List the terms that would be searched, in order, and what is wrong with them."""
    place = screen or screen_of(sys.stdout)
    rows = [
        [str(n), UNDEFINED if term is None else term]
        for n, term in enumerate(plan.terms, 1)
    ]
    if plan.read != plan.terms:
        rows = [
            [*row, f"read as {read!r}"]
            for row, read in zip(rows, plan.read, strict=True)
        ]
    notes = [
        place.paragraph(f"• {each.text} [{each.code}]", hang=2)
        for each in plan.findings
    ]
    return place.page(
        [
            place.table(rows, right=(0,)),
            place.paragraph(_what_comes_of_it(plan)),
            "\n".join(notes),
        ]
    )


def _what_comes_of_it(plan: LookupPlan) -> str:
    """Say how the terms are compared and what they cost, or why there are none."""
    title = plan.record.title
    if plan.answer is not None:
        message = (plan.answer["returnMessage"] or {}).get("message")
        said = f' and says "{message}"' if message else "."
        return f"Nothing is searched: {title} refuses the lookup{said}"
    if not plan.terms:
        return "Nothing is searched."
    cost = plural(plan.requests, "request")
    return f"Compared by the rule {plan.search_rule}; {cost} where nobody is found."


def lookup_text(answer: Mapping[str, Any], *, screen: Screen | None = None) -> str:
    """Put the JSON of a getContact answer into text for a terminal."""
    place = screen or screen_of(sys.stdout)
    listed = answer.get("matchedContactInfo") or []
    contacts = [each for each in listed if not each.get("isNewContact")]
    found = plural(len(contacts), "contact")
    rows = [
        [
            str(each.get("id", "")),
            str(each.get("name", "")),
            str(each.get("type") or ""),
        ]
        for each in contacts
    ]
    said = answer.get("returnMessage") or {}
    message = (
        f"{said.get('messageType', '')}: {said.get('message', '')}" if said else ""
    )
    return place.page(
        [
            place.bold(f"{found} found."),
            place.table(rows, indent=2),
            place.paragraph(message),
        ]
    )


def _per_format(screen: Screen, measurement: Measurement) -> str:
    table = measurement.per_format
    if not len(table):
        return ""
    rows = [["format", "finds", "adds", "alone", "wrong", "contacts"]]
    for row in table.to_dict("records"):
        names = ("calls", "new_calls", "only_this", "false_calls", "contacts")
        rows.append([row["format"], *(count(row[name]) for name in names)])
    return screen.table(rows, indent=2, right=range(1, 6), dim=(0,))
