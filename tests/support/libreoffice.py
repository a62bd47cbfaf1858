"""Workbooks as LibreOffice works them out, whatever values they came with."""

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
BATCH = 100
"""Files of one call: LibreOffice 7.4 ends quietly, and with status 0, before it has come to the end of 300."""


def soffice() -> str | None:
    """Return the program, or None where it is not installed."""
    return shutil.which("soffice")


def converted(workbooks: Mapping[str, bytes], folder: Path, form: str = FORM) -> Mapping[str, Path]:
    """Return what LibreOffice makes of *workbooks* in *folder*, by as few calls as it bears."""
    program = soffice()
    assert program is not None
    with tempfile.TemporaryDirectory() as profile:
        user = Path(profile, "user")
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        written, found = folder / "written", folder / "found"
        written.mkdir(exist_ok=True)
        for name, data in workbooks.items():
            (written / f"{name}.xlsx").write_bytes(data)
        names = [str(written / f"{name}.xlsx") for name in workbooks]
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form]
        for at in range(0, len(names), BATCH):
            batch = names[at : at + BATCH]
            subprocess.run([*command, "--outdir", str(found), *batch], check=True, capture_output=True, timeout=1_800)
    ending = form.partition(":")[0]
    return {name: found / f"{name}.{ending}" for name in workbooks}
