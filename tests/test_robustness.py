"""Junk into every public function: a result that holds together, or our own error."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_exports import CALL_HEADER

import toolkit as gc
from toolkit.analysis.recommendation import Recommendation
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts

PHONE_LIKE = st.text(alphabet="0123456789+-() .,/#*x'=é\u00a0\n\"", max_size=24)
TEXTS = st.one_of(PHONE_LIKE, st.text(max_size=24))
NUMBERS = st.one_of(TEXTS, st.sampled_from(["+14155550100", "+442079460018"]))
FORMATS = st.one_of(TEXTS, st.lists(TEXTS, max_size=4))
CONNECTORS = st.sampled_from(sorted(gc.CONNECTORS))
CELLS = st.one_of(st.sampled_from(["(415) 555-0100", "+14155550100"]), TEXTS)
EXAMPLES = 60


def write(path: Path, rows: list[list[str]]) -> Path:
    quoted = (",".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)
    path.write_text("\n".join(quoted), "utf-8", newline="")
    return path


def read(numbers: list[str], cells: list[str]) -> tuple[Calls, Contacts]:
    """Read a log of calls from these numbers, and contacts with these cells."""
    with tempfile.TemporaryDirectory() as place:
        log = [list(CALL_HEADER)]
        log += [["Voice", "Inbound", each, "+12025550100"] for each in numbers]
        people = [["Id", "Name", "Phone"]]
        people += [[str(i), "Ann", each] for i, each in enumerate(cells)]
        return (
            gc.read_calls(write(Path(place) / "calls.csv", log)),
            gc.read_contacts(write(Path(place) / "contacts.csv", people)),
        )


LOGS = st.builds(read, st.lists(NUMBERS, max_size=5), st.lists(CELLS, max_size=5))


@given(TEXTS, TEXTS)
def test_render_and_infer_are_inverse(cell: str, national: str) -> None:
    assert len(gc.render(cell, national)) == len(cell)
    format = gc.infer(cell, national)
    assert format is None or gc.render(format, national) == cell


@given(NUMBERS, FORMATS, CONNECTORS)
@settings(max_examples=EXAMPLES)
def test_terms_are_json(number: str, formats: Any, connector: str) -> None:
    with suppress(gc.ToolkitError):
        terms = gc.search_terms(number, formats, connector=connector)
        json.dumps(terms, allow_nan=False)


@given(NUMBERS, FORMATS, CONNECTORS, TEXTS, st.booleans())
@settings(max_examples=EXAMPLES)
def test_an_answer_is_json_and_names_contacts_that_there_are(
    number: str, formats: Any, connector: str, cell: str, is_extension: bool
) -> None:
    crm = gc.MemoryCrm([gc.Contact(7, "Ann", (("phone", cell),))])
    with suppress(gc.ToolkitError):
        answer = gc.get_contact(
            number,
            crm=crm,
            connector=connector,
            overriding_format=formats,
            is_extension=is_extension,
        )
        said = json.loads(json.dumps(answer.to_dict()))
        assert {"successful", "matchedContactInfo", "returnMessage"} <= set(said)
        assert all(found.contact.id == 7 for found in answer.found)


@given(LOGS, FORMATS, CONNECTORS)
@settings(max_examples=EXAMPLES)
def test_measures_and_matches_agree(
    logs: tuple[Calls, Contacts], formats: Any, connector: str
) -> None:
    calls, contacts = logs
    with suppress(gc.ToolkitError):
        counts = gc.measure(calls, contacts, formats, connector=connector).counts
        matches = gc.match(calls, contacts, formats, connector=connector)
        assert counts.calls == len(matches) == len(calls.events)
        assert counts.matched_calls == (matches["n_contacts"] > 0).sum()
        assert counts.correct_calls <= counts.known_calls <= counts.calls
        assert counts.correct_calls + counts.false_calls <= counts.matched_calls


@given(LOGS, CONNECTORS, st.integers(-1, 8), st.sampled_from([0.0, 3.0, -1.0]))
@settings(max_examples=EXAMPLES // 2)
@example((read(["+14155550100"], ["(415) 555-0100"])), "clio", 3, 3.0)
def test_profiles_and_recommendations_are_json(
    logs: tuple[Calls, Contacts], connector: str, most: int, cost: float
) -> None:
    calls, contacts = logs
    json.dumps(gc.profile(contacts, calls).to_dict(), allow_nan=False)
    with suppress(gc.OptionError):
        found: Recommendation = gc.recommend(
            calls,
            contacts,
            connector=connector,
            max_formats=most,
            false_match_cost=cost,
        )
        json.dumps(found.to_dict(), allow_nan=False)
        assert len(found.formats) <= most
        assert found.recommended.calls == calls.ledger.used


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=EXAMPLES)
def test_a_crm_is_opened_or_refused(kind: str, host: str, token: str) -> None:
    for each in (kind, "clio", "generic", "app-connect", "proxy", "netsuite"):
        with suppress(gc.ToolkitError):
            gc.open_crm(each, host=host, token=token).close()


@pytest.mark.parametrize("reader", [gc.read_calls, gc.read_contacts])
@given(given=st.binary(max_size=200))
@settings(max_examples=EXAMPLES)
def test_any_file_is_read_or_refused(reader: Any, given: bytes) -> None:
    with tempfile.TemporaryDirectory() as place, suppress(gc.TableError):
        path = Path(place) / "export.csv"
        path.write_bytes(given)
        ledger = reader(path).ledger
        assert ledger.rows == ledger.used + sum(ledger.set_aside.values())


@given(TEXTS, st.one_of(st.none(), TEXTS, st.lists(TEXTS, max_size=2)), TEXTS)
@settings(max_examples=EXAMPLES)
def test_any_option_is_taken_or_refused(
    region: str, columns: Any, encoding: str
) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = write(Path(place) / "a.csv", [["Id", "Phone"], ["1", "415 555 0100"]])
        for options in (
            {"region": region},
            {"columns": columns},
            {"encoding": encoding},
            {"delimiter": encoding},
        ):
            with suppress(gc.ToolkitError):
                assert gc.read_contacts(path, **options).ledger.rows <= 2
