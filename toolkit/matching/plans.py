"""What one release of libphonenumber's metadata says of E.164 numbers.

The toolkit decides with the installed phonenumbers (`installed_plan`). The
connectors decide with the release inside their own library, which is older: numbers
that came later are *invalid* to them, so a recorded release is a plan of its own
(`plan`). Nothing but its data differs, and what the connectors' library refuses
besides:

===========  ==================================================================
release      the library that carries it
===========  ==================================================================
8.13.24      awesome-phonenumber 5.11.0, which App Connect uses (commit fa94f96c,
             2026-08-22). It refuses country codes that belong to no country
             (+800, +808, +870, +878, +881, +882, +883, +888, +979), and every
             text that does not begin with an ASCII ``+``.
===========  ==================================================================

Another release: ``python tests/build_metadata.py WHEEL`` writes its module; add it to
`_RECORDED`.

>>> installed_plan().split("12275550100"), plan("8.13.24").split("12275550100")
((1, '2275550100', True), (1, '2275550100', False))
>>> plan("8.13.24").split("5215512345678")
(52, '5512345678', True)
>>> plan("8.13.24").international(1, "4155550100").replace(" ", "")
'+1415-555-0100'
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

import phonenumbers

from toolkit.errors import OptionError
from toolkit.matching.countries import Country, read_country
from toolkit.matching.country_rules import CountryRules
from toolkit.matching.number_text import read_digits

# Release -> module that holds its data.
_RECORDED = {"8.13.24": "toolkit.matching.metadata_8_13_24"}
_LONGEST_CODE = 3
_LONGEST_NATIONAL = 17  # libphonenumber's limit, above the 15 digits of E.164
_SHORTEST_NATIONAL = 2
_SHORTEST = 3  # digits that make a text with a "+" a number at all


class NumberingPlan:
    """What one release of the metadata says of E.164 digits.

    Parameters
    ----------
    release
        The release of phonenumbers the data is from.
    codes
        Its country calling codes.
    country
        The plan of one of these codes; asked once for each code that turns up.
    parses_non_geographic
        Whether codes that belong to no country (+800 …) are parsed.
    needs_plus
        Whether a text must begin with an ASCII ``+``.
    """

    def __init__(
        self,
        release: str,
        codes: frozenset[int],
        country: Callable[[int], Country],
        *,
        parses_non_geographic: bool = True,
        needs_plus: bool = False,
    ) -> None:
        self.release = release
        self.codes = codes
        self.parses_non_geographic = parses_non_geographic
        self.needs_plus = needs_plus
        self._country = country
        self._rules: dict[int, CountryRules | None] = {}

    def __repr__(self) -> str:
        """Name the release."""
        return f"NumberingPlan({self.release!r})"

    def rules(self, country_code: int) -> CountryRules | None:
        """Give the rules of a country code; None for a code that is not parsed.

        >>> installed_plan().rules(999) is None
        True
        """
        if country_code not in self._rules:
            self._rules[country_code] = self._load(country_code)
        return self._rules[country_code]

    def country_code(self, digits: str) -> int:
        """Give the country code that E.164 digits begin with; 0 if there is none.

        >>> installed_plan().country_code("442079460018")
        44
        """
        if digits.startswith("0"):
            return 0
        for length in range(1, _LONGEST_CODE + 1):
            code = int(digits[:length] or 0)
            if code in self.codes:
                return code
        return 0

    def split(self, digits: str) -> tuple[int, str, bool] | None:
        """Split E.164 digits into country code, national number and validity.

        `digits` are ASCII digits without ``+``. None if they are no number.

        >>> installed_plan().split("390612345678")
        (39, '0612345678', True)
        >>> installed_plan().split("999123456789") is None
        True
        """
        if len(digits) < _SHORTEST:
            return None
        code = self.country_code(digits)
        rules = self.rules(code) if code else None
        if rules is None:
            return None
        rest = digits[len(str(code)) :]
        if len(rest) < _SHORTEST_NATIONAL:
            return None
        national = rules.national(rest)
        if not _SHORTEST_NATIONAL <= len(national) <= _LONGEST_NATIONAL:
            return None
        return code, national, rules.is_valid(national)

    def parse(self, text: str) -> tuple[int, str, bool] | None:
        """Split a text in international form, as `split` does.

        No default region: without a ``+`` there is no number.

        >>> plan("8.13.24").parse("+1 415 555 0100;ext=101")
        (1, '4155550100', True)
        >>> plan("8.13.24").parse("tel:+14155550100") is None
        True
        """
        if self.needs_plus and not text.startswith("+"):
            return None
        read = read_digits(text)
        return None if read is None else self.split(read.digits)

    def international(
        self, country_code: int, national: str, extension: str | None = None
    ) -> str:
        """Write a number in libphonenumber's INTERNATIONAL layout.

        >>> installed_plan().international(44, "2079460018")
        '+44 20 7946 0018'
        """
        rules = self.rules(country_code)
        if rules is None:
            raise OptionError(
                expected="a country calling code of the plan",
                got=str(country_code),
                where=f"plan {self.release}",
            )
        return rules.international(national, extension)

    def _load(self, country_code: int) -> CountryRules | None:
        if country_code not in self.codes:
            return None
        country = self._country(country_code)
        if not (country.is_geographic or self.parses_non_geographic):
            return None
        return CountryRules(country)


@cache
def installed_plan() -> NumberingPlan:
    """Give the plan of the installed phonenumbers.

    >>> installed_plan().release == phonenumbers.__version__
    True
    """
    codes = frozenset(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
    return NumberingPlan(phonenumbers.__version__, codes, read_country)


@cache
def plan(release: str) -> NumberingPlan:
    """Give a recorded plan, with the habits of the connectors' library.

    >>> plan("8.13.24")
    NumberingPlan('8.13.24')
    """
    if release not in _RECORDED:
        raise OptionError(
            expected=f"one of {', '.join(_RECORDED)}", got=repr(release), where="plan"
        )
    lines = import_module(_RECORDED[release]).COUNTRIES.strip().splitlines()
    line_of = {int(line[1 : line.index(",")]): line for line in lines}
    return NumberingPlan(
        release,
        frozenset(line_of),
        lambda code: Country.from_json(line_of[code]),
        parses_non_geographic=False,
        needs_plus=True,
    )
