"""Tokens: read from where secrets belong, and shown to nobody.

A source is named, never the token itself: ``env:NAME`` an environment variable,
``file:PATH`` a file that only its owner can read, ``keyring:SERVICE/USER`` the system's
own store (needs the extra ``keyring``). A `Token` shows nothing of itself in `repr`, in
a traceback or in a pickle, and no message repeats what was given as a source: it may
have been the token.

>>> Token("not shown")
<Token>
"""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from toolkit.errors import OptionError
from toolkit.extras import load_extra

_LARGEST_FILE = 65_536  # bytes
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Token:
    """A secret; only `reveal` gives its text."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        if not text or not text.isascii() or not text.isprintable():
            raise _unusable(
                expected="a token of printable ASCII characters", got="something else"
            )
        self._text = text

    def reveal(self) -> str:
        """Give the text, for the header that is about to be sent."""
        return self._text

    def __repr__(self) -> str:
        """Show nothing."""
        return "<Token>"

    def __reduce__(self) -> NoReturn:
        """Refuse to be written anywhere."""
        msg = "a token cannot be pickled"
        raise TypeError(msg)


def _unusable(*, expected: str, got: str, hint: str = "") -> OptionError:
    return OptionError(expected=expected, got=got, where="token", hint=hint)


def token_from_env(name: str) -> Token:
    """Read a token from an environment variable."""
    text = os.environ.get(name, "").strip()
    if not text:
        raise _unusable(
            expected="an environment variable that holds the token",
            got="none of the name given",
            hint="set it first, and give its name, not the token",
        )
    return Token(text)


def token_from_file(path: str | Path) -> Token:
    """Read a token from a file of mode 600 (or 400)."""
    file = Path(path).expanduser()
    reason = "no file"
    try:
        if file.is_file():  # asked first: opening a pipe would wait for a writer
            return Token(_read_private(file).decode("ascii", "replace").strip())
    except OSError as error:
        reason = (error.strerror or "an error").lower()
    raise _unusable(expected="a readable file with the token", got=reason)


def _read_private(path: Path) -> bytes:
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if os.name == "posix" and mode & _OTHERS:
            raise _unusable(
                expected="a file of mode 600",
                got=f"{stat.S_IMODE(mode):o}",
                hint="chmod 600 it",
            )
        return file.read(_LARGEST_FILE)


def token_from_keyring(entry: str) -> Token:
    """Read a token from the system's store; `entry` is ``SERVICE/USER``."""
    service, slash, user = entry.rpartition("/")
    if not slash:
        raise _unusable(expected="an entry written SERVICE/USER", got="something else")
    instead = "use env:NAME or file:PATH"
    keyring = load_extra("keyring", "keyring", where="token", instead=instead)
    try:
        text = keyring.get_password(service, user)
    except keyring.errors.KeyringError:
        text = None
    if not text:
        raise _unusable(expected="an entry of the keyring", got="none of that name")
    return Token(text.strip())


SOURCES: Mapping[str, Callable[[str], Token]] = MappingProxyType(
    {
        "env": token_from_env,
        "file": token_from_file,
        "keyring": token_from_keyring,
    }
)


def _basic(text: str) -> str:
    return base64.b64encode(f"{text}:".encode("ascii")).decode("ascii")


# How a token goes into a header.
SCHEMES: Mapping[str, Callable[[str], dict[str, str]]] = MappingProxyType(
    {
        "bearer": lambda text: {"Authorization": f"Bearer {text}"},
        "basic": lambda text: {"Authorization": f"Basic {_basic(text)}"},
        "x-api-token": lambda text: {"x-api-token": text},
    }
)


def known_scheme(scheme: str) -> str:
    """Give the name of a scheme back, or raise OptionError naming those there are."""
    if scheme not in SCHEMES:
        # What came is not shown: it may have been the token.
        raise OptionError(
            expected=" | ".join(SCHEMES), got="something else", where="scheme"
        )
    return scheme


def read_token(source: str | Token) -> Token:
    """Read a token from a source such as ``env:CLIO_TOKEN``."""
    if isinstance(source, Token):
        return source
    kind, colon, name = source.partition(":")
    if not colon or kind not in SOURCES:
        raise _unusable(
            expected="env:NAME, file:PATH or keyring:SERVICE/USER",
            got="something else",
            hint="name where the token is; the token itself is never an argument",
        )
    return SOURCES[kind](name)
