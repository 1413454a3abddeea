r"""Finding cells by terms as a form-decoding CRM reads them.

A pasted term loses and changes characters on its way (`toolkit.matching.wire`), the
same ones for all numbers of one length: only digits that complete an escape such as
``%4`` make a difference, and numbers are grouped by those. So each format and length
becomes a few templates, and no term is ever rendered for every caller.

>>> import numpy as np, pyarrow as pa
>>> from toolkit.matching.connectors import INSIDE
>>> texts = TextIndex(pa.array([" 1 415", "A5"]))
>>> source = DigitSource(np.array([415]), np.array([3]))
>>> find_read("exact", texts, "+1 ###", source, INSIDE).rows.tolist()
[0]
>>> find_read("exact", texts, "%###", source, INSIDE).rows.tolist()
[1]
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from toolkit.columns.finding import find_template, together
from toolkit.columns.sources import MAX_DIGITS, POWERS, DigitSource, Hits
from toolkit.columns.texts import TO_FILL, Template, TextIndex
from toolkit.matching.formats import PLACEHOLDER, PLACEHOLDERS, render
from toolkit.matching.wire import read_places, read_term, sent_places


def find_read(
    rule: str, texts: TextIndex, format: str, source: DigitSource, pasted: str
) -> Hits:
    """Find the cells that hold what is read of a number written into a format.

    Returns
    -------
    Hits
        `rows` are texts, `numbers` those of the source; a pair may stand twice.
    """
    return together(
        _find(rule, texts, format, source.of_length(n_digits), n_digits, pasted)
        for n_digits in source.lengths_present
    )


def find_whole_read(
    rule: str, texts: TextIndex, prefix: str, source: DigitSource, pasted: str
) -> Hits:
    """Find the cells that hold what is read of all digits behind a prefix."""
    return together(
        _find(
            rule,
            texts,
            prefix + PLACEHOLDER * n_digits,
            source.of_length(n_digits),
            n_digits,
            pasted,
        )
        for n_digits in source.lengths_present
    )


def read_texts(terms: pa.StringArray, pasted: str) -> pa.StringArray:
    """Give what is read of whole terms; they stay where none is pasted.

    >>> read_texts(pa.array(["+1", None]), "inside").to_pylist()
    [' 1', None]
    """
    if not pasted:
        return terms
    encoded = terms.dictionary_encode()
    read = [read_term(term, pasted) for term in encoded.dictionary.to_pylist()]
    return pa.array(read, pa.string()).take(encoded.indices)


def _find(
    rule: str,
    texts: TextIndex,
    format: str,
    source: DigitSource,
    n_digits: int,
    pasted: str,
) -> Hits:
    """Find cells for numbers that all have `n_digits` digits."""
    if n_digits > MAX_DIGITS:
        return together([])
    return together(
        find_template(rule, texts, template, digits, whole=n_left == n_written)
        for template, digits, n_left, n_written in _templates(
            format, source, n_digits, pasted
        )
    )


def _templates(
    format: str, source: DigitSource, n_digits: int, pasted: str
) -> Iterator[tuple[Template, DigitSource, int, int]]:
    """Give what is read: template, digits to be written, how many there are and fit."""
    places = [i for i, char in enumerate(format) if char in PLACEHOLDERS][:n_digits]
    escaped = _escaped(format, places, n_digits, pasted)
    for national, group in _by_digits(source, n_digits, escaped):
        read = read_places(render(format, national), pasted)
        template = _template(read, set(places))
        n_left = n_digits - len(escaped)
        yield template, group, n_left, template[1].count(TO_FILL)


def _escaped(
    format: str, places: list[int], n_digits: int, pasted: str
) -> tuple[int, ...]:
    """Say which digits of a number become part of an escape."""
    term = render(format, "0" * n_digits)
    kept = {place for _, place in read_places(term, pasted)}
    sent = set(sent_places(term, pasted))
    return tuple(
        i for i, place in enumerate(places) if place in sent and place not in kept
    )


def _by_digits(
    source: DigitSource, n_digits: int, chosen: tuple[int, ...]
) -> Iterator[tuple[str, DigitSource]]:
    """Group numbers by some of their digits: one of each group, the others' digits."""
    if not chosen:
        yield "0" * n_digits, source
        return
    values = source.values
    digits = np.stack([values // POWERS[n_digits - 1 - i] % 10 for i in chosen])
    combined = POWERS[len(chosen) - 1 :: -1][: len(chosen)] @ digits
    rest = np.zeros_like(values)
    for i in range(n_digits):
        if i not in chosen:
            rest = rest * 10 + values // POWERS[n_digits - 1 - i] % 10
    lengths = np.full(len(values), n_digits - len(chosen))
    for code in np.unique(combined):
        rows = np.flatnonzero(combined == code)
        national = str(values[rows[0]]).zfill(n_digits)
        yield national, DigitSource(rest[rows], lengths[rows], source.numbers[rows])


def _template(read: list[tuple[str, int]], places: set[int]) -> Template:
    skeleton, digits = bytearray(), bytearray()
    for char, place in read:
        if place in places:
            skeleton.append(TO_FILL)
            digits.append(TO_FILL)
        elif "0" <= char <= "9":
            skeleton.append(TO_FILL)
            digits.append(int(char))
        else:
            skeleton.extend(char.encode())
    return bytes(skeleton), bytes(digits)
