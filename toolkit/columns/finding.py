"""Finding cells by terms, whole columns at a time, under each search rule.

What `toolkit.matching.search_rules` says for one term and one cell, for all numbers
written into one format at once.

>>> import numpy as np, pyarrow as pa
>>> texts = TextIndex(pa.array(["(415) 555-0100", "+1 415 555 0100"]))
>>> source = DigitSource(np.array([4155550100]), np.array([10]))
>>> find_format("exact", texts, "(###) ###-####", source).rows.tolist()
[0]
>>> find_format("digits-end", texts, "###.###", source).rows.tolist()
[]
>>> find_format("digits-contain", texts, "###.###", source).rows.tolist()
[0, 1]
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from toolkit.columns.sources import MAX_DIGITS, DigitSource, Hits, Ints, to_integers
from toolkit.columns.texts import (
    TO_FILL,
    Bytes,
    Found,
    Template,
    TextIndex,
    format_bytes,
)
from toolkit.matching.formats import placeholders

_NONE = Hits(np.empty(0, np.int64), np.empty(0, np.int64))


def find_format(rule: str, texts: TextIndex, format: str, source: DigitSource) -> Hits:
    """Find the cells that hold a number of `source` written into a format.

    A number with more digits than placeholders loses its last digits, one with fewer
    leaves the last placeholders in the term, exactly as `render` does it.

    Returns
    -------
    Hits
        `rows` are texts, `numbers` those of the source; a pair may stand twice.
    """
    n_places = placeholders(format)
    found = [_search(rule, texts, format, source, filled=n_places, whole=False)]
    for n_digits in source.lengths_present:
        if n_digits < n_places:
            found.append(
                _search(rule, texts, format, source, filled=n_digits, whole=True)
            )
    return together(found)


def find_whole(rule: str, texts: TextIndex, prefix: str, source: DigitSource) -> Hits:
    """Find the cells that hold all digits of a number behind a prefix."""
    return together(
        _search(
            rule, texts, prefix + "#" * n_digits, source, filled=n_digits, whole=True
        )
        for n_digits in source.lengths_present
    )


def together(found: Iterable[Hits]) -> Hits:
    """Put hits one behind the other."""
    kept = [hits for hits in found if len(hits.rows)]
    if not kept:
        return _NONE
    return Hits(
        np.concatenate([hits.rows for hits in kept]),
        np.concatenate([hits.numbers for hits in kept]),
    )


def find_template(
    rule: str, texts: TextIndex, template: Template, source: DigitSource, *, whole: bool
) -> Hits:
    """Find the cells for a template, filled with digits of the source.

    `whole`: the digits filled in are all that a number has, not its first ones.
    """
    skeleton, wanted = template
    filled = wanted.count(TO_FILL)
    if filled > MAX_DIGITS:
        return _NONE
    rows, digits = _candidates(rule, texts, skeleton, len(wanted))
    if not len(rows):
        return _NONE
    rows, values = _at_placeholders(rows, digits, np.frombuffer(wanted, np.uint8))
    match = source.exactly if whole else source.beginning
    hits = match(values, filled)
    return Hits(rows[hits.rows], hits.numbers)


def _search(
    rule: str,
    texts: TextIndex,
    format: str,
    source: DigitSource,
    *,
    filled: int,
    whole: bool,
) -> Hits:
    """Find the cells for a format of which the first `filled` placeholders are."""
    template = format_bytes(format, filled=filled)
    return find_template(rule, texts, template, source, whole=whole)


def _candidates(rule: str, texts: TextIndex, skeleton: bytes, n_digits: int) -> Found:
    if rule == "exact":
        return texts.of_skeleton(skeleton)
    if rule == "contains":
        return texts.with_part(skeleton)
    if rule == "digits-end":
        return texts.digits_end(n_digits)
    return texts.digits_within(n_digits)


def _at_placeholders(rows: Ints, digits: Bytes, wanted: Bytes) -> tuple[Ints, Ints]:
    """Keep the texts whose literal digits fit; read the digits at placeholders."""
    literal = wanted != TO_FILL
    if literal.any():
        fits = (digits[:, literal] == wanted[literal]).all(axis=1)
        rows, digits = rows[fits], digits[fits]
    return rows, to_integers(digits[:, ~literal])
