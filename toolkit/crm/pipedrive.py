"""Pipedrive: a search over persons' phones, open deals and leads beside each person.

`Pipedrive` asks v2 as App Connect's connector does, `PipedriveReference` asks v1 as the
example in the getContact documentation does. The doubled ``&`` in the connector's
address of deals is sent as it is.

Source: ``src/connectors/pipedrive/index.ts``, commit fa94f96c; the getContact page.

>>> from toolkit.crm.tokens import Token
>>> pipedrive = Pipedrive("acme.pipedrive.com", token=Token("secret"))
>>> [question.target for question in pipedrive.questions("415", Search(), "")]
['/api/v2/persons/search?term=415&fields=phone']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from toolkit.crm.answers import Shape
from toolkit.crm.client import Question
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.wire import escaped, node_target
from toolkit.errors import CrmError
from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact


class Pipedrive(LiveCrm):
    """A Pipedrive company, by version 2 of the interface."""

    kind = "pipedrive"
    vendor_hosts = r"[a-z0-9][a-z0-9-]*\.pipedrive\.com"
    example_host = "yourcompany.pipedrive.com"
    search_path: ClassVar[str] = "/api/v2/persons/search"
    # (key in the answer, address, whether a failure is swallowed)
    follow_ups: ClassVar[tuple[tuple[str, str, bool], ...]] = (
        ("deals", "/api/v2/deals?person_id={id}&&status=open", False),
        ("leads", "/v1/leads?person_id={id}", True),
    )

    def questions(self, term: str, search: Search, rule: str) -> Iterator[Question]:
        """Ask for persons by phone."""
        query = f"term={self.paste(term)}&fields=phone"
        yield Question(node_target(f"{self.search_path}?{query}"))

    def read(self, answer: Shape, search: Search) -> list[Contact]:
        """Read ``{"data": {"items": [{"item": person}, …]}}``."""
        rows = answer.list("data", "items")
        return [_person(row.get("item"), search) for row in rows]

    def next_page(self, answer: Shape, question: Question) -> Question | None:
        """Follow ``additional_data.next_cursor``."""
        more = answer.get("additional_data")
        cursor = None if more.is_null else more.text("next_cursor")
        if not cursor:
            return None
        first = question.target.partition("&cursor=")[0]
        return Question(node_target(f"{first}&cursor={cursor}"))

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give the person's open deals and leads; those that are none are left out."""
        info: dict[str, object] = {}
        for key, address, is_swallowed in self.follow_ups:
            try:
                question = Question(address.format(id=escaped(str(contact.id))))
                found = self.ask(question).list("data", optional=True)
                items = [
                    {"const": row.id("id"), "title": row.text("title")} for row in found
                ]
            except CrmError:
                if not is_swallowed:
                    raise
                continue
            if items:
                info[key] = items
        return info


class PipedriveReference(Pipedrive):
    """A Pipedrive company, by version 1, as the documentation's example asks."""

    kind = "pipedrive-reference"
    search_path = "/v1/persons/search"
    follow_ups = (("deals", "/v1/persons/{id}/deals?status=open", False),)

    def next_page(self, answer: Shape, question: Question) -> Question | None:
        """Follow ``additional_data.pagination.next_start``."""
        more = answer.get("additional_data")
        pagination = more if more.is_null else more.get("pagination")
        if pagination.is_null or not pagination.flag("more_items_in_collection"):
            return None
        first = question.target.partition("&start=")[0]
        start = pagination.id("next_start")
        return Question(node_target(f"{first}&start={start}"))


def _person(row: Shape, search: Search) -> Contact:
    phones = (phone.any_text() for phone in row.list("phones", optional=True))
    return Contact(
        row.id("id"),
        row.text("name") or "",
        tuple(("phone", phone) for phone in phones if phone),
        entity=search.entity,
        company=_organization(row.get("organization")),
        created_at=row.text("add_time"),
        modified_at=row.text("update_time"),
    )


def _organization(row: Shape) -> str | None:
    """Give an organization's name; older answers hold its id in its place."""
    return row.text("name") if row.is_object else None
