"""Where a search goes: contacts in memory, live CRMs, the sandbox."""
