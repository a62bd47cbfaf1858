"""The core program: steps over a few primitive operators, and the one walk over them."""
