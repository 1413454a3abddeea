"""A running App Connect server: it answers a whole lookup, formats and all.

``GET /contact?phoneNumber=…&overridingFormat=…&isExtension=…``; the list stands under
``contact``. The token is the user's JWT, sent in a header and never in the address.
The server keeps what it once found for a number, whatever the formats were then; with
`refresh` it is told to ask the CRM again.

Source: ``packages/core/index.ts`` and its handlers, commit fa94f96c.

>>> from toolkit.crm.tokens import Token
>>> server = AppConnect("https://appconnect.example.com", token=Token("jwt"))
>>> [question] = server.questions("+1415", Search(), "exact")
>>> question.target.split("&")[0]
'/contact?phoneNumber=+1415'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.crm.answers import Shape
from toolkit.crm.client import Question
from toolkit.crm.hosts import Origin, server_address
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.wire import escaped, node_target
from toolkit.errors import CrmAuthError, CrmError
from toolkit.matching.answers import PLACEHOLDER_ID, Found, LookupAnswer
from toolkit.matching.connectors import Search
from toolkit.matching.contacts import Contact
from toolkit.matching.formats import join_formats


class AppConnect(LiveCrm):
    """An App Connect server; `host` is its address. `get_contact` uses `lookup`."""

    kind = "app-connect"
    example_host = "https://appconnect.example.com"

    def __init__(self, *args: Any, refresh: bool = True, **named: Any) -> None:
        super().__init__(*args, **named)
        self.refresh = refresh

    def _origin(self, host: str) -> Origin:
        return server_address(host)

    def lookup(
        self,
        phone_number: str,
        overriding_format: tuple[str, ...] = (),
        *,
        is_extension: bool = False,
    ) -> LookupAnswer:
        """Ask the server who has a number; raises CrmError where it does not answer."""
        question = self._question(phone_number, overriding_format, is_extension)
        try:
            answer = self.ask(question)
        except CrmError as error:
            status = error.status
            if status != 400:
                raise
        else:
            return _read_lookup(answer)
        raise CrmAuthError(
            expected="an answer",
            got="a refused token (status 400)",
            where=self.kind,
            hint="log in to App Connect again and take the new JWT",
            status=status,
        )

    def _question(
        self, phone_number: str, formats: tuple[str, ...], is_extension: bool
    ) -> Question:
        query = (
            f"phoneNumber={self.paste(phone_number)}"
            f"&overridingFormat={escaped(join_formats(formats))}"
            f"&isExtension={'true' if is_extension else 'false'}"
        )
        again = "&isForceRefreshAccountData=true" if self.refresh else ""
        return Question(node_target(f"/contact?{query}{again}"))

    def questions(self, term: str, search: Search, rule: str) -> Iterator[Question]:
        """Ask for a term as if it were a number, without formats."""
        yield self._question(term, (), is_extension=False)

    def read(self, answer: Shape, search: Search) -> list[Contact]:
        """Read the contacts of a lookup, the placeholder left out."""
        return [found.contact for found in _read_lookup(answer).found]


def _read_lookup(answer: Shape) -> LookupAnswer:
    is_listed = not answer.get("contact").is_null
    rows = list(answer.list("contact", optional=True))
    matched = tuple(row.object() for row in rows) if is_listed else None
    message = answer.get("returnMessage")
    return LookupAnswer(
        successful=answer.flag("successful"),
        matched=matched,
        message=None if message.is_null else message.object(),
        found=tuple(_found(row) for row in rows if not _is_placeholder(row)),
    )


def _is_placeholder(row: Shape) -> bool:
    return row.any("isNewContact") is True or row.any("id") == PLACEHOLDER_ID


def _found(row: Shape) -> Found:
    phone, kind = row.get("phone").any_text(), row.get("type").any_text()
    info = row.any("additionalInfo")
    contact = Contact(
        row.id("id"),
        row.text("name") or "",
        (("phone", phone),) if phone else (),
        entity=kind,
        additional_info=info if isinstance(info, Mapping) else None,
    )
    return Found(contact, None, Search(type=kind))
