from __future__ import annotations

import csv
from pathlib import Path

import pytest

from toolkit.exports.contacts import read_contacts
from toolkit.exports.dialects import detect, find_header
from toolkit.exports.encodings import choose_encoding, detect_encoding

FOLDER = Path(__file__).parent / "csv"
DIALECTS = sorted((FOLDER / "dialects").iterdir())


def expected_cells() -> list[list[str]]:
    with (FOLDER / "dialects.expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@pytest.mark.parametrize("path", DIALECTS, ids=lambda p: p.name)
def test_every_dialect_gives_the_same_table(path: Path) -> None:
    contacts = read_contacts(path)
    people = contacts.contacts.loc[contacts.cells["contact"]]
    found = zip(
        people["id"],
        people["name"],
        contacts.cells["role"],
        contacts.cells["text"],
        strict=True,
    )
    assert [list(row) for row in found] == expected_cells()
    assert contacts.ledger.rows == contacts.ledger.used == 3


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "header_row"),
    [
        ("comma-crlf-bom.csv", "utf-8-sig", ",", 1),
        ("semicolon-cp1252.csv", "cp1252", ";", 1),
        ("tab-utf16le-bom.txt", "utf-16", "\t", 1),
        ("tab-utf16le.txt", "utf-16-le", "\t", 1),
        ("pipe.csv", "utf-8", "|", 1),
        ("sep-line.csv", "utf-8-sig", ";", 2),
        ("title-rows.csv", "utf-8", ",", 4),
        ("workbook.xlsx", "xlsx", "", 3),
        ("parquet.parquet", "parquet", "", 1),
    ],
)
def test_source_says_what_was_detected(
    name: str, encoding: str, delimiter: str, header_row: int
) -> None:
    source = read_contacts(FOLDER / "dialects" / name).sources[0]
    assert (source.encoding, source.delimiter) == (encoding, delimiter)
    assert source.header_row == header_row
    assert len(source.sha256) == 64


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("comma-lf.csv", [2, 3, 4, 4]),
        ("title-rows.csv", [5, 6, 7, 7]),
        ("blank-lines.csv", [2, 4, 7, 7]),
        ("workbook.xlsx", [4, 5, 6, 6]),
    ],
)
def test_rows_are_numbered_as_a_spreadsheet_shows_them(
    name: str, rows: list[int]
) -> None:
    contacts = read_contacts(FOLDER / "dialects" / name)
    assert contacts.cells["row"].tolist() == rows


def test_detection_can_be_overridden(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes("id;name;phone\n1;Zoë,x,y;202-555-0123\n".encode("cp850"))
    contacts = read_contacts(path, encoding="cp850", delimiter=";")
    assert contacts.contacts["name"].tolist() == ["Zoë,x,y"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Имя;Телефон\nАнна Иванова;1\nБорис Петров;2\n" * 20, "cp1251"),
        ("名前,電話\n山田太郎,1\n鈴木花子,2\n" * 20, "cp932"),
        ("Müller;Straße;Ärger;Ölförderung\n" * 20, "cp1252"),
        ("Señor Núñez,Peña,à côté\n" * 20, "cp1252"),
        ("Tél.;Café\n" * 5, "mac_roman"),
        ("Müller;Straße;Ärger;Käthe Jörg\n" * 5, "cp850"),
        ("Müller;Straße;Ärger;Käthe Jörg\n" * 5, "mac_roman"),
        ("Hôtel de la Forêt;Généreux;Façade\n" * 5, "cp850"),
        ("Hôtel de la Forêt;Généreux;Façade\n" * 5, "mac_roman"),
        ("Škoda “quoted” – don’t\nŽeljko\n" * 5, "cp1252"),
    ],
)
def test_legacy_encodings_are_told_apart(text: str, encoding: str) -> None:
    found = detect_encoding(text.encode(encoding))
    assert text.encode(encoding).decode(found) == text


def test_few_broken_bytes_leave_utf8() -> None:
    assert choose_encoding("Zoë Müller, Ångström".encode() + b"\xff") == (
        "utf-8",
        "replace",
    )


def test_legacy_byte_far_below_an_ascii_head_is_found(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    rows = "".join(f"{i},Ann,(202) 555-01{i % 100:02}\n" for i in range(20_000))
    path.write_bytes(f"id,name,phone\n{rows}y,Ü,1\n".encode("cp1252"))
    contacts = read_contacts(path)
    assert contacts.ledger.used == 20_001
    assert contacts.contacts["name"].iloc[-1] == "Ü"


def test_header_is_the_row_with_most_known_names() -> None:
    rows = [["Phone list"], ["x", "y", "z"], ["id", "name", "phone"], ["1", "A", ""]]
    assert find_header(rows, {"id", "name", "phone"}) == 2
    assert find_header(rows, set()) == 1
    assert find_header([], {"id"}) == 0


def test_a_cell_of_data_that_is_a_known_name_makes_no_header() -> None:
    rows = [["Einrichtung", "Zentrale"], ["Amt", "x"], ["Kontakt", "y"]]
    assert find_header(rows, {"kontakt", "phone"}) == 0
    titled = [["Report", ""], ["Phone", "Ort"], ["x", "y"]]
    assert find_header(titled, {"kontakt", "phone"}) == 1


def test_delimiter_within_names_does_not_mislead() -> None:
    text = "id;name;phone\n1;Smith, Ann;x\n2;Doe, Bo;y\n"
    assert detect(text.encode(), {"phone"}).delimiter == ";"
