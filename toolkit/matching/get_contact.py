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

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from toolkit.errors import ConnectorError, CrmError
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
from toolkit.matching.record import Connector, Reply, Search
from toolkit.matching.search_rules import known_rule
from toolkit.matching.terms import LookupNumber, lookup_terms, read_number
from toolkit.matching.user_settings import setting, with_settings
from toolkit.matching.wire import AS_BUILT, known_wire, wire_text


class Undefined:
    """JavaScript's undefined: the client sent no overridingFormat at all."""


class RepeatedParameter(tuple[str, ...]):
    """``?overridingFormat=a&overridingFormat=b``: the server hands on a list."""


UNDEFINED = Undefined()
OverridingFormat = str | Iterable[str] | Undefined | None


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
    record = with_settings(known_connector(connector), user)
    number = read_number(record, phone_number)
    if isinstance(crm, LookupServer):
        flag = _is_true(is_extension)
        try:
            return _served(crm, phone_number, overriding_format, flag)
        except CrmError as error:
            return failed(record, number, error, errors)
    reply = _refusal(record, number, is_extension, user)
    if reply:
        return replied(reply, number)
    formats = _formats_given(record, overriding_format)
    if isinstance(formats, Reply):
        return replied(formats, number)
    if record.on_invalid and not number.is_valid:
        return replied(record.on_invalid, number)
    terms = _terms(record, number, formats, _is_true(is_extension))
    rule = search_rule and known_rule(search_rule)
    if isinstance(crm, LiveSearch):
        crm.check_terms(number.text, terms)
        crm, rule = crm.for_user(user or {}), None
    rule = rule or record.rule(formats_set=bool(parse_formats(formats)))
    try:
        found = _search(record, crm, terms, rule, wire)
        contacts = [contact_dict(record, crm, number, each) for each in found]
    except CrmError as error:
        return failed(record, number, error, errors)
    return answered(record, number, terms, found, contacts, create_new_contact)


def _served(
    server: LookupServer, phone_number: str, given: OverridingFormat, is_extension: bool
) -> LookupAnswer:
    """Hand the lookup on; no formats and the empty text are the same in its query."""
    listed = () if given is None or isinstance(given, Undefined) else given
    formats = parse_formats(listed)
    return server.lookup(phone_number, formats, is_extension=is_extension)


def _is_true(flag: bool | str) -> bool:
    return flag is True or flag == "true"


def _refusal(
    record: Connector,
    number: LookupNumber,
    is_extension: bool | str,
    user: Mapping[str, Any] | None,
) -> Reply | None:
    if _is_true(is_extension):
        return record.on_extension
    if record.on_no_plus and "+" not in number.text:
        return record.on_no_plus
    if setting(user, record.settings.required) == "":
        return record.settings.unset
    return None


def _formats_given(
    record: Connector, given: OverridingFormat
) -> str | Iterable[str] | Reply:
    """Give the formats, or what the connector makes of something else."""
    if isinstance(given, Undefined):
        outcome = record.on_undefined
    elif given is None:
        outcome = record.on_null
    elif isinstance(given, RepeatedParameter):
        outcome = record.on_list
    else:
        return parse_formats(given)
    if isinstance(outcome, str):
        raise ConnectorError(outcome, connector=record.name)
    return outcome or ""


def _terms(
    record: Connector,
    number: LookupNumber,
    formats: str | Iterable[str],
    is_extension: bool,
) -> list[str | None]:
    if is_extension:
        return [number.text]
    return lookup_terms(record, number, formats)


def _search(
    record: Connector, crm: Crm, terms: Sequence[str | None], rule: str, wire: str
) -> list[Found]:
    found: list[Found] = []
    for term in terms:
        text = wire_text(term, record, wire)
        for search in record.searches:
            contacts = _one_search(record, crm, text, search, rule)
            found.extend(Found(contact, term, search) for contact in contacts)
        if found and record.stop_at_first:
            break
    return _first_of_each(found) if record.unique_contacts else found


def _first_of_each(found: Iterable[Found]) -> list[Found]:
    first: dict[str | int, Found] = {}
    for each in found:
        first.setdefault(each.contact.id, each)
    return list(first.values())


def _one_search(
    record: Connector, crm: Crm, term: str | None, search: Search, rule: str
) -> Sequence[Contact]:
    if not isinstance(crm, LiveSearch) and not record.can_search(term):
        return []
    try:
        return crm.search(term, search, record, rule)
    except CrmError:
        if record.on_failure == "drops-search":
            return []
        raise
