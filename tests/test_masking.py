"""What somebody noted beside a number is not shown."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from toolkit.reporting.masking import mask_format, mask_formats


@given(st.text())
def test_no_letter_and_no_digit_is_left(format: str) -> None:
    shape = mask_format(format)
    assert not any(char.isalpha() and char != "x" for char in shape)
    assert not any(char.isdigit() and char != "0" for char in shape)
    assert len(shape) <= 24


def test_only_formats_with_a_problem_are_masked() -> None:
    stored = pd.DataFrame(
        {"format": ["+1 ###", "### ask Jo"], "problem": [None, "note"], "cells": [2, 1]}
    )
    masked = mask_formats(stored)
    assert masked["format"].tolist() == ["+1 ###", "### xxx xx"]
    assert stored["format"].tolist() == ["+1 ###", "### ask Jo"]
