"""The record that a connector is: its terms, searches, costs and answers.

Every field has the default that most connectors share; the records themselves stand in
`toolkit.matching.connectors`.

>>> from toolkit.matching.connectors import CONNECTORS
>>> CONNECTORS["insightly"].searches_role("home") is None
True
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from toolkit.errors import OptionError
from toolkit.matching.formats import PLACEHOLDERS
from toolkit.matching.search_rules import SEARCH_RULES

CONNECTOR_PLAN = "8.13.24"  # numbering plans of awesome-phonenumber 5.11.0

# What a term is made of.
RAW = "raw"  # the number as it came, its first space read as a plus
E164 = "e164"  # normalised
NATIONAL = "national"  # national (significant) number
INTERNATIONAL = "international"  # international style, its spaces taken out
DIGITS = "digits"  # the number as it came, without a leading plus
FORMATS = "formats"  # the national number in each format, in order

# How a term gets into a URL where it is not escaped: pasted as it is, other parameters
# behind it or nothing (toolkit.matching.wire says what a CRM reads then).
INSIDE = "inside"
LAST = "last"

# The CRMs' names of the fields that exports know by a role. Any other field name
# (a custom field) is its own role.
FIELD_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "PHONE": "phone",
        "PHONE_MOBILE": "mobile",
        "MOBILE": "mobile",
        "homePhone": "home",
        "mobilePhone": "mobile",
        "officePhone": "office",
        "altPhone": "alt",
        "workPhone": "work",
    }
)


READ = (E164, NATIONAL, INTERNATIONAL)  # what the library must have read first
_KINDS = (RAW, E164, NATIONAL, INTERNATIONAL, DIGITS, FORMATS)
# Field of a record -> the words that may stand there.
_KNOWN: Mapping[str, Collection[str]] = MappingProxyType(
    {
        "terms_empty": _KINDS,
        "terms_set": _KINDS,
        "invalid_empty": _KINDS,
        "invalid_set": _KINDS,
        "rule_empty": SEARCH_RULES,
        "rule_set": SEARCH_RULES,
        "pasted": ("", INSIDE, LAST),
        "safe_placeholder": PLACEHOLDERS,
        "cleanup_target": ("e164", "national"),
        "returned_phone": ("asked", "matched", "main", "first"),
    }
)


@dataclass(frozen=True, slots=True)
class Search:
    """One question to the CRM, asked for each term.

    `entity` is the kind of record asked for, `fields` the fields compared (None: every
    phone of a contact), `type` what a found contact is called in the answer.
    """

    entity: str = "contact"
    fields: tuple[str, ...] | None = None
    type: str | None = "contact"

    @property
    def roles(self) -> frozenset[str] | None:
        """The roles of export columns that the fields stand for."""
        if self.fields is None:
            return None
        return frozenset(FIELD_ROLES.get(field, field) for field in self.fields)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer without a search, or the message beside one.

    ``{number}`` and ``{count}`` in `details` become the number and the contacts found.
    """

    message: str = ""
    message_type: str = "warning"
    ttl: int = 3000  # milliseconds
    details: str = ""
    details_key: str = "details"
    successful: bool | None = False
    contacts: bool = False  # an empty list comes with it, not null


@dataclass(frozen=True, slots=True)
class Limit:
    """A documented request limit: `number` requests a `window` seconds and `scope`.

    Window 0 means at the same time.
    """

    scope: str
    window: int
    number: int


@dataclass(frozen=True, slots=True)
class SettingKeys:
    """User settings of App Connect that widen or narrow the searches."""

    fields: str = ""  # list of fields, replaces those of every search
    entities: str = ""  # list of entities, leaves the other searches out
    extra_fields: tuple[tuple[str, str], ...] = ()  # (entity, key): more searches
    required: str = ""  # when given empty, the lookup ends with `unset`
    unset: Reply | None = None


@dataclass(frozen=True, slots=True)
class Connector:
    """The rules of one connector. Defaults are those of most."""

    name: str
    title: str
    source: str
    # Terms, in order, when the number is valid: without and with formats …
    terms_empty: tuple[str, ...]
    terms_set: tuple[str, ...]
    # … and when it is not.
    invalid_empty: tuple[str, ...]
    invalid_set: tuple[str, ...]
    unparsable: str | None = RAW  # what a term of READ becomes: RAW, a text or nothing
    reads_space_as_plus: bool = True
    stop_at_first: bool = False
    unique_terms: bool = False
    trims_space: bool = False  # one leading space of each format
    drops_empty: bool = False  # empty formats
    plan: str | None = CONNECTOR_PLAN  # None: the installed phonenumbers
    # The CRM's side.
    searches: tuple[Search, ...] = (Search(),)
    rule_empty: str = "exact"
    rule_set: str = "exact"
    unique_contacts: bool = True
    blank_finds_blank: bool = False  # "undefined" equals a cell that is not there
    # Characters that break the query, none that numbers are written with: such a term
    # finds nothing.
    breaks_on: str = ""
    pasted: str = ""  # into the URL as it is: INSIDE or LAST; empty: it arrives intact
    safe_placeholder: str = "#"
    cleanup_target: str = "e164"
    # Cost.
    requests_fixed: int = 0  # per lookup that searches at all
    requests_per_search: int = 1
    requests_per_contact: int = 0
    limits: tuple[Limit, ...] = ()
    # What is answered.
    returned_phone: str = "asked"  # asked | matched | main | first
    missing_phone: str | None = None
    phone_key: str = "phone"
    company_key: str = "company"
    missing_company: str | None = None
    follow_ups: bool = False  # deals, matters … are asked for each contact
    placeholder_name: str | None = "Create new contact..."
    placeholder_info: Mapping[str, object] | None = None
    placeholder_only_alone: bool = False
    on_extension: Reply | None = Reply(contacts=True)
    on_invalid: Reply | None = None
    on_no_plus: Reply | None = None
    on_found: Reply | None = None
    on_none_found: Reply | None = None
    # Undefined, null or a list for overridingFormat: None = as no format.
    on_undefined: Reply | str | None = None
    on_null: Reply | str | None = None
    on_list: Reply | str | None = None
    on_failure: Reply | str = "throws"  # throws | drops-search | a reply
    settings: SettingKeys = SettingKeys()

    def __post_init__(self) -> None:
        """Refuse a record whose words nobody knows: it would search for nothing."""
        for name, known in _KNOWN.items():
            given = getattr(self, name)
            for each in given if isinstance(given, tuple) else (given,):
                if each not in known:
                    raise OptionError(
                        expected=" | ".join(known),
                        got=repr(each),
                        where=f"{name} of the connector {self.name!r}",
                    )

    @property
    def uses_formats(self) -> bool:
        """Whether the connector looks at formats at all."""
        return FORMATS in self.terms_set

    def rule(self, *, formats_set: bool) -> str:
        """Name the search rule, with or without formats set."""
        return self.rule_set if formats_set else self.rule_empty

    def can_search(self, term: str | None) -> bool:
        """Say whether the CRM can be asked for a term at all."""
        if term is None:
            return self.blank_finds_blank
        return not any(char in term for char in self.breaks_on)

    def searches_role(self, role: str) -> int | None:
        """Give the first search that compares a column of this role, or None."""
        for place, search in enumerate(self.searches):
            if search.roles is None or role in search.roles:
                return place
        return None

    def requests(self, *, n_terms: int, n_contacts: int) -> int:
        """Count the HTTP requests of one uncached lookup, follow-ups included."""
        if not n_terms:
            return 0
        searched = n_terms * len(self.searches) * self.requests_per_search
        return self.requests_fixed + searched + n_contacts * self.requests_per_contact
