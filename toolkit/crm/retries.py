"""Retries: when a request is sent again, and after what pause.

429, 502, 503, 504 and dropped connections are worth another try; a refusal is not. The
pause doubles each time and carries some chance, so that many clients do not come back
together; where the CRM names a pause in ``Retry-After``, that one counts. Only reading
requests are ever sent, so that a second one does no harm.

>>> RetryPolicy().is_retry("GET", 503), RetryPolicy().is_retry("GET", 401)
(True, False)
"""

from __future__ import annotations

import random
from typing import Any

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse
from urllib3.util.retry import Retry

STATUSES = (429, 502, 503, 504)
METHODS = ("GET", "POST")  # a POST is a search put into a body
TRIES_AGAIN = 4
FIRST_PAUSE = 0.5  # seconds
LONGEST_BACKOFF = 30.0  # seconds


class RetryPolicy(Retry):
    """urllib3's policy with this project's choices; the pause is never zero."""

    def __init__(self, total: int | bool | None = TRIES_AGAIN, **named: Any) -> None:
        chosen: dict[str, Any] = {
            "status_forcelist": STATUSES,
            "allowed_methods": METHODS,
            "backoff_factor": FIRST_PAUSE,
            "backoff_max": LONGEST_BACKOFF,
            "redirect": 0,
            "raise_on_status": False,
        }
        super().__init__(total, **(chosen | named))

    def get_backoff_time(self) -> float:
        """Give a doubling pause, half of it by chance."""
        tries = max(len(self.history) - 1, 0)
        longest = min(self.backoff_factor * 2**tries, self.backoff_max)
        return float(longest * random.uniform(0.5, 1.0))

    def pause(self, response: BaseHTTPResponse | None) -> float:
        """Give the seconds to wait before the next try.

        A ``Retry-After`` that cannot be read counts as none.
        """
        asked = None
        if response is not None:
            try:
                asked = self.get_retry_after(response)
            except (HTTPError, ValueError, TypeError, OverflowError):
                asked = None
        return self.get_backoff_time() if asked is None else max(0.0, asked)
