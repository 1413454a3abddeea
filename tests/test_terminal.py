"""What a terminal shows: the decision first, within the width, nobody's data."""

from __future__ import annotations

from pathlib import Path

import pytest
from reports import recommendation_of, sample_exports, sample_recommendation

from toolkit.analysis.measures import measure
from toolkit.matching.lookup_plan import plan_lookup
from toolkit.reporting.display_text import display_width
from toolkit.reporting.terminal import (
    Screen,
    lookup_text,
    measurement_text,
    plan_text,
    recommendation_text,
)

FILES = [Path("out") / name for name in ("report.html", "settings.json", "other.txt")]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("connector", ["clio", "netsuite", "pipedrive"])
def test_recommendation_keeps_within_the_width(width: int, connector: str) -> None:
    recommendation = sample_recommendation(connector)
    text = recommendation_text(recommendation, FILES, screen=Screen(width))
    assert max(map(display_width, text.splitlines())) <= width


def test_decision_is_the_first_line() -> None:
    for connector, said in [
        ("clio", "Set these 3 formats."),
        ("netsuite", "Leave the formats empty."),
        ("pipedrive", "Leave the formats empty."),
    ]:
        text = recommendation_text(sample_recommendation(connector), screen=Screen())
        assert text.splitlines()[0].startswith(said)


def test_fields_are_shown_as_they_are_entered() -> None:
    text = recommendation_text(sample_recommendation(), screen=Screen())
    lines = [line.split() for line in text.splitlines() if "Format 1" in line]
    assert lines[0][2:5] == ["(***)", "***-****", "+1,228"]


def test_everything_is_said_of_the_setting_in_use() -> None:
    recommendation = sample_recommendation(current="(###) ###-###, +1 ##########,,abc")
    text = recommendation_text(recommendation, screen=Screen())
    audited = text.partition("The current setting\n")[2].partition("\n\n")[0]
    in_use = [each for each in recommendation.advice if each.about == "current"]
    assert len(in_use) > 6
    assert audited.count("•") == len(in_use)
    for finding in in_use:
        assert f"[{finding.code}]" in audited
    assert "Current setting:" not in text
    assert '• "":' in audited


def test_list_longer_than_the_fields_is_joined_in_the_third() -> None:
    text = recommendation_text(sample_recommendation(max_formats=5), screen=Screen())
    third = next(line for line in text.splitlines() if "Format 3" in line)
    assert third.count(",") >= 2


def test_before_now_and_after_stand_side_by_side() -> None:
    recommendation = sample_recommendation(current="(***) ***-****")
    text = recommendation_text(recommendation, screen=Screen())
    [reach] = [line for line in text.splitlines() if "right contact found" in line]
    assert reach.split()[-6:] == ["12.5", "%", "47.5", "%", "80.0", "%"]


def test_alternatives_cost_and_clean_up_are_shown_unless_it_is_brief() -> None:
    recommendation = sample_recommendation()
    text = recommendation_text(recommendation, screen=Screen())
    for row in recommendation.alternatives.itertuples():
        [line] = [
            each for each in text.splitlines() if each.startswith(f"  {row.label}  ")
        ]
        assert line.split()[-2:] == [
            str(row.false_calls),
            f"{row.requests_per_lookup:.1f}",
        ]
    assert "every user's recent 100 calls are matched" in " ".join(text.split())
    assert "lifts the reach" in text
    brief = recommendation_text(recommendation, screen=Screen(), is_brief=True)
    assert "The alternatives" not in brief
    assert "What it costs" not in brief


def test_files_are_listed_with_their_purpose() -> None:
    text = recommendation_text(sample_recommendation(), FILES, screen=Screen())
    assert "Written to out/" in text
    assert "report.html    the whole story" in text
    assert text.rstrip().endswith("other.txt")


def test_colours_only_where_they_are_wanted() -> None:
    recommendation = sample_recommendation()
    assert "\x1b" not in recommendation_text(recommendation, screen=Screen())
    coloured = recommendation_text(recommendation, screen=Screen(is_coloured=True))
    assert coloured.startswith("\x1b[1m")


def test_any_encoding_can_take_it() -> None:
    screen = Screen(encoding="ascii")
    recommendation_text(sample_recommendation(), screen=screen).encode("ascii")


def test_no_name_and_no_number_is_shown(tmp_path: Path) -> None:
    recommendation = recommendation_of(
        tmp_path,
        ["+12125550177", "+12125550178"] * 3,
        [("1", "Zyxwvut", "212.555.0177"), ("2", "Qwertz", "212-555-0178 x5 Uvw")],
    )
    text = recommendation_text(recommendation, screen=Screen())
    for secret in ("Zyxwvut", "Qwertz", "Uvw", "0177", "0178"):
        assert secret not in text


def test_measurement_says_what_a_list_finds() -> None:
    calls, contacts = sample_exports()
    measured = measure(calls, contacts, "###-###-####,(###) ###-####", connector="clio")
    text = measurement_text(measured, screen=Screen())
    assert text.startswith("2 formats find the right contact on 68.0 %")
    for feature in ("call pop", "call logging", "SMS logging"):
        assert feature in text
    nothing = measurement_text(
        measure(calls, contacts, "", connector="clio"), screen=Screen()
    )
    assert nothing.startswith("Nothing set finds the right contact on 12.5 %")


def test_measurement_of_a_connector_without_formats_says_so() -> None:
    calls, contacts = sample_exports()
    measured = measure(calls, contacts, "###", connector="pipedrive")
    assert "Pipedrive ignores formats." in measurement_text(measured, screen=Screen())


def test_measurement_says_everything_that_is_wrong_with_the_list() -> None:
    calls, contacts = sample_exports()
    measured = measure(calls, contacts, "(###) ###-###,,abc", connector="clio")
    text = measurement_text(measured, screen=Screen())
    assert len(measured.advice) > 4
    for finding in measured.advice:
        assert f"[{finding.code}]" in text
    assert "report.html" not in text


def test_plan_lists_terms_in_order() -> None:
    plan = plan_lookup("+14155550100", "(###) ###-####", connector="clio")
    assert plan_text(plan, screen=Screen()) == (
        "1  +14155550100\n"
        "2  (415) 555-0100\n\n"
        "Compared by the rule exact; 2 requests where nobody is found.\n\n"
        "• The number holds a plus, which arrives as a space if Clio reads the address "
        "as\n  a form. [plus-decoded-as-space]"
    )


def test_plan_shows_what_a_form_decoding_crm_reads() -> None:
    plan = plan_lookup("+14155550100", "###", connector="clio", wire="form-decoded")
    first, second, *_ = plan_text(plan, screen=Screen()).splitlines()
    assert first == "1  +14155550100  read as ' 14155550100'"
    assert second == "2  415           read as '415'"


def test_plan_says_why_nothing_is_searched() -> None:
    def said(number: str, name: str, **options: bool) -> str:
        plan = plan_lookup(number, connector=name, **options)
        return plan_text(plan, screen=Screen()).splitlines()[0]

    refused = said("+1415", "bullhorn")
    assert refused.startswith("Nothing is searched: Bullhorn refuses the lookup and")
    assert said("101", "clio", is_extension=True) == (
        "Nothing is searched: Clio refuses the lookup."
    )
    assert said("+1415", "insightly") == "Nothing is searched."


def test_lookup_counts_contacts_and_says_the_message() -> None:
    answer = {
        "successful": True,
        "matchedContactInfo": [
            {"id": 1, "name": "Ann\x1b[31m", "type": "contact"},
            {"id": "createNewContact", "isNewContact": True},
        ],
        "returnMessage": {"message": "Contact found.", "messageType": "success"},
    }
    text = lookup_text(answer, screen=Screen())
    assert text.startswith("1 contact found.")
    assert text.endswith("success: Contact found.")
    assert "createNewContact" not in text
    assert "\x1b" not in text
    refused = lookup_text(
        {"successful": None, "matchedContactInfo": None, "returnMessage": None},
        screen=Screen(),
    )
    assert refused == "0 contacts found."
