"""A finding: one thing that goes wrong, with the figures of the user's own data.

>>> said = Said(12, "12 calls show a wrong contact.")
>>> Finding("false-matches", said.text, said.calls, about="current").to_dict()["calls"]
12
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

# What a finding is about.
RECOMMENDED = "recommended"  # the recommended list
CURRENT = "current"  # the setting in use
LIST = "list"  # the list that was asked about
CONNECTOR = "connector"  # the connector, whatever list is set
DATA = "data"  # the contacts or the calls

IN_USE = "Current setting: "  # begins the text of a finding about that list


class Said(NamedTuple):
    """What a check found: calls damaged (None: cannot be counted), and the text."""

    calls: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that goes wrong, or could.

    `code` names the kind, `text` says it with the figures of this data, `calls` is the
    damage in calls (None where it cannot be counted), `format` the format it is about,
    `about` which list, or the connector or the data.
    """

    code: str
    text: str
    calls: int | None = None
    format: str | None = None
    about: str = LIST

    def to_dict(self) -> dict[str, Any]:
        """Give the finding with the keys of the command line's JSON."""
        return {
            "code": self.code,
            "text": self.text,
            "calls": self.calls,
            "format": self.format,
            "about": self.about,
        }


def most_damage_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by calls; equal ones stay in order."""
    return tuple(sorted(findings, key=lambda finding: -(finding.calls or 0)))
