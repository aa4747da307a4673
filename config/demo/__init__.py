"""`make demo`: everything on this machine, started together and stopped together."""
