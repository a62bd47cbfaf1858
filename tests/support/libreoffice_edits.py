"""What a person does to a workbook in LibreOffice: rows deleted, cells moved; by a macro."""

import subprocess
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from tests.support.libreoffice import soffice

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}
</script:module>
"""
MACRO = """
Function Opened(path)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(path, "_blank", 0, hidden())
  For at = 0 To doc.Sheets.Count - 1
    doc.Sheets.getByIndex(at).unprotect("")
  Next
  Opened = doc
End Function
Sub Saved(doc, path)
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName" : form(0).Value = "Calc MS Excel 2007 XML"
  doc.calculateAll()
  doc.storeToURL(path, form())
  doc.close(True)
End Sub
Sub DeleteRow(doc, label, row)
  doc.Sheets.getByName(label).Rows.removeByIndex(row - 1, 1)
End Sub
Sub InsertRow(doc, label, row)
  doc.Sheets.getByName(label).Rows.insertByIndex(row - 1, 1)
End Sub
Sub DeleteColumn(doc, label, column)
  doc.Sheets.getByName(label).Columns.removeByIndex(column - 1, 1)
End Sub
Sub RenameSheet(doc, label, other)
  doc.Sheets.getByName(label).Name = other
End Sub
Sub DeleteSheet(doc, label)
  doc.Sheets.removeByName(label)
End Sub
Sub Move(doc, label, area, cell)
  sheet = doc.Sheets.getByName(label)
  sheet.moveRange(sheet.getCellRangeByName(cell).CellAddress, sheet.getCellRangeByName(area).RangeAddress)
End Sub
Sub Sort(doc, label, area, column)
  Dim fields(0) As New com.sun.star.table.TableSortField
  Dim how(0) As New com.sun.star.beans.PropertyValue
  fields(0).Field = column - 1 : fields(0).IsAscending = False
  how(0).Name = "SortFields" : how(0).Value = fields()
  doc.Sheets.getByName(label).getCellRangeByName(area).sort(how())
End Sub
Sub Main()
"""


def edited(files: Mapping[str, tuple[bytes, str]], folder: Path) -> Mapping[str, Path]:
    """Return what LibreOffice makes of *files*: a workbook each, and the macro's calls that change it, as ``doc``."""
    program = soffice()
    assert program is not None
    lines = []
    for name, (data, calls) in files.items():
        (folder / f"{name}.before.xlsx").write_bytes(data)
        lines += [f'doc = Opened("{(folder / name).as_uri()}.before.xlsx")', calls]
        lines.append(f'Saved(doc, "{(folder / name).as_uri()}.xlsx")')
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
        subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
        module = escape("\n".join([MACRO, *lines, "End Sub"]), quote=False)
        Path(profile, "user", "basic", "Standard", "Module1.xba").write_text(MODULE.format(module), encoding="utf-8")
        main, limit = "macro:///Standard.Module1.Main", 60 + 30 * len(files)
        subprocess.run([*command, main], check=True, capture_output=True, timeout=limit)
    return {name: folder / f"{name}.xlsx" for name in files}
