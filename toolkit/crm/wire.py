"""What stands on the wire: the path and query that App Connect really sends.

Most connectors paste a term into a URL as it is. Their HTTP library (axios on Node)
reads that URL by the WHATWG rules and sends what is left: a ``+`` stays a ``+``, which
a server that decodes forms reads as a space; ``#`` ends the URL and takes every later
parameter with it; ``&`` starts another parameter; tabs and line ends vanish. With
``encode="properly"`` a term is escaped, so that the CRM reads what was meant.

Source: the WHATWG URL standard (query state, special-query percent-encode set) as
Node 20 follows it, and axios 1.18 (`buildURL`, `toFormData`), compared with what these
make of random text and with requests recorded from the connectors.

>>> node_target("/contacts?query=+1 (415)#&fields=id")
'/contacts?query=+1%20(415)'
>>> PASTE["properly"]("+1 (415)#")
'%2B1%20%28415%29%23'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote

from toolkit.crm.javascript_text import written
from toolkit.errors import OptionError
from toolkit.matching.wire import LOST_ANYWHERE, LOST_AT_END, URL_ENDS_AT

AS_SENT = "as-sent"
PROPERLY = "properly"

_LOSES = str.maketrans("", "", LOST_ANYWHERE)
# Characters that stay as they are; all others are written as UTF-8 percent escapes.
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_QUERY_SAFE = "".join(char for char in _PRINTABLE if char not in "\"#<>'")
_PATH_SAFE = "".join(char for char in _PRINTABLE if char not in '"#<>?`{}')
_DOT = re.compile(r"(?:\.|%2e)\Z", re.IGNORECASE)
_TWO_DOTS = re.compile(r"(?:\.|%2e){2}\Z", re.IGNORECASE)
_COMPONENT_SAFE = "!~*'()"  # beside letters, digits and _.-


def _escape(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="replace").replace("%7E", "~")


def node_target(target: str) -> str:
    r"""Give path and query as Node sends a URL that ends with this text.

    `target` is everything behind the host name.

    >>> node_target("/find?n=4\t15&v='x'|{y}")
    '/find?n=415&v=%27x%27|{y}'
    """
    whole = target.rstrip(LOST_AT_END).translate(_LOSES)
    shown = whole.partition(URL_ENDS_AT)[0]
    path, mark, query = shown.partition("?")
    sent = _node_path(path)
    # A query of no characters still leaves its question mark out.
    return f"{sent}?{_escape(query, _QUERY_SAFE)}" if mark and query else sent


def _node_path(path: str) -> str:
    """Escape a path and follow its dot segments."""
    parts = path.replace("\\", "/").removeprefix("/").split("/")
    kept: list[str] = []
    for place, part in enumerate(parts):
        is_last = place == len(parts) - 1
        if _TWO_DOTS.match(part):
            del kept[-1:]
        elif not _DOT.match(part):
            kept.append(_escape(part, _PATH_SAFE))
            continue
        if is_last:
            kept.append("")
    return "/" + "/".join(kept)


def pasted(term: str) -> str:
    """Give a term as the connectors put it into a URL: unchanged."""
    return term


def escaped(term: str) -> str:
    """Give a term with every character escaped that a URL could read otherwise."""
    return quote(term, safe="", errors="replace")


PASTE: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {AS_SENT: pasted, PROPERLY: escaped}
)


def known_encoding(encode: str) -> str:
    """Give the name of an encoding back, or raise OptionError naming both."""
    if encode not in PASTE:
        raise OptionError(expected=" | ".join(PASTE), got=repr(encode), where="encode")
    return encode


def axios_component(text: str) -> str:
    """Escape one name or value of a query as axios does.

    >>> axios_component("+1 (415) 555:0100")
    '%2B1+(415)+555:0100'
    """
    safe = _COMPONENT_SAFE + ":$, "
    return quote(text, safe=safe, errors="replace").replace(" ", "+")


def axios_query(params: Mapping[str, object]) -> str:
    """Write query parameters as axios does.

    None is left out, an object names its members in brackets, a list repeats its name
    with ``[]``; inside something else it numbers its items.

    >>> axios_query({"phone": "+1", "empty": "", "none": None, "ids": [1, True]})
    'phone=%2B1&empty=&ids%5B%5D=1&ids%5B%5D=true'
    """
    pairs: list[tuple[str, str]] = []
    for name, value in params.items():
        if isinstance(value, list) and _is_flat(value):
            listed = f"{name.removesuffix('[]')}[]"
            pairs += [(listed, written(each)) for each in value if each is not None]
        else:
            pairs += _pairs(name, value)
    return "&".join(f"{axios_component(n)}={axios_component(v)}" for n, v in pairs)


def _is_flat(values: list[object]) -> bool:
    return not any(isinstance(each, Mapping | list) for each in values)


def _pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if isinstance(value, Mapping):
        members: Iterable[tuple[str, object]] = value.items()
    elif isinstance(value, list):
        members = ((str(i), each) for i, each in enumerate(value))
    else:
        yield name, written(value)
        return
    for key, each in members:
        yield from _pairs(f"{name}[{key}]", each)
