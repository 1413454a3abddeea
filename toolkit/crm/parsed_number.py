"""A phone number as the proxy engine's templates see it: `parsedPhoneNumber`.

The shape is that of awesome-phonenumber 5.11. What is a number, and a valid one, is
decided by its numbering plans; styles and types come from the installed `phonenumbers`.

>>> parsed = parsed_number("+14155550100")
>>> parsed["number"]["significant"], parsed["regionCode"], parsed["valid"]
('4155550100', 'US', True)
>>> parsed_number("101")["number"]
{'input': '101'}
"""

from __future__ import annotations

from typing import Any

import phonenumbers as library

from toolkit.matching.connectors import CONNECTOR_PLAN
from toolkit.matching.plans import plan

_STYLES = {
    "international": library.PhoneNumberFormat.INTERNATIONAL,
    "national": library.PhoneNumberFormat.NATIONAL,
    "e164": library.PhoneNumberFormat.E164,
    "rfc3966": library.PhoneNumberFormat.RFC3966,
}
_EITHER, _UNKNOWN = "fixed-line-or-mobile", "unknown"
_TYPES = {
    library.PhoneNumberType.FIXED_LINE: "fixed-line",
    library.PhoneNumberType.MOBILE: "mobile",
    library.PhoneNumberType.FIXED_LINE_OR_MOBILE: _EITHER,
    library.PhoneNumberType.TOLL_FREE: "toll-free",
    library.PhoneNumberType.PREMIUM_RATE: "premium-rate",
    library.PhoneNumberType.SHARED_COST: "shared-cost",
    library.PhoneNumberType.VOIP: "voip",
    library.PhoneNumberType.PERSONAL_NUMBER: "personal-number",
    library.PhoneNumberType.PAGER: "pager",
    library.PhoneNumberType.UAN: "uan",
    library.PhoneNumberType.VOICEMAIL: "voice-mail",
}
# Why a number is not valid, where it is not its digits alone.
_POSSIBILITIES = {
    library.ValidationResult.TOO_SHORT: "too-short",
    library.ValidationResult.TOO_LONG: "too-long",
    library.ValidationResult.INVALID_LENGTH: _UNKNOWN,
}


def parsed_number(text: str) -> dict[str, Any]:
    """Give the object; a text that is no number has only its input.

    Numbers newer than the connectors' metadata are not valid, as in production.
    """
    read = plan(CONNECTOR_PLAN).parse(text)
    if read is None:
        wrong = {
            "valid": False,
            "possible": False,
            "possibility": "invalid-country-code",
        }
        return {"number": {"input": text}, "regionCode": None, **wrong}
    code, significant, is_valid = read
    number = library.parse(f"+{code}{significant}", None)
    styles = {
        name: library.format_number(number, style) for name, style in _STYLES.items()
    }
    reason = library.is_possible_number_with_reason(number)
    kind = _TYPES.get(library.number_type(number), _UNKNOWN) if is_valid else _UNKNOWN
    return {
        "number": {"input": text, **styles, "significant": significant},
        "regionCode": _region(number),
        "valid": is_valid,
        "possible": is_valid,
        "canBeInternationallyDialled": library.can_be_internationally_dialled(number),
        "possibility": "is-possible"
        if is_valid
        else _POSSIBILITIES.get(reason, "invalid"),
        "type": kind,
        "typeIsMobile": kind in ("mobile", _EITHER),
        "typeIsFixedLine": kind in ("fixed-line", _EITHER),
        "countryCode": code,
    }


def _region(number: library.PhoneNumber) -> str | None:
    """Give the number's region, the code's main one where it belongs to none."""
    found = library.region_code_for_number(number)
    return found or library.region_code_for_country_code(number.country_code or 0)
