"""The workbook of an edition: sheets to fill in and live formulas, written and read back."""
