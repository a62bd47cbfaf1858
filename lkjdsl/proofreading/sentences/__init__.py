"""Sentences against themselves and what stands beside them: arithmetic, growths, parts, words, blanks."""
