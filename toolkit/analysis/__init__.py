"""Tables in, tables out: profile, measure, recommend, clean up."""
