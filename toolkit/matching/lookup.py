"""A lookup before anything is searched: its terms, or the answer instead of them.

`read_lookup` is what a connector makes of getContact's arguments. `search_terms` shows
the terms of it, `toolkit.matching.get_contact` searches for them.

>>> search_terms("+14155550100", "(###) ###-####", connector="clio")
['+14155550100', '(415) 555-0100']
>>> search_terms("+14155550100", "(###) ###-####", connector="insightly")
['(415) 555-0100']
>>> read_lookup(known_connector("bullhorn"), "+1415").reply.message
'Invalid phone number format'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.errors import ConnectorError
from toolkit.matching.connectors import Connector
from toolkit.matching.connectors import connector as known_connector
from toolkit.matching.formats import parse_formats
from toolkit.matching.record import Reply
from toolkit.matching.terms import LookupNumber, lookup_terms, read_number
from toolkit.matching.user_settings import setting


class Undefined:
    """JavaScript's undefined: the client sent no overridingFormat at all."""


class RepeatedParameter(tuple[str, ...]):
    """``?overridingFormat=a&overridingFormat=b``: the server hands on a list."""


UNDEFINED = Undefined()
OverridingFormat = str | Iterable[str] | Undefined | None


@dataclass(frozen=True, slots=True, repr=False)
class Lookup:
    """One getContact call, read as a connector reads it.

    `terms` are searched in order; None stands for JavaScript's undefined. With a
    `reply` nothing is searched: that is the answer.
    """

    number: LookupNumber
    terms: tuple[str | None, ...] = ()
    formats_set: bool = False
    reply: Reply | None = None

    def __repr__(self) -> str:
        """Count the terms instead of showing them."""
        return f"<Lookup with {len(self.terms)} terms>"


def read_lookup(
    record: Connector,
    phone_number: str,
    overriding_format: OverridingFormat = "",
    *,
    is_extension: bool | str = False,
    user: Mapping[str, Any] | None = None,
) -> Lookup:
    """Read the arguments of getContact as a connector does.

    Parameters are those of `toolkit.matching.get_contact.get_contact`.

    Raises
    ------
    ConnectorError
        Where the real connector throws.
    """
    number = read_number(record, phone_number)
    reply = _refusal(record, number, is_extension, user)
    if reply:
        return Lookup(number, reply=reply)
    formats = _formats_given(record, overriding_format)
    if isinstance(formats, Reply):
        return Lookup(number, reply=formats)
    if record.on_invalid and not number.is_valid:
        return Lookup(number, formats_set=bool(formats), reply=record.on_invalid)
    terms: list[str | None] = [number.text]
    if not is_true(is_extension):
        terms = lookup_terms(record, number, formats)
    return Lookup(number, tuple(terms), formats_set=bool(formats))


def search_terms(
    phone_number: str,
    overriding_format: OverridingFormat = "",
    *,
    connector: str | Connector = "getcontact",
    is_extension: bool | str = False,
    user: Mapping[str, Any] | None = None,
) -> list[str | None]:
    """Give the terms a connector searches for a number, in order, without searching.

    Parameters are those of `toolkit.matching.get_contact.get_contact`. A connector that
    refuses the lookup searches nothing: the list is empty. None stands for JavaScript's
    undefined.

    Raises
    ------
    ConnectorError
        Where the real connector throws.
    """
    return list(
        read_lookup(
            known_connector(connector),
            phone_number,
            overriding_format,
            is_extension=is_extension,
            user=user,
        ).terms
    )


def is_true(flag: bool | str) -> bool:
    """Say whether a flag is what the client sends as ``isExtension=true``."""
    return flag is True or flag == "true"


def _refusal(
    record: Connector,
    number: LookupNumber,
    is_extension: bool | str,
    user: Mapping[str, Any] | None,
) -> Reply | None:
    if is_true(is_extension):
        return record.on_extension
    if record.on_no_plus and "+" not in number.text:
        return record.on_no_plus
    if setting(user, record.settings.required) == "":
        return record.settings.unset
    return None


def _formats_given(
    record: Connector, given: OverridingFormat
) -> tuple[str, ...] | Reply:
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
    return outcome or ()
