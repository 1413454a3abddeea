r"""Words of headers and cells made comparable, and word lists written as text.

>>> squeeze("\ufeffTéléphone 1 - Value")
'telephone1value'
>>> sorted(word_set("fax sms"))
['fax', 'sms']
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(text.split())


@lru_cache(10_000)
def squeeze(text: str) -> str:
    """Reduce a text to what identifies it: letters and digits, no case, no accents."""
    return "".join(c for c in fold(text) if c.isalnum())


def fold(text: str) -> str:
    """Leave case and accents out; read at most 300 characters."""
    plain = unicodedata.normalize("NFKD", text[:300].casefold()).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))
