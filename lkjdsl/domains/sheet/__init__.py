"""The sheet domain: a step → four cells of a spreadsheet."""
