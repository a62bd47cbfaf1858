"""Tables of offices as they come: files, headers, cells, columns."""
