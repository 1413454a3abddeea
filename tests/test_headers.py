from __future__ import annotations

import pytest

from toolkit.errors import MissingColumnError, OptionError
from toolkit.exports.call_columns import recognise_calls
from toolkit.exports.contact_columns import recognise_contacts
from toolkit.exports.contact_headers import SET_ASIDE_ROLES, find_role
from toolkit.exports.headers import parse_columns, place_columns

CLASSIC = (
    "Type",
    "Direction",
    "From",
    "To",
    "Extension",
    "Name",
    "Date",
    "Time",
    "Action",
    "Action Result",
    "Duration",
)


@pytest.mark.parametrize("given", ["phone", "=Tel", "phone=", "", ["phone"]])
def test_an_override_names_role_and_header(given: str) -> None:
    with pytest.raises(OptionError, match="expected role=header"):
        parse_columns([given] if isinstance(given, str) else given)


def test_a_single_text_is_one_override() -> None:
    assert parse_columns("phone=Tel = main") == {"phone": ("Tel = main",)}
    assert parse_columns(None) == {}


def test_an_exact_header_is_preferred_to_a_squeezed_one() -> None:
    header = ["phone", "Phone", "PHONE "]
    assert place_columns("c.csv", header, {"phone": ["Phone"]}) == {"phone": (1,)}
    assert place_columns("c.csv", header, {"phone": ["Phone."]}) == {"phone": (0, 1, 2)}


def test_a_near_miss_is_named() -> None:
    with pytest.raises(MissingColumnError, match=r"perhaps columns=\{'phone': 'Tel"):
        place_columns("c.csv", ["Key", "Telephon"], {"phone": ["Telephone"]})


def test_long_headers_are_cut_short() -> None:
    header = tuple(f"column {'x' * 100} {i}" for i in range(30))
    with pytest.raises(MissingColumnError, match="and 20 more") as caught:
        recognise_contacts("c.csv", header, [])
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    "header",
    [
        ("1", "Ann Example", "(202) 555-0123"),
        ("Ann", "ann@example.com"),
        ("1", "Ann Example", "(202) 5"),
    ],
)
def test_data_in_the_place_of_a_header_is_not_repeated(header: tuple[str, ...]) -> None:
    rows = [["2", "Bo", "(202) 555-0124"]] * 3  # written like the "header" above them
    with pytest.raises(MissingColumnError, match="looks like data") as caught:
        recognise_contacts("c.csv", header, rows)
    assert "Ann" not in str(caught.value)
    assert "555" not in str(caught.value)


def test_call_columns_that_no_rule_needs_are_not_read() -> None:
    one = recognise_calls("c.csv", CLASSIC, [["Voice"]])
    assert list(one.roles) == [
        "type",
        "direction",
        "from",
        "to",
        "user",
        "date",
        "time",
    ]
    many = recognise_calls("c.csv", CLASSIC, [["Voice"]], is_one_of_many=True)
    assert {"name", "result", "duration"} <= set(many.roles)


def test_an_unused_type_column_makes_no_legs() -> None:
    found = recognise_calls("c.csv", CLASSIC, [["", "Inbound"]])
    assert "type" not in found.roles


def test_direction_is_looked_for_in_results_where_no_column_has_it() -> None:
    header = ("Type", "Phone Number", "Action Result")
    assert "result" in recognise_calls("c.csv", header, []).roles


@pytest.mark.parametrize(
    ("columns", "roles"),
    [
        ({"phone": "Other Side"}, {"phone": (1,), "direction": (0,)}),
        (["phone=other side"], {"phone": (1,), "direction": (0,)}),
        (
            {"from": "A", "to": "B"},
            {"direction": (0,), "from": (2,), "to": (3,)},
        ),
    ],
)
def test_call_columns_can_be_named(columns: object, roles: object) -> None:
    header = ("Direction", "Other Side", "A", "B")
    assert recognise_calls("c.csv", header, [], columns).roles == roles  # type: ignore[arg-type]


def test_a_log_without_numbers_is_refused() -> None:
    with pytest.raises(MissingColumnError, match="'Phone Number', or 'From' and 'To'"):
        recognise_calls("c.csv", ("Date", "Time"), [])


def test_a_near_miss_suggests_the_role_it_is_near_to() -> None:
    with pytest.raises(MissingColumnError, match=r"perhaps columns=\{'to': 'Dialed N"):
        recognise_calls("c.csv", ("Date", "Dialed Numbr"), [])


@pytest.mark.parametrize("recognise", [recognise_calls, recognise_contacts])
def test_an_unknown_role_is_refused(recognise: object) -> None:
    with pytest.raises(OptionError, match="got 'fone'"):
        recognise("c.csv", ("Phone",), [], {"fone": "Phone"})  # type: ignore[operator]


ROLES = [
    ("Phone", "phone", True),
    ("Phone Number", "phone", True),
    ("Primary Phone", "phone", True),
    ("primary_phone_number", "phone", True),
    ("Tel.", "phone", True),
    ("Telefonnummer", "phone", True),
    ("Rufnummer", "phone", True),
    ("Teléfono", "phone", True),
    ("N° de téléphone", "phone", True),
    ("电话", "phone", True),
    ("Hotline", "phone", True),
    ("☎ Phone", "phone", True),
    ("Main Phone #", "company", True),
    ("Mobile", "mobile", True),
    ("MobilePhone", "mobile", True),
    ("PHONE_MOBILE", "mobile", True),
    ("Person - Phone - Mobile", "mobile", True),
    ("Cell Phone", "mobile", True),
    ("Cellular", "mobile", True),
    ("Handy", "mobile", True),
    ("Móvil", "mobile", True),
    ("Tél. mobile", "mobile", True),
    ("Mobile No.", "mobile", True),
    ("Home Phone", "home", True),
    ("homephone", "home", True),
    ("Telefon privat", "home", True),
    ("Business Phone 2", "work", True),
    ("Work Direct Phone", "work", True),
    ("Office Phone", "office", True),
    ("officephone", "office", True),
    ("Alt. Phone", "alt", True),
    ("altphone", "alt", True),
    ("Other Phone", "other", True),
    ("Assistant's Phone", "assistant", True),
    ("Asst. Phone", "assistant", True),
    ("Company Main Phone", "company", True),
    ("Corporate Phone", "company", True),
    ("phone2", "phone2", True),
    ("Phone 3", "phone3", True),
    ("Person - Phone 4", "phone", True),
    ("Callback", "callback", True),
    ("Rückmeldung", "callback", True),
    ("Car Phone", "car", True),
    ("ISDN", "isdn", True),
    ("Radio Phone", "radio", True),
    ("TTY/TDD Phone", "tty", True),
    ("Fax", "fax", True),
    ("Business Fax", "fax", True),
    ("Télécopie (bureau)", "fax", True),
    ("Telefax", "fax", True),
    ("Pager Number", "pager", True),
    ("Telex", "telex", True),
    ("Home", "home", False),
    ("Business Number", "work", False),
    ("Contact Number", "phone", False),
    ("Number", "phone", False),
    ("TelephoneNum", "phone", True),
    ("Notfalltelefon", "other", True),
    ("Mobilfunknummer", "mobile", True),
    ("Cellulaire", "mobile", True),
    ("Minicom", "tty", True),
    ("Toll-Free Number", "other", False),
    ("Zentrale", "company", False),
    ("Main Switchboard", "company", False),
    ("फोन", "phone", True),
    ("رقم الهاتف", "phone", True),
    ("Номер телефона", "phone", True),
    ("ＦＡＸ番号", "fax", True),
    ("☎ Contact", "phone", True),
    ("Email / Phone", "phone", False),
    ("Mailing Address Telephone", "phone", False),
    ("Tel./Fax", "phone", True),
    ("Telefon und Fax", "phone", True),
    ("Phone (Fax)", "fax", True),
]


@pytest.mark.parametrize(("header", "role", "is_sure"), ROLES)
def test_a_phone_header_names_its_role(header: str, role: str, is_sure: bool) -> None:
    assert find_role(header) == (role, is_sure)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Name",
        "ssn",
        "Record Id.id",
        "Account Name.id",
        "Phone Type",
        "Phone 1 - Label",
        "Phone Owner",
        "Phone Extension",
        "Do Not Call",
        "Phone Verified",
        "Phonetic Last Name",
        "Company",
        "Company ID",
        "Associated Company IDs",
        "Mailing Country",
        "Postal Code",
        "Mobile Opt In",
        "Last Phone Call",
        "Work Email",
        "Home Address",
        "Phone Calls",
        "Number of phone calls",
        "Area Code",
        "Microphone",
        "Hotel",
    ],
)
def test_other_headers_are_no_phone_or_need_their_cells(header: str) -> None:
    found = find_role(header)
    assert found is None or not found[1]


def roles_of(header: list[str], sample: list[list[str]]) -> dict[str, tuple[int, ...]]:
    return dict(recognise_contacts("c.csv", tuple(header), sample).roles)


def test_weak_names_need_cells_like_numbers() -> None:
    header = ["Id", "Phone", "Home", "Business Number", "Other"]
    row = ["1", "", "202-555-0123", "2025550124", "yes"]
    found = roles_of(header, [row] * 3)
    assert found == {"id": (0,), "phone": (1,), "home": (2,), "work": (3,)}


def test_sure_names_give_way_to_other_cells() -> None:
    rows = [["x", "yes"], ["", "no"], ["", "yes"]]
    assert roles_of(["Phone", "Mobile"], rows) == {"phone": (0,)}


def test_dates_and_addresses_are_no_numbers() -> None:
    rows = [["08/28/2026", "ann19876@example.com", "202-555-0123"]] * 3
    assert roles_of(["Work", "Home", "Phone"], rows) == {"phone": (2,)}


def test_cells_speak_where_no_name_does() -> None:
    rows = [["k1", "000-00-0000", "(202) 555-0123", "12345"]] * 3
    assert roles_of(["Key", "ssn", "Reach me", "Zip"], rows) == {
        "id": (0,),
        "phone": (2,),
    }


def test_digits_under_a_weak_name_are_numbers_only_where_they_are_valid() -> None:
    header = ["Phone", "Company Number", "Contact Number"]
    rows = [["", "01234567", "2025550123"]] * 3
    assert roles_of(header, rows) == {"phone": (0, 2)}
    cells = ["020 7946 0018", "1234567", "02079460018"]
    found = recognise_contacts("c.csv", tuple(header), [cells] * 3, region="GB")
    assert found.roles == {"phone": (0, 2)}


def test_a_column_of_numbers_is_no_name() -> None:
    rows = [["Ann", "(202) 555-0123"], ["Bo", "(202) 555-0124"]]
    assert roles_of(["Client", "Contact"], rows) == {"name": (0,), "phone": (1,)}


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (["Facility ID", "Facility Name", "County", "Phone"], 1),
        (["Nom officiel du musée", "Nom du département", "Téléphone"], 0),
        (["LA (name)", "EstablishmentName", "Telephone"], 1),
    ],
)
def test_a_column_that_names_organisations_is_the_name(
    header: list[str], name: int
) -> None:
    rows = [["1", "Museum of Ink", "Kent", ""], ["2", "Museum of Salt", "Kent", ""]]
    if name == 0:
        rows = [[cell, "", ""] for _, cell, *_ in rows]
    assert roles_of(header, rows)["name"] == (name,)


def test_the_column_that_looks_like_numbers_is_named_in_the_hint() -> None:
    rows = [["12345", "2025550123"]] * 3
    with pytest.raises(MissingColumnError, match=r"perhaps columns=\{'phone': 'Reach"):
        recognise_contacts("c.csv", ("Code", "Reach"), rows)
    with pytest.raises(MissingColumnError, match=r"name it: columns=\{'phone': HEADER"):
        recognise_contacts("c.csv", ("Name", "SIRET"), [["A", "12345678901234"]])


def test_each_role_that_is_missing_is_hinted_at() -> None:
    with pytest.raises(MissingColumnError, match="--columns from='Frm' to='Too'"):
        recognise_calls("c.csv", ("Frm", "Too", "When"), [])


def test_an_unknown_delimiter_is_hinted_at() -> None:
    with pytest.raises(MissingColumnError, match="perhaps delimiter='~'"):
        recognise_contacts("c.csv", ("id~name~phone",), [])


def test_fax_is_set_aside_unless_named() -> None:
    header = ("Id", "Phone", "Fax", "Pager")
    found = recognise_contacts("c.csv", header, [])
    assert found.roles == {"id": (0,), "phone": (1,)}
    assert set(found.aside) <= SET_ASIDE_ROLES
    named = recognise_contacts("c.csv", header, [], {"fax": "Fax"})
    assert named.roles == {"id": (0,), "phone": (1,), "fax": (2,)}
    assert named.aside == {"pager": (3,)}


def test_an_override_replaces_its_role_and_leaves_others() -> None:
    header = ("Id", "Phone", "Phone 2", "Mobile", "Tel")
    found = recognise_contacts("c.csv", header, [], {"phone": "Phone 2"})
    assert found.roles == {"id": (0,), "mobile": (3,), "phone": (2,)}


def test_area_codes_go_with_the_phone_columns_behind_them() -> None:
    header = ("Vorwahl", "Rufnummer", "Mobil-Vorwahl", "Mobilnummer")
    rows = [["020", "7946 0018", "020", "7946 0019"]] * 3
    assert recognise_contacts("c.csv", header, rows).areas == {1: 0, 3: 2}
    behind = recognise_contacts("c.csv", ("Tel", "Area Code"), [["x", "202"]] * 3)
    assert behind.areas == {0: 1}
    words = recognise_contacts("c.csv", ("Tel", "Area Code"), [["x", "North"]] * 3)
    assert words.areas == {}


def test_the_column_of_area_codes_can_be_named() -> None:
    header = ("Prefix", "Tel", "Vorwahl")
    named = recognise_contacts("c.csv", header, [], {"area_code": "Prefix"})
    assert named.areas == {1: 0}
    assert named.named == {"Prefix": "area_code", "Tel": "phone"}
    rows = [["", "x", "020"]] * 3
    assert recognise_contacts("c.csv", header, rows, {"ignore": "Vorwahl"}).areas == {}


def test_a_column_can_be_ignored() -> None:
    header = ("Id", "Phone", "Mobile")
    found = recognise_contacts("c.csv", header, [], {"ignore": ["Mobile", "Id"]})
    assert found.roles == {"phone": (1,)}


@pytest.mark.parametrize("header", ["Member ID", "Patient No.", "customer_number"])
def test_a_column_that_numbers_people_is_the_id(header: str) -> None:
    rows = [["1", ""], ["2", ""]]
    assert roles_of([header, "Phone"], rows)["id"] == (0,)


def test_a_column_that_repeats_is_no_id_unless_it_is_called_so() -> None:
    rows = [["1", ""], ["1", ""]]
    assert "id" not in roles_of(["Member ID", "Phone"], rows)
    assert "id" in roles_of(["Contact ID", "Phone"], rows)


def test_a_country_column_needs_countries() -> None:
    named = roles_of(["Phone", "Land/Region geschäftlich"], [["", "Deutschland"]])
    assert named["country"] == (1,)
    assert "country" not in roles_of(["Phone", "Land"], [["", "Bayern"]])


@pytest.mark.parametrize(
    "header", ["Erstellt am", "Date de création", "Record Created", "Date Entered"]
)
def test_a_column_of_dates_says_when_contacts_were_created(header: str) -> None:
    rows = [["", "28.08.2026 9:00", "Ann"], ["", "29.08.2026", "Bo"]]
    found = roles_of(["Phone", header, "Created By"], rows)
    assert found["created_at"] == (1,)
    assert "created_at" not in roles_of(["Phone", header], [["", "Ann"]])


def test_several_country_columns_are_kept_in_order() -> None:
    header = ["Phone", "Home Country/Region", "Business Country/Region"]
    assert roles_of(header, [])["country"] == (2, 1)
