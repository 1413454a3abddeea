"""The sandbox's contacts, in SQLite, searched under a search rule.

What a rule compares of each phone (text, digits, normal form) is stored beside it, so
that a search is one query. The answers are those of `toolkit.crm.memory.MemoryCrm`.

>>> from toolkit.matching.connectors import connector
>>> clio = connector("clio")
>>> store = ContactStore([Contact(7, "Ada", (("phone", "415-555-0100"),))], record=clio)
>>> [row.contact.id for row in store.find("exact", "415-555-0100")]
[7]
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

from toolkit.crm.answers import clean_text
from toolkit.errors import OutputError
from toolkit.matching.connectors import FIELD_ROLES, Connector, Search
from toolkit.matching.contacts import Contact
from toolkit.matching.search_rules import digits, known_rule, normal_form

IN_MEMORY = ":memory:"

_TABLES = """
CREATE TABLE contact (place INTEGER PRIMARY KEY, id TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE phone (
    place INTEGER NOT NULL, nth INTEGER NOT NULL, entity TEXT NOT NULL,
    field TEXT NOT NULL, text TEXT NOT NULL, digits TEXT NOT NULL, normal TEXT NOT NULL
);
"""
_INDEXES = """
CREATE INDEX by_id ON contact (id);
CREATE INDEX by_place ON phone (place);
CREATE INDEX by_text ON phone (text);
CREATE INDEX by_normal ON phone (normal);
"""
# What each rule compares; ?1 is the term in the same form, never empty but for exact.
_CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "exact": "text = ?1",
        "contains": "?1 <> '' AND instr(text, ?1) > 0",
        "digits-end": "?1 <> '' AND substr(digits, -length(?1)) = ?1",
        "digits-contain": "?1 <> '' AND instr(digits, ?1) > 0",
        "normalised": "?1 <> '' AND normal = ?1",
    }
)
_ANY_ENTITY = "contact"


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One contact as a kind of record, with the fields that kind has."""

    contact: Contact
    entity: str
    place: int  # among all contacts

    def field(self, name: str) -> str | None:
        """Give the text of a field."""
        return next((text for f, text in self.contact.phones if f == name), None)


class ContactStore:
    """Contacts in SQLite; `record` says which fields each kind of record has.

    A contact whose kind is unknown is a record of each kind that compares one of its
    phones, as in memory.
    """

    def __init__(
        self,
        contacts: Iterable[Contact],
        *,
        record: Connector,
        region: str = "US",
        database: str | Path = IN_MEMORY,
    ) -> None:
        self.region, self._record = region, record
        self._lock = Lock()
        self._base = _open(database)
        self._base.executescript(_TABLES)
        for place, contact in enumerate(contacts):
            self._add(place, contact)
        self._base.executescript(_INDEXES)
        self._base.commit()

    def __repr__(self) -> str:
        """Count the contacts instead of showing them."""
        return f"<ContactStore of {len(self)} contacts>"

    def __len__(self) -> int:
        """Count the contacts."""
        return int(self._ask("SELECT count(*) FROM contact")[0][0])

    def close(self) -> None:
        """Close the database."""
        self._base.close()

    def _add(self, place: int, contact: Contact) -> None:
        self._base.execute(
            "INSERT INTO contact VALUES (?, ?, ?)",
            (place, str(contact.id), _to_json(contact)),
        )
        self._base.executemany(
            "INSERT INTO phone VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (place, nth, entity, field, text, digits(text), self._normal(text))
                for nth, (entity, field, text) in enumerate(self._phones(contact))
            ),
        )

    def _normal(self, text: str) -> str:
        return normal_form(text, self.region)

    def _phones(self, contact: Contact) -> Iterator[tuple[str, str, str]]:
        """Give (kind of record, field, text) of each phone."""
        for field, stored in contact.phones:
            text = clean_text(stored)
            if contact.entity is not None:
                yield contact.entity, field, text
                continue
            role = FIELD_ROLES.get(field, field)
            place = self._record.searches_role(role)
            if place is None:
                continue
            search = self._record.searches[place]
            yield search.entity, _field_of(search, role), text

    def find(
        self,
        rule: str,
        term: str,
        *,
        entity: str | None = None,
        fields: Sequence[str] | None = None,
    ) -> list[Row]:
        """Find the records with a phone that the rule finds by the term, in order."""
        form = _form(rule, term, self.region)
        condition, values = _CONDITIONS[known_rule(rule)], [form]
        if entity is not None:
            condition += f" AND entity = ?{len(values) + 1}"
            values.append(entity)
        if fields is not None:
            first = len(values) + 1
            marks = ",".join(f"?{first + i}" for i in range(len(fields)))
            condition += f" AND field IN ({marks})"
            values.extend(fields)
        found = self._ask(
            f"SELECT DISTINCT place, entity FROM phone WHERE {condition} "  # noqa: S608
            "ORDER BY place, nth",
            values,
        )
        return [self._row(*each) for each in dict.fromkeys(map(tuple, found))]

    def by_id(self, contact_id: str) -> Contact | None:
        """Give a contact by its id."""
        found = self._ask("SELECT json FROM contact WHERE id = ?1", [contact_id])
        return _from_json(found[0][0]) if found else None

    def _row(self, place: int, entity: str) -> Row:
        json_text = self._ask("SELECT json FROM contact WHERE place = ?1", [place])
        phones = self._ask(
            "SELECT field, text FROM phone WHERE place = ?1 AND entity = ?2 "
            "ORDER BY nth",
            [place, entity],
        )
        contact = _from_json(json_text[0][0])
        return Row(replace(contact, phones=tuple(map(tuple, phones))), entity, place)

    def _ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            return self._base.execute(sql, values).fetchall()


class StoreCrm:
    """The store as a `Crm` for `get_contact`; `rule` is the sandbox's own, if any."""

    def __init__(self, store: ContactStore, rule: str | None = None) -> None:
        self.store, self.rule = store, rule

    def search(
        self, term: str | None, search: Search, record: Connector, rule: str
    ) -> Sequence[Contact]:
        """Find contacts by a term."""
        if term is None:
            return []
        entity = search.entity if search.fields is not None else None
        found = self.store.find(
            self.rule or rule, term, entity=entity, fields=search.fields
        )
        return [replace(row.contact, entity=row.entity) for row in found]

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give what the contact holds beside it."""
        return contact.additional_info


def _open(database: str | Path) -> sqlite3.Connection:
    """Open a database that only its owner can read; a file must be new."""
    if database != IN_MEMORY:
        try:
            os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            reason = (error.strerror or "an error").lower()
        else:
            reason = ""
        if reason:
            raise OutputError(
                expected="a new file for the sandbox's contacts",
                got=reason,
                where="database",
            )
    base = sqlite3.connect(database, check_same_thread=False)
    base.execute("PRAGMA journal_mode = MEMORY")
    base.execute("PRAGMA synchronous = OFF")  # a rehearsal: nothing is lost for good
    return base


def _form(rule: str, term: str, region: str) -> str:
    text = clean_text(term)
    if rule in ("digits-end", "digits-contain"):
        return digits(text)
    return normal_form(text, region) if rule == "normalised" else text


def _field_of(search: Search, role: str) -> str:
    """Name the field of a search that stands for a role."""
    for field in search.fields or ():
        if FIELD_ROLES.get(field, field) == role:
            return field
    return role


def _to_json(contact: Contact) -> str:
    return json.dumps(
        {
            "id": contact.id,
            "name": clean_text(contact.name),
            "title": contact.title,
            "company": contact.company,
            "created_at": contact.created_at,
            "modified_at": contact.modified_at,
            "additional_info": contact.additional_info,
        }
    )


def _from_json(text: str) -> Contact:
    return Contact(**json.loads(text))
