"""What a report says about cost agrees with the costs."""

from __future__ import annotations

from reports import sample_recommendation

from toolkit.reporting.report_cost import busiest_table, cost_part


def test_busiest_windows_are_those_of_the_tightest_limit() -> None:
    recommendation = sample_recommendation()
    table, limit, name = busiest_table(recommendation)
    assert limit == 50
    assert name == "minute of a user"
    access = recommendation.costs.first_access.iloc[-1]["requests"]
    assert table.iloc[-1].tolist() == ["The best list, first access", access]


def test_recommended_list_is_the_one_that_counts() -> None:
    assert (
        cost_part(sample_recommendation()).sentences[0].startswith("The best list: 5.3")
    )
    empty = cost_part(sample_recommendation("netsuite"))
    assert empty.sentences[0].startswith("Nothing set: 3.0")
    assert empty.tables[0].meant_rows == [0]


def test_first_access_above_the_limit_asks_for_groups() -> None:
    said = cost_part(sample_recommendation()).sentences[1]
    assert said.endswith(
        "in one minute of a user and take 11 minutes: roll out in groups."
    )


def test_connectors_without_limits_say_so() -> None:
    recommendation = sample_recommendation("redtail")
    assert busiest_table(recommendation)[1] is None
    part = cost_part(recommendation)
    assert "documents no limit" in part.sentences[1]
    assert len(part.tables) == 1
