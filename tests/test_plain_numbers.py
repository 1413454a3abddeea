"""Plain cells are those of one pattern, and their integers are their digits."""

from __future__ import annotations

import re

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from toolkit.exports.plain_numbers import find_plain, read_plain

PLAIN = re.compile(r"\+[1-9][0-9]{6,16}")
CELLS = st.text("+019 é", max_size=20) | st.from_regex(PLAIN, fullmatch=True)


@given(st.lists(CELLS, max_size=8), st.integers(0, 3))
def test_plain_cells(texts: list[str], start: int) -> None:
    cells = pa.array(texts, pa.string()).slice(start)
    expected = [bool(PLAIN.fullmatch(text)) for text in texts[start:]]
    plain = find_plain(cells)
    assert plain.tolist() == expected
    numbers = read_plain(cells.filter(pa.array(plain))).tolist()
    assert numbers == [int(text) for text in texts[start:] if PLAIN.fullmatch(text)]
