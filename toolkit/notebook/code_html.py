"""Sentences with code in them, as HTML."""

from __future__ import annotations

import html

_CODE, _PLAIN = "<code>{}</code>", "{}"


def code_html(text: str) -> str:
    """Escape a sentence, and set what stands between backticks as code.

    >>> code_html("`a<b` & c")
    '<code>a&lt;b</code> &amp; c'
    """
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:  # a backtick of the text itself
        return html.escape(text)
    return "".join(
        (_CODE if place % 2 else _PLAIN).format(part)
        for place, part in enumerate(parts)
    )
