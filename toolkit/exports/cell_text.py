r"""Characters of a phone cell made ordinary: to know the number, never to match.

>>> clean_text("＋1\u00a0202–555–0123"), clean_text("tel:&#8206;+12025550123")
('+1 202-555-0123', '+12025550123')
>>> unwrap("'+12025550123"), unwrap('="0306703"'), unwrap("+1 202")
('+12025550123', '0306703', '+1 202')
"""

from __future__ import annotations

import html
import re
import unicodedata

LINK = re.compile(r"(?i)^\s*(?:tel|callto|phone|sms|sip)\s*:[\s/]*(?=[+\d(])")
# words for an extension that phonenumbers does not know, before digits
_INTERNAL = re.compile(
    r"(?i)(?<=[\d\s).,;/-])(?:durchwahl|nebenstelle|dw|nst|poste|interno|anexo|ramal|wew|"
    r"toestel|doorkiesnr|klappe|kl)\.?\s*:?\s*(?=\d{1,6}\s*$)"
)
_ORDINARY = re.compile(r"[ -%'-~]*")  # printable ASCII without &


def unwrap(text: str) -> str:
    """Take a spreadsheet's wrapper, ``="…"`` or a leading apostrophe, off a cell."""
    if text.startswith('="') and text.endswith('"') and len(text) > 3:
        return text[2:-1].replace('""', '"')
    if text.startswith("'") and len(text) > 1:
        return text[1:]
    return text


def clean_text(text: str) -> str:
    """Turn entities, wide digits, exotic dashes and blanks into ASCII; drop links."""
    if not _ORDINARY.fullmatch(text):
        text = unicodedata.normalize("NFKC", html.unescape(text))
        text = "".join(map(_ordinary, text))
    return _INTERNAL.sub(" ext. ", LINK.sub("", text)).strip()


def is_unusual(text: str) -> bool:
    r"""Tell whether a text has characters that `clean_text` would change.

    >>> is_unusual("(202) 555-0123"), is_unusual("202\u2013555")
    (False, True)
    """
    return not _ORDINARY.fullmatch(text) and clean_text(text) != text.strip()


def _ordinary(char: str) -> str:
    if char.isascii():
        return char if char.isprintable() or char in "\r\n" else " "
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.digit(char))
    if kind == "Pd" or char == "\u2212":
        return "-"
    if kind in ("Cf", "Mn"):
        return ""
    return "\n" if kind in ("Zl", "Zp") else " " if kind[0] == "Z" else char
