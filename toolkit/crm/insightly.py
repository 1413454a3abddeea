"""Insightly v3.1: one search for each field of contacts and of leads.

``GET /v3.1/contacts/search?field_name=PHONE&field_value=TERM&brief=false``; the answer
is a bare list. The API key is the user name of a basic authorisation without password.
Organisations, opportunities and projects linked to a contact are asked for one by one.

Source: ``src/connectors/insightly/index.ts``, commit fa94f96c.

>>> from toolkit.crm.tokens import Token
>>> insightly = Insightly("api.na1.insightly.com", token=Token("key"))
>>> search = Search("lead", ("MOBILE",))
>>> [question.target for question in insightly.questions("415", search, "exact")]
['/v3.1/leads/search?field_name=MOBILE&field_value=415&brief=false']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from toolkit.crm.answers import Shape
from toolkit.crm.client import Question
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.wire import escaped, node_target
from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact

_API = "/v3.1"
_FIELDS = ("PHONE", "PHONE_MOBILE", "MOBILE")
_PAGE = 500
_MOST_LINKED = 10_000  # contacts whose links are remembered


class _Link(NamedTuple):
    path: str
    key: str
    id_key: str
    name_key: str


_LINKS: Mapping[str, _Link] = {
    "Organisation": _Link(
        "organisations", "organisation", "ORGANISATION_ID", "ORGANISATION_NAME"
    ),
    "Opportunity": _Link(
        "opportunities", "opportunity", "OPPORTUNITY_ID", "OPPORTUNITY_NAME"
    ),
    "Project": _Link("projects", "project", "PROJECT_ID", "PROJECT_NAME"),
}


class Insightly(LiveCrm):
    """An Insightly instance."""

    kind = "insightly"
    vendor_hosts = r"api\.[a-z0-9]{1,10}\.insightly\.com"
    example_host = "api.na1.insightly.com"
    usual_scheme = "basic"

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._links: dict[tuple[str | None, str | int], list[tuple[str, str]]] = {}

    def questions(self, term: str, search: Search, rule: str) -> Iterator[Question]:
        """Ask once for each field."""
        value = self.paste(term)
        for field in search.fields or ():
            query = f"field_name={field}&field_value={value}&brief=false"
            query += f"&top={_PAGE}&skip=0" if self.all_pages else ""
            yield Question(node_target(f"{_API}/{search.entity}s/search?{query}"))

    def next_page(self, answer: Shape, question: Question) -> Question | None:
        """Skip what was read; without a size asked for, pages cannot be told."""
        first, mark, skipped = question.target.rpartition("&skip=")
        if not mark or len(list(answer.list())) < _PAGE:
            return None
        return Question(f"{first}{mark}{int(skipped) + _PAGE}")

    def read(self, answer: Shape, search: Search) -> list[Contact]:
        """Read a list of contacts or leads."""
        return [self._contact(row) for row in answer.list()]

    def _contact(self, row: Shape) -> Contact:
        entity = "contact" if row.get("LEAD_ID").is_null else "lead"
        names = (row.text("FIRST_NAME"), row.text("LAST_NAME"))
        phones = ((field, row.text(field)) for field in _FIELDS)
        contact = Contact(
            row.id(f"{entity.upper()}_ID"),
            " ".join(name for name in names if name),
            (*((f, text) for f, text in phones if text), *_custom(row)),
            entity=entity,
            title=row.text("TITLE"),
            created_at=row.text("DATE_CREATED_UTC"),
            modified_at=row.text("LAST_ACTIVITY_DATE_UTC")
            or row.text("DATE_UPDATED_UTC"),
        )
        self._remember(contact, row)
        return contact

    def _remember(self, contact: Contact, row: Shape) -> None:
        """Keep a contact's links for `related`."""
        if len(self._links) >= _MOST_LINKED:
            self._links.clear()
        self._links[contact.entity, contact.id] = [
            (
                link.text("LINK_OBJECT_NAME") or "",
                escaped(str(link.id("LINK_OBJECT_ID"))),
            )
            for link in row.list("LINKS", optional=True)
        ]

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give the organisations, opportunities and projects linked to a contact."""
        info: dict[str, list[dict[str, object]]] = {}
        for name, link_id in self._links.get((contact.entity, contact.id), []):
            if name not in _LINKS:
                continue
            link = _LINKS[name]
            row = self.ask(Question(f"{_API}/{link.path}/{link_id}"))
            info.setdefault(link.key, []).append(
                {"title": row.text(link.name_key), "const": row.id(link.id_key)}
            )
        return dict(info)


def _custom(row: Shape) -> Iterator[tuple[str, str]]:
    """Give the custom fields that hold a text."""
    for field in row.list("CUSTOMFIELDS", optional=True):
        name, value = field.text("FIELD_NAME"), field.any("FIELD_VALUE")
        if name and isinstance(value, str) and value:
            yield name, value
