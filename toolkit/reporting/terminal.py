"""Results as text for a terminal: the answer first, then what it rests on.

Each function takes a result and, if standard output is not meant, a `Screen`.
"""

from toolkit.reporting.screens import Screen, screen_of
from toolkit.reporting.terminal_live import probe_text, verification_text
from toolkit.reporting.terminal_profile import profile_text
from toolkit.reporting.terminal_recommendation import recommendation_text
from toolkit.reporting.terminal_results import lookup_text, measurement_text, plan_text

__all__ = [
    "Screen",
    "lookup_text",
    "measurement_text",
    "plan_text",
    "probe_text",
    "profile_text",
    "recommendation_text",
    "screen_of",
    "verification_text",
]
