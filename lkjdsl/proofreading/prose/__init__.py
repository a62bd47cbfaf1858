"""Numbers of sentences and formulas → paths: by the names and the words around them."""
