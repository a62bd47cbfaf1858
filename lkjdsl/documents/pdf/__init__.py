"""Reports in PDF: what is printed on the pages → the blocks that the Word reader would give, with their pages."""
