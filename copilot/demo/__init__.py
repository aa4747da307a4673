"""Moorkirk, an invented web shop, and a labelled simulator of its customers and agents."""
