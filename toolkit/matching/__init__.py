"""The rules, one number at a time: no tables, files, network or clock."""
