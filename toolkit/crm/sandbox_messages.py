"""Requests and replies of the sandbox, and what every vendor's part must offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import unquote, unquote_plus, urlsplit

from toolkit.crm.sandbox_store import ContactStore


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """One request as it was read off the wire; `query` is decoded."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def read(
        cls, method: str, target: str, *, form_decoded: bool, **rest: Any
    ) -> Request:
        """Split a target; with `form_decoded` a ``+`` is read as a space."""
        parts = urlsplit(f"//host{target if target.startswith('/') else '/'}")
        decode = unquote_plus if form_decoded else unquote
        pairs = (pair.partition("=") for pair in parts.query.split("&") if pair)
        query: dict[str, str] = {}
        for name, _, value in pairs:
            query.setdefault(decode(name), decode(value))
        return cls(method, unquote(parts.path), query, **rest)

    def number(self, name: str, otherwise: int) -> int:
        """Give a whole number of the query."""
        text = self.query.get(name, "")
        is_number = text.isascii() and text.isdecimal() and len(text) < 10
        return int(text) if is_number else otherwise


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """A status, JSON and headers; `text` is sent instead of JSON where it is set."""

    data: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None


NOT_FOUND = Reply({"error": "no such address"}, 404)


@dataclass(frozen=True, slots=True, repr=False)
class Sandbox:
    """What a vendor's part answers from."""

    store: ContactStore
    rule: str
    url: str = ""
    page_size: int | None = None
    connector: str = ""

    def page(self, usual: int, asked: int | None = None) -> int:
        """Give how many contacts a page holds."""
        return max(1, min(self.page_size or usual, asked or usual))


def number_id(contact_id: str | int) -> str | int:
    """Give an id as a number where an export had made a text of it.

    >>> number_id("42"), number_id("0042")
    (42, '0042')
    """
    text = str(contact_id)
    is_number = text.isascii() and text.isdecimal() and len(text) < 16
    return int(text) if is_number and str(int(text)) == text else contact_id


class Vendor(Protocol):
    """One vendor's part of the sandbox."""

    def __call__(self, request: Request, sandbox: Sandbox) -> Reply:
        """Answer a request."""
        ...
