"""A contact as a CRM hands it to a connector, and what a CRM must be able to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from toolkit.matching.connectors import FIELD_ROLES, Connector, Search


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """One contact; its `repr` does not show it.

    `phones` are (field, text) pairs, the text byte for byte as stored; the field is a
    CRM field name or a role of `FIELD_ROLES`. `entity` is None where an export does not
    say what kind of record it is: then each phone belongs to the first search of a
    connector that compares its role. `type` is what the CRM itself calls the contact,
    where it says so.
    """

    id: str | int
    name: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    entity: str | None = None
    title: str | None = None
    company: str | None = None
    created_at: str | None = None
    modified_at: str | None = None
    additional_info: Mapping[str, object] | None = None
    type: str | None = None

    def __repr__(self) -> str:
        """Count the phones instead of showing them."""
        return f"<Contact with {len(self.phones)} phones>"

    def phone(self, *roles: str) -> str | None:
        """Give the first phone of the first of these roles that there is."""
        for role in roles:
            for field, text in self.phones:
                if FIELD_ROLES.get(field, field) == role:
                    return text
        return None

    def searched_phones(self, search: Search, record: Connector) -> Sequence[str]:
        """Give the texts that a search of a connector compares."""
        if self.entity is None:
            place = record.searches.index(search) if search in record.searches else -1
            return [
                text
                for field, text in self.phones
                if record.searches_role(FIELD_ROLES.get(field, field)) == place
            ]
        if self.entity != search.entity and search.fields is not None:
            return []
        fields = search.fields
        return [text for f, text in self.phones if fields is None or f in fields]


class Crm(Protocol):
    """Where a search goes: contacts in memory, a live CRM, the sandbox.

    Both methods raise `toolkit.errors.CrmError` when the CRM does not answer.
    """

    def search(
        self, term: str | None, search: Search, record: Connector, rule: str
    ) -> Sequence[Contact]:
        """Find contacts by a term; a live CRM has its own rule and ignores `rule`."""
        ...

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give what is shown beside a contact: its open deals, matters …."""
        ...
