"""Numbers: exact rationals and their texts, intervals of them, what is irrational, and what linear relations say."""
