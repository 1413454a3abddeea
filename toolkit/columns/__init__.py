"""The rules on whole columns: bulk number parsing and term joins."""
