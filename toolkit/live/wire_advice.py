"""What escaping changes: terms that reach a CRM otherwise than App Connect sends them.

With ``encode="properly"`` a live CRM reads what was meant. In production a term goes
into the address as it is, and a CRM that decodes the address as a form reads a ``+`` as
a space, and nothing behind a ``#`` or ``&``. This says for which searches that matters.

>>> from toolkit.matching.connectors import connector
>>> changed = read_otherwise(connector("clio"), ["###-###-####"], ["+14155550100"])
>>> changed
{'the number itself': 1}
>>> escaping_advice(changed, n_numbers=1)["code"]
'sent-otherwise'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.wire import AS_SENT
from toolkit.matching.connectors import INSIDE, Connector
from toolkit.matching.formats import parse_formats
from toolkit.matching.get_contact import LookupServer
from toolkit.matching.terms import lookup_terms, read_number
from toolkit.matching.wire import read_term

ITSELF = "the number itself"
_DIFFERS = (
    "Terms were sent escaped, as they were meant. App Connect sends them as they are, "
    "and a CRM that decodes the address as a form reads another text (a + as a space, "
    "nothing behind a # or &): {changed}, of {n} numbers. Ask once more without "
    "--encode properly to see what calls will find."
)
_ALIKE = (
    "Terms were sent escaped, as they were meant. App Connect sends them as they are; "
    "for these numbers the CRM reads the same."
)


def crm_advice(
    crm: LiveCrm,
    record: Connector,
    formats: str | Iterable[str],
    numbers: Sequence[str],
) -> list[dict[str, str]]:
    """Give the finding where a CRM is asked with escaped terms, else none."""
    is_server = isinstance(crm, LookupServer)  # it writes the terms itself
    if is_server or crm.encode == AS_SENT or not crm.terms_in_address:
        return []
    changed = read_otherwise(record, formats, numbers)
    return [escaping_advice(changed, n_numbers=len(numbers))]


def read_otherwise(
    record: Connector, formats: str | Iterable[str], numbers: Iterable[str]
) -> dict[str, int]:
    """Count the numbers whose term is read otherwise, for each format that writes one.

    Terms that no format writes count under `ITSELF`. Formats without a change are left
    out.
    """
    listed = parse_formats(formats)
    pasted = record.pasted or INSIDE
    changed: Counter[str] = Counter()
    for number in numbers:
        read = read_number(record, number)
        bare = lookup_terms(record, read, ())
        if _changes(bare, pasted):
            changed[ITSELF] += 1
        for format in listed:
            written = lookup_terms(record, read, (format,))
            if _changes([term for term in written if term not in bare], pasted):
                changed[format] += 1
    return dict(changed)


def _changes(terms: Sequence[str | None], pasted: str) -> bool:
    return any(term and read_term(term, pasted) != term for term in terms)


def escaping_advice(changed: Mapping[str, int], *, n_numbers: int) -> dict[str, str]:
    """Give the finding, `code` and `text`, of what escaping changed."""
    if not changed:
        return {"code": "sent-alike", "text": _ALIKE}
    named = ", ".join(
        f"{name if name == ITSELF else repr(name)} for {count}"
        for name, count in changed.items()
    )
    text = _DIFFERS.format(changed=named, n=n_numbers)
    return {"code": "sent-otherwise", "text": text}
