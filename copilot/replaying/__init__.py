"""Backtesting: what would routing and drafting have made of tickets that people have answered already?

Nothing live is changed. `routing` learns as it goes along, from earlier rows only; `shelf` finds SOPs;
`running` does one row; `journal` remembers what was done, so that an interrupted run goes on; `summing` makes
the figures.
"""
