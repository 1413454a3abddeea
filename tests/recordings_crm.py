"""The stand-in CRMs that the lookups were recorded against, rebuilt on MemoryCrm."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.crm.memory import MemoryCrm
from toolkit.errors import CrmError
from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact
from toolkit.matching.lookup import UNDEFINED, RepeatedParameter

RECORDINGS = Path(__file__).parent / "recordings" / "connectors.json.gz"
OLDEST_NETSUITE_ROW = "2023-01-15"  # three years before the frozen clock
BULLHORN_HIDES = {
    "ClientContact": "Archive",
    "Candidate": "Archived",
    "Lead": "Converted",
}


def load(path: Path = RECORDINGS) -> dict[str, Any]:
    raw = path.read_bytes()
    return json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)


def contacts_of(connector: str, rows: list[dict[str, Any]]) -> list[Contact]:
    """Read recorded contacts; rows that the CRM itself would leave out are dropped."""
    return [
        contact_of(connector, row)
        for row in rows
        if row.get("lastmodified", "9999") >= OLDEST_NETSUITE_ROW
        and not row.get("isDeleted")
        and row.get("status", "") != BULLHORN_HIDES.get(row.get("kind", ""), "-")
    ]


def contact_of(connector: str, row: dict[str, Any]) -> Contact:
    if "fields" in row:
        phones = tuple((f, t) for f, t in row["fields"].items() if t)
    else:
        texts = row["phones"]
        if connector in ("googleSheets", "template"):
            texts = texts[:1]
        if connector == "googleSheets":
            texts = [text for text in texts if text]
        phones = tuple(("phone", text) for text in texts)
    row_id = str(row["id"]) if connector == "googleSheets" else row["id"]
    return Contact(row_id, row["name"], phones, entity=row.get("kind"))


# Requests beside the searches: the sheet's name before, the categories after.
BEFORE, AFTER = ("googleSheets",), ("redtail",)
SWALLOWED = {"pipedrive": 1}  # which request of a contact may fail: that for leads


class FailingCrm(MemoryCrm):
    """Answers the at-th HTTP request of a lookup with a status, and takes notes."""

    def __init__(self, contacts: list[Contact], at: int, status: int) -> None:
        super().__init__(contacts)
        self.at, self.status = at, status
        self.requests = 0
        self.terms: list[str | None] = []

    def _request(self) -> None:
        self.requests += 1
        if self.requests == self.at:
            raise CrmError(
                expected="an answer",
                got=f"status {self.status}",
                where="stand-in CRM",
                status=self.status,
            )

    def search(
        self, term: str | None, search: Search, record: Connector, rule: str
    ) -> Sequence[Contact]:
        if search is record.searches[0]:
            self.terms.append(term)
        if record.name in BEFORE:
            self._request()
        self._request()
        found = super().search(term, search, record, rule)
        if record.name in AFTER:
            self._request()
        return found

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        for number in range(record.requests_per_contact):
            try:
                self._request()
            except CrmError:
                if SWALLOWED.get(record.name) != number:
                    raise
        return super().related(contact, record)


def overriding_format(vector: dict[str, Any]) -> Any:
    given = vector.get("overridingFormat", UNDEFINED)
    return RepeatedParameter(given) if isinstance(given, list) else given


def is_extension(vector: dict[str, Any]) -> str:
    """Only the text "true" counts; JavaScript's true does not."""
    given = vector.get("isExtension")
    return given if isinstance(given, str) else ""
