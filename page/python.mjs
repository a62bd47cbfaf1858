// A Python without a compiler: node page/python.mjs PACKAGE BUNDLE ARGUMENT...
// Runs `lkjdsl ARGUMENT...` in the current folder with the Pyodide of the npm package PACKAGE (package.json), and exits
// with its status. `python(loadPyodide, bundle, folder)` is what a page calls as well: there `folder` is left out.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const RUN = `
import io, sys
from contextlib import redirect_stderr, redirect_stdout

def run(arguments):
    from lkjdsl.cli import main
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(arguments)
    return status, out.getvalue(), err.getvalue()
`;

/** Return a Python with lkjdsl in it, and its function `run(arguments)` -> [status, out, err]. */
export async function python(loadPyodide, bundle, folder) {
  const interpreter = await loadPyodide();
  interpreter.unpackArchive(bundle, "zip", { extractDir: "/lkjdsl" });
  interpreter.runPython("import sys; sys.path.insert(0, '/lkjdsl')");
  if (folder !== undefined) {
    interpreter.FS.mkdirTree("/here");
    interpreter.FS.mount(interpreter.FS.filesystems.NODEFS, { root: folder }, "/here");
    interpreter.runPython("import os; os.chdir('/here')");
  }
  interpreter.runPython(RUN);
  const run = interpreter.globals.get("run");
  return { interpreter, run: (...given) => run(interpreter.toPy(given)).toJs() };
}

/** Write a whole text: a pipe takes a part of it at a time, and none while it is full. */
function writeWhole(descriptor, text) {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(descriptor, rest));
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [name, bundle, ...given] = process.argv.slice(2);
  const modules = path.join(import.meta.dirname ?? path.dirname(process.argv[1]), "node_modules");
  const { loadPyodide } = await import(pathToFileURL(path.join(modules, name, "pyodide.mjs")).href);
  const { run } = await python(loadPyodide, fs.readFileSync(bundle).buffer.slice(0), process.cwd());
  const [status, out, err] = run(...given);
  writeWhole(1, out);
  writeWhole(2, err);
  process.exit(status);
}
