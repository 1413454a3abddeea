"""Results to people: charts, report, settings, tables."""
