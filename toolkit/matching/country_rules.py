"""The rules of one country calling code, applied to digits.

Which steps there are, and their order, is libphonenumber's: take the national prefix
off (or rewrite the number) unless that spoils a fitting number, then ask the region
that owns the number whether one of its kinds of number fits.

Source: ``parse``, ``is_valid_number`` and ``format_number`` of the Python package
phonenumbers 9.0.43 (``phonenumberutil.py``), which follows ``PhoneNumberUtil.java``.

>>> from toolkit.matching.countries import read_country
>>> rules = CountryRules(read_country(44))
>>> rules.national("02079460018"), rules.is_valid("2079460018")
('2079460018', True)
>>> rules.international("2079460018")
'+44 20 7946 0018'
"""

from __future__ import annotations

import re
from functools import cache

from toolkit.matching.countries import Country, Kind, Reading, Region


class CountryRules:
    """The plan of one country code, applied to digits.

    Expressions are compiled when they are first needed.

    Parameters
    ----------
    country
        The plan, as data.
    """

    def __init__(self, country: Country) -> None:
        self.country = country

    def national(self, digits: str) -> str:
        """Give the national number in the digits that follow the country code.

        >>> from toolkit.matching.countries import read_country
        >>> CountryRules(read_country(54)).national("111523456789")
        '91123456789'
        """
        return take_prefix_off(self.country.reading, digits)

    def is_valid(self, national: str) -> bool:
        """Tell whether some kind of number of the region that owns it fits."""
        regions = self.country.regions
        if len(regions) == 1:
            return _is_valid_in(regions[0], national)
        for region in regions:
            if region.owns:
                if _compiled(region.owns).match(national):
                    return _is_valid_in(region, national)
            elif _is_valid_in(region, national):
                return True
        return False

    def international(self, national: str, extension: str | None = None) -> str:
        """Write the number as libphonenumber writes it internationally.

        >>> from toolkit.matching.countries import read_country
        >>> CountryRules(read_country(1)).international("4155550100", "7")
        '+1 415-555-0100 ext. 7'
        """
        ending = f"{self.country.extension_prefix}{extension}" if extension else ""
        return f"+{self.country.code} {self._written(national)}{ending}"

    def _written(self, national: str) -> str:
        for layout in self.country.layouts:
            if _compiled(layout.owns).match(national):
                shape = _compiled(layout.pattern)
                if shape.fullmatch(national):
                    return shape.sub(layout.written, national)
        return national


def take_prefix_off(reading: Reading, digits: str) -> str:
    """Give the national number in digits that may begin with a national prefix.

    >>> from toolkit.matching.countries import read_country
    >>> take_prefix_off(read_country(44).reading, "02079460018")
    '2079460018'
    """
    stripped = without_prefix(reading, digits)
    return stripped if may_be(reading, len(stripped)) else digits


def without_prefix(reading: Reading, digits: str) -> str:
    """Take a national prefix off, whatever length is left.

    A number that fits is left alone where taking it off would spoil that.

    >>> from toolkit.matching.countries import read_country
    >>> without_prefix(read_country(7).reading, "8001234567")
    '8001234567'
    """
    if not reading.prefix:
        return digits
    prefix = _compiled(reading.prefix).match(digits)
    if prefix is None:
        return digits
    if reading.transform and prefix.groups()[-1] is not None:
        stripped = prefix.expand(reading.transform) + digits[prefix.end() :]
    else:
        stripped = digits[prefix.end() :]
    fits = _compiled(reading.fits.pattern).fullmatch
    return digits if fits(digits) and not fits(stripped) else stripped


def may_be(reading: Reading, length: int) -> bool:
    """Tell whether a number of this length is possible, or longer than any.

    >>> from toolkit.matching.countries import read_country
    >>> may_be(read_country(1).reading, 10), may_be(read_country(1).reading, 7)
    (True, False)
    """
    if length in reading.local_lengths:
        return False
    lengths = reading.fits.lengths
    return length in lengths or length > lengths[-1]


def _is_valid_in(region: Region, national: str) -> bool:
    if not _is_kind(region.fits, national):
        return False
    return any(_is_kind(kind, national) for kind in region.kinds)


def _is_kind(kind: Kind, national: str) -> bool:
    if kind.lengths and len(national) not in kind.lengths:
        return False
    return bool(kind.pattern and _compiled(kind.pattern).fullmatch(national))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
