r"""How a text table is written: encoding, delimiter, and where its header is.

Rules: the encoding is that of `encodings`. The delimiter is the one of ``, ; TAB |``
that splits the first lines into most equal rows, unless a first line ``sep=;`` names
it. The header is the first of 25 lines that holds the most known column names, because
reports put title rows above it.

>>> found = detect(b"sep=;\nReport of today\nId;Name;Phone\n1;Ann;x\n", {"id", "phone"})
>>> found.delimiter, found.header_row, found.header
(';', 3, ('Id', 'Name', 'Phone'))
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from toolkit.errors import OptionError
from toolkit.exports.encodings import PLAIN, detect_encoding
from toolkit.exports.records import Record, split_records
from toolkit.exports.words import squeeze

DELIMITERS = (",", ";", "\t", "|")
_DELIMITER_NAMES = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "\\t": "\t",
    "pipe": "|",
    "space": " ",
}
_NONE = '"\r\n\0'  # characters that mean something else
HEADER_LINES = 25  # analytics workbooks put filters above the header
SAMPLE = 200  # records looked at


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one text table is written.

    `header_row` counts from 1 as a spreadsheet does; `skip` is the number of UTF-8
    bytes up to the end of the header; `sample` holds the first records below it.
    """

    encoding: str
    delimiter: str
    header_row: int
    header: tuple[str, ...]
    skip: int
    sample: tuple[tuple[str, ...], ...]
    newline: bytes = b"\n"
    errors: str = "strict"


def detect(
    head: bytes,
    known: Collection[str],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Dialect:
    """Find out how a table is written from its first bytes.

    `known` holds the squeezed names of columns that are recognised.
    """
    encoding = encoding or detect_encoding(head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    marked = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    named = _named_delimiter(text)
    delimiter = delimiter or named or detect_delimiter(text)
    records = _records(text, delimiter, SAMPLE + HEADER_LINES)
    at = find_header([r.cells for r in records[:HEADER_LINES]], known, bool(named))
    skip = len(text[: records[at].end].encode()) if records else 0
    if marked or (encoding in PLAIN and head.startswith(codecs.BOM_UTF8)):
        skip += len(codecs.BOM_UTF8)
    return Dialect(
        encoding,
        delimiter,
        at + 1,
        tuple(records[at].cells) if records else (),
        skip,
        tuple(tuple(r.cells) for r in records[at + 1 :]),
        b"\n" if "\n" in text else b"\r",
    )


def known_delimiter(given: str | None) -> str | None:
    r"""Check a delimiter, which may be given by its name; None is to be detected.

    >>> known_delimiter(";"), known_delimiter("tab"), known_delimiter(r"\t")
    (';', '\t', '\t')
    """
    found = _DELIMITER_NAMES.get(given.lower(), given) if given is not None else None
    if found is None or (len(found) == 1 and found.isascii() and found not in _NONE):
        return found
    names = ", ".join(_DELIMITER_NAMES)
    raise OptionError(
        expected=f"one ASCII character, or {names}", got=repr(given), where="delimiter"
    )


def detect_delimiter(text: str) -> str:
    r"""Choose the delimiter that splits the first records most evenly.

    >>> detect_delimiter("name;phone\nA, B;1\nC;2\n")
    ';'
    """
    return max(DELIMITERS, key=lambda d: _evenness(_records(text, d, 50)))


def _evenness(records: Sequence[Record]) -> tuple[float, int]:
    widths = Counter(len(r.cells) for r in records if r.cells)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item))
    return (count / widths.total() if width > 1 else 0.0), width


def find_header(
    records: Sequence[Sequence[str]], known: Collection[str], after_sep: bool = False
) -> int:
    """Give the index of the header: most known names, else the first full-width row.

    One known name proves little below a row as wide: a cell of data can be such a word.
    """
    if not records:
        return 0
    scores = [sum(squeeze(c) in known for c in set(cells)) for cells in records]
    widths = [sum(map(bool, cells)) for cells in records]
    best = scores.index(max(scores))
    is_below_header = 1 < widths[best] <= max(widths[:best], default=0)
    if scores[best] > 1 or (scores[best] == 1 and not is_below_header):
        return best
    full = Counter(w for w in widths if w).most_common(1)
    first = int(after_sep)
    return next(
        (i for i in range(first, len(widths)) if full and widths[i] >= full[0][0]), 0
    )


def _named_delimiter(text: str) -> str | None:
    """Read Excel's first line ``sep=;``."""
    start = text[:8].lower().lstrip('"')
    return text[:8].lstrip('"')[4] if start[:4] == "sep=" and len(start) > 4 else None


def _records(text: str, delimiter: str, limit: int) -> list[Record]:
    found: list[Record] = []
    for record in split_records(text, delimiter):
        found.append(record)
        if len(found) == limit:
            break
    return found
