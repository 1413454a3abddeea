"""Results to stdout, messages to stderr."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any


def write_text(text: str) -> None:
    """Write a result for a person."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def write_json(result: Any) -> None:
    """Write a result as one JSON document."""
    json.dump(result, sys.stdout, indent=2, ensure_ascii=False, allow_nan=False)
    sys.stdout.write("\n")


def note(options: argparse.Namespace, message: str) -> None:
    """Tell a person something beside the result, unless they want it quiet."""
    if not options.quiet:
        sys.stderr.write(f"{message}\n")
