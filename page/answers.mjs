// What the page would be answered: node page/answers.mjs BUNDLE REQUESTS ANSWERS reads a list of requests as JSON and
// writes the list of their answers. The Python is the one that the page carries, and has nothing but the archive BUNDLE.
import fs from "node:fs";
import { loadPyodide } from "python-3.14";

const python = await loadPyodide();
python.unpackArchive(fs.readFileSync(process.argv[2]).buffer.slice(0), "zip", { extractDir: "/lkjdsl" });
python.runPython("import sys; sys.path.insert(0, '/lkjdsl')");
const answer = python.runPython(
  "import json\nfrom lkjdsl.app.requests import run\nlambda request: json.dumps(run(json.loads(request)))");
const [requests, answers] = process.argv.slice(3);
const asked = JSON.parse(fs.readFileSync(requests, "utf8"));
fs.writeFileSync(answers, JSON.stringify(asked.map((request) => JSON.parse(answer(JSON.stringify(request))))));
