"""Ask getContact who has a phone number.

One lookup, exactly as a connector does it: refuse or search, term by term, stop or go
on, then the contacts found, the "create new contact" placeholder and a message.

Source: the getContact page of App Connect's documentation for ``getcontact``; for the
named connectors the code their record names, checked against recorded lookups.

>>> from toolkit.crm.memory import MemoryCrm
>>> from toolkit.matching.contacts import Contact
>>> crm = MemoryCrm([Contact("c1", "Ada", (("phone", "(415) 555-0100"),))])
>>> answer = get_contact("+14155550100", crm=crm, overriding_format="(###) ###-####")
>>> [contact["id"] for contact in answer.to_dict()["matchedContactInfo"]]
['c1', 'createNewContact']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from toolkit.errors import CrmError
from toolkit.matching.answers import (
    Found,
    LookupAnswer,
    answered,
    contact_dict,
    failed,
    replied,
)
from toolkit.matching.connectors import connector as known_connector
from toolkit.matching.contacts import Contact, Crm
from toolkit.matching.formats import parse_formats
from toolkit.matching.lookup import OverridingFormat, Undefined, is_true, read_lookup
from toolkit.matching.record import Connector, Search
from toolkit.matching.search_rules import known_rule
from toolkit.matching.terms import read_number
from toolkit.matching.user_settings import with_settings
from toolkit.matching.wire import AS_BUILT, known_wire, wire_text


@runtime_checkable
class LookupServer(Protocol):
    """A server that answers a whole lookup itself, as App Connect's does."""

    def lookup(
        self,
        phone_number: str,
        overriding_format: tuple[str, ...] = (),
        *,
        is_extension: bool = False,
    ) -> LookupAnswer:
        """Answer one lookup, or raise `toolkit.errors.CrmError`."""
        ...


@runtime_checkable
class LiveSearch(Protocol):
    """A CRM that answers for itself: every live one.

    It has its own search rule, and says itself which terms it cannot be asked for.
    """

    def check_terms(self, number: str, terms: Sequence[str | None]) -> None:
        """Raise NumberError or FormatError for a term that would break a query."""
        ...

    def for_user(self, user: Mapping[str, Any]) -> Crm:
        """Give the same CRM with a user's settings for what stands beside a contact."""
        ...


def get_contact(
    phone_number: str,
    *,
    crm: Crm | LookupServer,
    connector: str | Connector = "getcontact",
    overriding_format: OverridingFormat = "",
    is_extension: bool | str = False,
    user: Mapping[str, Any] | None = None,
    auth_header: str | None = None,
    create_new_contact: bool = True,
    search_rule: str | None = None,
    wire: str = AS_BUILT,
    errors: str = "message",
) -> LookupAnswer:
    """Ask who has a phone number.

    Parameters
    ----------
    phone_number
        Normally E.164; a space where ``+`` was URL-decoded is repaired.
    crm
        Where to search: contacts in memory or a live CRM. A `LookupServer` is asked
        for the whole lookup; the connector's rules are then its own.
    connector
        Name or record of the connector whose rules hold.
    overriding_format
        Formats, as comma text or list. `UNDEFINED`, None (null) and
        `RepeatedParameter` are what a client can also send.
    is_extension
        True or the text ``"true"``: the number is an internal extension.
    user, auth_header
        The interface's own arguments. ``user["userSettings"]`` can widen or narrow the
        searches, and what stands beside a contact; the authorisation belongs to the CRM
        adapter and is not read here.
    create_new_contact
        Whether the placeholder for a new contact is added.
    search_rule
        How the CRM compares, where it is not what the connector assumes. For contacts
        in memory: a live CRM compares as it does.
    wire
        ``"as-built"`` compares the terms that the connector builds,
        ``"form-decoded"`` what a CRM reads of them that decodes the URL as a form.
        For contacts in memory: a live CRM decodes by itself.
    errors
        When the CRM fails and the connector throws: ``"message"`` answers what App
        Connect's server makes of it, ``"raise"`` raises ConnectorError.

    Raises
    ------
    ConnectorError
        Where the real connector throws.
    FormatError, NumberError
        For a live CRM, where a term would break out of the query it is pasted into.
    """
    known_wire(wire)
    rule = known_rule(search_rule) if search_rule else None
    record = with_settings(known_connector(connector), user)
    if isinstance(crm, LookupServer):
        try:
            return _served(crm, phone_number, overriding_format, is_true(is_extension))
        except CrmError as error:
            return failed(record, read_number(record, phone_number), error, errors)
    asked = read_lookup(
        record, phone_number, overriding_format, is_extension=is_extension, user=user
    )
    if asked.reply:
        return replied(asked.reply, asked.number)
    if isinstance(crm, LiveSearch):
        crm.check_terms(asked.number.text, asked.terms)
        crm, rule, wire = crm.for_user(user or {}), None, AS_BUILT
    rule = rule or record.rule(formats_set=asked.formats_set)
    found: list[Found] = []
    contacts = []
    try:
        for each in _found(record, crm, asked.terms, rule, wire):
            found.append(each)
            contacts.append(contact_dict(record, crm, asked.number, each))
    except CrmError as error:
        return failed(record, asked.number, error, errors)
    return answered(record, asked, found, contacts, create_new_contact)


def _served(
    server: LookupServer, phone_number: str, given: OverridingFormat, is_extension: bool
) -> LookupAnswer:
    """Hand the lookup on; no formats and the empty text are the same in its query."""
    listed = () if given is None or isinstance(given, Undefined) else given
    formats = parse_formats(listed)
    return server.lookup(phone_number, formats, is_extension=is_extension)


def _found(
    record: Connector, crm: Crm, terms: Sequence[str | None], rule: str, wire: str
) -> Iterator[Found]:
    """Search term by term; each contact comes before the next search is sent."""
    seen: set[str | int] = set()
    for term in terms:
        # A live CRM says itself what it cannot be asked for.
        if not isinstance(crm, LiveSearch) and not record.can_search(term):
            continue
        text = wire_text(term, record, wire)
        for search in record.searches:
            for contact in _one_search(record, crm, text, search, rule):
                if record.unique_contacts and contact.id in seen:
                    continue
                seen.add(contact.id)
                yield Found(contact, term, search)
        if seen and record.stop_at_first:
            return


def _one_search(
    record: Connector, crm: Crm, term: str | None, search: Search, rule: str
) -> Sequence[Contact]:
    try:
        return crm.search(term, search, record, rule)
    except CrmError:
        if record.on_failure == "drops-search":
            return []
        raise
