"""For how many texts it is kept what was worked out of them: one process may read many documents."""

TEXTS = 1 << 14
"""As many different texts as a report of a hundred pages has."""
