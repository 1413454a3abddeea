"""The search rule ``normalised`` on whole columns: both sides as E.164, or digits.

>>> forms = normal_forms(pa.array(["(415) 555-0100", "N/A 7", None]), "US")
>>> forms.to_pylist()
['+14155550100', '7', None]
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.grouping import stable_order
from toolkit.columns.numbers import parse_cells
from toolkit.columns.sources import Hits


def normal_forms(texts: pa.StringArray, region: str) -> pa.StringArray:
    """Give what a normalising CRM compares: the E.164 number, else the digits."""
    encoded = texts.dictionary_encode()
    parsed = parse_cells(encoded.dictionary, region)
    digits = pc.replace_substring_regex(encoded.dictionary, "[^0-9]", "")
    forms = pc.coalesce(parsed.numbers.e164(), digits)
    return forms.take(encoded.indices)


def join_texts(wanted: pa.StringArray, stored: pa.StringArray) -> Hits:
    """Find equal texts; `numbers` of the hits are rows of `wanted`, `rows` of `stored`.

    A null or an empty text equals nothing.

    >>> hits = join_texts(pa.array(["b", None, "a"]), pa.array(["a", "b", "b"]))
    >>> hits.numbers.tolist(), hits.rows.tolist()
    ([0, 0, 2], [1, 2, 0])
    """
    encoded = stored.dictionary_encode()
    codes = pc.index_in(wanted, value_set=encoded.dictionary, skip_nulls=True)
    asked = ~np.asarray(pc.equal(pc.fill_null(wanted, ""), ""))
    code = pc.fill_null(codes, -1).to_numpy()
    numbers = np.flatnonzero(asked & (code >= 0))
    code = code[numbers]
    stored_codes = pc.fill_null(encoded.indices, -1).to_numpy()
    order = stable_order(stored_codes)
    first = np.searchsorted(stored_codes[order], code, "left")
    counts = np.searchsorted(stored_codes[order], code, "right") - first
    starts = np.repeat(first - np.cumsum(counts) + counts, counts)
    rows = order[starts + np.arange(len(starts))]
    return Hits(rows, np.repeat(numbers, counts))
