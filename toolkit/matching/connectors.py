"""Connectors: what each one searches, how it is compared, and what comes back.

A connector is one frozen record in `CONNECTORS`. The one-number matcher
(`toolkit.matching.get_contact`) and the column engine (`toolkit.columns`) read the same
record, so a rule stands in one place. Adding a connector is adding a record.

Source of the nine named records: ``src/connectors/<name>/index.ts`` of
ringcentral/rc-unified-crm-extension at `UPSTREAM_COMMIT`, checked against lookups
recorded from that code. ``getcontact`` is the interface as its documentation describes
it, which custom adapters implement.

>>> insightly = connector("insightly")
>>> insightly.terms_set, insightly.terms_empty  # E.164 is never searched
(('formats',), ('national',))
>>> connector("clio").requests(n_terms=4, n_contacts=1)
6
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from toolkit.errors import OptionError
from toolkit.matching.record import (
    CONNECTOR_PLAN,
    DIGITS,
    E164,
    FIELD_ROLES,
    FORMATS,
    INSIDE,
    INTERNATIONAL,
    LAST,
    NATIONAL,
    RAW,
    READ,
    Connector,
    Limit,
    Reply,
    Search,
    SettingKeys,
)

__all__ = [
    "CONNECTORS",
    "CONNECTOR_PLAN",
    "DIGITS",
    "E164",
    "FIELD_ROLES",
    "FORMATS",
    "INSIDE",
    "INTERNATIONAL",
    "LAST",
    "NATIONAL",
    "RAW",
    "READ",
    "UPSTREAM_COMMIT",
    "Connector",
    "Limit",
    "Reply",
    "Search",
    "SettingKeys",
    "connector",
]

UPSTREAM_COMMIT = "fa94f96c (2026-08-22)"

_DAY = 86_400  # seconds
_NO_EXTENSIONS = Reply(
    "Logging against internal extension number is not supported.", successful=None
)
_NOT_PERMITTED = Reply(
    "Contact not found OR Permission violation: You need the "
    '"Lists -> Contact -> FULL, Lists -> Customers -> FULL" permission to access '
    "this page.",
    details="A contact with the phone number {number} could not be found in your "
    "NetSuite account.",
    ttl=60_000,
)
_VINSOLUTIONS_FAILED = Reply("Contact lookup failed in VinSolutions.", ttl=5000)
_NO_SHEET = Reply(
    "No sheet selected to search for contacts",
    details="To log calls, please go to Settings > Google Sheets Config, and either "
    "create a new sheet or attach an existing one.",
    ttl=5000,
)
_TEMPLATE_FOUND = Reply(
    "Successfully found contact.",
    "success",
    details="Found {count} contacts",
    details_key="detaisl",  # as it is spelt there
    successful=True,
)
_UNDEFINED_THROWS = "Cannot read properties of undefined (reading 'split')"
_NULL_THROWS = "Cannot read properties of null (reading 'split')"
_LIST_THROWS = "overridingFormat.split is not a function"
_ALL_FOUR = (NATIONAL, E164, INTERNATIONAL, DIGITS)
_BULLHORN_FIELDS = ("phone", "mobile", "phone2", "phone3")
_NETSUITE_FIELDS = ("phone", "homePhone", "mobilePhone")


def _upstream(name: str) -> str:
    """Name the file that a record was read from, its commit and date."""
    return f"src/connectors/{name}/index.ts at {UPSTREAM_COMMIT}"


# What a record does not say, most connectors share: every term is asked, and compared
# exactly with all phones of a contact; nothing is trimmed or left out; a contact comes
# back once; an extension is refused with an empty list; undefined, null and a list
# count as no formats; and where the CRM fails, the connector throws.
# What belongs together stands on a line, so that nine records fit on two screens.
# fmt: off
_RECORDS = (
    Connector(
        "getcontact", "the documented interface",
        "the getContact and phone-number-format pages of the documentation",
        terms_empty=(E164,), terms_set=(E164, FORMATS),
        invalid_empty=(E164,), invalid_set=(E164, FORMATS), plan=None,
        stop_at_first=True, trims_space=True, drops_empty=True,
        on_extension=None, on_no_plus=Reply(_NO_EXTENSIONS.message),
        on_found=Reply("Contact found.", "success", successful=True),
        on_none_found=Reply("Contact not found.", ttl=5000, successful=True),
    ),
    Connector(
        "pipedrive-reference",
        "the documentation's reference implementation for Pipedrive",
        "the getContact page's example",
        terms_empty=(NATIONAL,), terms_set=(NATIONAL,),
        invalid_empty=(RAW,), invalid_set=(RAW,), pasted=INSIDE,
        rule_empty="digits-contain", rule_set="digits-contain",
        requests_per_contact=1, follow_ups=True,
        limits=(Limit("company", 2, 20), Limit("company", _DAY, 30_000)),
        on_extension=None, on_no_plus=_NO_EXTENSIONS,
    ),
    Connector(
        "clio", "Clio", _upstream("clio"),
        terms_empty=(RAW,), terms_set=(RAW, FORMATS),
        invalid_empty=(RAW,), invalid_set=(RAW,),  # formats are left out
        pasted=INSIDE, safe_placeholder="*",
        requests_per_contact=2, follow_ups=True, limits=(Limit("token", 60, 50),),
        placeholder_info=MappingProxyType({"logTimeEntry": True}),
        on_null=_NULL_THROWS, on_list=_LIST_THROWS,
    ),
    Connector(
        "insightly", "Insightly", _upstream("insightly"),
        terms_empty=(NATIONAL,), terms_set=(FORMATS,),  # never E.164
        invalid_empty=(), invalid_set=(),  # not searched at all
        pasted=INSIDE, trims_space=True, safe_placeholder="*",
        searches=(
            Search("contact", ("PHONE",), "Contact"),
            Search("contact", ("PHONE_MOBILE",), "Contact"),
            Search("lead", ("PHONE",), "Lead"),
            Search("lead", ("MOBILE",), "Lead"),
        ),
        rule_empty="exact", rule_set="exact", unique_contacts=False,
        cleanup_target="national", returned_phone="matched",
        follow_ups=True, limits=(Limit("account", _DAY, 40_000),),
        on_undefined=_UNDEFINED_THROWS, on_null=_NULL_THROWS, on_list=_LIST_THROWS,
        settings=SettingKeys(extra_fields=(
            ("contact", "insightlyExtraPhoneFieldNameForContact"),
            ("lead", "insightlyExtraPhoneFieldNameForLead"),
        )),
    ),
    Connector(
        "netsuite", "NetSuite", _upstream("netsuite"),
        terms_empty=(NATIONAL,), terms_set=(RAW, FORMATS),
        invalid_empty=(NATIONAL,), invalid_set=(RAW,), unparsable="undefined",
        searches=(
            Search("contact", (*_NETSUITE_FIELDS, "officePhone"), "contact"),
            Search("customer", (*_NETSUITE_FIELDS, "altPhone"), "custjob"),
            Search("vendor", (*_NETSUITE_FIELDS, "altPhone"), "vendor"),
        ),
        rule_empty="digits-end", rule_set="exact", unique_contacts=False,
        breaks_on="'", returned_phone="main", missing_phone="",
        follow_ups=True, limits=(Limit("account", 0, 15),),
        on_undefined=_NOT_PERMITTED, on_null=_NOT_PERMITTED, on_list=_NOT_PERMITTED,
        on_failure="drops-search",
        settings=SettingKeys(fields="phoneFieldsId", entities="contactsSearchId"),
    ),
    Connector(
        "vinsolutions", "VinSolutions", _upstream("vinsolutions"),
        terms_empty=_ALL_FOUR, terms_set=(FORMATS, *_ALL_FOUR),
        invalid_empty=(DIGITS,), invalid_set=(DIGITS,),
        unique_terms=True, trims_space=True, drops_empty=True,
        requests_per_contact=1, returned_phone="first",
        on_list=_VINSOLUTIONS_FAILED, on_failure=_VINSOLUTIONS_FAILED,
    ),
    Connector(
        "bullhorn", "Bullhorn", _upstream("bullhorn"),
        terms_empty=(NATIONAL,), terms_set=(NATIONAL,),
        invalid_empty=(), invalid_set=(),
        searches=(
            Search("ClientContact", _BULLHORN_FIELDS, "Contact"),
            Search("Candidate", (*_BULLHORN_FIELDS, "workPhone"), "Candidate"),
            Search("Lead", _BULLHORN_FIELDS, "Lead"),
        ),
        rule_empty="digits-contain", rule_set="digits-contain", unique_contacts=False,
        returned_phone="main", placeholder_only_alone=True,
        on_invalid=Reply("Invalid phone number format", contacts=True),
    ),
    Connector(
        "pipedrive", "Pipedrive", _upstream("pipedrive"),
        terms_empty=(NATIONAL,), terms_set=(NATIONAL,),
        invalid_empty=(RAW,), invalid_set=(RAW,), pasted=INSIDE,
        rule_empty="digits-contain", rule_set="digits-contain",
        requests_per_contact=2, follow_ups=True,
        limits=(Limit("company", 2, 20), Limit("company", _DAY, 30_000)),
        company_key="organization", missing_company="", on_no_plus=_NO_EXTENSIONS,
    ),
    Connector(
        "redtail", "Redtail", _upstream("redtail"),
        terms_empty=(NATIONAL,), terms_set=(NATIONAL,),
        invalid_empty=(RAW,), invalid_set=(RAW,), pasted=LAST,
        rule_empty="digits-contain", rule_set="digits-contain", requests_fixed=1,
    ),
    Connector(
        "googleSheets", "Google Sheets", _upstream("googleSheets"),
        terms_empty=(E164,), terms_set=(E164,),
        invalid_empty=(E164,), invalid_set=(E164,),
        unparsable=None, blank_finds_blank=True,  # undefined === undefined
        searches=(Search("row", ("phone",), None),), unique_contacts=False,
        requests_fixed=1, returned_phone="main", phone_key="phoneNumber",
        placeholder_name="Create new Contact",
        on_failure=Reply("Error Finding Contact", ttl=30_000),
        settings=SettingKeys(required="googleSheetsUrl", unset=_NO_SHEET),
    ),
    Connector(
        "template", "the developers' template", _upstream("template"),
        terms_empty=(RAW,), terms_set=(RAW,), invalid_empty=(RAW,), invalid_set=(RAW,),
        reads_space_as_plus=False,
        searches=(Search("contact", ("phone",), "contact"),), unique_contacts=False,
        requests_per_search=0, on_extension=None, on_found=_TEMPLATE_FOUND,
    ),
)
# fmt: on

CONNECTORS: Mapping[str, Connector] = MappingProxyType(
    {record.name: record for record in _RECORDS}
)


def connector(name: str | Connector) -> Connector:
    """Give the record of a connector, or raise OptionError naming those there are.

    >>> connector("netsuite").rule_empty
    'digits-end'
    """
    if isinstance(name, Connector):
        return name
    if name not in CONNECTORS:
        raise OptionError(
            expected=" | ".join(CONNECTORS), got=repr(name), where="connector"
        )
    return CONNECTORS[name]
