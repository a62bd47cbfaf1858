"""An edition over a table: block by block, rows in doubt by the exact program."""
