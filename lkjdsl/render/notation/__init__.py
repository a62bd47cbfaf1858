"""The tree of a formula → the ways to write it: one line or several of text, LaTeX, MathML."""
