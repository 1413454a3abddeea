"""A CRM that answers ``GET {address}?query=number:{term}``: the documented template.

The answer is a list of contacts, or an object with that list under one of `LISTS`.

Source: the developers' template, ``src/connectors/template``, commit fa94f96c.

>>> from toolkit.crm.tokens import Token
>>> crm = Generic("https://crm.example.com/contacts", token=Token("secret"))
>>> [question.target for question in crm.questions("+1415", Search(), "exact")]
['?query=number:+1415']
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.crm.answers import Shape
from toolkit.crm.client import Question
from toolkit.crm.hosts import Origin, server_address
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.wire import node_target
from toolkit.matching.connectors import Search
from toolkit.matching.contacts import Contact

LISTS = ("contacts", "data", "results", "items")


class Generic(LiveCrm):
    """A CRM of one's own; `host` is the whole address, such as that of its contacts."""

    kind = "generic"
    example_host = "https://crm.example.com/contacts"

    def _origin(self, host: str) -> Origin:
        return server_address(host)

    def questions(self, term: str, search: Search, rule: str) -> Iterator[Question]:
        """Ask for contacts by number."""
        target = node_target(f"/?query=number:{self.paste(term)}")
        # An address that ends in a path has its slash already.
        yield Question(target.removeprefix("/") if self.client.origin.path else target)

    def read(self, answer: Shape, search: Search) -> list[Contact]:
        """Read a list of contacts with `id`, `name`, `phone`, `type` …."""
        return [_contact(row, search) for row in _rows(answer)]


def _rows(answer: Shape) -> Iterator[Shape]:
    if answer.is_list:
        return answer.list()
    found = (key for key in LISTS if not answer.get(key).is_null)
    return answer.list(next(found, LISTS[0]))


def _contact(row: Shape, search: Search) -> Contact:
    phone = row.text("phone")
    return Contact(
        row.id("id"),
        row.text("name") or "",
        (("phone", phone),) if phone else (),
        entity=search.entity,
        type=row.text("type"),
        title=row.text("title"),
        company=row.text("company"),
        created_at=row.text("createdDate"),
        modified_at=row.text("mostRecentActivityDate"),
    )
