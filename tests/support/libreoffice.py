"""Workbooks as LibreOffice works them out, whatever values they came with; other files in other formats."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
"""A workbook is worked out when it is opened; LibreOffice does not, of itself."""
FORM = "xlsx:Calc MS Excel 2007 XML"
PDF = "pdf:writer_pdf_Export"
BATCH = 100
"""Files of one call: LibreOffice 7.4 ends quietly, and with status 0, before it has come to the end of 300."""


def soffice() -> str | None:
    """Return the program, or None where it is not installed."""
    return shutil.which("soffice")


def converted(files: Mapping[str, bytes], folder: Path, form: str = FORM, ending: str = "xlsx") -> Mapping[str, Path]:
    """Return what LibreOffice makes of *files* with this *ending* in *folder*, by as few calls as it bears."""
    program = soffice()
    assert program is not None
    with tempfile.TemporaryDirectory() as profile:
        user = Path(profile, "user")
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        written, found = folder / "written", folder / "found"
        written.mkdir(exist_ok=True)
        for name, data in files.items():
            (written / f"{name}.{ending}").write_bytes(data)
        names = [str(written / f"{name}.{ending}") for name in files]
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form]
        for at in range(0, len(names), BATCH):
            batch = names[at : at + BATCH]
            subprocess.run([*command, "--outdir", str(found), *batch], check=True, capture_output=True, timeout=1_800)
    made = form.partition(":")[0]
    return {name: found / f"{name}.{made}" for name in files}
