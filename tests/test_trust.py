"""How sure a recommendation is, said without more confidence than there is."""

from __future__ import annotations

from pathlib import Path

from reports import recommendation_of, sample_recommendation

from toolkit.reporting.trust import trust_sentences


def test_sample_is_tried_on_later_calls_and_proven() -> None:
    sentences = trust_sentences(sample_recommendation())
    text = " ".join(sentences)
    assert "of the later" in text
    assert "95 % interval" in text
    assert "No better list exists on this history" in text


def test_gain_is_over_the_present_setting_if_there_is_one() -> None:
    text = " ".join(trust_sentences(sample_recommendation(current="(***) ***-****")))
    assert "Gained over the current setting: +3" in text


def test_an_empty_list_gains_nothing_over_itself() -> None:
    text = " ".join(trust_sentences(sample_recommendation("netsuite")))
    assert "Gained" not in text
    assert "an empty list wins" in text


def test_brief_leaves_out_what_only_confirms() -> None:
    brief = trust_sentences(sample_recommendation(), is_brief=True)
    full = trust_sentences(sample_recommendation())
    assert set(brief) < set(full)


def test_short_histories_are_said_to_be_untried(tmp_path: Path) -> None:
    recommendation = recommendation_of(
        tmp_path, ["+12125550101"], [("1", "A", "212-555-0101")]
    )
    first = trust_sentences(recommendation)[0]
    assert first.startswith("It was not tried on calls it had not seen: ")


def test_without_candidates_nothing_is_proven() -> None:
    text = " ".join(trust_sentences(sample_recommendation("redtail")))
    assert "No better list" not in text
