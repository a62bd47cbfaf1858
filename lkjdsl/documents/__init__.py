"""
Reports in the files that offices have: read as the same blocks whatever the format, and written to byte by byte.

Its two users are the filling of a report and its proofreading. Reading::

    document = read_file("laporan.docx")          # or a Diagnostic that says what to do
    for address, text in document.texts():
        address.text("id")                        # Bab III.A.1, Tabel 3.2 baris 4 kolom Capaian
        text.string                               # as printed

``document.blocks`` has headings, paragraphs, tables, captions, equations and charts in the order of reading. Writing
to a Word document never parses and writes it anew; what is outside of the places written to stays byte for byte::

    commented(document.package, [Comment(text, 8, 14, "…")])         # word/comments.py
    fill(document.package, {"nilai:IKK1": Content("105,88%")})       # word/filling.py
    write_copy("hasil.docx", data, "laporan.docx")                   # reading.py: never over the original

But for PDF, which ``pdf/pages.py`` asks PDFium for, nothing here needs more than Python itself: it runs in a browser.
"""
