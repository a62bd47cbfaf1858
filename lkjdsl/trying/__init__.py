"""Trying an edition out: its author's cases, and properties searched for a counterexample."""
