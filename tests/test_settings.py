"""Settings are written so that none is lost and none stays by mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import TableError
from toolkit.matching.formats import join_formats, parse_formats
from toolkit.reporting.settings import (
    KEYS,
    account_settings,
    customizable_text,
    field_texts,
    read_settings,
    roll_back_settings,
    to_json,
    user_settings,
)

FORMATS = st.lists(st.text(alphabet="#*-. ()+1", min_size=1, max_size=8), max_size=6)
PRESENT: dict[str, Any] = {
    "autoLogCall": {"customizable": True, "value": False},
    KEYS[0]: {"customizable": True, "value": "###", "isRemoved": True},
    KEYS[1]: {"customizable": False, "value": "####"},
}


def test_user_settings_are_what_the_client_posts() -> None:
    assert user_settings(["(***) ***-****", "***-***-****"]) == {
        "userSettings": {
            "overridingPhoneNumberFormat": {"value": "(***) ***-****"},
            "overridingPhoneNumberFormat2": {"value": "***-***-****"},
            "overridingPhoneNumberFormat3": {"value": ""},
        }
    }


@given(FORMATS)
def test_fields_join_to_the_whole_list(formats: list[str]) -> None:
    """The client joins the fields that are not empty with commas."""
    sent = ",".join(text for text in field_texts(formats) if text)
    assert parse_formats(sent) == tuple(formats)
    assert sent == join_formats(formats)


def test_account_settings_lose_nothing() -> None:
    merged = account_settings(PRESENT, ["#"])["adminSettings"]["userSettings"]
    assert merged["autoLogCall"] == PRESENT["autoLogCall"]
    assert set(merged) == {"autoLogCall", *KEYS}


def test_account_settings_keep_whether_users_may_change_them() -> None:
    merged = account_settings(PRESENT, ["#"])["adminSettings"]["userSettings"]
    assert merged[KEYS[0]] == {"customizable": True, "value": "#"}
    assert merged[KEYS[1]] == {"customizable": False, "value": ""}
    assert merged[KEYS[2]] == {"customizable": False, "value": ""}


@pytest.mark.parametrize("customizable", [True, False])
def test_account_settings_take_a_choice(customizable: bool) -> None:
    body = account_settings(PRESENT, ["#"], customizable=customizable)
    merged = body["adminSettings"]["userSettings"]
    assert {merged[key]["customizable"] for key in KEYS} == {customizable}


def test_present_settings_stay_as_they_were() -> None:
    before = json.dumps(PRESENT)
    account_settings(PRESENT, ["#"])
    assert json.dumps(PRESENT) == before
    assert roll_back_settings(PRESENT)["adminSettings"]["userSettings"] == PRESENT


@pytest.mark.parametrize(
    "document",
    [
        {"id": "x", "userSettings": PRESENT, "customAdapter": None},
        {"userSettings": PRESENT},
        {"adminSettings": {"userSettings": PRESENT}},
    ],
    ids=["GET /admin/settings", "preload", "POST /admin/settings"],
)
def test_every_shape_of_present_settings_is_read(
    tmp_path: Path, document: dict[str, Any]
) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(to_json(document))
    assert read_settings(path) == PRESENT


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("{", "a file that is no JSON"),
        ('{"userSettings": NaN}', "a file that is no JSON"),
        ("[" * 100_000, "a file that is no JSON"),
        ('{"autoLogCall": {"value": true}}', "JSON without 'userSettings'"),
        ('{"adminSettings": [], "userSettings": []}', "JSON without 'userSettings'"),
        ("7", "JSON without 'userSettings'"),
    ],
    ids=["half", "constant", "deep", "a user's", "wrong types", "a number"],
)
def test_other_files_are_refused(tmp_path: Path, text: str, got: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    with pytest.raises(TableError, match=got):
        read_settings(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="No such file"):
        read_settings(tmp_path / "gone.json")


def test_any_text_survives_as_json(tmp_path: Path) -> None:
    present = {"odd": {"value": "\ud800 \u202e é"}}
    path = tmp_path / "settings.json"
    path.write_bytes(to_json({"userSettings": present}))
    assert read_settings(path) == present


def test_customizable_is_said_in_words() -> None:
    locked = account_settings({}, ["#"])
    assert customizable_text(locked).startswith("The account's formats hold for every")
    mixed = {KEYS[1]: {"customizable": True, "value": "###"}}
    said = customizable_text(account_settings(mixed, ["#"]))
    assert said == (
        "A user's own text wins in Format 2 (customizable: true), the account's in "
        "Format 1 and Format 3 (customizable: false), as now."
    )
    chosen = account_settings(mixed, ["#"], customizable=False)
    assert customizable_text(chosen) == customizable_text(locked)
