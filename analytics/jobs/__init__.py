"""Any long work: one registry of its kinds, one way to start, follow, cancel and recover it."""
