"""Drafting: a suggested reply from the ticket's thread and the SOP sections found for it. Pure values."""
