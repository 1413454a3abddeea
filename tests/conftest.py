"""Options and fixtures of the whole suite."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run, and no limit on how long a busy machine takes.
settings.register_profile(
    "suite",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-notebooks",
        action="store_true",
        help="run the notebooks on the sample and keep their new outputs",
    )
    parser.addoption("--screenshots", help="folder for pictures of the browser tests")
    parser.addoption("--recordings", help="another file of recorded lookups to run")
