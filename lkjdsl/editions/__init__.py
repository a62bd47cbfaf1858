"""Editions as things that change: compared, varied, extended, formatted."""
