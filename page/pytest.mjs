// Tests in a Python without a compiler: node page/pytest.mjs SITE ARGUMENT... runs `pytest ARGUMENT...` of this repository
// in the Pyodide that the page carries, and exits with its status. SITE is the folder of the installed libraries, of
// which only what is pure Python can be used.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "python-3.14";

const [site, ...given] = process.argv.slice(2);
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const python = await loadPyodide();
for (const [name, folder] of [["/repository", root], ["/site", site]]) {
  python.FS.mkdirTree(name);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, name);
}
python.globals.set("given", python.toPy(given));
process.exit(python.runPython(`
import os, sys
sys.path[:0] = ["/repository"]
sys.path.append("/site")
sys.dont_write_bytecode = True
os.chdir("/repository")
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
import pytest
int(pytest.main(["-p", "no:cacheprovider", "--noconftest", "-o", "addopts=--import-mode=importlib", *given]))
`));
