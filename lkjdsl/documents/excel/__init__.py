"""Workbooks of Excel (SpreadsheetML), read as blocks by what their cells show."""
