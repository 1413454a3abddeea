from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.exports.ledger import REASONS
from toolkit.exports.remote import classify_remotes

CELLS = [
    ("+12025550123", "+12025550123"),
    ("12025550123", "+12025550123"),
    ("(202) 555-0123", "+12025550123"),
    ("(202)555-0123", "+12025550123"),
    ("+1 202-555-0123", "+12025550123"),
    ("2025550123", "+12025550123"),
    ("+442079460018", "+442079460018"),
    ("442079460018", "+442079460018"),
    ("01144 20 7946 0018", "+442079460018"),
    ("(202) 555-0123 x5", "+12025550123"),
    ("Ann Example <+12025550123>", "+12025550123"),
    ("+12025550123; +12025550124", "+12025550123"),
    ("sip:+12025550123@example.com", "+12025550123"),
    ("+15550100123", "+15550100123"),
    ("{'phoneNumber': '+12025550123', 'name': 'DENVER CO'}", "+12025550123"),
    ('[{"extensionId": "3035550100", "phoneNumber": "2025550123"}]', "+12025550123"),
    ('["+12025550123", "+12025550124"]', "+12025550123"),
    ('{"extensionNumber": "102", "extensionId": 3035550100}', "internal"),
    ('{"extensionId": "3035550100"}', "no number"),
    ("{'name': 'Anonymous'}", "anonymous"),
    ("", "no number"),
    ("[]", "no number"),
    ("n/a", "no number"),
    ("-", "no number"),
    ("101", "internal"),
    ("101 - Front Desk", "internal"),
    ("Ext. 101", "internal"),
    ("x101", "internal"),
    ("70010", "internal"),
    ("12345678", "internal"),
    ("72345", "short code"),
    ("911", "short code"),
    ("411", "short code"),
    ("112", "short code"),
    ("*67", "short code"),
    ("Anonymous", "anonymous"),
    ("ANONYMOUS CALLER", "anonymous"),
    ("anonymous@anonymous.invalid", "anonymous"),
    ("Blocked", "anonymous"),
    ("Blocked Number", "anonymous"),
    ("Unknown", "anonymous"),
    ("Private number", "anonymous"),
    ("Restricted", "anonymous"),
    ("Withheld", "anonymous"),
    ("Unavailable", "anonymous"),
    ("No Caller ID", "anonymous"),
    ("Unbekannt", "anonymous"),
    ("Numéro masqué", "anonymous"),
    ("Número desconocido", "anonymous"),
    ("Sconosciuto", "anonymous"),
    ("OUT OF AREA", "anonymous"),
    ("Unidentified caller", "anonymous"),
    ("Keine Rufnummer", "anonymous"),
    ("Número privado", "anonymous"),
    ("非通知", "anonymous"),
    ("266696687", "anonymous"),
    ("+266696687", "anonymous"),
    ("0000000000", "anonymous"),
    ("5550123", "unparsable"),
    ("+1234", "unparsable"),
    ("Front Desk", "unparsable"),
    ("????", "unparsable"),
]


@pytest.mark.parametrize(("cell", "outcome"), CELLS)
def test_cell_of_a_voice_event(cell: str, outcome: str) -> None:
    known = frozenset({"70010", "12345678"})
    numbers, voice, _ = classify_remotes(pa.array([cell]), "US", known)
    found = numbers.e164()[0].as_py() if voice[0] < 0 else str(REASONS[voice[0]])
    assert found == outcome


def test_short_number_of_a_message_is_a_short_code() -> None:
    _, voice, sms = classify_remotes(pa.array(["7234", "101"]), "US", {"101"})
    assert [str(REASONS[c]) for c in voice] == ["internal", "internal"]
    assert [str(REASONS[c]) for c in sms] == ["short code", "internal"]


def test_extension_is_no_number_where_short_numbers_are_possible() -> None:
    _, voice, _ = classify_remotes(pa.array(["101", "1234"]), "DE", frozenset())
    assert [str(REASONS[c]) for c in voice] == ["internal", "internal"]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(max_size=20), unique=True))
def test_every_cell_is_used_or_has_a_reason(cells: list[str]) -> None:
    column = pa.array(cells, pa.string())
    numbers, voice, sms = classify_remotes(column, "US", frozenset())
    assert len(numbers) == len(voice) == len(sms) == len(cells)
    assert all(numbers.key[voice < 0] > 0)
    assert all(numbers.key[sms < 0] > 0)
