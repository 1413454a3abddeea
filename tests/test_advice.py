"""Every finding is measured: its calls are those planted in small exports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import situations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_exports import read_pair

import toolkit.analysis.advice as advice_module
from toolkit.analysis.advice import audit
from toolkit.analysis.advice_data import CONNECTOR_CHECKS, DATA_CHECKS
from toolkit.analysis.advice_formats import BY_CALLS
from toolkit.analysis.advice_lists import LIST_CHECKS
from toolkit.analysis.advice_numbers import BY_NUMBER
from toolkit.analysis.advice_settings import SETTING_CHECKS
from toolkit.analysis.advice_spelling import BY_SPELLING
from toolkit.analysis.findings import Finding
from toolkit.analysis.measures import measure
from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.situation import Situation
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.fault_texts import TEXTS
from toolkit.matching.formats import render
from toolkit.matching.wire import FORM_DECODED

ANN, BEN, CY = "2125550101", "4155550102", "3035550103"
LONDON = "2079460018"
NEWER = "2275550104"  # an area code that the connectors' library does not know
PAREN, DASHED = "(###) ###-####", "###-###-####"
Rows = Sequence[Sequence[str]]


def us(national: str, n_calls: int) -> list[str]:
    return [f"+1{national}"] * n_calls


def london(n_calls: int) -> list[str]:
    return [f"+44{LONDON}"] * n_calls


def findings(
    folder: Path,
    calls: list[str],
    rows: Rows,
    formats: str,
    connector: str = "clio",
    columns: Sequence[str] = ("Phone",),
) -> dict[tuple[str, str | None], Finding]:
    pair = read_pair(folder, calls, rows, columns)
    found = audit(Situation(*pair, connector), formats)
    return {(finding.code, finding.format): finding for finding in found}


def advice(
    folder: Path,
    calls: list[str],
    rows: Rows,
    connector: str = "clio",
    columns: Sequence[str] = ("Phone",),
    **options: object,
) -> tuple[Recommendation, dict[tuple[str, str], Finding]]:
    calls_read, contacts = read_pair(folder, calls, rows, columns)
    rec = recommend(calls_read, contacts, connector=connector, **options)  # type: ignore[arg-type]
    return rec, {(each.code, each.about): each for each in rec.advice}


def test_truncated(tmp_path: Path) -> None:
    format = "(###) ###-###"
    calls = us(ANN, 3) + us(BEN, 2)
    rows = [[render(PAREN, ANN)], [render(DASHED, BEN)]]
    found = findings(tmp_path, calls, rows, format)["truncated", format]
    assert found.calls == 3  # Ben is written otherwise: more places would not help
    assert "has 9 places, but 5 calls are with longer numbers" in found.text
    assert found.text.endswith(
        "With enough places for them it would recognise 3 more calls."
    )


def test_truncated_shows_wrong_contacts(tmp_path: Path) -> None:
    format = "(###) ###"
    calls = us(ANN, 4)
    found = findings(tmp_path, calls, [["(212) 555", render(DASHED, BEN)]], format,
                     columns=("Phone", "Mobile Phone"))  # fmt: skip
    assert found["truncated", format].calls == 4
    assert "4 calls show a wrong contact" in found["truncated", format].text
    assert found["false-matches", None].calls == 4


def test_leftover_counts_what_fewer_places_would_find(tmp_path: Path) -> None:
    format = "####-###-####"
    rows = [[render("####-###-###", ANN)]]
    found = findings(tmp_path, us(ANN, 3), rows, format)["leftover", format]
    assert found.calls == 3
    assert "the # also cuts the address" in found.text
    stars = format.replace("#", "*")
    found = findings(tmp_path, us(ANN, 3), rows, stars)["leftover", stars]
    assert "address" not in found.text
    found = findings(tmp_path, us(ANN, 3), rows, format, "netsuite")["leftover", format]
    assert "address" not in found.text


def test_foreign_collision_of_a_format(tmp_path: Path) -> None:
    rows = [[render(PAREN, LONDON)], [render(PAREN, ANN)]]
    calls = london(5) + us(ANN, 1)
    found = findings(tmp_path, calls, rows, PAREN)
    assert found["foreign-collision", PAREN].calls == 5
    assert "5 calls show only a wrong contact" in found["foreign-collision", PAREN].text
    assert found["false-matches", None].calls == 5
    # With the Londoner among the contacts the stranger stands beside them.
    rows.append([f"+44{LONDON}"])
    found = findings(tmp_path, calls, rows, PAREN)
    assert found["foreign-collision", PAREN].calls == 5
    assert "0 calls show only a wrong contact" in found["foreign-collision", PAREN].text
    assert ("false-matches", None) not in found


def test_foreign_collision_of_the_national_number(tmp_path: Path) -> None:
    rows = [[render(PAREN, LONDON)]]
    found = findings(tmp_path, london(2), rows, "", "pipedrive")
    assert found["foreign-collision", None].calls == 2
    assert "without its country code" in found["foreign-collision", None].text


def test_literal_digits(tmp_path: Path) -> None:
    format = "+1 (###) ###-####"
    found = findings(tmp_path, london(3) + us(ANN, 1), [[render(PAREN, ANN)]], format)
    assert found["literal-digits-everywhere", format].calls == 0
    assert "3 calls are with numbers" in found["literal-digits-everywhere", format].text
    area = "415-###-####"
    found = findings(tmp_path, us(BEN, 2), [[render(DASHED, BEN)]], area)
    assert found["literal-digits-everywhere", area].calls == 2


def test_space_after_comma(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)], [render(PAREN, BEN)]]
    calls = us(ANN, 3) + us(BEN, 1)
    formats = f"{PAREN}, {DASHED}"
    found = findings(tmp_path, calls, rows, formats)
    assert found["space-after-comma", f" {DASHED}"].calls == 3
    found = findings(tmp_path, calls, rows, formats, "vinsolutions")
    assert ("space-after-comma", f" {DASHED}") not in found


def test_stray_space(tmp_path: Path) -> None:
    found = findings(tmp_path, us(ANN, 2), [[render(DASHED, ANN)]], f"{DASHED} ")
    assert found["stray-space", f"{DASHED} "].calls == 2


def test_empty_segment(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)]]
    found = findings(tmp_path, us(ANN, 2), rows, f"{DASHED},", "insightly")
    assert found["empty-segment", ""].calls == 0
    assert "8 requests in vain for 2 calls" in found["empty-segment", ""].text
    found = findings(tmp_path, us(ANN, 2), rows, f"{DASHED},", "vinsolutions")
    assert not [code for code, format in found if format == ""]


def test_no_placeholder(tmp_path: Path) -> None:
    rows = [["front desk", render(DASHED, ANN)]]
    calls, columns = us(BEN, 3) + us(ANN, 1), ("Phone", "Mobile Phone")
    found = findings(tmp_path, calls, rows, "front desk", "netsuite", columns)
    assert found["no-placeholder", "front desk"].calls == 3


def test_literal_text(tmp_path: Path) -> None:
    format = f"{DASHED} (cell)"
    rows = [[render(format, ANN)]]
    found = findings(tmp_path, us(ANN, 3), rows, format)["literal-text", format]
    assert found.calls == 0
    assert "1 number here" in found.text


def test_duplicate_term(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)]]
    twice = f"{DASHED},***-***-****"
    found = findings(tmp_path, us(ANN, 3) + london(1), rows, twice)
    again = found["duplicate-term", "***-***-****"]
    assert again.calls == 0
    assert "4 requests that find nobody new." in again.text
    found = findings(tmp_path, us(ANN, 3), rows, twice, "netsuite")
    assert found["duplicate-term", "***-***-****"].calls == 3
    assert found["contact-twice", None].calls == 3
    found = findings(tmp_path, us(ANN, 3), rows, "##########", "vinsolutions")
    assert "it takes a field" in found["duplicate-term", "##########"].text


def test_e164_spelt_out_is_a_duplicate_for_its_country_only(tmp_path: Path) -> None:
    format = "+1##########"
    found = findings(tmp_path, us(ANN, 3) + london(1), [[f"+1{ANN}"]], format)
    assert "For 3 calls" in found["duplicate-term", format].text


def test_breaks_query(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)]]
    found = findings(tmp_path, us(ANN, 3), rows, f"'{DASHED}'", "netsuite")
    assert found["breaks-query", f"'{DASHED}'"].calls == 3


def test_url_characters(tmp_path: Path) -> None:
    format = "&###-###-####"
    found = findings(tmp_path, us(ANN, 3), [[render(format, ANN)]], format)
    assert found["url-characters", format].calls == 3
    assert "what arrives has 0 places of 10" in found["url-characters", format].text


def test_never_matches_and_adds_nothing(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN), render(PAREN, ANN)], [render(PAREN, BEN)]]
    calls, columns = us(ANN, 3) + us(BEN, 2), ("Phone", "Mobile Phone")
    formats = f"{PAREN},{DASHED},###.###.####"
    found = findings(tmp_path, calls, rows, formats, columns=columns)
    assert "nobody in 5 calls" in found["never-matches", "###.###.####"].text
    assert "recognises 3 calls" in found["adds-nothing", DASHED].text
    assert [code for code, format in found if format == PAREN] == []


def test_leave_empty_for_a_list(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)], [render(PAREN, BEN)]]
    calls = us(ANN, 3) + us(BEN, 4)
    found = findings(tmp_path, calls, rows, DASHED, "netsuite")["leave-empty", None]
    assert found.calls == 4
    assert "recognises 7 of 7 calls" in found.text
    assert "with the list, 3 (wrong in 0)" in found.text


def test_leave_empty_counts_wrong_contacts_as_damage(tmp_path: Path) -> None:
    format = "(###) ###"
    columns = ("Phone", "Mobile Phone")
    rows = [["(212) 555", render(DASHED, BEN)]]
    found = findings(tmp_path, us(ANN, 4), rows, format, columns=columns)
    assert found["leave-empty", None].calls == 4
    assert "with the list, 0 (wrong in 4)" in found["leave-empty", None].text


def test_e164_not_searched(tmp_path: Path) -> None:
    rows = [[f"+1{ANN}"], [f"+1{CY}"], [render(PAREN, BEN)]]
    calls = us(ANN, 3) + us(BEN, 2)
    found = findings(tmp_path, calls, rows, PAREN, "insightly")
    assert found["e164-not-searched", None].calls == 3
    assert "2 contacts are stored as E.164" in found["e164-not-searched", None].text
    found = findings(tmp_path, calls, rows, f"{PAREN},+1##########", "insightly")
    assert ("e164-not-searched", None) not in found
    found = findings(tmp_path, calls, [*rows, [f"+44{LONDON}"]] , "+1##########",
                     "insightly")  # fmt: skip
    assert ("e164-not-searched", None) not in found  # no Londoner has called
    found = findings(tmp_path, calls + london(2), [*rows, [f"+44{LONDON}"]],
                     "+1##########", "insightly")  # fmt: skip
    assert found["e164-not-searched", None].calls == 2
    found = findings(tmp_path, calls, rows, "", "insightly")
    assert found["e164-not-searched", None].calls == 3
    newer = [*rows, [f"+1{NEWER}"]]  # would not be searched for as E.164 either
    found = findings(tmp_path, calls + us(NEWER, 5), newer, PAREN, "insightly")
    assert found["e164-not-searched", None].calls == 3
    assert ("e164-not-searched", None) not in findings(tmp_path, calls, rows, PAREN)


def test_plus_decoded_as_space_is_what_the_other_wire_loses(tmp_path: Path) -> None:
    rows = [[f"+1{ANN}"], [render(PAREN, BEN)], ["+1 303 555 0103"]]
    calls = us(ANN, 3) + us(BEN, 2) + us(CY, 4)
    formats = f"{PAREN},+1 ### ### ####"
    found = findings(tmp_path, calls, rows, formats)["plus-decoded-as-space", None]
    pair = read_pair(tmp_path, calls, rows)
    as_built = Situation(*pair, "clio")
    decoded = Situation(*pair, "clio", wire=FORM_DECODED)
    lost = (
        as_built.outcome(formats).counts(as_built.weight).correct_calls
        - decoded.outcome(formats).counts(decoded.weight).correct_calls
    )
    assert found.calls == lost == 7
    codes = {each.code for each in audit(decoded, formats)}
    assert "plus-decoded-as-space" not in codes


def test_a_plus_that_is_not_compared_loses_nothing(tmp_path: Path) -> None:
    calls, rows = us(NEWER, 3), [[f"+1{NEWER}"], [render(DASHED, ANN)]]
    found = findings(tmp_path, calls, rows, "", "pipedrive")
    assert ("plus-decoded-as-space", None) not in found  # it compares digits only
    found = findings(tmp_path, calls, rows, "")
    assert found["plus-decoded-as-space", None].calls == 3


def test_short_numbers_are_found_inside_longer_ones(tmp_path: Path) -> None:
    short = "+298" + ANN[-6:]  # all digits of a number on the Faroe Islands
    found = findings(tmp_path, [short] * 2, [[render(DASHED, ANN)]], "", "netsuite")
    assert found["short-number", None].calls == 2
    assert found["foreign-collision", None].calls == 2


def test_a_contact_found_by_two_of_its_fields_is_shown_twice(tmp_path: Path) -> None:
    dashed = render(DASHED, ANN)
    rows, columns = [[dashed, dashed], [render(DASHED, BEN), ""]], ("Phone", "Mobile")
    calls = us(ANN, 3) + us(BEN, 2)
    found = findings(tmp_path, calls, rows, DASHED, "insightly", columns)
    assert found["contact-twice", None].calls == 3
    for name in ("netsuite", "clio", "bullhorn"):  # one search, or each contact once
        found = findings(tmp_path, calls, rows, DASHED, name, columns)
        assert ("contact-twice", None) not in found


def test_searches_for_other_kinds_of_record_are_not_the_same_contact(
    tmp_path: Path,
) -> None:
    dashed, columns = render(DASHED, ANN), ("Phone", "Alt. Phone")
    found = findings(tmp_path, us(ANN, 3), [[dashed, dashed]], "", "netsuite", columns)
    assert ("contact-twice", None) not in found


def test_more_than_three_and_formats_ignored(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)]]
    found = findings(tmp_path, us(ANN, 1), rows, "#,##,###,####")
    assert (
        "4 formats and the settings page 3 fields"
        in found["more-than-three", None].text
    )
    found = findings(tmp_path, us(ANN, 1), rows, DASHED, "bullhorn")
    assert set(found) == {("formats-ignored", None)}
    assert "100.0 %" in found["formats-ignored", None].text


# -- advise ------------------------------------------------------------------


def test_leave_empty_shows_both_numbers(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)], [render(PAREN, BEN) + " x7"]]
    calls = us(ANN, 3) + us(BEN, 2)
    rec, found = advice(tmp_path, calls, rows, "netsuite")
    assert rec.decision == "leave-empty"
    said = found["leave-empty", "recommended"]
    assert (
        "Leave the fields empty: with nothing set, NetSuite recognises 3 of 5"
        in said.text
    )
    assert said.calls == 0


def test_present_setting_is_audited_as_well(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)], [render(PAREN, BEN)]]
    calls = us(ANN, 30) + us(BEN, 20)
    rec, found = advice(tmp_path, calls, rows, current="(###) ###-###")
    assert rec.decision == "set"
    assert found["below-best", "current"].calls == 50
    assert found["truncated", "current"].text.startswith("Current setting: This format")
    assert found["truncated", "current"].format == "(###) ###-###"
    assert ("truncated", "recommended") not in found
    assert [each.calls or 0 for each in rec.advice] == sorted(
        (each.calls or 0 for each in rec.advice), reverse=True
    )


def test_cached_answers(tmp_path: Path) -> None:
    stranger = render("###-###-###", ANN)
    rows = [[stranger, render(PAREN, BEN)], [render(DASHED, ANN), ""]]
    calls, columns = us(ANN, 30) + us(BEN, 20), ("Phone", "Mobile Phone")
    _, found = advice(tmp_path, calls, rows, columns=columns, current="###-###-###")
    said = found["cached-answers", "recommended"]
    assert said.calls == 30
    assert "1 number with 30 calls" in said.text
    assert "in 30 calls the answer kept is wrong" in said.text


def test_stale_metadata(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)], [render(DASHED, NEWER)]]
    calls = us(ANN, 30) + us(NEWER, 20)
    _, found = advice(tmp_path, calls, rows)
    said = found["stale-metadata", "connector"]
    assert said.calls == 20
    assert "area codes 227" in said.text
    _, found = advice(tmp_path, calls, rows, "getcontact")
    assert ("stale-metadata", "connector") not in found


def test_column_not_searched(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN), ""], ["", render(DASHED, BEN)]]
    calls, columns = us(ANN, 30) + us(BEN, 20), ("Phone", "Home Phone")
    _, found = advice(tmp_path, calls, rows, "insightly", columns)
    said = found["column-not-searched", "connector"]
    assert said.calls == 20
    assert "'Home Phone': 1 contact" in said.text
    _, found = advice(tmp_path, calls, rows, "clio", columns)
    assert ("column-not-searched", "connector") not in found


def test_blanks_found_by_google_sheets(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN), ""], ["", render(DASHED, BEN)]]
    calls, columns = us(ANN, 3) + ["+800" + "1" * 8] * 2, ("Phone", "Mobile Phone")
    _, found = advice(tmp_path, calls, rows, "googleSheets", columns)
    assert found["blank-finds-blank", "connector"].calls == 2


def test_unknown_crm_text(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)], [f"1{BEN}.0"]]
    _, found = advice(tmp_path, us(ANN, 30) + us(BEN, 20), rows)
    said = found["unknown-crm-text", "data"]
    assert said.calls == 20
    assert said.text.startswith("1 phone cell was destroyed")


def test_created_after_call(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN), "2026-09-02"], [render(DASHED, BEN), "2026-08-01"]]
    _, found = advice(
        tmp_path, us(ANN, 30) + us(BEN, 20), rows, columns=("Phone", "created_date")
    )
    assert found["created-after-call", "data"].calls == 30  # all are on 1 September


def test_shared_numbers(tmp_path: Path) -> None:
    rows = [[render(DASHED, ANN)], [render(DASHED, ANN)], [render(DASHED, BEN)]]
    _, found = advice(tmp_path, us(ANN, 30) + us(BEN, 20), rows)
    said = found["shared-numbers", "data"]
    assert said.calls == 30
    assert said.text.startswith("1 number stands on several contacts")


def test_guessed_region_and_a_region_that_does_not_fit(tmp_path: Path) -> None:
    rows = [[f"020 7946 {n:04}"] for n in range(30)]
    _, found = advice(tmp_path, london(3), rows)
    assert found["region-does-not-fit", "data"].calls is None
    assert "in GB it is 100 %" in found["region-does-not-fit", "data"].text
    assert found["guessed-region", "data"].text.startswith("30 phone cells")


def test_assumptions_are_said(tmp_path: Path) -> None:
    calls, rows = us(ANN, 3), [[render(DASHED, ANN)]]
    _, found = advice(tmp_path, calls, rows, search_rule="contains", wire=FORM_DECODED)
    assert "'contains'" in found["rule-overridden", "connector"].text
    assert "reads a +" in found["wire-form-decoded", "connector"].text
    _, found = advice(tmp_path, calls, rows, "netsuite", wire=FORM_DECODED)
    assert "nothing changes" in found["wire-form-decoded", "connector"].text
    _, found = advice(tmp_path, calls, rows)
    assert {"rule-overridden", "wire-form-decoded"}.isdisjoint(c for c, _ in found)


# -- all of it ---------------------------------------------------------------


def test_format_codes_are_those_of_lint() -> None:
    assert {*BY_SPELLING, *BY_NUMBER} <= set(TEXTS)
    known = {*LIST_CHECKS, *CONNECTOR_CHECKS, *SETTING_CHECKS, *DATA_CHECKS, *BY_CALLS}
    left = set(TEXTS) - {*BY_SPELLING, *BY_NUMBER} - known
    assert left == {"invalid-number"}  # a number of a log is what it is


def test_every_code_is_explained() -> None:
    table = advice_module.__doc__ or ""
    explained = set(re.findall(r"^([a-z0-9-]+)  +\S", table, re.MULTILINE))
    made = {*LIST_CHECKS, *CONNECTOR_CHECKS, *SETTING_CHECKS, *DATA_CHECKS}
    made |= {*BY_SPELLING, *BY_NUMBER, *BY_CALLS}
    made |= {"users-served-badly", "segment-fails"}
    assert explained - {"code"} == made


LONG_NUMBER = re.compile(r"(?<![\d,.])\d{7,}")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10**6),
    connector=st.sampled_from(list(CONNECTORS)),
    current=st.booleans(),
)
def test_findings_of_any_situation(
    tmp_path: Path, seed: int, connector: str, current: bool
) -> None:
    calls, contacts = situations.made_pair(seed, tmp_path)
    formats = situations.made_formats(seed)
    rec = recommend(
        calls, contacts, connector=connector, current=formats if current else None
    )
    known = rec.baseline.calls
    for finding in (*rec.advice, *audit(rec.situation, formats)):
        assert finding.calls is None or 0 <= finding.calls <= known
        assert finding.text.endswith(".")
        assert not LONG_NUMBER.search(finding.text)
        assert finding.about in ("recommended", "current", "connector", "data", "list")
        assert set(finding.to_dict()) == {"code", "text", "calls", "format", "about"}
    twice = {(f.code, f.about, f.format): f for f in rec.advice}
    assert len(twice) == len(rec.advice) or len(set(formats)) < len(formats)


@pytest.mark.parametrize("connector", CONNECTORS)
def test_no_calls_give_no_damage(tmp_path: Path, connector: str) -> None:
    _, found = advice(tmp_path, [], [[render(DASHED, ANN)]], connector)
    assert all(not finding.calls for finding in found.values())


@pytest.mark.parametrize("connector", ["clio", "insightly", "netsuite"])
def test_a_recommendation_on_the_other_wire_can_be_measured(
    tmp_path: Path, connector: str
) -> None:
    """Formats are judged as they are entered: a * left over does not cut the URL."""
    rows = [[render("###-###-####", ANN)], [f" 1{BEN}"], [render("####-###-###", CY)]]
    calls = us(ANN, 30) + us(BEN, 20) + us(CY, 10)
    rec, _ = advice(tmp_path, calls, rows, connector, wire=FORM_DECODED)
    pair = read_pair(tmp_path, calls, rows)
    again = measure(
        *pair, rec.overriding_format, connector=connector, wire=FORM_DECODED
    )
    assert again.counts == rec.recommended
    best = rec.counts(rec.entered(rec.best_formats))
    assert rec.best is None or rec.best.correct == best.correct_calls
