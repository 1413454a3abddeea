"""Repeated terms: how many of the terms asked for each number are the same text.

Some connectors ask for a text once only, though two of their terms make it.

>>> both = np.array([True, True])
>>> terms = [AskedTerm(both, "national", ""), AskedTerm(both, "formats", "##")]
>>> texts = {"national": pa.array(["12", "345"]), "formats": pa.array(["12", "34"])}
>>> count_repeated(terms, lambda kind, format: texts[kind], n_numbers=2).tolist()
[1, 0]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.matching import connectors as kinds
from toolkit.matching.formats import PLACEHOLDERS

Few = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_UNDEFINED = "\0"  # a term that is no text; equal to another of its kind


class AskedTerm(NamedTuple):
    """One term of a list: the numbers it is asked for, its kind, its format."""

    asked: Flags
    kind: str
    format: str


class TermTexts(Protocol):
    """Gives the text of a term for every number, null where there is none."""

    def __call__(self, kind: str, /, *, format: str) -> pa.StringArray:
        """Give the texts."""
        ...


def count_repeated(terms: Sequence[AskedTerm], texts: TermTexts, n_numbers: int) -> Few:
    """Count the terms of each number that were asked for already.

    Gives one row per number. Only terms that can be alike are compared.
    """
    alike: dict[str, list[AskedTerm]] = {}
    for term in terms:
        alike.setdefault(_literals(term), []).append(term)
    repeated = np.zeros(n_numbers, np.int32)
    for group in alike.values():
        if len(group) > 1:
            repeated += _count(group, texts)
    return repeated


def _count(terms: Sequence[AskedTerm], texts: TermTexts) -> Few:
    columns = []
    for asked, kind, format in terms:
        text = pc.fill_null(texts(kind, format=format), _UNDEFINED)
        columns.append(pc.if_else(pa.array(asked), text, None))
    codes = pa.concat_arrays(columns).dictionary_encode().indices
    table = pc.fill_null(codes, -1).to_numpy().reshape(len(columns), -1)
    ordered = np.sort(table, axis=0)
    same = (ordered[1:] == ordered[:-1]) & (ordered[1:] >= 0)
    repeated: Few = same.sum(axis=0, dtype=np.int32)
    return repeated


def _literals(term: AskedTerm) -> str:
    """Give what stands between the digits of a term; terms that differ in it differ.

    Terms other than formats hold digits, plus and hyphen.
    """
    if term.kind != kinds.FORMATS:
        return ""
    literals = "".join(c for c in term.format if c not in PLACEHOLDERS + "0123456789")
    return literals if set(literals) - set("+-") else ""
