"""Small JSON files of settings: an object, or one clear error.

>>> import tempfile
>>> path = Path(tempfile.mkdtemp()) / "user.json"
>>> _ = path.write_text('{"hostname": "crm.example.com"}')
>>> read_object(path, expected="a user's record")
{'hostname': 'crm.example.com'}
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from toolkit.errors import TableError

_LARGEST_FILE = 1_048_576  # bytes


def read_object(path: str | Path, *, expected: str) -> dict[str, Any]:
    """Read a file that holds one JSON object; `expected` says what it is."""
    got = "something else"
    try:
        with Path(path).open("rb") as file:
            raw = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        got = (error.strerror or "an error").lower()
    else:
        found = _parse(raw) if len(raw) <= _LARGEST_FILE else None
        if isinstance(found, dict):
            return found
    raise TableError(expected=expected, got=got, where=Path(path).name)


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
