"""The sample: same bytes, only fictional numbers, and the answer that was planted."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import phonenumbers
import pytest

import toolkit as gc
from toolkit.exports.calls import read_calls
from toolkit.exports.contacts import read_contacts
from toolkit.exports.sample import plan_sample, write_sample
from toolkit.exports.sample_calls import EVENTS
from toolkit.exports.sample_cells import DAMAGES, GB_FORMATS, US_FORMATS
from toolkit.exports.sample_truth import Planted, sample_truth
from toolkit.exports.sample_world import OWN_LINES

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
CELLS = [cell for contact in plan_sample().contacts for cell in contact.cells]
LEDGER = sample_truth()["ledger"]
FICTION = re.compile(r"\+1[2-9]\d\d55501\d\d|\+442079460\d{3}")


@pytest.mark.parametrize("name", ["calls.csv", "contacts.csv"])
def test_committed_file_is_what_the_generator_writes(name, tmp_path):
    write_sample(tmp_path)
    assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_calls_have_the_bytes_of_a_company_call_log():
    text = (SAMPLE / "calls.csv").read_bytes()
    assert text.startswith(
        b"\xef\xbb\xbfType,Direction,From,To,Extension,Forwarded To,"
    )
    assert text.count(b"\n") == text.count(b"\r\n")


def test_readme_has_the_figures():
    readme = (SAMPLE.parent / "README.md").read_text(encoding="utf-8")
    truth = sample_truth()
    assert f"| {LEDGER['calls']['rows']:,} |" in readme
    assert f"| {LEDGER['contacts']['rows']:,} |" in readme
    for key in ("baseline", "recommended"):
        n = truth[key]
        row = (
            f"| {n['correct_calls']:,} | {n['reach']:.1%} | {n['false_calls']} "
            f"| {n['ambiguous_calls']} |"
        )
        assert row.replace("%", " %") in readme


@pytest.mark.parametrize("name", ["calls.csv", "contacts.csv"])
def test_every_long_run_of_digits_is_fictional(name):
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        cells = [re.sub(r"\D", "", cell) for row in csv.reader(file) for cell in row]
    assert [d for d in cells if len(d) > 8 and not re.search("55501|79460", d)] == []


def test_every_planted_number_is_fictional_and_valid():
    planted = {event.remote for event in plan_sample().events if event.remote}
    planted |= {e164 for cell in CELLS for e164 in cell.numbers}
    planted |= {cell.answers[0] for cell in CELLS if cell.answers}
    planted |= set(OWN_LINES)
    assert [e164 for e164 in planted if not FICTION.fullmatch(e164)] == []
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(n)) for n in planted)


def test_weights_are_shares():
    assert sum(US_FORMATS.values()) == 100
    assert sum(damage.per_mille for damage in DAMAGES) == 1000


def test_every_format_and_kind_occurs():
    formats = {cell.answers[1] for cell in CELLS if cell.answers}
    assert formats == set(US_FORMATS) | set(GB_FORMATS)
    assert {event.kind for event in plan_sample().events} == set(EVENTS)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.template)
def test_every_damage_occurs(damage):
    literals = re.split(r"\{\w+\}", damage.template)
    assert any(all(text in cell.text for text in literals) for cell in CELLS)


def test_answer_is_clear_cut():
    truth = sample_truth()
    assert truth["formats"] == ["(###) ###-####", "###-###-####", "###.###.####"]
    assert 0.10 <= truth["baseline"]["reach"] <= 0.15
    assert 0.75 <= truth["recommended"]["reach"] <= 0.85
    planted = Planted.of(plan_sample())
    second = planted.count(["(###) ###-####", "###-###-####", "+1 ###-###-####"])
    lead = truth["recommended"]["correct_calls"] - second["correct_calls"]
    assert lead > 0.03 * truth["recommended"]["known_calls"]


@pytest.mark.parametrize("seed", range(1, 6))
def test_answer_does_not_hang_on_the_seed(seed):
    planted = Planted.of(plan_sample(seed))
    assert planted.best_formats() == sample_truth()["formats"]


def test_calls_ledger_is_what_was_planted():
    assert read_calls(SAMPLE / "calls.csv").ledger.to_dict() == LEDGER["calls"]


def test_calls_are_those_planted():
    calls = read_calls(SAMPLE / "calls.csv").table
    assert Counter(calls["e164"]) == Planted.of(plan_sample()).calls


def test_contacts_are_an_export_of_clio():
    contacts = read_contacts(SAMPLE / "contacts.csv")
    assert contacts.connector == "clio"
    assert contacts.ledger.to_dict() == LEDGER["contacts"]


def test_contacts_have_the_numbers_planted():
    contacts = read_contacts(SAMPLE / "contacts.csv")
    ids = contacts.contacts["id"].to_numpy()[contacts.number_cells["contact"]]
    owners = {}
    for e164, contact in zip(contacts.numbers.e164().to_pylist(), ids, strict=True):
        owners.setdefault(e164, set()).add(contact)
    assert owners == Planted.of(plan_sample()).owners


def test_recommendation_is_the_planted_answer():
    calls = read_calls(SAMPLE / "calls.csv")
    contacts = read_contacts(SAMPLE / "contacts.csv")
    got = gc.recommend(calls, contacts, connector="clio").to_dict()
    for key, planted in sample_truth().items():
        if isinstance(planted, dict):
            assert planted.items() <= got[key].items(), key
        else:
            assert got[key] == planted, key
    assert got["optimal"]
