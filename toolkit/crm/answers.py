"""Answers of a CRM: refusals by status, JSON, and the shapes that are expected in it.

An answer is checked, never trusted: each step down names its key and the type that must
stand there. Messages show keys and types, nothing of what was answered.

>>> answer = parse_json(b'{"data": [{"id": 7, "name": "Ada"}]}', where="clio")
>>> rows = Shape(answer, "clio").list("data")
>>> [(row.id("id"), row.text("name")) for row in rows]
[(7, 'Ada')]
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from toolkit.errors import CrmAnswerError, CrmAuthError, CrmError, CrmLimitError

# status or hundred: (class, what came, hint)
_REFUSALS: Mapping[int, tuple[type[CrmError], str, str]] = {
    300: (CrmError, "a redirect", "check the host name; redirects are not followed"),
    400: (CrmError, "a request it cannot read", "check the format and the settings"),
    401: (CrmAuthError, "a refused token", "get a new token"),
    403: (CrmAuthError, "a token without the permission", "check its scope and role"),
    404: (CrmError, "no such address", "check the host name and the kind of CRM"),
    429: (CrmLimitError, "a request limit that is used up", "go on later"),
    500: (CrmError, "an error of its own", "try again later"),
}
_TYPES = {dict: "an object", list: "a list", str: "a text", type(None): "null"}


def refusal(status: int, *, where: str) -> CrmError | None:
    """Give the error that a status stands for, or None for a good one."""
    if 200 <= status < 300:
        return None
    kind, got, hint = _REFUSALS.get(status) or _REFUSALS.get(
        status // 100 * 100, _REFUSALS[500]
    )
    said = f"{got} (status {status})"
    return kind(expected="an answer", got=said, where=where, hint=hint, status=status)


def parse_json(body: bytes, *, where: str) -> Any:
    """Read an answer's JSON, or raise CrmAnswerError."""
    got = "a page of HTML" if body.lstrip()[:1] == b"<" else "something else"
    got = got if body.strip() else "an empty answer"
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except RecursionError:
        got = "JSON nested too deeply"
    except ValueError:
        pass
    hint = "check the host name and the kind of CRM"
    raise CrmAnswerError(expected="JSON", got=got, where=where, hint=hint)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON


class Shape:
    """One place in an answer; every step down is checked."""

    __slots__ = ("_path", "_value", "_where")

    def __init__(self, value: Any, where: str, path: str = "answer") -> None:
        self._value, self._where, self._path = value, where, path

    def __repr__(self) -> str:
        """Show the place, not what stands there."""
        return f"<Shape {self._path}>"

    def get(self, *keys: str) -> Shape:
        """Go down by keys; what is not there is null."""
        shape = self
        for key in keys:
            members = shape.object()
            shape = Shape(members.get(key), self._where, f"{shape._path}.{key}")
        return shape

    def list(self, *keys: str, optional: bool = False) -> Iterator[Shape]:
        """Give the items of a list; an optional one may be null."""
        shape = self.get(*keys)
        value = shape._value
        if value is None and optional:
            return iter(())
        if not isinstance(value, list):
            raise shape._wrong(expected="a list")
        return (Shape(v, self._where, f"{shape._path}[]") for v in value)

    def id(self, key: str) -> str | int:
        """Give an id: a whole number or a text."""
        shape = self.get(key)
        value = shape._value
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise shape._wrong(expected="an id")
        return clean_text(value) if isinstance(value, str) else value

    def text(self, key: str) -> str | None:
        """Give a text or null."""
        shape = self.get(key)
        if shape._value is not None and not isinstance(shape._value, str):
            raise shape._wrong(expected="a text or null")
        return None if shape._value is None else clean_text(shape._value)

    def flag(self, key: str) -> bool | None:
        """Give true, false or null."""
        shape = self.get(key)
        if shape._value is not None and not isinstance(shape._value, bool):
            raise shape._wrong(expected="true, false or null")
        return shape._value

    def any(self, key: str) -> Any:
        """Give whatever stands at a key."""
        return self.get(key)._value

    def any_text(self) -> str | None:
        """Give the text that stands here, or None where something else does."""
        return clean_text(self._value) if isinstance(self._value, str) else None

    def value(self) -> Any:
        """Give whatever stands here."""
        return self._value

    def object(self) -> dict[str, Any]:
        """Give the object that stands here."""
        if not isinstance(self._value, dict):
            raise self._wrong(expected="an object")
        return self._value

    @property
    def is_list(self) -> bool:
        """Whether a list stands here."""
        return isinstance(self._value, list)

    @property
    def is_object(self) -> bool:
        """Whether an object stands here."""
        return isinstance(self._value, dict)

    @property
    def is_null(self) -> bool:
        """Whether nothing stands here."""
        return self._value is None

    def _wrong(self, *, expected: str) -> CrmAnswerError:
        return CrmAnswerError(
            expected=f"{expected} at {self._path}",
            got=_TYPES.get(type(self._value), "a number"),
            where=self._where,
            hint="the CRM's interface may have changed; is this the right kind of CRM",
        )


def clean_text(text: str) -> str:
    """Replace halves of surrogate pairs, which no file or terminal can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
