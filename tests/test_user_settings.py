"""Settings in use are read from every shape in which they are found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import TableError
from toolkit.exports.user_settings import (
    KEYS,
    InUse,
    UserSetting,
    formats_of,
    merge_settings,
    read_in_use,
)

PAREN, DASHED = "(###) ###-####", "###-###-####"


def values(*formats: str, **more: Any) -> dict[str, Any]:
    return {
        key: {"value": each, **more} for key, each in zip(KEYS, formats, strict=False)
    }


def saved(tmp_path: Path, document: Any, name: str = "settings.json") -> Path:
    path = tmp_path / name
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text, encoding="utf-8")
    return path


def pairs(in_use: InUse) -> list[tuple[str, str]]:
    return [(each.user, ",".join(each.formats)) for each in in_use.users]


def test_a_text_is_one_list_for_everybody() -> None:
    in_use = read_in_use(f"{PAREN}, ###")
    assert in_use.formats == (PAREN, " ###")
    assert in_use.is_one_list
    assert read_in_use("").formats == ()


def test_a_format_that_looks_like_a_folder_is_a_format() -> None:
    assert read_in_use("###/###-####").formats == ("###/###-####",)
    assert read_in_use("###\0").formats == ("###\0",)


@pytest.mark.parametrize(
    "document",
    [
        {"userSettings": values(PAREN, "", DASHED)},
        values(PAREN, "", DASHED),
        dict(zip(KEYS, (PAREN, "", DASHED), strict=True)),
        {"adminSettings": {"userSettings": values(PAREN, "", DASHED)}},
        {"id": "x", "userSettings": values(PAREN, "", DASHED), "userMappings": None},
    ],
)
def test_one_list_as_json(tmp_path: Path, document: Any) -> None:
    in_use = read_in_use(str(saved(tmp_path, document)))
    assert pairs(in_use) == [("", f"{PAREN},{DASHED}")]


@pytest.mark.parametrize(
    "document",
    [
        {"101": {"userSettings": values(PAREN)}, "Ann": values(DASHED)},
        {"users": {"101": values(PAREN), "Ann": values(DASHED)}},
        [
            {"extension": 101, "userSettings": values(PAREN)},
            {"name": "Ann", **values(DASHED)},
        ],
        {
            "users": [
                {"User": "101", **values(PAREN)},
                {"e-mail": "Ann", **values(DASHED)},
            ]
        },
    ],
)  # fmt: skip
def test_many_users_as_json(tmp_path: Path, document: Any) -> None:
    in_use = read_in_use(saved(tmp_path, document))
    assert pairs(in_use) == [("101", PAREN), ("Ann", DASHED)]
    assert not in_use.is_one_list


def test_the_account_wins_where_it_does_not_leave_the_choice(tmp_path: Path) -> None:
    locked = {"adminSettings": {"userSettings": values(PAREN, customizable=False)}}
    free = {"adminSettings": {"userSettings": values(PAREN, customizable=True)}}
    users = {"users": {"Ann": values(DASHED), "Ben": values()}}
    read = pairs(read_in_use(saved(tmp_path, locked | users)))
    assert read == [("Ann", PAREN), ("Ben", PAREN)]
    read = pairs(read_in_use(saved(tmp_path, free | users)))
    assert read == [("Ann", DASHED), ("Ben", PAREN)]


def test_a_removed_setting_is_nobodys() -> None:
    removed = {KEYS[0]: {"isRemoved": True, "customizable": True}}
    assert formats_of(merge_settings(removed, values(PAREN, DASHED))) == (DASHED,)


def test_third_field_may_hold_several() -> None:
    assert formats_of(values("#", "##", "###,####")) == ("#", "##", "###", "####")


CSV = [
    "user,format1,format2,format3\n101,(###) ###-####,,\nAnn,,###-###-####,\n",
    "Extension;Format 1\n101;(###) ###-####\nAnn;###-###-####\n",
    f"{KEYS[1]},{KEYS[0]},Name\n,(###) ###-####,101\n###-###-####,,Ann\n",
    'e-mail,overridingFormat\n101,"(###) ###-####"\nAnn,###-###-####\n',
]


@pytest.mark.parametrize("text", CSV)
def test_many_users_as_csv(tmp_path: Path, text: str) -> None:
    in_use = read_in_use(saved(tmp_path, text, "settings.csv"))
    assert pairs(in_use) == [("101", PAREN), ("Ann", DASHED)]


def test_columns_are_used_in_the_order_of_the_fields(tmp_path: Path) -> None:
    text = "format3,format1,user,format2\n###,#,Ann,##\n"
    in_use = read_in_use(saved(tmp_path, text, "s.csv"))
    assert pairs(in_use) == [("Ann", "#,##,###")]


def test_the_commonest_list_is_the_present_one(tmp_path: Path) -> None:
    users = {"a": values(PAREN), "b": values(DASHED), "c": values(DASHED)}
    assert read_in_use(saved(tmp_path, users)).formats == (DASHED,)
    assert InUse(()).formats == ()


@pytest.mark.parametrize(
    ("name", "text", "got"),
    [
        ("a.json", "{", "no JSON"),
        ("a.json", "{}", "no settings"),
        ("a.json", "[1]", "no settings"),
        ("a.json", "[[]]", "no settings"),
        ("a.csv", "user,phone\nAnn,1\n", "no column of formats"),
        ("a.json", "[" * 100_000, "no JSON"),
    ],
)
def test_a_file_without_settings_is_refused(
    tmp_path: Path, name: str, text: str, got: str
) -> None:
    with pytest.raises(TableError, match=got):
        read_in_use(saved(tmp_path, text, name))


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(TableError, match="--current gone.csv: .* nothing of that name"):
        read_in_use("gone.csv")


def test_repr_shows_no_user() -> None:
    assert repr(UserSetting("Ann Abbott", (PAREN,))) == f"UserSetting('{PAREN}')"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*KEYS, "userSettings", "adminSettings", "users", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(document=ANY)
def test_any_json_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, document: Any
) -> None:
    path = saved(tmp_path_factory.getbasetemp(), document)
    try:
        found = read_in_use(path)
    except TableError:
        return
    assert all(isinstance(each.formats, tuple) for each in found.users)
