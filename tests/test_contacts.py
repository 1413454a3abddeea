from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import MissingColumnError
from toolkit.exports import text_parts
from toolkit.exports.contacts import Contacts, read_contacts


def write(folder: Path, text: str, name: str = "contacts.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def texts(contacts: Contacts) -> list[str]:
    return contacts.cells["text"].tolist()


def test_tables_have_the_promised_columns(tmp_path: Path) -> None:
    contacts = read_contacts(write(tmp_path, "id,name,phone\n1,Ann,202-555-0101\n"))
    kinds = {name: str(kind) for name, kind in contacts.contacts.dtypes.items()}
    assert kinds == {
        "id": "str",
        "name": "str",
        "region": "str",
        "created_at": "datetime64[s]",
        "row": "int32",
    }
    kinds = {name: str(kind) for name, kind in contacts.cells.dtypes.items()}
    assert kinds == {
        "contact": "int32",
        "column": "category",
        "role": "category",
        "text": "str",
        "row": "int32",
        "condition": "category",
        "is_region_known": "bool",
    }
    kinds = {name: str(kind) for name, kind in contacts.number_cells.dtypes.items()}
    assert kinds == {
        "cell": "int32",
        "contact": "int32",
        "condition": "category",
        "is_safe": "bool",
    }
    assert len(contacts.numbers) == len(contacts.number_cells)


def test_rows_that_repeat_an_id_are_one_contact(tmp_path: Path) -> None:
    text = "id,phone\nA,202-555-0101\na,202-555-0102\nA,202-555-0103\n,202-555-0104\n"
    contacts = read_contacts(write(tmp_path, text + ",202-555-0104\n"))
    assert contacts.contacts["id"].tolist() == ["A", "a", "row 5", "row 6"]
    assert contacts.cells["contact"].tolist() == [0, 1, 0, 2, 3]
    assert contacts.cells["row"].tolist() == [2, 3, 4, 5, 6]
    assert contacts.contacts["row"].tolist() == [2, 3, 5, 6]


def test_without_an_id_a_contact_is_its_row(tmp_path: Path) -> None:
    contacts = read_contacts(write(tmp_path, "phone\n202-555-0101\n\n202-555-0101\n"))
    assert contacts.contacts["id"].tolist() == ["2", "4"]


def test_rows_without_a_phone_cell_are_set_aside(tmp_path: Path) -> None:
    text = "id,phone,mobile\n1,,\n,,\n2, ,202-555-0101\n3,N/A,\n"
    contacts = read_contacts(write(tmp_path, text))
    assert contacts.ledger.set_aside == {"no phone cell": 1, "blank row": 1}
    assert contacts.rejects["row"].tolist() == [2, 3]
    assert contacts.contacts["id"].tolist() == ["2", "3"]
    assert contacts.cells["column"].tolist() == ["mobile", "phone"]


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("name,first_name,last_name", "Ann E,x,y", "Ann E"),
        ("name,first_name,last_name", ",Ann,Example", "Ann Example"),
        ("first_name,last_name", "Ann,", "Ann"),
        ("first_name,company", ",Example Ltd", "Example Ltd"),
        ("contact,city", "Ann E,Paris", "Ann E"),
        ("city", "Paris", ""),
    ],
)
def test_names_are_put_together(
    tmp_path: Path, header: str, row: str, name: str
) -> None:
    contacts = read_contacts(write(tmp_path, f"{header},phone\n{row},202-555-0101\n"))
    assert contacts.contacts["name"].tolist() == [name]


def test_a_country_column_gives_the_region(tmp_path: Path) -> None:
    text = (
        "id,country,phone\n1,UK,020 7946 0018\n2,,(202) 555-0101\n3,Mars,2025550102\n"
    )
    contacts = read_contacts(write(tmp_path, text))
    assert contacts.contacts["region"].tolist() == ["GB", "US", "US"]
    assert contacts.numbers.e164().to_pylist() == [
        "+442079460018",
        "+12025550101",
        "+12025550102",
    ]
    assert contacts.n_guessed == 2
    assert contacts.warnings == ()


def test_a_region_that_does_not_fit_is_said(tmp_path: Path) -> None:
    rows = "".join(f"{i},020 7946 00{i:02}\n" for i in range(30))
    path = write(tmp_path, "id,phone\n" + rows)
    assert "in GB it is 100 %" in read_contacts(path, region="US").warnings[0]
    assert read_contacts(path, region="GB").warnings == ()


def test_created_dates_are_read(tmp_path: Path) -> None:
    text = "id,phone,Create Date\n1,x,28/08/2026 09:30\n2,x,01/02/2026\n3,x,\n"
    moments = read_contacts(write(tmp_path, text)).contacts["created_at"]
    assert [str(m)[:10] for m in moments] == ["2026-08-28", "2026-02-01", "NaT"]


def test_fax_counts_only_when_named(tmp_path: Path) -> None:
    path = write(tmp_path, "id,phone,fax\n1,,202-555-0101\n2,202-555-0102,\n")
    assert texts(read_contacts(path)) == ["202-555-0102"]
    named = read_contacts(path, columns={"fax": "fax"})
    assert named.cells["role"].tolist() == ["fax", "phone"]


def test_labels_say_what_a_cell_is(tmp_path: Path) -> None:
    text = (
        "Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n"
        "Ann,Mobile,202-555-0101,Work Fax,202-555-0102\n"
        "Bo,Home Fax,202-555-0103,,\n"
    )
    contacts = read_contacts(write(tmp_path, text))
    assert contacts.cells["role"].tolist() == ["mobile"]
    assert contacts.ledger.set_aside == {"no phone cell": 1}


def test_several_files_are_one_book(tmp_path: Path) -> None:
    write(tmp_path, "id,phone\n1,202-555-0101\n2,202-555-0102\n", "1.csv")
    write(tmp_path, "id,mobile\n2,202-555-0103\n3,202-555-0104\n", "2.csv")
    contacts = read_contacts(tmp_path / "*.csv")
    assert contacts.contacts["id"].tolist() == ["1", "2", "3"]
    assert contacts.cells["contact"].tolist() == [0, 1, 1, 2]
    assert contacts.cells["role"].tolist() == ["phone", "phone", "mobile", "mobile"]
    assert [one.ledger.rows for one in contacts.sources] == [2, 2]


def test_table_has_one_row_per_cell(tmp_path: Path) -> None:
    text = "id,name,phone,mobile\n1,Ann,202-555-0101/02,2025550103.0\n2,Bo,N/A,\n"
    table = read_contacts(write(tmp_path, text)).table
    assert table["n_numbers"].tolist() == [2, 1, 0]
    assert table["e164"].fillna("").tolist() == ["+12025550101", "+12025550103", ""]
    assert table["text"].isna().tolist() == [False, True, False]


def test_a_file_without_rows_is_empty(tmp_path: Path) -> None:
    contacts = read_contacts(write(tmp_path, "id,phone\n"))
    assert contacts.ledger.rows == len(contacts.contacts) == len(contacts.cells) == 0
    assert len(contacts.table) == 0


def test_a_header_that_is_not_recognised_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match="expected a column 'phone', got 'id'"):
        read_contacts(write(tmp_path, "id,email\n1,x\n"))


def test_nothing_private_is_shown(tmp_path: Path) -> None:
    contacts = read_contacts(write(tmp_path, "id,name,phone\n1,Ann,202-555-0101\n"))
    shown = "<Contacts: 1 used of 1 rows, 1 phone cells, 1 numbers>"
    assert repr(contacts) == shown


def test_contacts_are_the_same_however_the_file_is_cut(tmp_path: Path) -> None:
    rows = "".join(f"{i % 90},Ann {i},202-555-01{i % 100:02}\n" for i in range(400))
    path = write(tmp_path, "id,name,phone\n" + rows)
    whole = read_contacts(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_parts, "BLOCK", 1000)
        parts = read_contacts(path)
    pd.testing.assert_frame_equal(whole.contacts, parts.contacts)
    pd.testing.assert_frame_equal(whole.cells, parts.cells)
    assert whole.ledger == parts.ledger


def test_rows_without_id_of_several_files_are_contacts_of_their_own(
    tmp_path: Path,
) -> None:
    write(tmp_path, "name,phone\nAnn,202-555-0101\n", "a.csv")
    write(tmp_path, "name,phone\nBo,202-555-0102\n", "b.csv")
    contacts = read_contacts(tmp_path / "*.csv")
    assert contacts.contacts["name"].tolist() == ["Ann", "Bo"]
    assert contacts.contacts["id"].tolist() == ["file 1 row 2", "file 2 row 2"]


def test_rows_with_the_same_id_in_several_files_are_one_contact(tmp_path: Path) -> None:
    write(tmp_path, "id,phone\n7,202-555-0101\n,202-555-0103\n", "a.csv")
    write(tmp_path, "id,phone\n7,202-555-0102\n,202-555-0104\n", "b.csv")
    contacts = read_contacts(tmp_path / "*.csv")
    assert contacts.contacts["id"].tolist() == ["7", "file 1 row 3", "file 2 row 3"]


def test_a_header_between_the_rows_is_set_aside(tmp_path: Path) -> None:
    text = "id,phone\n1,202-555-0101\nid,phone\n2,phone\n"
    contacts = read_contacts(write(tmp_path, text))
    assert contacts.ledger.set_aside == {"repeated header": 1}
    assert texts(contacts) == ["202-555-0101", "phone"]


def test_area_codes_in_a_column_complete_the_number_not_the_text(
    tmp_path: Path,
) -> None:
    text = (
        "Id,Area Code,Phone,Fax Area Code,Fax\n"
        "1,202,555-0101,303,555-0102\n"
        "2,202,(303) 555-0103,,\n"
        "3,202,1.20256E+10,,\n"
    )
    contacts = read_contacts(write(tmp_path, text), columns=["fax=Fax"])
    assert texts(contacts)[:3] == ["555-0101", "555-0102", "(303) 555-0103"]
    assert contacts.numbers.e164().to_pylist() == [
        "+12025550101",
        "+13035550102",
        "+13035550103",
    ]
    assert contacts.cells["condition"].tolist() == [
        "area code in another column",
        "area code in another column",
        "plain",
        "exponent, digits lost",
    ]
    assert "area_code" in contacts.sources[0].columns.values()


CELL = st.text(alphabet='0123456789 +()-/,;"\n\u00e9x', max_size=14)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=12))
def test_every_filled_cell_of_any_table_is_accounted_for(
    rows: list[tuple[str, str, str]],
) -> None:
    import csv
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "phone", "mobile"), *rows])
        contacts = read_contacts(path)
    filled = [cell for row in rows for cell in row[1:] if cell.strip()]
    known = contacts.cells["text"].notna()
    assert len(contacts.cells) == len(filled)
    found = zip(texts(contacts), filled, known, strict=True)
    wrapped = contacts.cells["condition"].tolist()
    assert all(a == b or not k or b[0] in "'=" for a, b, k in found), wrapped
    assert contacts.ledger.rows == len(rows)
