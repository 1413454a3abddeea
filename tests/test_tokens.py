"""Tokens come from where secrets belong and are shown to nobody."""

from __future__ import annotations

import json
import os
import pickle
import sys
import types
from pathlib import Path

import pytest

from toolkit.crm.tokens import SCHEMES, Token, known_scheme, read_token
from toolkit.errors import OptionError

SECRET = "planted-token-4711"
posix_only = pytest.mark.skipif(os.name != "posix", reason="file modes")


def test_a_token_shows_nothing() -> None:
    token = Token(SECRET)
    for text in (repr(token), str(token), f"{token}", repr([token]), repr({1: token})):
        assert SECRET not in text
    assert not hasattr(token, "__dict__")
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(token)
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps(token)


@pytest.mark.parametrize("text", ["", "a\r\nX: y", "a\x00", "ä", "a\tb"])
def test_a_token_fits_into_a_header(text: str) -> None:
    with pytest.raises(OptionError, match="printable ASCII"):
        Token(text)


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIO_TOKEN", f" {SECRET}\n")
    assert read_token("env:CLIO_TOKEN").reveal() == SECRET
    monkeypatch.setenv("CLIO_TOKEN", "")
    with pytest.raises(OptionError, match="an environment variable that holds"):
        read_token("env:CLIO_TOKEN")


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_from_a_private_file(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "token"
    path.write_text(SECRET + "\n")
    path.chmod(mode)
    assert read_token(f"file:{path}").reveal() == SECRET


@posix_only
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o610, 0o601])
def test_a_file_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "token"
    path.write_text(SECRET)
    path.chmod(mode)
    with pytest.raises(OptionError, match=f"mode 600, got {mode:o}"):
        read_token(f"file:{path}")


@posix_only
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "nothing", "."):
        with pytest.raises(OptionError, match="a readable file with the token"):
            read_token(f"file:{tmp_path / name}")


@posix_only
def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "token").touch(0o600)
    with pytest.raises(OptionError, match="printable ASCII"):
        read_token(f"file:{tmp_path / 'token'}")


def keyring_with(entries: dict[tuple[str, str], str]) -> types.ModuleType:
    class KeyringError(Exception):
        pass

    def get_password(service: str, user: str) -> str | None:
        if service == "locked":
            raise KeyringError
        return entries.get((service, user))

    module = types.ModuleType("keyring")
    module.get_password = get_password  # type: ignore[attr-defined]
    module.errors = types.SimpleNamespace(KeyringError=KeyringError)  # type: ignore[attr-defined]
    return module


def test_from_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    module = keyring_with({("crm/clio", "ann"): SECRET})
    monkeypatch.setitem(sys.modules, "keyring", module)
    assert read_token("keyring:crm/clio/ann").reveal() == SECRET
    for entry in ("crm/other", "locked/ann"):
        with pytest.raises(OptionError, match="an entry of the keyring"):
            read_token(f"keyring:{entry}")
    with pytest.raises(OptionError, match="written SERVICE/USER"):
        read_token("keyring:clio")


def test_without_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(OptionError, match="install the extra keyring"):
        read_token("keyring:clio/ann")


@pytest.mark.parametrize("source", [SECRET, f"token:{SECRET}", f"Env:{SECRET}", ""])
def test_a_token_is_never_an_argument(source: str) -> None:
    with pytest.raises(OptionError, match="never an argument") as caught:
        read_token(source)
    assert SECRET not in str(caught.value)


def test_a_token_given_as_a_name_is_not_repeated() -> None:
    for source in (f"env:{SECRET}", f"file:/{SECRET}"):
        with pytest.raises(OptionError, match="token: expected") as caught:
            read_token(source)
        assert SECRET not in str(caught.value)
        assert SECRET not in repr(caught.value.__context__)


def test_schemes() -> None:
    assert SCHEMES["bearer"]("t") == {"Authorization": "Bearer t"}
    assert SCHEMES["basic"]("t") == {"Authorization": "Basic dDo="}
    assert SCHEMES["x-api-token"]("t") == {"x-api-token": "t"}
    with pytest.raises(OptionError, match="bearer | basic"):
        known_scheme(SECRET)
