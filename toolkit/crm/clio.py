"""Clio v4: one search over everything a contact holds, matters beside each contact.

``GET /api/v4/contacts.json?query=TERM``; only the first page is read, as the connector
does. A ``#`` left in a term cuts ``fields`` off: Clio then answers ids alone, and the
contacts come without names.

Source: ``src/connectors/clio/index.ts``, commit fa94f96c; Clio's API v4 description.

>>> from toolkit.crm.tokens import Token
>>> clio = Clio("app.clio.com", token=Token("secret"))
>>> [question.target for question in clio.questions("+1 415", Search(), "exact")]
['/api/v4/contacts.json?query=+1%20415&fields=type,id,name,created_at,updated_at']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.crm.answers import Shape
from toolkit.crm.client import Question
from toolkit.crm.hosts import is_same_origin
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.wire import escaped, node_target
from toolkit.errors import CrmAnswerError
from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact

_API = "/api/v4"
_CONTACT_FIELDS = "type,id,name,created_at,updated_at"
_MATTER_FIELDS = "id,display_number,description,status"
_BILLABLE = (
    {"const": "billable", "title": "Billable"},
    {"const": "non-billable", "title": "Non-billable"},
)


class Clio(LiveCrm):
    """A Clio account; `closed_matters` shows those as well."""

    kind = "clio"
    vendor_hosts = r"(?:(?:ca|eu|au)\.)?app\.clio\.com"
    example_host = "app.clio.com"
    closed_matters = False

    def questions(self, term: str, search: Search, rule: str) -> Iterator[Question]:
        """Ask for contacts by any text they hold."""
        query = f"query={self.paste(term)}&fields={_CONTACT_FIELDS}"
        yield Question(node_target(f"{_API}/contacts.json?{query}"))

    def read(self, answer: Shape, search: Search) -> list[Contact]:
        """Read ``{"data": [contact, …]}``."""
        return [
            Contact(
                row.id("id"),
                row.text("name") or "",
                entity=search.entity,
                type=row.text("type"),
                created_at=row.text("created_at"),
                modified_at=row.text("updated_at"),
            )
            for row in answer.list("data")
        ]

    def next_page(self, answer: Shape, question: Question) -> Question | None:
        """Follow ``meta.paging.next``, which must stay on the same server."""
        meta = answer.get("meta")
        paging = meta if meta.is_null else meta.get("paging")
        link = None if paging.is_null else paging.text("next")
        if not link:
            return None
        origin = self.client.origin
        if not is_same_origin(link, origin):
            raise CrmAnswerError(
                expected="a next page on the same server",
                got="a link to another one",
                where=self.kind,
            )
        return Question(node_target(link[len(origin.url) :]))

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give the contact's matters, its own and those it is related to."""
        contact_id = escaped(str(contact.id))
        own = f"client_id={contact_id}&fields={_MATTER_FIELDS}"
        matters = [
            _matter(row)
            for row in self.ask(Question(f"{_API}/matters.json?{own}")).list("data")
        ]
        linked = f"contact_id={contact_id}&fields=matter{{{_MATTER_FIELDS}}}"
        question = Question(f"{_API}/relationships.json?{linked}")
        first = self.ask(question)
        for page in (first, *self.later_pages(first, question)):
            matters += [_matter(row.get("matter")) for row in page.list("data")]
        if not (self.closed_matters or self.setting("clioSeeClosedMatters")):
            matters = [matter for matter in matters if matter["status"] != "Closed"]
        info: dict[str, object] = {"matters": matters} if matters else {}
        # The setting itself, not its value: so the connector hands it on.
        ticked = (self.user.get("userSettings") or {}).get("clioDefaultTimeEntryTick")
        is_ticked = True if ticked is None else ticked
        return info | {"logTimeEntry": is_ticked, "billableStatus": list(_BILLABLE)}


def _matter(row: Shape) -> dict[str, Any]:
    status, description = row.text("status"), row.text("description")
    return {
        "const": row.id("id"),
        "title": row.text("display_number"),
        "description": f"{status or 'null'} - {description or 'null'}",
        "status": status,
    }
