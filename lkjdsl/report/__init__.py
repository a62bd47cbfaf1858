"""
The chapter of accountability (Bab III) of a performance report, from an outcome to the forms that offices hand in.

The order is that of PermenPANRB 53/2014, annex II. One page model (``blocks.py``) holds what is said; Word, HTML,
Markdown and PDF render the same blocks, so that no figure can differ between them. What an office writes by hand
has a marked blank, and everything else a *place* with a key, ``tabel:capaian``, by which a control of the office's
own Word document asks for it.
"""
