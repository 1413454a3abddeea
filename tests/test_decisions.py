"""The decision in words fits the decision, whatever the data."""

from __future__ import annotations

from pathlib import Path

from reports import recommendation_of, sample_recommendation

from toolkit.reporting.decisions import decision_words, field_lines, these_formats


def test_set_names_before_and_after() -> None:
    words = decision_words(sample_recommendation())
    assert words.headline == "Set these 3 formats."
    assert "80.0 %" in words.reason
    assert "12.5 %" in words.reason
    assert "Phone number format alternatives" in words.step


def test_leave_empty_names_what_the_best_list_would_do() -> None:
    words = decision_words(sample_recommendation("netsuite"))
    assert words.headline == "Leave the formats empty."
    assert "98.1 %" in words.reason
    assert "the best 3 formats would find it on 80.0 %" in words.reason


def test_connectors_that_ignore_formats_say_so() -> None:
    words = decision_words(sample_recommendation("redtail"))
    assert "Redtail never looks at formats" in words.reason


def test_connectors_without_fields_send_the_settings() -> None:
    words = decision_words(sample_recommendation("vinsolutions"))
    assert "send settings.json" in words.step


def test_clean_up_first_keeps_the_list_until_then(tmp_path: Path) -> None:
    numbers = [f"+12125550{n}" for n in range(100, 120)]
    ways = ["{} {} {}", "{}/{}-{}", "{}.{}-{}", "({}){} {}", "{} {}-{}"]
    contacts = [
        (str(n), "x", ways[n % 5].format("212", "555", number[-4:]))
        for n, number in enumerate(numbers)
    ]
    recommendation = recommendation_of(tmp_path, numbers, contacts)
    words = decision_words(recommendation)
    assert recommendation.decision == "clean-up-first"
    assert words.headline == "Clean up the contacts first."
    assert "60.0 %" in words.reason
    assert "100 %" in words.reason
    assert words.step.startswith("Until then, set these 3 formats: enter them")
    other = recommendation_of(tmp_path, numbers, contacts, connector="getcontact")
    step = decision_words(other).step
    assert step.startswith("Until then, set these 3 formats: App Connect shows")


def test_nothing_known_judges_no_format(tmp_path: Path) -> None:
    recommendation = recommendation_of(
        tmp_path, ["+12125550101"] * 3, [("1", "x", "212-555-0199")]
    )
    words = decision_words(recommendation)
    assert "None of the 3 calls" in words.reason
    assert "%" not in words.reason


def test_lists_are_named_by_their_length() -> None:
    assert these_formats(["#"]) == "this format"
    assert these_formats(["#", "##"]) == "these 2 formats"
    assert field_lines(["#", "##", "###", "####"])[2] == ("Format 3", "###,####")
