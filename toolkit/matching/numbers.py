"""Numbers: from text to E.164, country code and national number.

Everything is decided by the installed `phonenumbers`. The national number is the
national (significant) number: E.164 without ``+`` and country code, a leading zero
kept where the plan has one (Italy). What a *connector* takes for valid is older
metadata: see `toolkit.matching.plans`.

>>> number = parse_number("(415) 555-0100", "US")
>>> number.e164, number.national, number.is_valid
('+14155550100', '4155550100', True)
>>> parse_number("+39 06 1234 5678").national
'0612345678'
>>> parse_number("N/A", "US") is None
True
"""

from __future__ import annotations

from dataclasses import dataclass

import phonenumbers as library

from toolkit.errors import NumberError, OptionError


@dataclass(frozen=True, slots=True, repr=False)
class PhoneNumber:
    """One phone number; its `repr` does not show it.

    `national` holds the digits after the country code, leading zeros included, so
    ``e164 == f"+{country_code}{national}"``. `region` is the ISO code of the country,
    or None where the library cannot say.
    """

    country_code: int
    national: str
    region: str | None
    is_valid: bool
    extension: str | None = None

    @property
    def e164(self) -> str:
        """The number in E.164, without the extension."""
        return f"+{self.country_code}{self.national}"

    def __repr__(self) -> str:
        """Say what kind of number this is, not which."""
        return f"<PhoneNumber of {self.region}, {len(self.national)} national digits>"


def parse_number(text: str, region: str | None = None) -> PhoneNumber | None:
    """Read the phone number a text holds, or None if it holds none.

    A number written nationally is read in `region` (an ISO code such as ``"US"``).
    """
    try:
        parsed = library.parse(text, region)
    except library.NumberParseException:
        return None
    # What is_valid_number does; the region, which takes longest, is found once.
    home = library.region_code_for_number(parsed)
    return PhoneNumber(
        country_code=parsed.country_code or 0,
        national=library.national_significant_number(parsed),
        region=home,
        is_valid=home is not None and library.is_valid_number_for_region(parsed, home),
        extension=parsed.extension or None,
    )


def e164(text: str, region: str | None = None) -> str:
    """Give the E.164 form of a text, or raise NumberError.

    >>> e164("020 7946 0018", "GB")
    '+442079460018'
    """
    number = parse_number(text, region)
    if number is None:
        raise NumberError(
            expected="a phone number",
            got="a text that none can be read from",
            where="number",
            hint="write it with + and country code, or name its region",
        )
    return number.e164


def known_region(region: str) -> str:
    """Give the ISO code of a region in capitals, or raise OptionError.

    >>> known_region("gb")
    'GB'
    """
    code = region.upper()
    if code not in library.SUPPORTED_REGIONS:
        raise OptionError(
            expected="a two-letter country code such as US, GB or DE",
            got=repr(region),
            where="region",
        )
    return code
