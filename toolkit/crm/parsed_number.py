"""A phone number as the proxy engine's templates see it: `parsedPhoneNumber`.

The shape is that of awesome-phonenumber 5; the numbers come from the installed
`phonenumbers`.

>>> parsed = parsed_number("+14155550100")
>>> parsed["number"]["significant"], parsed["regionCode"], parsed["valid"]
('4155550100', 'US', True)
>>> parsed_number("101")["number"]
{'input': '101'}
"""

from __future__ import annotations

from typing import Any

import phonenumbers as library

_STYLES = {
    "international": library.PhoneNumberFormat.INTERNATIONAL,
    "national": library.PhoneNumberFormat.NATIONAL,
    "e164": library.PhoneNumberFormat.E164,
    "rfc3966": library.PhoneNumberFormat.RFC3966,
}
_TYPES = {
    library.PhoneNumberType.FIXED_LINE: "fixed-line",
    library.PhoneNumberType.MOBILE: "mobile",
    library.PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed-line-or-mobile",
    library.PhoneNumberType.TOLL_FREE: "toll-free",
    library.PhoneNumberType.PREMIUM_RATE: "premium-rate",
    library.PhoneNumberType.SHARED_COST: "shared-cost",
    library.PhoneNumberType.VOIP: "voip",
    library.PhoneNumberType.PERSONAL_NUMBER: "personal-number",
    library.PhoneNumberType.PAGER: "pager",
    library.PhoneNumberType.UAN: "uan",
    library.PhoneNumberType.VOICEMAIL: "voice-mail",
}
_POSSIBILITIES = {
    library.ValidationResult.IS_POSSIBLE: "is-possible",
    library.ValidationResult.INVALID_COUNTRY_CODE: "invalid-country-code",
    library.ValidationResult.TOO_SHORT: "too-short",
    library.ValidationResult.TOO_LONG: "too-long",
}


def parsed_number(text: str) -> dict[str, Any]:
    """Give the object; a text that is no number has only its input."""
    try:
        number = library.parse(text, None)
    except library.NumberParseException:
        wrong = {"valid": False, "possible": False, "possibility": "invalid"}
        return {"number": {"input": text}, **wrong}
    kind = _TYPES.get(library.number_type(number), "unknown")
    reason = library.is_possible_number_with_reason(number)
    styles = {
        name: library.format_number(number, style) for name, style in _STYLES.items()
    }
    significant = library.national_significant_number(number)
    return {
        "number": {"input": text, **styles, "significant": significant},
        "regionCode": library.region_code_for_number(number),
        "countryCode": number.country_code,
        "valid": library.is_valid_number(number),
        "possible": library.is_possible_number(number),
        "possibility": _POSSIBILITIES.get(reason, "unknown"),
        "type": kind,
        "typeIsMobile": "mobile" in kind,
        "typeIsFixedLine": "fixed-line" in kind,
    }
