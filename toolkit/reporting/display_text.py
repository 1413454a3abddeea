r"""Text from other people's files on a screen: harmless, and as wide as it looks.

Control characters, line breaks and characters that turn or hide text become one
visible sign, odd spaces another. East Asian wide characters count twice, accents not
at all.

>>> visible("a\x1b[31mb\u202ec"), display_width("東京"), shorten("(###) ###-####", 9)
('a\ufffd[31mb\ufffdc', 4, '(###) ##…')
"""

from __future__ import annotations

import unicodedata

HIDDEN = "\ufffd"
ODD_SPACE = "␣"  # a space that looks like one and is another
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def visible(text: str) -> str:
    """Replace every character that would steer a screen instead of standing on it.

    >>> visible("(415)\N{NO-BREAK SPACE}555")
    '(415)␣555'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible_char, text))


def _visible_char(char: str) -> str:
    category = unicodedata.category(char)
    if category in _HARMFUL:
        return HIDDEN
    return ODD_SPACE if category == "Zs" and char != " " else char


def quoted(format: str) -> str:
    """Show a format in a text; in quotes where a space at its end would get lost.

    >>> quoted("(###) ###-####"), quoted(" ###")
    ('(###) ###-####', '" ###"')
    """
    shown = visible(format)
    return shown if shown == shown.strip() else f'"{shown}"'


def display_width(text: str) -> int:
    """Count the columns that a text takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def shorten(text: str, width: int) -> str:
    """Cut a text that is wider than `width` columns, and say so with an ellipsis."""
    if display_width(text) <= width:
        return text
    kept, used = [], 0
    for char in text:
        used += _char_width(char)
        if used > width - 1:
            break
        kept.append(char)
    return "".join(kept) + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Fill a text with spaces to `width` columns.

    >>> pad("東", 4), pad("7", 3, right=True)
    ('東  ', '  7')
    """
    space = " " * max(width - display_width(text), 0)
    return f"{space}{text}" if right else f"{text}{space}"


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
