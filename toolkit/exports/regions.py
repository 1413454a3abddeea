"""The region of each contact, from its country column.

Rules: ISO codes and names in the table are recognised without case, accents and
punctuation, and so are the letters on cars (``D``, ``A``) and country codes (``+49``;
of +1, the first country). ``United States of America (the)`` loses what stands in
brackets, ``Germany / Deutschland`` and ``GB-ENG`` what follows. What is not recognised
is read in the default region, and counted as guessed.

>>> find_region("Deutschland"), find_region("u.s.a."), find_region("de")
('DE', 'US', 'DE')
>>> find_region("Atlantis") is None
True
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
import phonenumbers
import pyarrow as pa

from toolkit.exports.country_names import COUNTRY_NAMES

_BRACKETS = re.compile(r"[(\[].*?[)\]]|,.*$")
_SECOND = re.compile(r"\s*[/|].*$|\s+[-–].*$|(?<=^\w\w)-.*$")
_CODE = re.compile(r"\s*(?:\+|00)\s?(\d{1,3})\s*")


def find_region(text: str) -> str | None:
    """Give the ISO code of a country as written, or None."""
    folded = _fold(text)
    if not folded:
        return None
    if code := _CODE.fullmatch(text):
        return _main_region(int(code[1]))
    names = _names()
    parts = (_BRACKETS.sub("", text), _SECOND.sub("", text))
    found = (names.get(_fold(part)) for part in (text, *parts))
    return next((region for region in found if region), None)


def _main_region(country_code: int) -> str | None:
    """Give the first region of a country code: all its regions read numbers alike."""
    region = phonenumbers.region_code_for_country_code(country_code)
    return region if region in phonenumbers.SUPPORTED_REGIONS else None


def regions_of(
    countries: pa.Array, default: str
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.bool_]]:
    """Give the region of every row, and whether its country column said so.

    >>> regions, is_known = regions_of(pa.array(["UK", "", "France"]), "US")
    >>> regions.tolist(), is_known.tolist()
    (['GB', 'US', 'FR'], [True, False, True])
    """
    coded = countries.dictionary_encode()
    found = [find_region(text) for text in coded.dictionary.to_pylist()]
    codes = np.asarray(coded.indices)
    regions = np.asarray([region or default for region in found], object)
    known = np.asarray([region is not None for region in found], bool)
    return regions[codes], known[codes]


def _fold(text: str) -> str:
    """Leave letters and digits, without case and accents."""
    plain = unicodedata.normalize("NFKD", text[:100].casefold())
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))


@cache
def _names() -> dict[str, str]:
    table = {region.lower(): region for region in phonenumbers.SUPPORTED_REGIONS}
    for line in COUNTRY_NAMES.strip().replace("|\n ", "|").splitlines():
        region, _, names = line.partition(" ")
        for name in names.split("|"):
            table.setdefault(_fold(name), region)
    return table
