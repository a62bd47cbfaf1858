"""
Tables in, tables out: an edition evaluated for many offices at once, exact to the printed digit.

The only part of lkjdsl that imports numpy and pyarrow; the extra is ``lkjdsl[batch]``. What a table means is decided in
modules that need neither, and there is a way to read, evaluate, rank and roll up by those alone: row by row.
"""
