r"""Files that are no table: known by their first bytes, and refused with what to do.

>>> what_it_is(b"%PDF-1.7").name, what_it_is(b"id,phone\n1,x\n")
('a PDF', None)
>>> what_it_is(b'\n[{"id": 1}]').hint
'write its records as CSV, one column a field'
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Foreign(NamedTuple):
    """A kind of file that is not read: how it begins, its name, what to do."""

    start: re.Pattern[bytes]
    name: str
    hint: str


def _foreign(start: bytes, name: str, hint: str) -> Foreign:
    return Foreign(re.compile(start, re.IGNORECASE), name, hint)


_SAVE = "open it in a spreadsheet and save it as .xlsx or CSV"
_PADDING = b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"  # byte-order marks, UTF-16 and blanks

FOREIGN: tuple[Foreign, ...] = (
    _foreign(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old workbook (.xls)", _SAVE),
    _foreign(rb"<(?:!doctype|html|table|\?xml|\w+:)", "a web page or XML", _SAVE),
    _foreign(rb"PK\x03\x04", "an archive within an archive", "unpack it first"),
    _foreign(rb"%PDF-", "a PDF", "export the table as CSV"),
    _foreign(rb"BEGIN:VCARD", "vCards", "export the contacts as CSV"),
    _foreign(rb"SQLite format 3", "a database", "export the table as CSV"),
    _foreign(
        rb"\{\s*[\"}]|\[\s*[\[{\"\]]",
        "JSON",
        "write its records as CSV, one column a field",
    ),
)


def what_it_is(head: bytes) -> Foreign | None:
    """Recognise a file that is no table by its first bytes, or give None."""
    start = head[:4096].replace(b"\0", b"").lstrip(_PADDING)
    found = (one for one in FOREIGN if one.start.match(head) or one.start.match(start))
    return next(found, None)
