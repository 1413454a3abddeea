"""The answer of one lookup, in the form a connector gives it.

>>> LookupAnswer(successful=True, matched=(), message=None).to_dict()
{'successful': True, 'matchedContactInfo': [], 'returnMessage': None}
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.errors import ConnectorError, CrmError
from toolkit.matching.contacts import Contact, Crm
from toolkit.matching.lookup import Lookup
from toolkit.matching.record import Connector, Reply, Search
from toolkit.matching.terms import LookupNumber

PLACEHOLDER_ID = "createNewContact"


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """One contact of an answer, by which term and search it was found."""

    contact: Contact
    term: str | None
    search: Search


@dataclass(frozen=True, slots=True, repr=False)
class LookupAnswer:
    """What getContact answered; `to_dict` gives the interface's JSON.

    `found` holds the contacts in order with the term that found each; `requests` counts
    the HTTP requests the connector makes for this lookup, follow-ups included.
    """

    successful: bool | None
    matched: tuple[dict[str, Any], ...] | None
    message: dict[str, Any] | None
    found: tuple[Found, ...] = ()
    terms: tuple[str | None, ...] = ()
    requests: int = 0

    def __repr__(self) -> str:
        """Count the contacts instead of showing them."""
        return f"<LookupAnswer with {len(self.found)} contacts>"

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of the interface."""
        return {
            "successful": self.successful,
            "matchedContactInfo": None if self.matched is None else list(self.matched),
            "returnMessage": self.message,
        }


def contact_dict(
    record: Connector, crm: Crm, number: LookupNumber, found: Found
) -> dict[str, Any]:
    """Give one contact as the connector returns it."""
    contact = found.contact
    info = crm.related(contact, record) if record.follow_ups else None
    answer: dict[str, Any] = {
        "id": contact.id,
        "name": contact.name,
        record.phone_key: _returned_phone(record, number, found),
        "type": contact.type or found.search.type,
        "title": contact.title,
        record.company_key: contact.company or record.missing_company,
        "createdDate": contact.created_at,
        "mostRecentActivityDate": contact.modified_at,
    }
    optional = ("title", record.company_key, "createdDate", "mostRecentActivityDate")
    for key in optional:
        if answer[key] is None:
            del answer[key]
    if answer["type"] is None:
        del answer["type"]
    answer["additionalInfo"] = info if info is not None else contact.additional_info
    answer["isNewContact"] = False
    return answer


def _returned_phone(
    record: Connector, number: LookupNumber, found: Found
) -> str | None:
    contact = found.contact
    if record.returned_phone == "asked":
        return number.text
    if record.returned_phone == "matched":
        phones = contact.searched_phones(found.search, record)
        return phones[0] if phones else record.missing_phone
    if record.returned_phone == "main":
        main = contact.phone("phone")
        return record.missing_phone if main is None else main
    first = contact.phone("mobile", "home")
    if first is None and contact.phones:
        first = contact.phones[0][1]
    return first


def answered(
    record: Connector,
    asked: Lookup,
    found: Sequence[Found],
    contacts: list[dict[str, Any]],
    create_new_contact: bool,
) -> LookupAnswer:
    """Give the answer of a lookup that searched."""
    wanted = create_new_contact and not (record.placeholder_only_alone and contacts)
    if wanted:
        contacts = [*contacts, _placeholder(record)]
    reply = record.on_found if found else record.on_none_found or record.on_found
    searched = _terms_asked(record, asked.terms, found)
    return LookupAnswer(
        successful=True,
        matched=tuple(contacts),
        message=_message(reply, asked.number, len(contacts)) if reply else None,
        found=tuple(found),
        terms=tuple(searched),
        requests=record.requests(n_terms=len(searched), n_contacts=len(found)),
    )


def _terms_asked(
    record: Connector, terms: Sequence[str | None], found: Sequence[Found]
) -> Sequence[str | None]:
    if record.stop_at_first and found:
        return terms[: list(terms).index(found[0].term) + 1]
    return terms


def _placeholder(record: Connector) -> dict[str, Any]:
    info = record.placeholder_info
    return {
        "id": PLACEHOLDER_ID,
        "name": record.placeholder_name,
        "additionalInfo": None if info is None else dict(info),
        "isNewContact": True,
    }


def _message(reply: Reply, number: LookupNumber, count: int) -> dict[str, Any]:
    message: dict[str, Any] = {
        "messageType": reply.message_type,
        "message": reply.message,
    }
    if reply.details:
        text = reply.details.format(number=number.text, count=count)
        item = {"id": "1", "type": "text", "text": text}
        message[reply.details_key] = [{"title": "Details", "items": [item]}]
    message["ttl"] = reply.ttl
    return message


def replied(reply: Reply, number: LookupNumber) -> LookupAnswer:
    """Give an answer without a search."""
    return LookupAnswer(
        successful=reply.successful,
        matched=() if reply.contacts else None,
        message=_message(reply, number, 0) if reply.message else None,
    )


def failed(
    record: Connector, number: LookupNumber, error: CrmError, errors: str
) -> LookupAnswer:
    """Give what comes of a CRM that did not answer."""
    if isinstance(record.on_failure, Reply):
        return replied(record.on_failure, number)
    if errors == "raise":
        said = f"Request failed with status code {error.status}"
        if error.status is None:
            said = f"Request failed: {error.got}"
        raise ConnectorError(said, connector=record.name) from error
    return replied(Reply(_server_message(error.status), ttl=5000), number)


def _server_message(status: int | None) -> str:
    """Say what App Connect's server makes of a CRM's refusal."""
    if status is not None and 400 <= status < 410:
        return "Authorization error"
    return "Rate limit exceeded" if status == 429 else "Error finding contact"
