r"""The wire: what a CRM reads of a term that was pasted into a URL.

Some connectors put the term into the URL as it is. On its way it changes, and a CRM
that decodes the query as a form reads another text than the one that was built:

==================  ===========================================================
in the term         read by the CRM
==================  ===========================================================
``+``               a space
``#``, ``&``        the term ends there (``#`` takes all later parameters along)
``%41``             the character of that code, here ``A``
tab, line end       nothing
space at the end    nothing, where the term is the last part of the URL
==================  ===========================================================

``as-built``, the default, compares the term that the connector built. Which connectors
paste is data: `Connector.pasted`.

Source: the WHATWG URL standard and its form decoding; compared with ``wireMatched`` of
the recorded lookups (ringcentral/rc-unified-crm-extension, commit fa94f96c).

>>> read_term("+1 415-555-01##", INSIDE)
' 1 415-555-01'
>>> read_term("415&555", INSIDE), read_term("%2B1\t415", INSIDE)
('415', '+1415')
>>> from toolkit.matching.connectors import connector
>>> wire_text("+14155550100", connector("clio"), FORM_DECODED)
' 14155550100'
>>> wire_text("+14155550100", connector("netsuite"), FORM_DECODED)
'+14155550100'
"""

from __future__ import annotations

import re

from toolkit.errors import OptionError
from toolkit.matching.connectors import INSIDE, LAST, Connector

AS_BUILT = "as-built"
FORM_DECODED = "form-decoded"
WIRES = (AS_BUILT, FORM_DECODED)

# What a URL loses, by the WHATWG standard.
LOST_AT_END = "".join(map(chr, range(0x21)))  # control characters and the space
LOST_ANYWHERE = "\t\n\r"
URL_ENDS_AT = "#"
_PARAMETER_ENDS_AT = "&"
_ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
_DECODED = -1  # the place of a character that an escape stands for
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def known_wire(wire: str) -> str:
    """Give the name of a wire back, or raise OptionError naming both."""
    if wire not in WIRES:
        raise OptionError(expected=" | ".join(WIRES), got=repr(wire), where="wire")
    return wire


def wire_text(term: str | None, record: Connector, wire: str) -> str | None:
    """Give the text that the CRM compares for a term of a connector."""
    if term is None or wire == AS_BUILT or not record.pasted:
        return term
    return read_term(term, record.pasted)


def read_term(term: str, pasted: str = INSIDE) -> str:
    """Give what a form-decoding CRM reads of a pasted term."""
    return "".join(char for char, _ in read_places(term, pasted))


def read_places(term: str, pasted: str = INSIDE) -> list[tuple[str, int]]:
    """Give each character read, and its place in the term; -1 where it was escaped.

    >>> read_places("%41+#"), read_places("1 ", LAST)
    ([('A', -1), (' ', 3)], [('1', 0)])
    """
    places = sent_places(term, pasted)
    sent = "".join(term[place] for place in places)
    read: list[tuple[str, int]] = []
    start = 0
    for escapes in _ESCAPES.finditer(sent):
        read += _unescaped(sent, places, start, escapes.start())
        decoded = bytes.fromhex(escapes.group().replace("%", "")).decode(
            errors="replace"
        )
        read += [(char, _DECODED) for char in decoded]
        start = escapes.end()
    return read + _unescaped(sent, places, start, len(sent))


def sent_places(term: str, pasted: str) -> list[int]:
    r"""Give the places of the term that reach the parameter at all.

    >>> sent_places("1\t2#3", INSIDE)
    [0, 2]
    """
    end = len(term.rstrip(LOST_AT_END)) if pasted == LAST else len(term)
    places = []
    for place in range(end):
        if term[place] in URL_ENDS_AT + _PARAMETER_ENDS_AT:
            break
        if term[place] not in LOST_ANYWHERE:
            places.append(place)
    return places


def _unescaped(
    sent: str, places: list[int], start: int, end: int
) -> list[tuple[str, int]]:
    plain = _LONE_SURROGATES.sub("\ufffd", sent[start:end]).replace("+", " ")
    return list(zip(plain, places[start:end], strict=True))
