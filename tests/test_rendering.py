"""A column is rendered as its numbers are, one by one."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from toolkit.columns.rendering import render_column
from toolkit.matching.formats import render

NATIONALS = st.lists(st.none() | st.text("0123456789", max_size=6), max_size=8)


@given(format=st.text("#*-(1é", max_size=10), nationals=NATIONALS)
def test_equals_render(format: str, nationals: list[str | None]) -> None:
    rendered = render_column(format, pa.array(nationals, pa.string()))
    assert rendered.to_pylist() == [
        None if national is None else render(format, national) for national in nationals
    ]
