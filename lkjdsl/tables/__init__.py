"""
Tables in, tables out: an edition evaluated for many offices at once, exact to the printed digit.

The only part of lkjdsl that imports numpy and pyarrow; the extra is ``lkjdsl[batch]``.
"""
