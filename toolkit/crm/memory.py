"""Contacts in memory, searched under a rule as a CRM would.

>>> from toolkit.matching.connectors import connector
>>> from toolkit.matching.contacts import Contact
>>> crm = MemoryCrm([Contact(1, phones=(("phone", "415-555-0100"),))])
>>> clio = connector("clio")
>>> len(crm.search("415-555-0100", clio.searches[0], clio, "exact"))
1
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact
from toolkit.matching.search_rules import SEARCH_RULES, digits, normal_form


class MemoryCrm:
    """Contacts in memory; `region` is where the rule ``normalised`` reads numbers."""

    def __init__(self, contacts: Iterable[Contact], *, region: str = "US") -> None:
        self.contacts = tuple(contacts)
        self.region = region
        self._forms: dict[str, dict[str, list[int]]] = {}
        self._found: dict[tuple[str, str], list[int]] = {}

    def __repr__(self) -> str:
        """Count the contacts instead of showing them."""
        return f"<MemoryCrm with {len(self.contacts)} contacts>"

    def search(
        self, term: str | None, search: Search, record: Connector, rule: str
    ) -> Sequence[Contact]:
        """Find the contacts with a searched phone that the rule finds by the term."""
        if term is None:
            return [c for c in self.contacts if not c.searched_phones(search, record)]
        compare = SEARCH_RULES[rule]
        return [
            contact
            for contact in map(self.contacts.__getitem__, self._candidates(rule, term))
            if any(
                compare(term, text, self.region)
                for text in contact.searched_phones(search, record)
            )
        ]

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give what the contact holds beside it."""
        return contact.additional_info

    def _candidates(self, rule: str, term: str) -> list[int]:
        """Give the contacts with any phone that the rule finds by the term."""
        if (rule, term) not in self._found:
            key = _FORMS[rule](term, self.region)
            forms = self._index(rule)
            if rule in ("exact", "normalised"):
                places = forms.get(key, [])
            else:
                fits = str.endswith if rule == "digits-end" else str.__contains__
                hits = (where for form, where in forms.items() if fits(form, key))
                places = [place for where in hits for place in where]
            self._found[rule, term] = sorted(set(places))
        return self._found[rule, term]

    def _index(self, rule: str) -> dict[str, list[int]]:
        """Map what the rule compares of each phone to the contacts that have it."""
        if rule not in self._forms:
            index: dict[str, list[int]] = {}
            for text, places in self._texts.items():
                index.setdefault(_FORMS[rule](text, self.region), []).extend(places)
            self._forms[rule] = index
        return self._forms[rule]

    @cached_property
    def _texts(self) -> dict[str, list[int]]:
        texts: dict[str, list[int]] = {}
        for place, contact in enumerate(self.contacts):
            for _, text in contact.phones:
                texts.setdefault(text, []).append(place)
        return texts


def _as_it_is(text: str, region: str | None) -> str:
    return text


def _digits(text: str, region: str | None) -> str:
    return digits(text)


_FORMS: Mapping[str, Callable[[str, str | None], str]] = {
    "exact": _as_it_is,
    "contains": _as_it_is,
    "digits-end": _digits,
    "digits-contain": _digits,
    "normalised": normal_form,
}
