"""The modules of lkjdsl and their syntax trees, parsed once for all tests that read the code; nobody changes a tree."""

import ast
from collections.abc import Mapping
from pathlib import Path

from tests.support.paths import ROOT

PACKAGE = ROOT / "lkjdsl"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES: Mapping[Path, ast.Module] = {path: ast.parse(path.read_text("utf-8"), str(path)) for path in MODULES}
