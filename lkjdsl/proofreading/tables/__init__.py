"""Numbers of tables → paths: by lines, columns, blocks, rows of the data, budgets, weights."""
