"""Exports in: files, layouts, cells, ledgers, sample data."""
